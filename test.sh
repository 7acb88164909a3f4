#!/usr/bin/env bash
# Builds everything and runs every test; the last line is the sum. Nothing may be skipped for want of a tool.
# Usage: ./test.sh          all of it: in process; on a real engine with a real registry, natively and on Mono; and the
#                           image with all its variants on emulated processors (built first, or taken from the cache)
#        ./test.sh --faults [rest|TEXT]   only what goes wrong at a call of the engine: every fault at every call, which takes
#                           an hour and writes docs/faults.md; or what the last run has not survived, or the plays with
#                           TEXT in their names: of a scene, such as "Watchtower itself", its column (not part of all)
#        ./test.sh --unit   only what needs neither root nor an engine
#        ./test.sh --pi     only the image on an emulated Raspberry Pi 1 as a whole, with Docker on it (not part of all)
#        ./test.sh --engines all   the options on Docker 20.10, 26.1, 28.5 and podman instead of the first two, and the
#                           other scenarios on 26.1 and 28.5, too
# DOCKER_HOST names an engine to use instead of throwaway ones; it may run no containers.
set -euo pipefail
cd "$(dirname "$0")"

results=artifacts/test-results
# shellcheck source=build/system-tests.sh
source build/system-tests.sh
engines=(20.10 26.1)
failures=0

phase() { # title, command...
  local title=$1 start=$SECONDS
  shift
  printf '\n== %s\n' "$title"
  "$@" || {
    failures=$((failures + 1))
    echo "== FAILED: $title"
  }
  printf '== %s: %s s\n' "$title" $((SECONDS - start))
}

# Each run has an engine of its own, so that they can go side by side; what they say is shown one after the other.
start_beside() { # arguments of system_tests; `wait "$beside"` tells how it went
  system_tests "$@" >"$results/$1.log" 2>&1 &
  beside=$!
  [ -z "${DOCKER_HOST:-}" ] || wait "$beside" || true # a user's own engine is the only one
}

both_system_tests() {
  local result=0
  start_beside mono "mono artifacts/publish/mono/watchtower.exe" engine,mono "$scenarios"
  echo "-- Native AOT"
  system_tests amd64 artifacts/publish/amd64/watchtower engine "$scenarios" || result=1
  wait "$beside" || result=1
  echo "-- Mono"
  cat "$results/mono.log"
  return "$result"
}

# On two engines at a time. A user's own engine is the only one, then.
options_tests() {
  local engine run result=0 runs=()
  [ -z "${DOCKER_HOST:-}" ] || engines=(own)
  for engine in "${engines[@]}"; do
    start_beside "options-$engine" artifacts/publish/amd64/watchtower engine 'FullyQualifiedName~SystemTests.Options.' "$engine"
    runs+=("$beside")
    if [ ${#runs[@]} -eq 2 ] || [ "$engine" = "${engines[-1]}" ]; then
      for run in "${runs[@]}"; do wait "$run" || result=1; done
      runs=()
    fi
  done
  for engine in "${engines[@]}"; do
    echo "-- $engine"
    grep -v '^ *Passed ' "$results/options-$engine.log"
  done
  return "$result"
}

newer_engines() {
  local engine result=0
  for engine in 26.1 28.5; do
    echo "-- $engine"
    system_tests "amd64-$engine" artifacts/publish/amd64/watchtower engine "$scenarios" "$engine" || result=1
  done
  return "$result"
}

image_tests() {
  build/tools-arm.sh
  system_tests image artifacts/publish/amd64/watchtower engine,image 'FullyQualifiedName~SystemTests.Image.'
}

pi_tests() {
  build/tools-arm.sh && build/engine.sh start "$scratch/pi" || return
  (
    # shellcheck source=/dev/null
    source "$scratch/pi/env"
    build/image.sh linux/arm/v6 watchtower:pi && build/pi/run.sh watchtower:pi || exit 1
    WATCHTOWER_PI=$PWD/artifacts/pi/serial.log WATCHTOWER_REQUIRE=pi \
      run_tests pi tests/Watchtower.SystemTests normal --filter 'FullyQualifiedName~SystemTests.Pi.'
  )
}

# One plays and the other waits, so they go side by side as above.
fault_tests() {
  local result=0 all='FullyQualifiedName~SystemTests.Faults.'
  start_beside meanwhile artifacts/publish/amd64/watchtower engine "$all&FullyQualifiedName!~FaultTests"
  system_tests faults artifacts/publish/amd64/watchtower engine "$all&FullyQualifiedName~FaultTests" || result=1
  wait "$beside" || result=1
  cat "$results/meanwhile.log"
  return "$result"
}

lint_scripts() { git ls-files -z '*.sh' .ci/run | xargs -0 shellcheck; }

sum() { # attribute of the counters in the result files
  { grep -ho '<Counters [^>]*' "$results"/*.trx 2>/dev/null || true; } | awk -F'"' -v key="$1" '
    { for (i = 1; i < NF; i += 2) if ($i ~ " " key "=$") sum += $(i + 1) }
    END { print sum + 0 }'
}

# Once more at the end, because a test that failed is far up by then.
show_failed_tests() {
  sed -n '/<UnitTestResult .*outcome="Failed"/,/<\/UnitTestResult>/ {
    s/.*<UnitTestResult .*testName="\([^"]*\)".*/\n== FAILED: \1/p
    /<Message>/,/<\/StackTrace>/ { s/^ *<Message>//; s/<[/A-Z][A-Za-z/<>]*>//g; p }
  }' "$results"/*.trx 2>/dev/null | sed "s/&quot;/\"/g; s/&lt;/</g; s/&gt;/>/g; s/&#xD;//; s/&amp;/\&/g"
}

sum_up() {
  local failed=$(($(sum failed) + failures))
  [ "$failed" -eq 0 ] || show_failed_tests
  printf '\n%s passed, %s failed, %s skipped\n' "$(sum passed)" "$failed" $(($(sum total) - $(sum executed)))
  [ "$failed" -eq 0 ]
}

case ${1:-} in
  "" | --unit | --pi | --faults) ;;
  --engines)
    [ "${2:-}" = all ] || { echo "test.sh: write --engines all" >&2 && exit 2; }
    engines=(20.10 26.1 28.5 podman)
    ;;
  *)
    sed -n '2,12s/^# //p' "$0"
    [ "$1" = --help ] && exit 0
    exit 2
    ;;
esac

rm -rf "$results"
mkdir -p "$results"
scratch=$(mktemp -d -t wt.XXXXXX)
trap stop_engines EXIT
[ "${1:-}" = --unit ] || phase "Install what is missing" build/tools.sh
phase "Build" dotnet build Watchtower.sln --nologo --verbosity quiet
[ "$failures" -eq 0 ] || { sum_up || exit; }
if [ "${1:-}" = --pi ]; then
  phase "Emulated Raspberry Pi" pi_tests
  sum_up
  exit
fi
if [ "${1:-}" = --faults ]; then
  phase "Publish" build/publish.sh
  WATCHTOWER_FAULTS=${2:-all} phase "Faults" fault_tests
  sum_up
  exit
fi
phase "Unit tests" run_tests unit tests/Watchtower.Tests minimal
if [ "${1:-}" != --unit ]; then
  phase "Format" dotnet format Watchtower.sln --verify-no-changes --no-restore
  phase "Lint scripts" lint_scripts
  phase "Publish" build/publish.sh
  phase "System tests" both_system_tests
  phase "Options" options_tests
  phase "Faults" fault_tests
  [ "${1:-}" != --engines ] || phase "System tests on newer engines" newer_engines
  phase "Image tests" image_tests
fi
sum_up
