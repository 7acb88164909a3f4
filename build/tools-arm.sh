#!/usr/bin/env bash
# Installs the Debian packages that building the ARM variants and the image needs, as far as they are missing.
# Usage: build/tools-arm.sh
set -euo pipefail

missing=()
for package in qemu-user-static binutils-arm-linux-gnueabi binutils-arm-linux-gnueabihf clang lld llvm dpkg-dev make zlib1g-dev perl \
  mmdebstrap docker.io docker-registry; do
  dpkg -s "$package" 2>/dev/null | grep -q '^Status: install ok installed' || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

echo "Installing ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
# Installing docker.io would start an engine of its own, which nobody asked for.
export RUNLEVEL=1
apt-get update -qq
apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
