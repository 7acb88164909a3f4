#!/usr/bin/env bash
# Records which methods the updater uses, for build/mono/compile.sh: runs the tests of whole updates with it on Mono, and
# writes what was compiled meanwhile into build/mono/profile.txt. To be repeated when much has changed; what is missing there
# costs time and memory, and nothing else. Takes a quarter of an hour.
# Usage: build/mono/profile.sh
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d -t wt.XXXXXX)
results=$work/results scratch=$work/engines
mkdir "$results" "$scratch"
# shellcheck source=build/system-tests.sh
source build/system-tests.sh
clean_up() {
  stop_engines
  rm -rf "$work"
}
trap clean_up EXIT

build/tools.sh
build/tools-arm.sh
dotnet build Watchtower.sln --nologo --verbosity quiet
build/variant.sh armv6 "$work/program" # for its assemblies, without what the image leaves out
build/foreign.sh profiler amd64 "$work"
clang -shared -fPIC -o "$work/doubled.so" build/mono/doubled.c
mkdir "$work/profiles"
cat >"$work/watchtower" <<END
#!/bin/sh
export LD_PRELOAD=$work/doubled.so LD_LIBRARY_PATH=$work/usr/lib MONO_PATH=$work/program/6 MONO_DISABLE_MANAGED_COLLATION=yes
exec mono --profile=aot:output=+$work/profiles/p $work/program/6/watchtower.exe "\$@"
END
chmod +x "$work/watchtower"

# A test that compares all that is written fails: the profiler adds a line. That does not matter here.
system_tests profile "$work/watchtower" engine "$scenarios"

{
  echo '# What the updater uses of each assembly. Written by build/mono/profile.sh, read by build/mono/profile.pl.'
  find "$work/profiles" -type f -size +0 -exec build/mono/profile.pl list {} + # of a killed process it is empty
} >"$work/profile.txt"
cp "$work/profile.txt" build/mono/profile.txt
wc -l build/mono/profile.txt
