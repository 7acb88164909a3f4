# shellcheck shell=bash
# What takes long is kept in the cache, under a hash of all it is made from. For other scripts to source.
cache=${XDG_CACHE_HOME:-$HOME/.cache}/rpi-watchtower

# Of what the build leaves beside the sources, nothing counts.
hash_of() { find "$@" -type f -not -path 'src/*/bin/*' -not -path 'src/*/obj/*' -print0 | sort -z | xargs -0 sha256sum | cut -d' ' -f1 | sha256sum | cut -c1-32; }

remember() { # what key command...: runs `command... FOLDER` unless its result is known, and prints where that is
  local kept=$cache/$1/$2 new
  shift 2
  if [ ! -d "$kept" ]; then
    mkdir -p "${kept%/*}"
    new=$(mktemp -d "$kept.XXXXXX")
    "$@" "$new" >&2 || { rm -rf "$new" && return 1; }
    mv -T "$new" "$kept" 2>/dev/null || { [ -d "$kept" ] && rm -rf "$new"; } # another one was quicker
  fi
  echo "$kept"
}
