#!/usr/bin/env bash
# Measures the Native AOT program on a throwaway engine and prints a table: start-up, passes over up-to-date containers,
# idle memory, and the down time of an update beside the engine's own. Figures are of this machine: compare, don't quote.
# Usage: bench/run.sh [--quick] [--down-time]
#        --quick      fewer runs, 5 s of idling instead of 60
#        --down-time  nothing but the down time of an update
set -euo pipefail
cd "$(dirname "$0")/.."

runs=20 idle_seconds=60 updates=5 down_time_only=
for option in "$@"; do
  case $option in
    --quick) runs=5 idle_seconds=5 updates=2 ;;
    --down-time) down_time_only=1 ;;
    *) echo "run.sh: unknown word '$option'; use --quick or --down-time" >&2 && exit 2 ;;
  esac
done

build/tools.sh engine native bench
build/publish.sh amd64
watchtower=$PWD/artifacts/publish/amd64/watchtower
# shellcheck source=bench/engine.sh
. bench/engine.sh
daemon=
trap '[ -z "$daemon" ] || kill "$daemon" 2>/dev/null || true; build/engine.sh stop "$dir/e"; rm -rf "$dir"' EXIT
start_engine

row() { printf '| %-46s | %9s | %9s | %9s | %6s |\n' "$@"; }

# Wall and CPU are means over the runs; the peak is the largest of them.
measure() { # label calls command...
  local label=$1 calls=$2 figures
  shift 2
  # shellcheck disable=SC2016  # expanded by the inner shell
  figures=$(/usr/bin/time -f '%e %U %S %M' -o /dev/stdout sh -c \
    'n=$1; shift; while [ "$n" -gt 0 ]; do "$@" >/dev/null || exit 1; n=$((n - 1)); done' sh "$runs" "$@")
  row "$label" "$(awk -v n="$runs" '{ printf "%.1f ms", $1 / n * 1000 }' <<<"$figures")" \
    "$(awk -v n="$runs" '{ printf "%.1f ms", ($2 + $3) / n * 1000 }' <<<"$figures")" \
    "$(awk '{ printf "%.1f MiB", $4 / 1024 }' <<<"$figures")" "$calls"
}

build_image() { # version
  mkdir -p "$dir/image"
  cp /bin/busybox "$dir/image/"
  cat >"$dir/image/Dockerfile" <<DOCKERFILE
FROM scratch
COPY busybox /bin/busybox
ENV VERSION=$1
ENTRYPOINT ["/bin/busybox", "sh", "-c", "trap 'exit 0' TERM; while :; do /bin/busybox sleep 1000 & wait; done"]
DOCKERFILE
  docker build --quiet --tag "$REGISTRY/bench:latest" "$dir/image" >/dev/null
  docker push --quiet "$REGISTRY/bench:latest" >/dev/null
}

idle_memory() { # label arguments...
  local label=$1
  shift
  "$watchtower" --interval 3600 "$@" >/dev/null &
  daemon=$!
  sleep "$idle_seconds"
  row "$label" "" "" "$(awk '/^VmRSS/ { printf "%.1f MiB", $2 / 1024 }' "/proc/$daemon/status")" ""
  kill "$daemon"
  wait "$daemon"
  daemon=
}

# shellcheck source=bench/down-time.sh
. bench/down-time.sh

build_image 1
echo
echo "Down time of one update: by Watchtower, by docker stop and docker start of the same container, and the ratio; by"
echo "docker stop, rm, create and start; and inside the engine, by docker restart:"
echo
report_down_time "$updates"

[ -z "$down_time_only" ] || exit 0

echo
row "what (means of $runs runs)" wall CPU "peak RSS" calls
row ":--" --: --: --: --:
measure "--help" "" "$watchtower" --help
started=0
for count in 0 1 10 50; do
  while ((started < count)); do
    docker run -d --name "c$((++started))" --network none "$REGISTRY/bench" >/dev/null
  done
  measure "pass over $count up to date, --no-pull" "$(count_calls "$watchtower" --run-once --no-pull)" "$watchtower" --run-once --no-pull
done
measure "pass over 50 up to date on one image, asking" "$(count_calls "$watchtower" --run-once)" "$watchtower" --run-once
idle_memory "resident after $idle_seconds s idle, 50 containers, --no-pull" --no-pull
docker ps -aq | xargs docker rm -f >/dev/null

echo
echo "Memory over many passes, some with an update, against an engine in memory:"
echo
passes=10000
[ "$runs" -ne 5 ] || passes=1000
dotnet run --project bench/Soak --configuration Release --artifacts-path artifacts/soak --verbosity quiet -- "$passes"
