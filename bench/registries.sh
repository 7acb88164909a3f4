#!/usr/bin/env bash
# Measures passes of the Native AOT program that ask a registry about containers which are up to date: 50 on 5 images, and 50
# on 50 images, over plain HTTP and over TLS. Prints a table with what the engine and the registry were asked in one pass.
# Over TLS with the machine's authorities as files, more than a hundred, then in one file as in the image, then the registry's own only.
# Usage: bench/registries.sh [RUNS]      (20 by default)
set -euo pipefail
cd "$(dirname "$0")/.."
runs=${1:-20} containers=50

build/tools.sh engine native bench
build/publish.sh amd64
watchtower=$PWD/artifacts/publish/amd64/watchtower
# shellcheck source=bench/engine.sh
. bench/engine.sh
registries=()
trap 'kill "${registries[@]}" 2>/dev/null || true; build/engine.sh stop "$dir/e"; rm -rf "$dir"' EXIT
start_engine
export SSL_CERT_FILE=$TLS_CERTIFICATES/ca.pem DOCKER_CONFIG=$dir
machine=/etc/ssl/certs none=$dir/none # directories with further authorities, which .NET reads at the first connection
cat "$SSL_CERT_FILE" $machine/ca-certificates.crt >"$dir/all.pem"

row() { printf '| %-50s | %-22s | %5s | %6s | %9s | %6s |\n' "$@"; }

start_registry() { # name, its settings for TLS
  cat >"$dir/$1.yml" <<YAML
version: 0.1
log: { level: info, accesslog: { disabled: false } }
storage: { filesystem: { rootdirectory: $dir/$1 } }
http: { addr: "127.0.0.1:0", secret: throwaway$2 }
YAML
  docker-registry serve "$dir/$1.yml" >"$dir/$1.log" 2>&1 &
  registries+=($!)
  until address_of "$1" >/dev/null; do sleep 0.1; done
}

address_of() { grep -o 'listening on 127\.0\.0\.1:[0-9]*' "$dir/$1.log" | grep -o '127.*'; }

fill() { # address
  local number
  mkdir -p "$dir/files/bin"
  cp /bin/busybox "$dir/files/bin/"
  for ((number = 1; number <= containers; number++)); do
    tar -C "$dir/files" --create . | docker import --change "ENV NUMBER=$number" \
      --change 'ENTRYPOINT ["/bin/busybox", "sh", "-c", "trap \"exit 0\" TERM; while :; do /bin/busybox sleep 1000 & wait; done"]' \
      - "$1/app$number" >/dev/null
    docker push --quiet "$1/app$number" >/dev/null
  done
}

start_containers() { # registry, number of images
  local number address
  address=$(address_of "$1")
  for ((number = 0; number < containers; number++)); do
    docker run --detach --network none "$address/app$((number % $2 + 1))" >/dev/null
  done
}

remove_containers() { docker ps --all --quiet | xargs docker rm --force >/dev/null; }

milliseconds() { # command...: of each run, one a line, the shortest first
  local run start
  for ((run = 0; run < runs; run++)); do
    start=$(date +%s%N)
    "$@" >/dev/null
    echo $((($(date +%s%N) - start) / 1000000))
  done | sort -n
}

requests() { # registry, pattern: those that Watchtower has sent so far
  grep 'watchtower/' "$dir/$1.log" | grep -c "\"$2 " || true
}

manifests='[A-Z]* /v2/[^ ]*/manifests/[^ ]*'

pulls() { grep -c '"docker/' "$dir/$1.log" || true; } # registry: requests that its engine has sent so far

measure() { # label, registry
  local times asked others pulled calls
  "$watchtower" --run-once | grep -q "Checked $containers containers: $containers up to date" || { echo "registries.sh: not all are up to date" >&2 && exit 1; }
  asked=$(requests "$2" "$manifests") others=$(requests "$2" 'GET /v2/') pulled=$(pulls "$2")
  calls=$(count_calls "$watchtower" --run-once)
  asked=$(($(requests "$2" "$manifests") - asked)) others=$(($(requests "$2" 'GET /v2/') - others)) pulled=$(($(pulls "$2") - pulled))
  mapfile -t times < <(milliseconds "$watchtower" --run-once)
  row "$1" "${times[runs / 2]} ms [${times[0]} to ${times[runs - 1]}]" "$calls" "$asked" "$others" "$pulled"
}

start_registry plain ""
start_registry tls ", tls: { certificate: $TLS_CERTIFICATES/server-cert.pem, key: $TLS_CERTIFICATES/server-key.pem }"
fill "$(address_of plain)"
fill "$(address_of tls)"

row "pass over $containers up to date" "wall, median of $runs" "calls" "manifests" "other" "pulls"
for images in 5 50; do
  start_containers plain "$images"
  SSL_CERT_DIR=$machine measure "on $images images, plain HTTP" plain
  remove_containers
  start_containers tls "$images"
  SSL_CERT_DIR=$machine measure "on $images images, TLS" tls
  SSL_CERT_DIR=$none SSL_CERT_FILE=$dir/all.pem measure "on $images images, TLS, authorities in one file" tls
  SSL_CERT_DIR=$none measure "on $images images, TLS, one authority" tls
  remove_containers
done
