#!/usr/bin/env bash
# Lays out a Raspberry Pi 1 for QEMU: FOLDER/kernel, pi.dtb, initrd and sd.img, a card with Docker on it. Debian's armel
# packages are unpacked, not installed, so nothing runs emulated here.
# Usage: build/pi/machine.sh FOLDER       (needs build/pi/tools.sh; keeps the packages' files in the cache)
set -euo pipefail
[ $# -eq 1 ] || { echo "usage: machine.sh FOLDER" >&2 && exit 2; }
mkdir -p "$1"
folder=$(cd "$1" && pwd)
root=$folder/root

mmdebstrap --quiet --variant=extract --architectures=armel \
  --include=docker.io,containerd,runc,busybox-static,ca-certificates,linux-image-rpi \
  bookworm "$folder/root.tar" "${DEBIAN_MIRROR:-http://deb.debian.org/debian}"
mkdir "$root"
tar --extract --file "$folder/root.tar" --directory "$root" --exclude './usr/share/*' --exclude './var/*' --exclude './dev/*'
rm "$folder/root.tar"
version=$(basename "$root"/lib/modules/*)

# The power management's watchdog is not emulated well enough: the kernel dies of it.
mv "$root"/boot/vmlinuz-* "$folder/kernel"
mv "$root"/usr/lib/linux-image-*/bcm2835-rpi-a-plus.dtb "$folder/pi.dtb"
fdtput --type s "$folder/pi.dtb" /soc/watchdog@7e100000 status disabled

# What it takes to reach the card: a shell and the file system's modules.
depmod --basedir "$root" "$version"
mkdir -p "$folder/first/bin" "$folder/first/card"
cp "$root/bin/busybox" "$folder/first/bin/"
modules=$(for module in crc32c_generic ext4; do
  modprobe --dirname "$root" --set-version "$version" --show-depends "$module"
done | sed -n 's/^insmod //p' | awk '!seen[$1]++ { print $1 }')
{
  echo '#!/bin/busybox sh'
  for module in $modules; do
    cp "$module" "$folder/first/"
    echo "/bin/busybox insmod /${module##*/}"
  done
  echo '/bin/busybox mount -t devtmpfs dev /dev'
  echo 'until [ -b /dev/mmcblk0 ]; do /bin/busybox sleep 0.1; done'
  echo '/bin/busybox mount -t ext4 /dev/mmcblk0 /card && exec /bin/busybox switch_root /card /bin/sh /guest.sh'
} >"$folder/first/init"
chmod 755 "$folder/first/init"
(cd "$folder/first" && find . | busybox cpio --quiet -o -H newc) | gzip -9 >"$folder/initrd"

# The root of the card. Everything but Docker's own programs is busybox.
rm -rf "${root:?}/boot" "$root"/usr/lib/linux-image-*
mkdir -p "$root"/{etc,proc,sys,dev,run,tmp,var/lib,var/run}
ln -sf busybox "$root/bin/sh"
mke2fs -q -t ext4 -d "$root" "$folder/sd.img" 2G
rm -rf "$root" "$folder/first"
