#!/usr/bin/env bash
# Compiles assemblies ahead of time for a processor: FOLDER/X.dll.so beside each X.dll. Mono's compiler runs emulated on
# the oldest processor that is to run them, and uses what that one has. What is unchanged comes from the cache.
# The program's own assemblies are compiled as a whole, of the others what profile.txt lists: what was used when it was
# recorded. A method that is missing there is compiled when it is called for the first time.
# Usage: build/mono/compile.sh armel|armhf CPU FOLDER
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
architecture=$1 cpu=$2 folder=$(cd "$3" && pwd) root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
# shellcheck source=build/cache.sh
source "$here/../cache.sh"

case $architecture in
  armel) tools=arm-linux-gnueabi triple=arm-linux-gnueabi convention=0 ;;
  armhf) tools=arm-linux-gnueabihf triple=armv7-linux-gnueabihf convention=1 ;; # floating-point arguments in registers
esac
"$here/../foreign.sh" runtime "$architecture" "$root"
"$here/runtime.sh" "$architecture" "$root/mono"
"$here/profile.pl" pack "$here/profile.txt" >"$root/profile"
recipe=$(hash_of "$here/compile.sh" "$root/mono/bin/mono" "$root/profile")

# Mono draws an id for what it compiles, the one thing that would differ from build to build: the assembly's hash instead.
settle_id() { # assembly, folder with its code and log
  local drawn settled
  drawn=$(sed -n 's/^AOTID \(..\)\(..\)\(..\)\(..\)-\(..\)\(..\)-\(..\)\(..\)-\(....\)-\(.*\)/\4\3\2\1\6\5\8\7\9/p' "$2/log")
  drawn=$drawn$(sed -n 's/^AOTID .*-//p' "$2/log")
  settled=$(md5sum "$folder/$1" | cut -c1-32)
  sed -i "s/^\(\t.byte \)$(bytes "$drawn")$/\1$(bytes "$settled")/" "$2/code.s"
  grep -q "^	.byte $(bytes "$settled")$" "$2/code.s"
}

bytes() { # hexadecimal digits: decimal numbers with commas between
  local number numbers
  numbers=$(grep -o .. <<<"$1" | sed "s/^/0x/")
  for number in $numbers; do printf '%d,' "$number"; done | sed 's/,$//'
}

compile() { # assembly, folder
  local extent=,profile-only
  [[ ${1,,} != watchtower.* ]] || extent=''
  nice qemu-arm-static -L "$root" -cpu "$cpu" -E LD_LIBRARY_PATH="$root/mono/lib" -E MONO_PATH="$folder" \
    -E MONO_CONFIG="$root/mono/etc/config" "$root/mono/bin/mono" \
    --aot="asmonly,nodebug,mtriple=$triple,outfile=$2/code.s,profile=$root/profile$extent" "$folder/$1" >"$2/log" 2>&1 ||
    { cat "$2/log" && return 1; }
  settle_id "$1" "$2"
  sed -i "1i .eabi_attribute 28, $convention" "$2/code.s" # the loader refuses what does not declare armhf's
  "$tools-as" -o "$2/code.o" "$2/code.s"
  "$tools-ld" -shared -o "$2/$1.so" "$2/code.o"
  "$tools-strip" --strip-unneeded "$2/$1.so"
  rm "$2/code.s" "$2/code.o" "$2/log"
}

# The assembly and all that it refers to, directly or not: of those, too, code is compiled into it. A reference is a name
# in the list of strings; one too many does no harm, but in mscorlib, which refers to nothing, it would be one each time.
sources_of() { # assembly
  local known=("$1") seen=0 other
  while ((seen < ${#known[@]})); do
    for other in *.dll; do
      [[ " ${known[*]} " != *" $other "* && ${known[seen]} != mscorlib.dll ]] || continue
      ! grep -qaP "\x00\Q${other%.dll}\E\x00" "${known[seen]}" || known+=("$other")
    done
    seen=$((seen + 1))
  done
  printf '%s\n' "${known[@]}"
}

place() { # assembly
  local sources kept
  mapfile -t sources < <(sources_of "$1")
  kept=$(remember "compiled-$cpu/$1" "$recipe-$(hash_of "${sources[@]}")" compile "$1")
  cp "$kept/$1.so" "$folder/"
}

cd "$folder"
jobs=()
while read -r assembly; do
  while [ "$(jobs -rp | wc -l)" -ge "$(nproc)" ]; do wait -n || true; done
  place "$assembly" &
  jobs+=($!)
done < <(ls -S -- *.dll *.exe) # the largest first
for job in "${jobs[@]}"; do wait "$job"; done
