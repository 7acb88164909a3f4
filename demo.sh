#!/usr/bin/env bash
# Shows the main job on real containers: an update that keeps all options, and a bad one that is undone.
# Needs the .NET SDK, and Debian and root for a throwaway engine (or DOCKER_HOST). Cleans up after itself.
set -euo pipefail
cd "$(dirname "$0")"

heading() { printf '\n\033[1m%s\033[0m\n' "$*"; }

show() { # command...
  printf '\033[36m$ %s\033[0m\n' "$*"
  "$@" 2>&1 | sed 's/^/  /'
}

check() { # what is claimed, expected, actual
  [ "$2" = "$3" ] || { printf '\033[31m  NOT SO: %s\n  expected: %s\n  but was:  %s\033[0m\n' "$@" && exit 1; }
  printf '\033[32m  right: %s\033[0m\n' "$1"
}

docker() { /usr/bin/docker --host "$DOCKER_HOST" "$@"; }
watchtower() { WATCHTOWER_STATE="$dir" artifacts/publish/amd64/watchtower "$@"; }

tidy_up() {
  docker rm --force --volumes demo-web >/dev/null 2>&1 || true
  docker network rm demo-net >/dev/null 2>&1 || true
  docker volume rm demo-data >/dev/null 2>&1 || true
  docker image prune --all --force --filter label=watchtower-demo >/dev/null 2>&1 || true
  build/engine.sh stop "$dir"
}

# Brings a version into the registry, as a build server would: the engine here goes on knowing only its old one.
push() { # version, the first line of its program
  local old
  old=$(docker images --quiet "$image")
  cp /bin/busybox "$dir/image/"
  cat >"$dir/image/web" <<SH
#!/bin/busybox sh
$2
trap 'exit 0' TERM
echo "\$GREETING from version \$VERSION" >/www/index.html
busybox httpd -h /www
while :; do busybox sleep 1000 & wait \$!; done
SH
  cat >"$dir/image/Dockerfile" <<DOCKERFILE
FROM scratch
COPY busybox /bin/
COPY web /bin/
RUN ["/bin/busybox", "mkdir", "/www"]
ENV VERSION=$1
LABEL watchtower-demo=$1
CMD ["/bin/busybox", "sh", "/bin/web"]
DOCKERFILE
  docker build --quiet --tag "$image" "$dir/image" >/dev/null
  docker push --quiet "$image" >/dev/null
  [ -z "$old" ] || docker tag "$old" "$image"
  echo "  version $1 is in the registry as $image"
}

page() { curl --silent --show-error --retry 20 --retry-all-errors --retry-delay 1 "http://127.0.0.1:$port/"; }

show_page() { page >/dev/null && show curl --silent "http://127.0.0.1:$port/"; }

show_options() {
  echo "  The options it runs with:"
  options | sed 's/^/    /'
}

options() {
  docker inspect demo-web --format 'ports   {{json .HostConfig.PortBindings}}
volume  {{range .Mounts}}{{.Name}} on {{.Destination}}{{end}}
label   owner={{.Config.Labels.owner}}
restart {{.HostConfig.RestartPolicy.Name}}'
  docker inspect demo-web --format '{{range .Config.Env}}{{println .}}{{end}}' | grep GREETING | sed 's/^/env     /'
  echo "note    $(docker exec demo-web /bin/busybox cat /data/note)"
}

heading "A throwaway engine, a registry, and the program"
build/tools.sh engine native
build/publish.sh amd64
dir=$(mktemp -d -t wt.XXXXXX)
mkdir "$dir/image"
build/engine.sh start "$dir"
# shellcheck source=/dev/null
source "$dir/env"
trap tidy_up EXIT
image=$REGISTRY/demo/web:latest
show docker version --format 'Docker {{.Server.Version}}, API {{.Server.APIVersion}}'
show watchtower --version

heading "Version 1 runs, with options of its own"
push 1 'echo starting'
docker network create demo-net >/dev/null
port=8080
while (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do port=$((port + 1)); done
show docker run --detach --name demo-web --publish "127.0.0.1:$port:80" --env GREETING=Hello --volume demo-data:/data \
  --network demo-net --network-alias shop --label owner=alice --restart unless-stopped "$image"
docker exec demo-web /bin/busybox sh -c 'echo "do not lose me" >/data/note'
show docker ps
show_page
show_options
before=$(options)
check "version 1 answers" "Hello from version 1" "$(page)"

heading "Version 2 is pushed, and Watchtower looks once"
push 2 'echo starting'
show watchtower --run-once demo-web
show docker ps
show_page
show_options
check "version 2 answers on the same port" "Hello from version 2" "$(page)"
check "ports, volume and its content, environment, label and restart policy are the same" "$before" "$(options)"
check "the network and the alias are the same" "Hello from version 2" \
  "$(docker run --rm --network demo-net "$image" /bin/busybox wget -qO- http://shop)"

heading "Version 3 is pushed, which ends as soon as it is started"
push 3 'exit 3'
working=$(docker inspect --format '{{.Id}}' demo-web)
code=0
show watchtower --run-once demo-web || code=$?
show docker ps
show_page
check "Watchtower reports the failure with exit code 1" 1 "$code"
check "version 2 answers again" "Hello from version 2" "$(page)"
check "it is the very container that ran before" "$working" "$(docker inspect --format '{{.Id}}' demo-web)"
check "nothing else is left behind" demo-web "$(docker ps --all --filter name=demo-web --format '{{.Names}}')"

heading "All of it happened as promised"
