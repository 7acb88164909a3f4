#!/usr/bin/env bash
# A throwaway Docker engine and registry on loopback, with everything they own under one directory.
# Usage: build/engine.sh start DIR   starts both; DIR/env then sets DOCKER_HOST and REGISTRY
#        build/engine.sh stop DIR    ends both and removes DIR
# The engine also listens on TCP, for clients with a certificate: DIR/env sets TLS_ENGINE, its address, and
# TLS_CERTIFICATES, a folder with what a client needs and the authority's own key.
# With DOCKER_HOST already set, that engine is used and only the registry is started.
set -euo pipefail

patience=60 # seconds for a start or an end; a busy machine is slow

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

make_certificates() (
  mkdir "$dir/tls"
  cd "$dir/tls"
  {
    openssl req -x509 -newkey rsa:2048 -noenc -keyout ca-key.pem -out ca.pem -days 30 -subj "/CN=throwaway authority"
    certify server- DNS:localhost,IP:127.0.0.1,IP:::1 serverAuth
    certify "" DNS:client clientAuth
  } >openssl.log 2>&1 || fail "openssl could not make certificates; see $dir/tls/openssl.log"
)

tls_address() { grep -o 'API listen on 127\.0\.0\.1:[0-9]*' "$dir/engine.log" | grep -o '127.*'; }

start_engine() {
  local number
  ((${#dir} <= 78)) || fail "the path $dir is too long for a socket; use a shorter one"
  add_bridge
  number=$(<"$dir/bridge")
  make_certificates
  # The engine sets no firewall rules: several on one machine would delete each other's. One rule of our own lets its
  # containers talk to each other even where another engine made refusal the default.
  firewall --insert "$number"
  setsid /usr/sbin/dockerd --data-root "$dir/data" --exec-root "$dir/exec" --host "unix://$dir/docker.sock" \
    --host tcp://127.0.0.1:0 --tlsverify --tlscacert "$dir/tls/ca.pem" --tlscert "$dir/tls/server-cert.pem" \
    --tlskey "$dir/tls/server-key.pem" --pidfile "$dir/engine.pid" --bridge "wt-$number" --iptables=false --ip-forward=false --ip-masq=false \
    --default-address-pool "base=10.$number.128.0/17,size=24" >"$dir/engine.log" 2>&1 &
  await "the engine's start" /usr/bin/docker --host "unix://$dir/docker.sock" version
  await "the engine's start over TLS" tls_address
  {
    echo "export TLS_ENGINE=tcp://$(tls_address)"
    echo "export TLS_CERTIFICATES=$dir/tls"
  } >"$dir/env.tls"
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
  [ -n "${DOCKER_HOST:-}" ] || start_engine
  start_registry
  {
    echo "export DOCKER_HOST=${DOCKER_HOST:-unix://$dir/docker.sock}"
    echo "export REGISTRY=$(registry_address)"
    [ ! -e "$dir/env.tls" ] || cat "$dir/env.tls"
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

# Networks of the engine's users are bridges on this machine, which would outlive the engine.
clear_engine() {
  local docker=(/usr/bin/docker --host "unix://$dir/docker.sock")
  "${docker[@]}" ps -aq | xargs -r "${docker[@]}" rm -f
  "${docker[@]}" network prune -f
}

stop() {
  trap - ERR EXIT
  [ -d "$dir" ] || return 0
  dir=$(cd "$dir" && pwd)
  [ ! -S "$dir/docker.sock" ] || clear_engine >/dev/null 2>&1 || true
  end_process "$dir/engine.pid"
  end_process "$dir/registry.pid"
  [ ! -s "$dir/bridge" ] || remove_bridge "$(<"$dir/bridge")"
  awk -v dir="$dir/" 'index($2, dir) == 1 { print $2 }' /proc/self/mounts | sort -r | xargs -r umount --lazy
  rm -rf "$dir"
}

[ $# -eq 2 ] || fail "usage: engine.sh start|stop DIR"
dir=$2
case $1 in
  start | stop) "$1" ;;
  *) fail "unknown word '$1'; use start or stop" ;;
esac
