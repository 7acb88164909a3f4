#!/usr/bin/env bash
# Packs every variant under artifacts/variants, with licence and readme, into artifacts/release, and adds the checksums.
# Usage: build/archives.sh VERSION   (two runs on one commit give the same bytes)
set -euo pipefail
cd "$(dirname "$0")/.."

version=${1:?usage: build/archives.sh VERSION}
out=$PWD/artifacts/release
when=$(git log -1 --format=%ct)
rm -rf "$out"
mkdir -p "$out"
for folder in artifacts/variants/*/; do
  name=$(basename "$folder")
  tar --create --sort=name --mtime="@$when" --owner=0 --group=0 --numeric-owner \
    --directory "artifacts/variants/$name" . --directory "$PWD" LICENSE README.md |
    gzip --no-name -9 >"$out/watchtower-$version-$name.tar.gz"
done
(cd "$out" && sha256sum -- *.tar.gz >SHA256SUMS)
ls -l "$out"
