#!/usr/bin/env bash
# Links the program with Mono's own assemblies and drops what it never reaches: 25 MB of them become 5.
# Usage: build/mono/trim.sh PROGRAM FOLDER       (PROGRAM: the folder with watchtower.exe)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
program=$1 folder=$2 work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

linker=$(find "${NUGET_PACKAGES:-$HOME/.nuget/packages}/microsoft.net.illink.tasks" -path '*/net/illink.dll' | sort | tail -n 1)
"$here/../foreign.sh" assemblies amd64 "$work"
framework=$work/usr/lib/mono/4.5

# What the runtime itself calls by name: mscorlib lists it in an older dialect, in a resource.
perl -0777 -ne 'print $1 if /(<linker>.*?<\/linker>)/s' "$framework/mscorlib.dll" | sed 's/ feature="[a-z]*"//' >"$work/mscorlib.xml"

rm -rf "$folder"
dotnet "$linker" -a "$program/watchtower.exe" entrypoint -d "$program" -d "$framework" -d "$framework/Facades" -out "$folder" \
  -x "$work/mscorlib.xml" -x "$here/roots.xml" --substitutions "$here/substitutions.xml" \
  --substitutions "$here/../../src/Watchtower/Substitutions.xml" --ignore-descriptors true --skip-unresolved true \
  --trim-mode link --action link --deterministic --nowarn 'IL2026;IL2122' --singlewarn >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
rm -f "$folder"/*.config
