#!/usr/bin/env bash
# What the tests of the container image need besides podman.
#   containers.sh base   writes a base image's files as tar: this machine's own libraries for .NET, certificates, time zones, and no shell
#   containers.sh probe  ends with 0 where podman imports such a base and runs a container of it
set -euo pipefail

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
libraries=(ld-linux-x86-64.so.2 libc.so.6 libm.so.6 libdl.so.2 libpthread.so.0 librt.so.1 libresolv.so.2 libgcc_s.so.1 libstdc++.so.6
  libssl.so.3 libcrypto.so.3 libz.so.1)
directory=$(mktemp -d)

# Containers go first, with what is mounted for them.
leave() {
  [ ! -d "$directory/store" ] || podman_here rm --all --force >/dev/null 2>&1 || true
  rm -rf "$directory"
}
trap leave EXIT

podman_here() {
  CONTAINERS_CONF=$here/containers.conf podman --storage-driver vfs --root "$directory/store" --runroot "$directory/run" --tmpdir "$directory/tmp" "$@"
}

base() {
  local root=$directory/root name file
  mkdir -p "$root"/{tmp,etc/ssl/certs,usr/share,lib64,usr/lib,var/lib}
  chmod 1777 "$root/tmp"
  for name in "${libraries[@]}"; do
    file=$(PATH=$PATH:/sbin:/usr/sbin ldconfig -p | awk -v name="$name" '$1 == name && /x86-64/ && !found++ { print $NF }')
    cp -L "${file:?this machine has no $name}" "$root/lib64/$name"
  done
  # Where the loader looks that was built for another layout.
  ln -s lib64 "$root/lib"
  mkdir -p "$root/lib64/x86_64-linux-gnu"
  for name in "${libraries[@]}"; do ln -s "../$name" "$root/lib64/x86_64-linux-gnu/$name"; done
  [ ! -e /etc/ssl/certs/ca-certificates.crt ] || cp -L /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs"
  [ ! -d /usr/share/zoneinfo ] || cp -R /usr/share/zoneinfo "$root/usr/share"
  tar -C "$root" --owner=0 --group=0 -c .
}

probe() {
  base | podman_here import --quiet - localhost/probe:1 >/dev/null
  podman_here run --rm --network host --read-only --cap-drop ALL --user 10001 localhost/probe:1 /lib64/ld-linux-x86-64.so.2 --version >/dev/null
}

case ${1:-} in
  base | probe) "$1" ;;
  *) sed -n 3,4p "${BASH_SOURCE[0]}" >&2; exit 2 ;;
esac
