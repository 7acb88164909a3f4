#!/bin/sh
# The program of all test images: serves its version on port 80, notes each signal in /log/signals and ends at once.
for signal in TERM HUP INT USR1; do
  # shellcheck disable=SC2064 # the signal's name is wanted now
  trap "echo $signal >>/log/signals; exit 0" $signal
done

case ${1:-run} in
  exit) exit "$2" ;;
  crash) sleep "$2" && exit 4 ;;
  slow) trap 'sleep "$2"; exit 0' TERM ;;
esac

if [ "${1:-run}" != silent ]; then
  mkdir -p /www
  echo "$VERSION" >/www/index.html
  httpd -h /www
fi
while :; do
  sleep 1000 &
  wait $!
done
