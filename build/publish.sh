#!/usr/bin/env bash
# Publishes the program: artifacts/publish/amd64/watchtower (Native AOT) and artifacts/publish/mono/watchtower.exe.
# Usage: build/publish.sh [amd64|mono]...   (both by default); skips what is up to date
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=build/cache.sh
source build/cache.sh

publish() { # name, arguments of dotnet publish...
  local name=$1 out=artifacts/publish/$1 hash
  shift
  hash=$(hash_of src Directory.*.props global.json build/publish.sh)
  if [ -f "$out.hash" ] && [ "$(<"$out.hash")" = "$hash" ]; then
    echo "$out is up to date"
    return
  fi
  echo "Publishing $out"
  rm -rf "$out" "$out.hash"
  # Apart from the ordinary build, whose restore knows no platform, and without the names of this machine's folders.
  dotnet publish src/Watchtower "$@" --configuration Release -p:ContinuousIntegrationBuild=true --output "$out" --artifacts-path "artifacts/publish-$name" --verbosity quiet --nologo
  echo "$hash" >"$out.hash"
}

[ $# -gt 0 ] || set -- amd64 mono
for name in "$@"; do
  case $name in
    amd64) publish amd64 --framework net10.0 --runtime linux-x64 ;;
    mono) publish mono --framework net472 ;;
    *) echo "publish.sh: unknown word '$name'; use amd64 or mono" >&2 && exit 2 ;;
  esac
done
