#!/usr/bin/env bash
# Runs the NUKE build: ./build.sh [TARGET...] [--parameter VALUE...]; ./build.sh --help lists both.
# Without the .NET SDK that global.json asks for, one is put into .nuke/temp.
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 NUKE_TELEMETRY_OPTOUT=1

if ! dotnet --version >/dev/null 2>&1; then
  export PATH="$PWD/.nuke/temp/dotnet:$PATH"
  dotnet --version >/dev/null 2>&1 ||
    curl --fail --silent --show-error --location https://dot.net/v1/dotnet-install.sh |
    bash -s -- --jsonfile global.json --install-dir .nuke/temp/dotnet --no-path
fi
dotnet build build/_build.csproj --nologo --verbosity quiet
exec dotnet run --project build/_build.csproj --no-build -- "$@"
