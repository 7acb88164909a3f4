#!/usr/bin/env bash
# Measures images and programs, on emulations of the oldest processors they are for, and writes the tables into
# docs/sizes.md, above what is written by hand. Figures are of this machine: compare, don't quote.
# Usage: bench/sizes.sh [VARIANT]...   (all of build/variants.tsv by default; what the cache holds is not built again)
set -euo pipefail
cd "$(dirname "$0")/.."

runs=5 containers=10
goal_help=0.35 goal_pass=1.0 goal_hello=0.46 # seconds; the last one is what hello took where the others were set
document=docs/sizes.md end='<!-- end of what bench/sizes.sh wrote -->'

build/tools.sh engine native mono bench
build/tools-arm.sh
build/binfmt.sh
# shellcheck source=bench/engine.sh
. bench/engine.sh
clean_up() {
  build/engine.sh stop "$dir/e"
  for mounted in "$dir"/*/proc; do ! mountpoint --quiet "$mounted" || umount "$mounted"; done
  rm -rf --one-file-system "$dir"
}
trap clean_up EXIT
start_engine

megabytes() { awk '{ printf "%.1f MB", $1 / 1000000 }'; }

# Containers that are up to date, for the passes to look at.
start_containers() {
  local number
  mkdir "$dir/image"
  cp /bin/busybox "$dir/image/"
  printf 'FROM scratch\nCOPY busybox /\nENTRYPOINT ["/busybox", "sleep", "100000"]\n' >"$dir/image/Dockerfile"
  docker build --quiet --tag "$REGISTRY/bench" "$dir/image" >/dev/null
  docker push --quiet "$REGISTRY/bench" >/dev/null
  for ((number = 1; number <= containers; number++)); do
    docker run -d --name "c$number" --network none "$REGISTRY/bench" >/dev/null
  done
}

unpack() { # image folder: with the engine's socket where the program looks for it
  mkdir -p "$2"
  docker create --name unpacked "$1" >/dev/null
  docker export unpacked | tar -x -C "$2"
  docker rm unpacked >/dev/null
  mkdir -p "$2/var/run" "$2/proc"
  mount -t proc proc "$2/proc" # Mono wants it
  ln "$dir/e/docker.sock" "$2/var/run/docker.sock"
}

# The least of some runs: whatever else the machine does adds to the others.
least() { # format of time(1), command...
  local format=$1 run
  shift
  for ((run = 0; run < runs; run++)); do
    /usr/bin/time -f "$format" -o "$dir/time" "$@" >/dev/null || exit
    tail -n 1 "$dir/time"
  done | awk '{ print $1 + $2 }' | sort -n | head -n 1
}

measure() { # variant version cpu folder
  local run help pass peak
  run=(env -u DOCKER_HOST "QEMU_CPU=$3" chroot "$4" "/opt/watchtower/$2/watchtower")
  help=$(least '%U %S' "${run[@]}" --help)
  pass=$(least '%U %S' "${run[@]}" --run-once --no-pull)
  peak=$(least '%M 0' "${run[@]}" --run-once --no-pull)
  printf '| %s | %s | %s s | %s s | %s MiB |\n' "$1" "$(du -sb "$4/opt/watchtower/$2" | megabytes)" "$help" "$pass" \
    "$(awk -v kib="$peak" 'BEGIN { printf "%.1f", kib / 1024 }')"
}

# Of a program that says hello, with the whole class library of Debian's Mono, compiled while it runs: it tells what the
# goals for ARM come to on this machine.
yardstick() { # folder
  local mono=/opt/watchtower/armel
  build/foreign.sh assemblies amd64 "$dir/debian"
  mkdir "$1/hello"
  cp "$dir/debian/usr/lib/mono/4.5/mscorlib.dll" "$1/hello/"
  echo 'class Hello { static void Main() { System.Console.WriteLine("hello"); } }' >"$dir/hello.cs"
  mcs -out:"$1/hello/hello.exe" "$dir/hello.cs"
  least '%U %S' env QEMU_CPU=arm1176 MONO_PATH=/hello MONO_CONFIG=$mono/etc/config LD_LIBRARY_PATH=$mono/lib \
    chroot "$1" $mono/bin/mono /hello/hello.exe
}

image_row() { # platforms image goal
  printf '| %s | %s | %s | %s |\n' "$1" "$(docker save "$2" | gzip -9 | wc -c | megabytes)" "$3" \
    "$(docker image inspect --format '{{.Size}}' "$2" | megabytes)"
}

# shellcheck disable=SC2016  # Markdown, not commands
write_tables() {
  echo '| image | compressed (gzip -9 of `docker save`) | goal | unpacked |'
  echo '|---|---|---|---|'
  cat "$dir/images"
  printf '\n| variant | program | `--help`, CPU | pass over %s up to date, `--no-pull`, CPU | peak, resident |\n' "$containers"
  echo '|---|---|---|---|---|'
  cat "$dir/variants"
  echo "| goal | 10 MB natively | $goal_help s for ARMv5, v6 | $goal_pass s for ARMv5, v6 | |"
  [ ! -s "$dir/hello" ] || awk -v help=$goal_help -v pass=$goal_pass -v hello=$goal_hello \
    '{ printf "| goal, as quick as this machine | | %.2f s | %.2f s | |\n", help * $1 / hello, pass * $1 / hello }' "$dir/hello"
  printf '\nMeasured %s on %s with %s processors, QEMU %s, %s; the least of %s runs. ' "$(date -u +%F)" "$(uname -m)" "$(nproc)" \
    "$(qemu-arm-static --version | sed -n 's/.*version \([0-9.]*\).*/\1/p')" "load $(cut -d' ' -f1 /proc/loadavg)" "$runs"
  echo 'A program runs from its unpacked image; resident memory of all but the native one includes the emulator.'
  [ ! -s "$dir/hello" ] || echo "Goals for ARM were set where a program that says hello took $goal_hello s on Debian's Mono, untrimmed and compiled
while it runs; here it took $(<"$dir/hello") s."
}

start_containers
touch "$dir/images" "$dir/variants"
while IFS=$'\t' read -r variant version platform _ cpu; do
  [[ $variant != '#'* && " ${*:-$variant} " == *" $variant "* ]] || continue
  image=sizes:$variant name=$platform goal='8 MB'
  [[ $platform != linux/arm/* ]] || image=sizes:arm name='linux/arm/v5, v6, v7 (the same layer: 5, 6, 7 and 8)' goal='40 MB'
  if [ ! -d "$dir/${image#*:}" ]; then
    build/image.sh "$platform" "$image" >"$dir/log" 2>&1 || { cat "$dir/log" && exit 1; }
    unpack "$image" "$dir/${image#*:}"
    image_row "$name" "$image" "$goal" >>"$dir/images"
    [ "$image" != sizes:arm ] || yardstick "$dir/arm" >"$dir/hello"
  fi
  measure "$variant" "$version" "$cpu" "$dir/${image#*:}" >>"$dir/variants"
done <build/variants.tsv
docker ps -aq | xargs docker rm -f >/dev/null

# shellcheck disable=SC2016  # Markdown, not commands
{
  printf '# Sizes and start-up\n\nWritten by `bench/sizes.sh`.\n\n'
  write_tables
  printf '\n%s\n' "$end"
  awk -v end="$end" 'written; $0 == end { written = 1 }' "$document"
} >"$dir/document"
cp "$dir/document" "$document"
