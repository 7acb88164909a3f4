#!/usr/bin/env bash
# Boots an emulated Raspberry Pi 1 with Docker on it, tries the image there (guest.sh says how), and keeps what the Pi said
# on its serial line as artifacts/pi/serial.log.
# Usage: build/pi/run.sh IMAGE      (an image for linux/arm/v6 in the engine at DOCKER_HOST)
set -euo pipefail
cd "$(dirname "$0")/../.."
image=${1:?usage: build/pi/run.sh IMAGE}
cache=${XDG_CACHE_HOME:-$HOME/.cache}/rpi-watchtower/pi
patience=${PI_PATIENCE:-3600} # seconds; it takes about eight minutes of processor time
serial=artifacts/pi/serial.log

docker=docker
[ -x /usr/bin/docker ] && docker=/usr/bin/docker # another one, without what is needed here, may come first on PATH

machine() { # the path of a machine that nothing has run on yet
  local kept new
  kept=$cache/machine-$(sha256sum build/pi/machine.sh | cut -c1-32)
  if [ ! -d "$kept" ]; then
    mkdir -p "$cache"
    new=$(mktemp -d "$kept.XXXXXX")
    build/pi/machine.sh "$new" >&2 || { rm -rf "$new" && return 1; }
    mv "$new" "$kept"
  fi
  echo "$kept"
}

finish() {
  [ -z "$emulator" ] || kill "$emulator" 2>/dev/null || true
  rm -rf "$work"
}

has_ended() { grep -qa '^@@ end' "$serial" || ! kill -0 "$emulator" 2>/dev/null; }

build/pi/tools.sh
emulator='' work=$(mktemp -d)
trap finish EXIT
pi=$(machine)
cp --sparse=always "$pi/sd.img" "$work/sd.img"
"$docker" save --output "$work/image.tar" "$image"
printf 'write %s %s\n' build/pi/guest.sh guest.sh "$work/image.tar" image.tar | debugfs -w -f - "$work/sd.img" >"$work/log" 2>&1

mkdir -p "${serial%/*}"
: >"$serial"
# The clock counts instructions, two nanoseconds each as on a processor of 700 MHz that stalls now and then: figures do not
# depend on what else this machine does, and waiting takes no time. It also avoids what stops the emulated timer for ever,
# a host that is busy between the two steps of setting it; a line on the console every second wakes it if it does stop.
# In a session of its own the emulator gets a fair share of a busy machine.
heartbeat() { while echo 2>/dev/null; do sleep 1; done; }
heartbeat | setsid qemu-system-arm -M raspi1ap -icount shift=1,sleep=off -kernel "$pi/kernel" -dtb "$pi/pi.dtb" -initrd "$pi/initrd" \
  -drive "file=$work/sd.img,if=sd,format=raw,cache=unsafe" -display none -monitor none -serial stdio -no-reboot \
  -append "console=ttyAMA0 rdinit=/init panic=1 quiet cgroup_enable=memory clock=$(date +%s)" >"$serial" &
emulator=$!
tail --pid=$emulator --follow "$serial" | grep --line-buffered '[[:graph:]]' &
until has_ended; do
  [ "$SECONDS" -lt "$patience" ] || { echo "run.sh: the Pi took longer than $patience s" >&2 && exit 1; }
  sleep 1
done
grep -qa '^@@ end' "$serial" || { echo "run.sh: the Pi ended early; see $serial" >&2 && exit 1; }
