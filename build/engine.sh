#!/usr/bin/env bash
# A throwaway Docker engine and registry on loopback, with everything they own under one directory.
# Usage: build/engine.sh start DIR   starts both; DIR/env then sets DOCKER_HOST and REGISTRY
#        build/engine.sh stop DIR    ends both and removes DIR
# ENGINE says which: 20.10 (Debian 12's, the default), 26.1, 28.5 or podman. The others are unpacked beside the system;
# DIR/env then also sets DOCKER_CLIENT, a client that knows all options of the engine.
# Docker also listens on TCP, for clients with a certificate: DIR/env sets TLS_ENGINE, its address, and TLS_CERTIFICATES,
# a folder with what a client needs and the authority's own key.
# DISK_SIZE, such as 64m, gives the engine a disk of that size, in memory, which can be filled up.
# With DOCKER_HOST already set, that engine is used and only the registry is started.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
engine=${ENGINE:-20.10}
patience=180 # seconds for a start or an end; a busy machine is slow

fail() {
  echo "engine.sh: $1" >&2
  exit 1
}

await() { # what command...
  local what=$1 deadline=$((SECONDS + patience))
  shift
  until "$@" >/dev/null 2>&1; do
    ((SECONDS < deadline)) || fail "$what took longer than $patience s; see the logs in $dir"
    sleep 0.1
  done
}

# A bridge of its own for each engine: its name also reserves the addresses 10.N.0.0/16.
add_bridge() {
  local number
  for number in {100..199}; do
    [ -z "$(ip -4 route show root "10.$number.0.0/16")" ] || continue
    ip link add "wt-$number" type bridge 2>/dev/null || continue
    echo "$number" >"$dir/bridge"
    ip addr add "10.$number.0.1/24" dev "wt-$number"
    return
  done
  fail "no free bridge is left"
}

firewall() { # --insert|--delete number
  iptables --wait "$1" FORWARD -s "10.$2.0.0/16" -d "10.$2.0.0/16" -j ACCEPT
}

certify() { # name, alternative names, usage
  openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$1key.pem"
  openssl req -new -key "$1key.pem" -subj "/CN=throwaway" |
    openssl x509 -req -CA ca.pem -CAkey ca-key.pem -CAcreateserial -days 30 -out "$1cert.pem" \
      -extfile <(printf 'subjectAltName=%s\nextendedKeyUsage=%s\n' "$2" "$3")
}

make_certificates() ( # address
  mkdir "$dir/tls"
  cd "$dir/tls"
  {
    openssl req -x509 -newkey rsa:2048 -noenc -keyout ca-key.pem -out ca.pem -days 30 -subj "/CN=throwaway authority"
    certify server- "DNS:localhost,IP:127.0.0.1,IP:::1,IP:$1" serverAuth
    certify "" DNS:client clientAuth
  } >openssl.log 2>&1 || fail "openssl could not make certificates; see $dir/tls/openssl.log"
)

add_disk() { # size
  mkdir "$dir/data"
  mount -t tmpfs -o "size=$1" tmpfs "$dir/data"
}

start_engine() {
  local number root inside=()
  ((${#dir} <= 78)) || fail "the path $dir is too long for a socket; use a shorter one"
  [ -z "${DISK_SIZE:-}" ] || add_disk "$DISK_SIZE"
  if [ "$engine" != 20.10 ]; then
    root=$("$here/engine-root.sh" "$engine")
    inside=(unshare --mount --propagation private "$here/engine-inside.sh" "$root" "$dir")
  fi
  add_bridge
  number=$(<"$dir/bridge")
  firewall --insert "$number"
  case $engine in
    20.10) start_dockerd "$number" /usr/sbin/dockerd ;;
    podman) start_podman "$number" "${inside[@]}" ;;
    *)
      add_client "$root"
      start_dockerd "$number" "${inside[@]}" dockerd --ip6tables=false
      ;;
  esac
  await "the engine's start" /usr/bin/docker --host "unix://$dir/docker.sock" version
  [ ! -d "$dir/tls" ] || {
    echo "export TLS_ENGINE=tcp://127.0.$number.1:2376"
    echo "export TLS_CERTIFICATES=$dir/tls"
  } >"$dir/env.tls"
}

# An address of its own for TLS, because newer engines don't choose a port, and the number is ours alone.
# The engine sets no firewall rules: several on one machine would delete each other's. One rule of our own lets its
# containers talk to each other even where another engine made refusal the default.
start_dockerd() { # number, command...
  make_certificates "127.0.$1.1"
  setsid "${@:2}" --data-root "$dir/data" --exec-root "$dir/exec" --host "unix://$dir/docker.sock" \
    --host "tcp://127.0.$1.1:2376" --tlsverify --tlscacert "$dir/tls/ca.pem" --tlscert "$dir/tls/server-cert.pem" \
    --tlskey "$dir/tls/server-key.pem" --pidfile "$dir/engine.pid" \
    --bridge "wt-$1" --iptables=false --ip-forward=false --ip-masq=false \
    --default-address-pool "base=10.$1.128.0/17,size=24" >"$dir/engine.log" 2>&1 &
}

limit() { ulimit "$1" | sed 's/unlimited/-1/'; }

# crun refuses a machine with both versions of cgroups, so it gets to see the old ones alone where there are both.
# shellcheck disable=SC2016 # for the inner shell
become_podman='[ ! -d /sys/fs/cgroup/unified ] || umount /sys/fs/cgroup/unified; echo $$ >"$0"; exec "$@"'

# Podman makes a bridge itself, within the same addresses; the registry on this machine has no TLS.
start_podman() { # number, command to run it in its root...
  mkdir -p "$dir/podman/networks" "$dir/data"
  cat >"$dir/podman/containers.conf" <<CONF
[containers]
default_ulimits = [ "nofile=$(ulimit -n):$(ulimit -Hn)", "nproc=$(limit -u):$(limit -Hu)" ]
[engine]
cgroup_manager = "cgroupfs"
events_logger = "file"
events_logfile_path = "$dir/podman/events.log"
[network]
network_backend = "netavark"
firewall_driver = "none"
network_config_dir = "$dir/podman/networks"
default_subnet = "10.$1.1.0/24"
default_subnet_pools = [ { "base" = "10.$1.128.0/17", "size" = 24 } ]
CONF
  printf '[[registry]]\nlocation = "%s"\ninsecure = true\n' "$(registry_address)" >"$dir/podman/registries.conf"
  CONTAINERS_CONF="$dir/podman/containers.conf" CONTAINERS_REGISTRIES_CONF="$dir/podman/registries.conf" \
    PODMAN_IGNORE_CGROUPSV1_WARNING=1 \
    setsid "${@:2}" sh -c "$become_podman" "$dir/engine.pid" \
    podman --root "$dir/data" --runroot "$dir/exec" --storage-driver overlay --log-level info \
    system service --time=0 "unix://$dir/docker.sock" >"$dir/engine.log" 2>&1 &
}

# The client runs outside, with the C library of the root, so that it finds files where its caller does.
add_client() { # root
  cat >"$dir/docker" <<CLIENT
#!/bin/sh
exec "$1/lib64/ld-linux-x86-64.so.2" --library-path "$1/usr/lib/x86_64-linux-gnu" "$1/usr/bin/docker" "\$@"
CLIENT
  chmod +x "$dir/docker"
}

start_registry() {
  cat >"$dir/registry.yml" <<YAML
version: 0.1
log: { level: info, accesslog: { disabled: true } }
storage: { filesystem: { rootdirectory: $dir/registry }, delete: { enabled: true } }
http: { addr: "127.0.0.1:0", secret: throwaway }
YAML
  setsid docker-registry serve "$dir/registry.yml" >"$dir/registry.log" 2>&1 &
  echo $! >"$dir/registry.pid"
  await "the registry's start" registry_address
}

registry_address() { grep -o 'listening on 127\.0\.0\.1:[0-9]*' "$dir/registry.log" | grep -o '127.*'; }

start() {
  mkdir -p "$dir"
  dir=$(cd "$dir" && pwd)
  [ ! -e "$dir/env" ] || fail "$dir is in use already; stop it first"
  trap 'stop' ERR EXIT
  start_registry
  [ -n "${DOCKER_HOST:-}" ] || start_engine
  {
    echo "export DOCKER_HOST=${DOCKER_HOST:-unix://$dir/docker.sock}"
    echo "export REGISTRY=$(registry_address)"
    [ ! -e "$dir/env.tls" ] || cat "$dir/env.tls"
    [ ! -x "$dir/docker" ] || echo "export DOCKER_CLIENT=$dir/docker"
  } >"$dir/env"
  trap - ERR EXIT
}

end_process() { # pidfile
  local pid
  [ -s "$1" ] || return 0
  pid=$(<"$1")
  kill "$pid" 2>/dev/null || return 0
  await "the end of process $pid" has_ended "$pid"
}

has_ended() { ! kill -0 "$1" 2>/dev/null || grep -q '^State:.Z' "/proc/$1/status"; }

remove_bridge() { # number
  firewall --delete "$1" 2>/dev/null || true
  ip link delete "wt-$1" 2>/dev/null || true
}

# Networks of the engine's users are bridges on this machine, which would outlive the engine. A few at a time: when very many
# containers go at once, Docker 20.10 can lock itself up; and an engine that did so is ended all the same.
clear_engine() {
  local docker=(timeout "$patience" /usr/bin/docker --host "unix://$dir/docker.sock")
  "${docker[@]}" ps -aq | timeout $((5 * patience)) xargs -r -n 8 "${docker[@]}" rm -f
  "${docker[@]}" network prune -f
}

unmount_all() {
  awk -v dir="$dir/" 'index($2, dir) == 1 { print $2 }' /proc/self/mounts | sort -r | xargs -r umount --lazy
}

stop() {
  trap - ERR
  trap unmount_all EXIT # also if something does not end
  [ -d "$dir" ] || return 0
  dir=$(cd "$dir" && pwd)
  [ ! -S "$dir/docker.sock" ] || clear_engine >/dev/null 2>&1 || true
  end_process "$dir/engine.pid"
  end_process "$dir/registry.pid"
  [ ! -s "$dir/bridge" ] || remove_bridge "$(<"$dir/bridge")"
  unmount_all
  rm -rf "$dir"
}

[ $# -eq 2 ] || fail "usage: engine.sh start|stop DIR"
dir=$2
case $1 in
  start | stop) "$1" ;;
  *) fail "unknown word '$1'; use start or stop" ;;
esac
