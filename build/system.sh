#!/bin/sh
# What the image holds beside the programs and the shell: C library, OpenSSL for .NET's own binaries and CA certificates.
# Usage: build/system.sh arm|arm64|amd64 FOLDER       (as Docker calls them; arm holds programs for all three ARMs)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
target=$1 folder=$2 work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

case $target in
  arm) architectures='armel armhf arm64' ;;
  arm64 | amd64) architectures=$target ;;
  *) echo "system.sh: unknown target '$target'; use arm, arm64 or amd64" >&2 && exit 2 ;;
esac

add_library() { # architecture
  "$here/foreign.sh" runtime "$1" "$work/$1"
  (cd "$work/$1" && find lib lib64 \( -name 'ld-linux*' -o -name libc.so.6 -o -name libm.so.6 \) 2>/dev/null) |
    tar -C "$work/$1" --files-from - --create | tar -C "$folder" --extract
}

# .NET loads OpenSSL by name; Mono has its TLS in a library of its own. Engines and providers are left out, nothing loads them.
add_openssl() { # architecture
  "$here/foreign.sh" tls "$1" "$work/$1"
  (cd "$work/$1" && find usr/lib -name 'libssl.so.3' -o -name 'libcrypto.so.3') |
    tar -C "$work/$1" --files-from - --create | tar -C "$folder" --extract
}

mkdir -p "$folder/etc/ssl/certs" "$folder/usr/lib/ssl"
for architecture in $architectures; do
  add_library "$architecture"
  case $architecture in arm64 | amd64) add_openssl "$architecture" ;; esac
done
"$here/foreign.sh" certificates amd64 "$work/certificates"
cat "$work"/certificates/usr/share/ca-certificates/mozilla/*.crt >"$folder/etc/ssl/certs/ca-certificates.crt"
ln -s /etc/ssl/certs/ca-certificates.crt "$folder/usr/lib/ssl/cert.pem" # where OpenSSL looks
echo 'hosts: files dns' >"$folder/etc/nsswitch.conf"
