#!/usr/bin/env bash
# Builds a variant of the last commit twice, in two places and without the cache, and compares all files: none may differ.
# Usage: build/again.sh VARIANT      (twice the minutes that build/variant.sh takes at first)
set -euo pipefail
cd "$(dirname "$0")/.."
variant=${1:?usage: again.sh VARIANT}
# shellcheck source=build/cache.sh
source build/cache.sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for place in one another/place; do
  git clone --quiet . "$work/$place"
  mkdir -p "$cache/packages" "$work/$place.cache/rpi-watchtower"
  ln -s "$cache/packages" "$work/$place.cache/rpi-watchtower/packages" # pinned, and not built here
  XDG_CACHE_HOME=$work/$place.cache "$work/$place/build/variant.sh" "$variant" "$work/$place.files"
done
diff --recursive "$work/one.files" "$work/another/place.files"
echo "$variant: $(find "$work/one.files" -type f | wc -l) equal files"
