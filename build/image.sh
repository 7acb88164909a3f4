#!/usr/bin/env bash
# Builds the image for one platform, with the variants it holds, into the engine at DOCKER_HOST.
# Usage: build/image.sh PLATFORM TAG [OPTION OF DOCKER BUILD]...     for example: build/image.sh linux/arm/v6 watchtower:test
# BASE names the image in which packages are unpacked; without it that is Debian's, or one made here where no Hub answers.
set -euo pipefail
cd "$(dirname "$0")/.."
[ $# -ge 2 ] || { echo "usage: image.sh PLATFORM TAG [OPTION OF DOCKER BUILD]..." >&2 && exit 2; }
platform=$1 tag=$2
shift 2
# shellcheck source=build/cache.sh
source build/cache.sh

# An image for 32 bits is the same for all of them, and holds what a Pi with 64 bits can run as well.
case $platform in
  linux/arm/v*) target=arm wanted='^linux/arm' ;;
  *) target=${platform#linux/} wanted="^$platform\$" ;;
esac
variants=$(awk -F'\t' -v wanted="$wanted" '$3 ~ wanted { print $1 }' build/variants.tsv)
cut -f3 build/variants.tsv | grep -qx "$platform" || {
  echo "image.sh: unknown platform '$platform'; build/variants.tsv has them" >&2
  exit 2
}

docker=docker
[ -x /usr/bin/docker ] && docker=/usr/bin/docker # another one, without what is needed here, may come first on PATH

find_base() {
  local base=debian:bookworm-slim own=watchtower-base:bookworm
  if "$docker" image inspect "$base" >/dev/null 2>&1 || "$docker" pull --quiet "$base" >/dev/null 2>&1; then
    echo "$base"
    return
  fi
  if ! "$docker" image inspect "$own" >/dev/null 2>&1; then
    [ -e "$cache/base.tar" ] || mmdebstrap --quiet --variant=minbase bookworm "$cache/base.tar" >&2
    "$docker" import "$cache/base.tar" "$own" >/dev/null
  fi
  echo "$own"
}

build() { # the same for buildx and for an older client, which has BuildKit built in
  if "$docker" buildx version >/dev/null 2>&1; then
    "$docker" buildx build --load "$@"
  else
    DOCKER_BUILDKIT=1 "$docker" build "$@"
  fi
}

rm -rf "artifacts/image/$target"
build/shell.sh "$target" "artifacts/shell/$target"
for variant in $variants; do build/variant.sh "$variant" "artifacts/image/$target"; done

build --platform "$platform" --tag "$tag" --network host --build-arg "BASE=${BASE:-$(find_base)}" \
  --build-arg "SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}" \
  --build-arg "VERSION=$(sed -n 's|.*<Version>\(.*\)</Version>.*|\1|p' Directory.Build.props)" \
  --build-arg "REVISION=$(git rev-parse HEAD)" "$@" .
