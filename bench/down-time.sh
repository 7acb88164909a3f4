# shellcheck shell=bash
# Part of bench/run.sh: the down time of an update, by the engine's own events from the first end to the last start of a
# scene's containers, beside what the engine and its plain client need for the same containers. The same container stopped
# and started again by the client is the floor: nobody replaces a container faster than that.

: "${watchtower:?set by run.sh}" "${dir:?set by run.sh}" "${REGISTRY:?set by run.sh}"

down_time_scenes=(bridge user host deaf linked)

describe_scene() {
  case $1 in
    bridge) echo "default bridge" ;;
    user) echo "user network" ;;
    host) echo "host network" ;;
    deaf) echo "ignores SIGTERM, 2 s to stop" ;;
    linked) echo "three linked, the first is new" ;;
  esac
}

containers_of() { # scene: dependencies first
  if [ "$1" = linked ]; then echo web-1 web-2 web-3; else echo web; fi
}

create_scene() { # scene
  case $1 in
    bridge) docker create --name web "$REGISTRY/bench" ;;
    user) docker create --name web --network bench "$REGISTRY/bench" ;;
    host) docker create --name web --network host "$REGISTRY/bench" ;;
    deaf)
      docker create --name web --stop-timeout 2 --entrypoint /bin/busybox "$REGISTRY/bench" \
        sh -c "trap '' TERM; while :; do /bin/busybox sleep 1000; done"
      ;;
    linked)
      docker create --name web-1 "$REGISTRY/bench"
      docker create --name web-2 --link web-1 "$REGISTRY/others"
      docker create --name web-3 --link web-2 "$REGISTRY/others"
      ;;
  esac >/dev/null
}

start_scene() { # scene
  # shellcheck disable=SC2046 # a list of words
  docker start $(containers_of "$1") >/dev/null
}

# One after the other, dependents first: the client would stop all of its arguments at once.
stop_scene() { # scene
  local container
  for container in $(containers_of "$1" | tr ' ' '\n' | tac); do docker stop "$container" >/dev/null; done
}

remove_scene() { # scene
  # shellcheck disable=SC2046 # a list of words
  docker rm --force $(containers_of "$1") >/dev/null
}

update_scene() { "$watchtower" --run-once "$REGISTRY/bench"; }
stop_and_start() { stop_scene "$1" && start_scene "$1"; }
stop_remove_create_start() { stop_scene "$1" && remove_scene "$1" && create_scene "$1" && start_scene "$1"; }
restart_in_the_engine() { docker restart "$(containers_of "$1")"; }

# Milliseconds from the first end of a container to the last start while the command runs.
down_time() { # command...
  local since
  since=$(date +%s.%N)
  "$@" >/dev/null
  docker events --since "$since" --until "$(date +%s.%N)" --filter type=container --format '{{json .}}' |
    jq -rs '[.[] | select(.Actor.Attributes.name | startswith("web"))]
      | (map(select(.Action == "die")) | first.timeNano) as $died
      | (map(select(.Action == "start")) | last.timeNano) as $started | ($started - $died) / 1000000'
}

median() { sort -n | awk '{ v[NR] = $1 } END { printf "%.2f", (NR % 2) ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }

# The four ways in turn, so that what disturbs the machine disturbs all of them.
compare_down_time() { # scene rounds
  local scene=$1 rounds=$2 figures=$dir/down-$1 round ours floor
  create_scene "$scene" && start_scene "$scene"
  for ((round = 1; round <= rounds; round++)); do
    build_image "$scene-$round"
    ours=$(down_time update_scene "$scene") floor=$(down_time stop_and_start "$scene")
    echo "$ours" >>"$figures.ours"
    echo "$floor" >>"$figures.floor"
    awk -v a="$ours" -v b="$floor" 'BEGIN { print a / b }' >>"$figures.ratio"
    down_time stop_remove_create_start "$scene" >>"$figures.client"
    [ "$scene" = linked ] || down_time restart_in_the_engine "$scene" >>"$figures.restart"
  done
  remove_scene "$scene"
  printf '| %-30s | %6.0f ms | %10.0f ms | %8s | %6.0f ms | %14s |\n' "$(describe_scene "$scene")" \
    "$(median <"$figures.ours")" "$(median <"$figures.floor")" "$(median <"$figures.ratio")" "$(median <"$figures.client")" \
    "$([ ! -s "$figures.restart" ] || printf '%.0f ms' "$(median <"$figures.restart")")"
}

report_down_time() { # rounds
  local scene
  docker network create bench >/dev/null
  docker tag "$REGISTRY/bench" "$REGISTRY/others"
  docker push --quiet "$REGISTRY/others" >/dev/null
  printf '| %-30s | %9s | %13s | %8s | %9s | %14s |\n' "down time (medians of $1)" ours "stop + start" ratio "by client" docker\ restart
  echo "|:--|--:|--:|--:|--:|--:|"
  for scene in "${down_time_scenes[@]}"; do compare_down_time "$scene" "$1"; done
}
