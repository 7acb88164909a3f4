# shellcheck shell=bash disable=SC2034,SC2154  # names shared with those who source this
# Runs tests of the published program, each time on an engine of its own. For other scripts to source, which say where:
# $results is a folder for what the tests report, $scratch one for the engines.

# Whole updates by the program on the machine itself.
scenarios='FullyQualifiedName!~SystemTests.Image.&FullyQualifiedName!~SystemTests.Options.&FullyQualifiedName!~SystemTests.Pi.&FullyQualifiedName!~SystemTests.Faults.'

run_tests() { # name, project, verbosity, further arguments...
  # A test that fails is counted from its result file; only a run that breaks off fails the phase itself.
  dotnet test "$2" --no-build --nologo --verbosity quiet --logger "trx;LogFileName=$1.trx" \
    --logger "console;verbosity=$3" --results-directory "$results" "${@:4}" || grep -q ' failed="[1-9]' "$results/$1.trx"
}

system_tests() { # name, command line of the program, what must be there, filter, engine (20.10 by default)
  ENGINE=${5:-20.10} build/engine.sh start "$scratch/$1" || return
  (
    # shellcheck source=/dev/null
    source "$scratch/$1/env"
    WATCHTOWER_BINARY=$2 WATCHTOWER_REQUIRE=$3 run_tests "$1" tests/Watchtower.SystemTests normal --filter "$4"
  )
}

stop_engines() {
  local engine
  for engine in "$scratch"/*/; do [ ! -d "$engine" ] || build/engine.sh stop "$engine"; done
  rm -rf "$scratch"
}
