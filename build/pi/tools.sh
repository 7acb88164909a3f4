#!/usr/bin/env bash
# Installs what it takes to emulate a whole Raspberry Pi 1, as far as it is missing. Debian 12's own QEMU is too old for
# its kernel, so that one program comes from bookworm-backports; the machine's list of sources stays as it is.
# Usage: build/pi/tools.sh
set -euo pipefail

is_installed() { [ "$(dpkg-query --show --showformat '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

missing=()
for package in device-tree-compiler e2fsprogs kmod mmdebstrap; do is_installed "$package" || missing+=("$package"); done
dpkg --compare-versions "$(dpkg-query --show --showformat '${Version}' qemu-system-arm 2>/dev/null || true)" ge 1:10 ||
  missing+=(qemu-system-{arm,common,data}/bookworm-backports)
[ ${#missing[@]} -gt 0 ] || exit 0

echo "Installing ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
sources=$(mktemp -d)
trap 'rm -rf "$sources"' EXIT
mkdir "$sources/sources.list.d" "$sources/preferences.d"
cp /etc/apt/sources.list.d/* "$sources/sources.list.d/" 2>/dev/null || true
[ ! -e /etc/apt/sources.list ] || cp /etc/apt/sources.list "$sources/"
[ ! -e /etc/apt/preferences ] || cp /etc/apt/preferences "$sources/"
cp /etc/apt/preferences.d/* "$sources/preferences.d/" 2>/dev/null || true
echo "deb ${DEBIAN_MIRROR:-http://deb.debian.org/debian} bookworm-backports main" >"$sources/sources.list.d/backports.list"
# Below 100: nothing that is installed is ever replaced by a backport.
printf 'Package: *\nPin: release n=bookworm-backports\nPin-Priority: 90\n' >"$sources/preferences.d/backports"
apt=(apt-get -qq -o Dir::Etc::sourcelist="$sources/sources.list" -o Dir::Etc::sourceparts="$sources/sources.list.d"
  -o Dir::Etc::preferences="$sources/preferences" -o Dir::Etc::preferencesparts="$sources/preferences.d")
"${apt[@]}" update
"${apt[@]}" install -y --no-install-recommends "${missing[@]}" >/dev/null
