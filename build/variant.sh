#!/usr/bin/env bash
# Builds one variant of the program as it lies in the image: FOLDER/VERSION/watchtower and what it needs beside itself.
# Usage: build/variant.sh armv5|armv6|armv7|arm64|amd64 FOLDER      (variants: see build/variants.tsv)
# What takes long is kept in the cache, under a hash of all it is made from.
set -euo pipefail
build=$(cd "$(dirname "$0")" && pwd)
[ $# -eq 2 ] || { echo "usage: variant.sh VARIANT FOLDER" >&2 && exit 2; }
row=$(grep -P "^$1\t" "$build/variants.tsv") || { echo "variant.sh: there is no variant '$1' in build/variants.tsv" >&2 && exit 2; }
IFS=$'\t' read -r variant version _ runtime cpu <<<"$row"
mkdir -p "$2"
folder=$(cd "$2" && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/rpi-watchtower
cd "$build/.."

hash_of() { find "$@" -type f -print0 | sort -z | xargs -0 sha256sum | cut -d' ' -f1 | sha256sum | cut -c1-32; }

remember() { # what key command...: runs `command... FOLDER` unless its result is known, and prints where that is
  local kept=$cache/$1/$2 new
  shift 2
  if [ ! -d "$kept" ]; then
    mkdir -p "${kept%/*}"
    new=$(mktemp -d "$kept.XXXXXX")
    "$@" "$new" >&2 || { rm -rf "$new" && return 1; }
    mv "$new" "$kept"
  fi
  echo "$kept"
}

compile_for_mono() { # trimmed folder
  cp "$1"/* "$2/"
  nice "$build/mono/compile.sh" "${runtime#mono/}" "$cpu" "$2"
}

build_for_mono() {
  local architecture=${runtime#mono/} recipe trimmed compiled
  "$build/publish.sh" mono >&2
  recipe=$(hash_of "$build/mono" "$build/foreign.sh" "$build/packages.tsv")
  trimmed=$(remember trimmed "$recipe-$(hash_of artifacts/publish/mono)" "$build/mono/trim.sh" artifacts/publish/mono)
  compiled=$(remember "compiled-$variant" "$recipe-$(hash_of "$trimmed")" compile_for_mono "$trimmed")
  rm -rf "${folder:?}/$version"
  cp -r "$compiled" "$folder/$version"
  sed "s/@ARCHITECTURE@/$architecture/" "$build/mono/launcher.sh" >"$folder/$version/watchtower"
  "$build/mono/runtime.sh" "$architecture" "$folder/$architecture"
}

# The compiler and the linker are this machine's own; the libraries are the target's.
publish_for_arm64() {
  local system
  system=$(mktemp -d)
  "$build/foreign.sh" runtime arm64 "$system" && "$build/foreign.sh" native arm64 "$system"
  nice dotnet publish src/Watchtower --framework net10.0 --runtime linux-arm64 --output "$1" \
    --artifacts-path artifacts/publish-arm64 --verbosity quiet --nologo \
    -p:SysRoot="$system" -p:LinkerFlavor=lld -p:ObjCopyName=llvm-objcopy
  rm -rf "$system"
}

build_native() {
  local published=artifacts/publish/amd64
  case $variant in
    amd64) "$build/publish.sh" amd64 >&2 ;;
    *) published=$(remember arm64 "$(hash_of src global.json Directory.*.props build/packages.tsv build/variant.sh)" publish_for_arm64) ;;
  esac
  install -D "$published/watchtower" "$folder/$version/watchtower"
}

case $runtime in
  mono/*) build_for_mono ;;
  *) build_native ;;
esac
chmod -R u=rwX,go=rX "$folder/$version"
chmod 755 "$folder/$version/watchtower"
