#!/usr/bin/env bash
# Runs the binary for a platform in its image, on the oldest processor it is for: does it answer, and does it refuse?
# Usage: build/smoke.sh PLATFORM IMAGE   (engine at DOCKER_HOST; foreign platforms need build/binfmt.sh once)
set -euo pipefail
cd "$(dirname "$0")/.."

platform=${1:?usage: build/smoke.sh PLATFORM IMAGE} image=${2:?usage: build/smoke.sh PLATFORM IMAGE}
row=$(awk -F'\t' -v platform="$platform" '$3 == platform' build/variants.tsv)
[ -n "$row" ] || { echo "smoke.sh: build/variants.tsv has no variant for '$platform'" >&2 && exit 2; }
IFS=$'\t' read -r name version _ _ processor <<<"$row"

run() { docker run --rm --network none --platform "$platform" --env "QEMU_CPU=$processor" "$image" "$@"; }

expect() { # exit code, pattern in what is printed, arguments of the program...
  local code=$1 pattern=$2 printed result=0
  shift 2
  printed=$(run "$version" "$@" 2>&1) || result=$?
  if [ "$result" -ne "$code" ] || ! grep -q -- "$pattern" <<<"$printed"; then
    printf 'smoke.sh: %s: "%s" ended with %s, not %s, and printed\n%s\n' "$name" "$*" "$result" "$code" "$printed" >&2
    exit 1
  fi
  printf '%s on %s: %s\n' "$name" "$processor" "$*"
}

expected=$(sed -n 's|.*<Version>\(.*\)</Version>.*|\1|p' Directory.Build.props)
expect 0 "$expected" --version
expect 0 --run-once --help
expect 2 --no-such-option --no-such-option
