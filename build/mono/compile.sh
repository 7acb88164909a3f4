#!/usr/bin/env bash
# Compiles assemblies ahead of time for a processor: FOLDER/X.dll.so beside each X.dll. Mono's compiler runs emulated on
# the oldest processor that is to run them, and uses what that one has.
# Usage: build/mono/compile.sh armel|armhf CPU FOLDER
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
architecture=$1 cpu=$2 folder=$(cd "$3" && pwd) root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT

case $architecture in
  armel) tools=arm-linux-gnueabi triple=arm-linux-gnueabi convention=0 ;;
  armhf) tools=arm-linux-gnueabihf triple=armv7-linux-gnueabihf convention=1 ;; # floating-point arguments in registers
esac
"$here/../foreign.sh" runtime "$architecture" "$root"
"$here/runtime.sh" "$architecture" "$root/mono"

# Mono draws an id for what it compiles, the one thing that would differ from build to build: the assembly's hash instead.
settle_id() { # assembly
  local drawn settled
  drawn=$(sed -n 's/^AOTID \(..\)\(..\)\(..\)\(..\)-\(..\)\(..\)-\(..\)\(..\)-\(....\)-\(.*\)/\4\3\2\1\6\5\8\7\9/p' "$root/log")
  drawn=$drawn$(sed -n 's/^AOTID .*-//p' "$root/log")
  settled=$(md5sum "$folder/$1" | cut -c1-32)
  sed -i "s/^\(\t.byte \)$(bytes "$drawn")$/\1$(bytes "$settled")/" "$root/code.s"
  grep -q "^	.byte $(bytes "$settled")$" "$root/code.s"
}

bytes() { # hexadecimal digits: decimal numbers with commas between
  local number numbers
  numbers=$(grep -o .. <<<"$1" | sed "s/^/0x/")
  for number in $numbers; do printf '%d,' "$number"; done | sed 's/,$//'
}

compile() { # assembly
  qemu-arm-static -L "$root" -cpu "$cpu" -E LD_LIBRARY_PATH="$root/mono/lib" -E MONO_PATH="$folder" \
    -E MONO_CONFIG="$root/mono/etc/config" "$root/mono/bin/mono" \
    --aot="asmonly,nodebug,mtriple=$triple,outfile=$root/code.s" "$folder/$1" >"$root/log" 2>&1 ||
    { cat "$root/log" && return 1; }
  settle_id "$1"
  sed -i "1i .eabi_attribute 28, $convention" "$root/code.s" # the loader refuses what does not declare armhf's
  "$tools-as" -o "$root/code.o" "$root/code.s"
  "$tools-ld" -shared -o "$folder/$1.so" "$root/code.o"
  "$tools-strip" --strip-unneeded "$folder/$1.so"
}

for assembly in "$folder"/*.dll "$folder"/*.exe; do
  compile "${assembly##*/}"
done
