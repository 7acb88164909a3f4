#!/bin/busybox sh
# shellcheck shell=dash
# The first process on the emulated Raspberry Pi: starts Docker, tries Watchtower as a user would, and says on the serial
# line what happened. What the tests read are lines "@@ NAME VALUE"; the rest is for people.
# Kernel parameters: clock=SECONDS since 1970; the emulated machine has no battery.
export PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/
/bin/busybox --install -s /bin 2>/dev/null
socket=/var/run/docker.sock
image=talmai/rpi-watchtower

say() { echo "@@ $*"; }

uptime() { cut -d' ' -f1 /proc/uptime; }

timed() { # name command...: its seconds, and its exit code as the result
  local name=$1 start code
  shift
  start=$(uptime)
  "$@"
  code=$?
  say "$name-seconds $(echo "$start $(uptime)" | awk '{ printf "%.1f", $2 - $1 }')"
  return $code
}

await() { # command...: for ten minutes at most
  local end=$(($(date +%s) + 600))
  until "$@" >/dev/null 2>&1; do
    [ "$(date +%s)" -lt $end ] || { say "gave-up $*" && tail -n 20 /*.log && return 1; }
    sleep 1
  done
}

prepare() {
  mount -t proc proc /proc
  mount -t sysfs sys /sys
  mount -t devtmpfs dev /dev
  mkdir -p /dev/pts /dev/shm
  mount -t devpts pts /dev/pts
  mount -t tmpfs run /run
  mount -t tmpfs tmp /tmp
  mount -t cgroup2 cgroup /sys/fs/cgroup
  date -s "@$(sed 's/.*clock=\([0-9]*\).*/\1/' /proc/cmdline)" >/dev/null
  stty -F /dev/ttyAMA0 -echo
  while read -r _; do :; done </dev/ttyAMA0 & # run.sh nudges an emulated timer that has come to a stop
  for module in overlay bridge veth; do modprobe $module; done
  ip link set lo up
}

start_engine() { # containerd by itself: Docker's own patience with it is too short for so slow a machine
  mkdir -p /run/containerd /etc/containerd
  echo 'version = 2
disabled_plugins = ["io.containerd.grpc.v1.cri", "io.containerd.snapshotter.v1.aufs", "io.containerd.snapshotter.v1.btrfs",
  "io.containerd.snapshotter.v1.devmapper", "io.containerd.snapshotter.v1.zfs", "io.containerd.tracing.processor.v1.otlp",
  "io.containerd.internal.v1.tracing"]' >/etc/containerd/config.toml
  containerd >/containerd.log 2>&1 &
  await test -S /run/containerd/containerd.sock
  dockerd --containerd /run/containerd/containerd.sock --iptables=false >/dockerd.log 2>&1 &
  await test -S $socket
  await docker version # it answers once the engine is ready
}

# A service whose image says which version it is, under one name for all versions.
new_version() { # number
  rm -rf /service
  mkdir -p /service/bin
  cp /bin/busybox /service/bin/
  echo "$1" >/service/version
  tar -C /service -cf - . | docker import --change 'CMD ["/bin/busybox", "sleep", "1000000"]' \
    --change "LABEL version=$1" - service:latest >/dev/null
}

load_image() {
  docker load --quiet --input /image.tar >/tmp/loaded
}

stop_watchtower() {
  docker stop watchtower >/dev/null
}

serves() { [ "$(docker inspect --format '{{.Config.Labels.version}} {{.State.Running}}' web)" = "$1 true" ]; }

show_service() { # moment
  say "$1-version $(docker inspect --format '{{.Config.Labels.version}}' web)"
  say "$1-running $(docker inspect --format '{{.State.Running}}' web)"
  say "$1-options $(docker inspect --format '{{index .Config.Env 0}} {{.HostConfig.RestartPolicy.Name}} {{.Config.Labels.owner}}' web)"
  say "$1-containers $(docker ps --all --format '{{.Names}}' | sort | tr '\n' ' ')"
}

# What the program itself takes, without the engine's part in starting a container; measured by this machine's own busybox.
measure() { # name arguments...
  local name=$1
  shift
  docker run --rm --volume $socket:$socket --volume /bin/busybox:/busybox:ro --entrypoint /busybox $image \
    time -v /opt/watchtower/entrypoint.sh 6 "$@" >/tmp/measured 2>&1
  cat /tmp/measured
  # This busybox takes the kernel's KiB for pages of four.
  say "$name-peak-kib $(awk -F': ' '/Maximum resident set size/ { print $2 / 4 }' /tmp/measured)"
  say "$name-wall-seconds $(sed -n 's/.*Elapsed (wall clock) time.*): //p' /tmp/measured | awk '{ gsub(/[hms]/, ""); print $1 * 60 + $2 }')"
  say "$name-cpu-seconds $(awk -F': ' '/(User|System) time/ { sum += $2 } END { print sum }' /tmp/measured)"
}

process_of_watchtower() { docker inspect --format '{{.State.Pid}}' watchtower; }

memory_of_watchtower() { # moment
  local process
  process=$(process_of_watchtower)
  awk -v moment="$1" '/^(VmRSS|VmHWM|RssAnon|RssFile):/ { print "@@ " moment "-" tolower(substr($1, 1, length($1) - 1)) "-kib " $2 }' \
    "/proc/$process/status"
}

# Which files the resident memory shows, and what of it shows none.
files_of_watchtower() {
  awk '/^[0-9a-f]+-[0-9a-f]+ / { file = $6 == "" ? "[none]" : $6 } /^Rss:/ { kib[file] += $2 }
    END { for (file in kib) if (kib[file] > 0) print "@@ resident-kib:" file, kib[file] }' "/proc/$(process_of_watchtower)/smaps"
}

logged() { docker logs watchtower 2>&1 | grep -q "$1"; }

update_once() {
  docker run --detach --name web --env GREETING=hello --restart unless-stopped --label owner=alice service:latest
  show_service before
  new_version 2
  timed run-once docker run --volume $socket:$socket --name once $image 6 --run-once --no-pull
  say "run-once-code $?"
  docker rm once >/dev/null
  show_service after
}

idle_and_update() {
  timed start docker run --detach --name watchtower --volume $socket:$socket --env WATCHTOWER_POLL_INTERVAL=60 $image 6
  await logged 'up to date'
  sleep 20
  memory_of_watchtower idle
  files_of_watchtower
  new_version 3
  await serves 3
  await logged '1 updated'
  sleep 10
  show_service watched
  memory_of_watchtower updated
  docker logs watchtower
  timed stop stop_watchtower
  say "stop-code $(docker inspect --format '{{.State.ExitCode}}' watchtower)"
}

prepare
say "machine $(uname -m)"
say "processor $(sed -n 's/^model name.*: //p' /proc/cpuinfo)"
say "memory-kib $(awk '/MemTotal/ { print $2 }' /proc/meminfo)"
say "boot-seconds $(uptime)"
timed engine start_engine
say "engine-version $(docker version --format '{{.Server.Version}} {{.Server.Arch}}')"
new_version 1
timed load load_image
docker tag "$(sed 's/.*: //' /tmp/loaded)" $image
update_once
measure help --help
measure pass --run-once --no-pull
idle_and_update
free -k
say end
sync
poweroff -f
