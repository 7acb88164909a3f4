#!/usr/bin/env bash
# Runs an engine in a root of its own. The paths of DIR and /tmp are the same inside, so that what is mounted into
# containers is found there. build/engine.sh starts it in a mount namespace that ends with the engine.
# Usage: build/engine-inside.sh ROOT DIR command...     ROOT stays as it is: changes go to DIR
set -euo pipefail
lower=$1 dir=$2
shift 2

root=$dir/root
mkdir -p "$root" "$dir/changes" "$dir/work"
mount -t overlay overlay -o "lowerdir=$lower,upperdir=$dir/changes,workdir=$dir/work" "$root"
mkdir -p "$root/tmp" "$root$dir"
mount -t proc proc "$root/proc"
mount --rbind /sys "$root/sys"
mount --rbind /dev "$root/dev"
mount -t tmpfs tmpfs "$root/run"
mount --bind /tmp "$root/tmp"
case $dir/ in
  /tmp/*) ;;
  *) mount --bind "$dir" "$root$dir" ;;
esac
cp /etc/hosts /etc/resolv.conf "$root/etc/"

# Not chroot alone: what joins a container later, as docker exec does, would come out in the root of the namespace.
cd "$root"
mkdir -p outside
pivot_root . outside
# shellcheck disable=SC2016 # for the inner shell
exec chroot . sh -c 'umount --lazy /outside && exec "$@"' inside "$@"
