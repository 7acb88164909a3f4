#!/bin/sh
# Lays out Mono for an architecture of Debian: FOLDER/bin/mono, lib/ and etc/.
# Usage: build/mono/runtime.sh armel|armhf FOLDER
set -eu
here=$(cd "$(dirname "$0")" && pwd)
architecture=$1 folder=$2 work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Mono's native library names Kerberos' functions without which it does not load. Nobody logs in with Kerberos here, so
# functions that answer "unavailable" stand for two megabytes of libraries.
make_kerberos() { # tools' prefix, file
  {
    echo ".eabi_attribute 28, $convention"
    echo '.text'
    "$1-nm" -D "$folder/lib/libmono-native.so" | sed -n 's/.* U \(gss[^@]*\)@.*/.globl \1\n.type \1, %function\n\1:/ip'
    printf 'mov r0, #0x100000\nmov pc, lr\n.section .note.GNU-stack, "", %%progbits\n'
  } >"$work/kerberos.s"
  echo 'gssapi_krb5_2_MIT { *; };' >"$work/kerberos.map"
  "$1-as" -march=armv5t -o "$work/kerberos.o" "$work/kerberos.s"
  "$1-ld" -shared -soname libgssapi_krb5.so.2 --version-script "$work/kerberos.map" -o "$2" "$work/kerberos.o"
}

case $architecture in
  armel) tools=arm-linux-gnueabi convention=0 ;;
  armhf) tools=arm-linux-gnueabihf convention=1 ;; # floating-point arguments in registers
  *) echo "runtime.sh: unknown architecture '$architecture'; use armel or armhf" >&2 && exit 2 ;;
esac
"$here/../foreign.sh" mono "$architecture" "$work"
mkdir -p "$folder/bin" "$folder/lib" "$folder/etc"
cp "$work/usr/bin/mono-sgen" "$folder/bin/mono"
for library in libMonoPosixHelper libmono-native libmono-btls-shared; do cp "$work/usr/lib/$library.so" "$folder/lib/"; done
cp "$work/lib/$tools/libgcc_s.so.1" "$work/lib/$tools/libz.so.1" "$folder/lib/"
make_kerberos "$tools" "$folder/lib/libgssapi_krb5.so.2"
cp "$here/config" "$folder/etc/"
