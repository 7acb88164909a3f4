#!/usr/bin/env bash
# Builds one variant of the program as it lies in the image: FOLDER/VERSION/watchtower and what it needs beside itself.
# Usage: build/variant.sh armv5|armv6|armv7|arm64|amd64 FOLDER      (variants: see build/variants.tsv)
# VARIANT7=linux-arm makes armv7 a Native AOT binary, too, where NuGet serves the packages for it.
# What takes long is kept in the cache, under a hash of all it is made from.
set -euo pipefail
build=$(cd "$(dirname "$0")" && pwd)
[ $# -eq 2 ] || { echo "usage: variant.sh VARIANT FOLDER" >&2 && exit 2; }
row=$(grep -P "^$1\t" "$build/variants.tsv") || { echo "variant.sh: there is no variant '$1' in build/variants.tsv" >&2 && exit 2; }
IFS=$'\t' read -r variant version _ runtime cpu <<<"$row"
[ "$variant" != armv7 ] || runtime=${VARIANT7:-$runtime}
mkdir -p "$2"
folder=$(cd "$2" && pwd)
cd "$build/.."
# shellcheck source=build/cache.sh
source build/cache.sh

build_for_mono() {
  local architecture=${runtime#mono/} recipe trimmed
  "$build/publish.sh" mono >&2
  recipe=$(hash_of "$build/mono/trim.sh" "$build/mono/roots.xml" "$build/mono/substitutions.xml" \
    src/Watchtower/Substitutions.xml "$build/packages.tsv")
  trimmed=$(remember trimmed "$recipe-$(hash_of artifacts/publish/mono)" "$build/mono/trim.sh" artifacts/publish/mono)
  rm -rf "${folder:?}/$version"
  cp -r "$trimmed" "$folder/$version"
  "$build/mono/compile.sh" "$architecture" "$cpu" "$folder/$version"
  sed "s/@ARCHITECTURE@/$architecture/" "$build/mono/launcher.sh" >"$folder/$version/watchtower"
  "$build/mono/runtime.sh" "$architecture" "$folder/$architecture"
}

# The compiler and the linker are this machine's own; the libraries are the target's.
publish_for_another() {
  local system architecture
  case $runtime in
    linux-arm64) architecture=arm64 ;;
    linux-arm) architecture=armhf ;;
    *) echo "variant.sh: there is no Debian architecture for '$runtime'; use linux-arm64 or linux-arm" >&2 && return 2 ;;
  esac
  system=$(mktemp -d)
  "$build/foreign.sh" runtime "$architecture" "$system" && "$build/foreign.sh" native "$architecture" "$system"
  nice dotnet publish src/Watchtower --framework net10.0 --runtime "$runtime" --configuration Release --output "$1" \
    -p:ContinuousIntegrationBuild=true \
    --artifacts-path "artifacts/publish-$runtime" --verbosity quiet --nologo \
    -p:SysRoot="$system" -p:LinkerFlavor=lld -p:ObjCopyName=llvm-objcopy || { rm -rf "$system" && return 1; }
  rm -rf "$system"
}

build_native() {
  local published=artifacts/publish/amd64
  if [ "$runtime" = linux-x64 ]; then
    "$build/publish.sh" amd64 >&2
  else
    published=$(remember "$runtime" "$(hash_of src global.json Directory.*.props build/packages.tsv build/variant.sh)" publish_for_another)
  fi
  install -D "$published/watchtower" "$folder/$version/watchtower"
}

case $runtime in
  mono/*) build_for_mono ;;
  *) build_native ;;
esac
chmod -R u=rwX,go=rX "$folder/$version"
chmod 755 "$folder/$version/watchtower"
