#!/usr/bin/env bash
# Signs the pushed image and makes the release on GitHub, with the programs as archives. Needs cosign and gh.
# Usage: build/release.sh TAG INDEX   (v1.2.3, and a name of the image's index)
set -euo pipefail
cd "$(dirname "$0")/.."

tag=$1 index=$2
digest=$(docker buildx imagetools inspect --format '{{json .Manifest.Digest}}' "$index" | tr -d '"')
cosign sign --yes --recursive "${index%:*}@$digest"
build/archives.sh "${tag#v}"
gh release create "$tag" --verify-tag --title "$tag" --notes "Image: ${index%:*}@$digest. See CHANGELOG.md." artifacts/release/*
