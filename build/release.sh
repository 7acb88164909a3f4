#!/usr/bin/env bash
# Signs the pushed image, attaches to it what it is made of and how it was made, and makes the release on GitHub with the
# programs as archives. Needs cosign and gh, and the bills of materials that Push leaves in artifacts/sbom.
# Usage: build/release.sh TAG INDEX   (v1.2.3, and a name of the image's index)
set -euo pipefail
cd "$(dirname "$0")/.."

tag=$1 index=$2
name=${index%:*}

digest_of() { docker buildx imagetools inspect --format '{{json .Manifest.Digest}}' "$1" | tr -d '"'; }

digest=$(digest_of "$index")
cosign sign --yes --recursive "$name@$digest"
for bill in artifacts/sbom/*.spdx.json; do
  image=$(digest_of "$index-$(basename "$bill" .spdx.json)")
  cosign attest --yes --type spdxjson --predicate "$bill" "$name@$image"
done
build/provenance.sh >artifacts/provenance.json
cosign attest --yes --type slsaprovenance1 --predicate artifacts/provenance.json "$name@$digest"
build/archives.sh "${tag#v}"
gh release create "$tag" --verify-tag --title "$tag" --notes "Image: $name@$digest. See CHANGELOG.md." artifacts/release/*
