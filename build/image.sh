#!/usr/bin/env bash
# Builds the image for one platform, with the variants it holds, into the engine at DOCKER_HOST.
# Usage: build/image.sh PLATFORM TAG           for example: build/image.sh linux/arm/v6 watchtower:test
# BASE names the image in which packages are unpacked; without it that is Debian's, or one made here where no Hub answers.
set -euo pipefail
cd "$(dirname "$0")/.."
[ $# -eq 2 ] || { echo "usage: image.sh PLATFORM TAG" >&2 && exit 2; }
platform=$1 tag=$2
cache=${XDG_CACHE_HOME:-$HOME/.cache}/rpi-watchtower

case $platform in
  linux/arm/v[567]) target=arm variants='armv5 armv6 armv7 arm64' ;;
  linux/arm64) target=arm64 variants=arm64 ;;
  linux/amd64) target=amd64 variants=amd64 ;;
  *) echo "image.sh: unknown platform '$platform'; build/variants.tsv has them" >&2 && exit 2 ;;
esac

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
for variant in $variants; do build/variant.sh "$variant" "artifacts/image/$target"; done

build --platform "$platform" --tag "$tag" --network host --build-arg "BASE=${BASE:-$(find_base)}" \
  --build-arg "SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}" \
  --build-arg "VERSION=$(sed -n 's|.*<Version>\(.*\)</Version>.*|\1|p' Directory.Build.props)" \
  --build-arg "REVISION=$(git rev-parse HEAD)" .
