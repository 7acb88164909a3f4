#!/usr/bin/env bash
# Lets this machine's kernel start ARM programs through QEMU, in containers too, until it is restarted.
# Usage: build/binfmt.sh
set -euo pipefail
formats=/proc/sys/fs/binfmt_misc

[ -e $formats/register ] || mount -t binfmt_misc binfmt_misc $formats
for name in qemu-arm qemu-aarch64; do
  [ -e $formats/$name ] || printf %s "$(sed "s/:[A-Z]*$/:PF/" /usr/lib/binfmt.d/$name.conf)" >$formats/register # F: also in containers
done
