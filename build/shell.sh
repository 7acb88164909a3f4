#!/usr/bin/env bash
# Builds the shell of an image as FOLDER/sh: a static busybox of the few commands in build/shell.config, on musl.
# Debian's own is eight times as large, which was more than a tenth of the images for 64 bits.
# Usage: build/shell.sh arm|arm64|amd64 FOLDER       (as Docker calls them; that for arm runs on all ARMs)
set -euo pipefail
build=$(cd "$(dirname "$0")" && pwd)
[ $# -eq 2 ] || { echo "usage: shell.sh arm|arm64|amd64 FOLDER" >&2 && exit 2; }
target=$1 flags=()
case $target in
  arm) architecture=armel cpu=arm abi=eabi flags=(-march=armv5te -marm -mfloat-abi=soft) ;;
  arm64) architecture=arm64 cpu=aarch64 abi= ;;
  amd64) architecture=amd64 cpu=x86_64 abi= ;;
  *) echo "shell.sh: unknown target '$target'; use arm, arm64 or amd64" >&2 && exit 2 ;;
esac
# shellcheck source=build/cache.sh
source "$build/cache.sh"

configure() {
  make allnoconfig
  cat "$build/shell.config" .config >merged # of two lines for one option the first one counts
  mv merged .config
  make oldconfig < <(yes n)
  ! grep '^CONFIG' "$build/shell.config" | grep -vxFf .config || { echo "shell.sh: busybox did not take these options" >&2 && return 1; }
}

# The compiler and the linker are this machine's own; C library, headers and the compiler's library are the target's.
compile() ( # folder
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  "$build/foreign.sh" sources source "$work"
  "$build/foreign.sh" shell "$architecture" "$work/system"
  "$build/foreign.sh" headers "$architecture" "$work/system"
  include=$work/system/usr/include library=$work/system/usr/lib/$cpu-linux-musl$abi
  compiler=(clang -fuse-ld=lld -w -Qunused-arguments "--target=$cpu-linux-musl$abi" "${flags[@]}" -nostdinc
    -isystem "$include/$cpu-linux-musl$abi" -isystem "$include" -isystem "$include/$cpu-linux-gnu$abi"
    -isystem "$(clang -print-resource-dir)/include")
  link=(-nostdlib -static "-Wl,--strip-all,--build-id=none" "-L$library" "$library"/{crt1.o,crti.o,libc.a,crtn.o}
    "$work/system/usr/lib/gcc/$cpu-linux-gnu$abi"/*/libgcc.a)
  cd "$work/busybox"
  export KCONFIG_NOTIMESTAMP=1 # also while configuring, or the banner says when that was
  {
    configure
    nice make "-j$(nproc)" HOSTCC=clang AR=llvm-ar SKIP_STRIP=y \
      CC="${compiler[*]}" CFLAGS_busybox="${link[*]}" busybox_unstripped
  } >"$work/log" 2>&1 || { tail -n 30 "$work/log" >&2 && return 1; }
  install -m 755 busybox_unstripped "$1/sh"
)

mkdir -p "$2"
install -m 755 "$(remember "shell-$target" "$(hash_of "$build"/shell.{sh,config} "$build/packages.tsv")" compile)/sh" "$2/sh"
