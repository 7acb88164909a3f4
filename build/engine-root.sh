#!/usr/bin/env bash
# Makes the root file system with an engine that Debian 12 does not have, once, in the cache, and prints where it is.
# Usage: build/engine-root.sh 26.1|28.5|podman
set -euo pipefail

docker=docker.io,docker-cli,iptables,ca-certificates
case ${1:-} in
  26.1) suite=trixie packages=$docker program=/usr/sbin/dockerd ;;
  28.5) suite=sid packages=$docker program=/usr/sbin/dockerd ;;
  podman) suite=trixie packages=podman,netavark,aardvark-dns,crun,catatonit,nftables,iptables,ca-certificates program=/usr/bin/podman ;;
  *) echo "engine-root.sh: unknown engine '${1:-}'; use 26.1, 28.5 or podman" >&2 && exit 2 ;;
esac

root=${XDG_CACHE_HOME:-$HOME/.cache}/rpi-watchtower/engines/$1-$(echo "$suite $packages" | sha256sum | cut -c1-8)
if [ ! -e "$root$program" ]; then
  mkdir -p "${root%/*}"
  exec 9>"$root.lock"
  flock 9 # one at a time: several may want the same engine
  if [ ! -e "$root$program" ]; then
    echo "Unpacking engine $1 from Debian $suite" >&2
    rm -rf "$root" "$root.new"
    # The release file of sid may be older than it allows itself to be.
    mmdebstrap --quiet --variant=minbase --aptopt='Acquire::Check-Valid-Until "false"' --include="$packages" "$suite" "$root.new" >&2
    mv "$root.new" "$root"
  fi
fi
echo "$root"
