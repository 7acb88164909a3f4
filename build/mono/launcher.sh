#!/bin/sh
# Runs this folder's assemblies, compiled ahead of time, on the Mono that lies beside it.
here=${0%/*}
mono=$here/../@ARCHITECTURE@
# Nothing is sorted or compared by a language here, so Mono's tables for that stay unread.
export MONO_DISABLE_MANAGED_COLLATION=yes
export MONO_PATH="$here" MONO_CONFIG="$mono/etc/config" LD_LIBRARY_PATH="$mono/lib" MONO_GC_PARAMS=nursery-size=1m
exec "$mono/bin/mono" "$here/watchtower.exe" "$@"
