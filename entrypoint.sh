#!/bin/sh
# Runs the Watchtower made for this machine: entrypoint.sh [5|6|7|8|arm64|amd64] [OPTIONS] [NAME...]
# The binaries are beside this script, in folders named after their versions; 8 and arm64 are the same.
set -eu
here=${0%/*} machine=$(uname -m) wanted=

refuse() {
  echo "watchtower: $1" >&2
  exit 2
}

case $machine in
  armv5te*) able=5 ;;
  armv6*) able=6 ;;
  armv7*) case $(cat /proc/cpuinfo) in *vfpv3* | *flags*) able=7 ;; *) able=6 ;; esac ;; # some have no floating-point unit
  armv8*) able=7 ;; # a 32-bit system on a 64-bit processor
  aarch64) able=8 ;;
  x86_64) able=amd64 ;;
  *) refuse "no version runs on this machine ($machine); there are some for ARM from ARMv5TE on and for x86_64" ;;
esac

case ${1-} in
  arm64) wanted=8 && shift ;;
  5 | 6 | 7 | 8 | amd64) wanted=$1 && shift ;;
  '' | *[!0-9]*) ;; # nothing, an option or a name
  *) refuse "there is no version $1; use 5, 6, 7, 8, arm64 or amd64 (and give one before a name that is a number)" ;;
esac

versions=$(cd "$here" && echo */watchtower | sed 's|/watchtower||g')
case $versions in
  *' '*) version=${wanted:-$able} ;;
  *) # a command line copied from another machine is to work here
    version=$versions
    [ "${wanted:-$version}" = "$version" ] || echo "watchtower: only version $version is here; it runs instead of $wanted" >&2
    ;;
esac

[ -x "$here/$version/watchtower" ] || refuse "version $version is not in this image; use one of $versions"
case $able-$version in 5-[678] | 6-[78] | 7-8) refuse "version $version does not run on this machine ($machine); use $able" ;; esac
exec "$here/$version/watchtower" "$@"
