# shellcheck shell=bash
# A throwaway engine for a measurement, in a folder that the script has to remove, and what is counted of it. For other scripts to source.
dir=$(mktemp -d /tmp/wt-bench.XXXX)

start_engine() {
  env -u DOCKER_HOST build/engine.sh start "$dir/e"
  # shellcheck disable=SC1091  # written by engine.sh
  . "$dir/e/env"
  PATH=/usr/bin:$PATH # Debian's client, should another one come first
}

# The transport opens one connection a call.
count_calls() { # command...
  strace -f -qq -e trace=connect -o "$dir/calls" "$@" >/dev/null
  grep -c 'docker.sock' "$dir/calls" || true
}
