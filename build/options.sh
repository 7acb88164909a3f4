#!/usr/bin/env bash
# Runs the options suite on one engine after the other and writes what it saw into docs/options.md.
# Usage: build/options.sh [20.10|26.1|28.5|podman]...   (all by default)
# WATCHTOWER_OPTIONS_ONLY=WORDS runs only the cases with these words in their title.
set -euo pipefail
cd "$(dirname "$0")/.."

[ $# -gt 0 ] || set -- 20.10 26.1 28.5 podman
build/tools.sh engine
dotnet build tests/Watchtower.SystemTests --nologo --verbosity quiet

result=0
for engine in "$@"; do
  dir=$(mktemp -d -t wt.XXXXXX)
  ENGINE=$engine build/engine.sh start "$dir"
  (
    # shellcheck source=/dev/null
    source "$dir/env"
    WATCHTOWER_OPTIONS_TABLE=write WATCHTOWER_REQUIRE=engine dotnet test tests/Watchtower.SystemTests --no-build --nologo \
      --verbosity quiet --logger 'console;verbosity=minimal' --filter FullyQualifiedName~SystemTests.Options.
  ) || result=1
  build/engine.sh stop "$dir"
done
exit "$result"
