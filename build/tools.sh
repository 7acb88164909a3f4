#!/usr/bin/env bash
# Installs the Debian packages that the tests and the demo need, as far as they are missing.
# Usage: build/tools.sh [engine|native|mono|lint|bench]...   (all but bench by default)
set -euo pipefail

packages_for() {
  case $1 in
    engine) echo docker.io docker-registry busybox-static iptables iproute2 openssl curl mmdebstrap ;;
    native) echo clang zlib1g-dev ;;
    mono) echo mono-runtime mono-devel ;;
    lint) echo shellcheck ;;
    bench) echo time strace jq ;;
    *) echo "tools.sh: unknown word '$1'; use engine, native, mono, lint or bench" >&2 && return 2 ;;
  esac
}

is_installed() { [ "$(dpkg-query --show --showformat '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

main() {
  local group package packages missing=()
  [ $# -gt 0 ] || set -- engine native mono lint
  for group in "$@"; do
    packages=$(packages_for "$group")
    for package in $packages; do
      is_installed "$package" || missing+=("$package")
    done
  done
  [ ${#missing[@]} -gt 0 ] || return 0

  echo "Installing ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

main "$@"
