#!/bin/sh
# Unpacks the pinned Debian packages of a set, for any architecture, without installing them.
# Usage: build/foreign.sh SET ARCHITECTURE FOLDER        (sets: see build/packages.tsv)
# The architecture "source" means what packages are made from: FOLDER/NAME, with Debian's patches.
# Packages are kept in the cache. DEBIAN_MIRROR says where they come from, if not from Debian's own address.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
set_name=$1 architecture=$2 folder=$3
download=download of_one=$architecture
[ "$architecture" != source ] || { download='source --download-only' && of_one=; }
cache=${XDG_CACHE_HOME:-$HOME/.cache}/rpi-watchtower/packages
mirror=${DEBIAN_MIRROR:-http://deb.debian.org/debian}

# apt with lists of its own: the machine's sources and architectures stay as they are.
prepare_apt() {
  mkdir -p "$cache/apt/lists/partial" "$cache/apt/archives/partial"
  : >"$cache/apt/status"
  printf '%s bookworm main\n' "deb $mirror" "deb-src $mirror" >"$cache/apt/sources.list"
  cat >"$cache/apt/apt.conf" <<CONF
Dir::State "$cache/apt"; Dir::State::status "$cache/apt/status"; Dir::State::lists "$cache/apt/lists";
Dir::Cache "$cache/apt"; Dir::Etc::sourcelist "$cache/apt/sources.list"; Dir::Etc::sourceparts "-";
APT::Architecture "amd64"; APT::Architectures { "amd64"; "arm64"; "armel"; "armhf"; }; APT::Sandbox::User "root";
Acquire::Languages "none"; Acquire::IndexTargets::deb::DEP-11::DefaultEnabled "false";
CONF
  export APT_CONFIG="$cache/apt/apt.conf"
  cmp -s "$cache/apt/sources.list" "$cache/apt/updated" || apt-get update -qq
  cp "$cache/apt/sources.list" "$cache/apt/updated"
}

packages() { sed -n "s/^$set_name\t\([^\t]*\)\t/\1 /p" "$here/packages.tsv"; }

cached() { # name version: its file
  if [ "$architecture" = source ]; then
    echo "$cache/$1_${2#*:}.dsc"
    return
  fi
  set -- "$cache/$1_$(printf %s "$2" | sed 's/:/%3a/')"
  if [ -e "$1_all.deb" ]; then echo "$1_all.deb"; else echo "$1_$architecture.deb"; fi
}

missing() {
  packages | while read -r name version; do [ -e "$(cached "$name" "$version")" ] || echo "$name${of_one:+:$of_one}=$version"; done
}

unpack() { # file, name
  case $1 in
    *.dsc) dpkg-source --no-check --extract "$1" "$folder/$2" >/dev/null ;; # apt has checked what it fetched
    *) dpkg -x "$1" "$folder" ;;
  esac
}

mkdir -p "$cache" "$folder"
if [ -n "$(missing)" ]; then
  exec 9>"$cache/lock"
  flock 9 # apt refuses to work twice at a time in one folder
  missing=$(missing)
fi
if [ -n "${missing-}" ]; then
  prepare_apt
  # shellcheck disable=SC2086 # lists of words
  (cd "$cache" && apt-get -qq $download $missing) || {
    rm -f "$cache/apt/updated"
    echo "foreign.sh: if $mirror has other versions by now, take those into build/packages.tsv" >&2
    exit 1
  }
fi
packages | while read -r name version; do unpack "$(cached "$name" "$version")" "$name"; done
