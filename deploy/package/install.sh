#!/bin/sh
# Installs Cavra from this unpacked archive, or brings an installed one to its version. Safe to repeat; settings and data are left as they are.
#   install.sh              into this machine: user, /opt/cavra, /etc/cavra, unit. Needs root.
#   install.sh --root DIR   into the directory of an image or a package: files only.
set -eu

fail() {
  echo "install.sh: $*" >&2
  exit "${code:-1}"
}

root=''
while [ $# -gt 0 ]; do
  case $1 in
    --root) [ -n "${2:-}" ] && [ -d "$2" ] || { code=2 fail "--root needs a directory that is there"; }; root=${2%/}; shift 2 ;;
    *) code=2 fail "usage: install.sh [--root DIR]" ;;
  esac
done

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
to=$root/opt/cavra settings=$root/etc/cavra units=$root/usr/local/lib/systemd/system
[ -n "$root" ] || [ "$(id -u)" = 0 ] || fail "run it as root. Into a directory instead: install.sh --root DIR"
[ -f "$here/program/cavra.dll" ] || fail "there is no program beside this script: unpack the whole archive, and run the install.sh of it"
[ ! -e "$to" ] || [ -f "$to/cavra.dll" ] || fail "$to is there and is not Cavra: move it away"

owned=''
if [ -z "$root" ]; then
  id cavra >/dev/null 2>&1 || useradd --system --home-dir /var/lib/cavra --shell /usr/sbin/nologin cavra
  owned='-g cavra'
fi

# The new version is laid beside the old one and takes its place at once: what runs keeps the files it has open.
was=$(cat "$to/VERSION" 2>/dev/null || true)
mkdir -p "$root/opt"
rm -rf "$to.new" "$to.old"
cp -R "$here/program" "$to.new"
for file in VERSION README.md CHANGELOG.md LICENCES.md SECURITY.md THIRD-PARTY-NOTICES.txt bill-of-materials.cdx.json migrate.sh; do
  [ ! -f "$here/$file" ] || cp "$here/$file" "$to.new/$file"
done
chmod -R u=rwX,go=rX "$to.new"
[ -n "$root" ] || chown -R root:root "$to.new"
[ ! -e "$to" ] || mv "$to" "$to.old"
mv "$to.new" "$to"
rm -rf "$to.old"

# The command, for whoever is at the machine; one of that name that is somebody else's stays.
command=$root/usr/local/bin/cavra
mkdir -p "$root/usr/local/bin"
[ -e "$command" ] || [ -L "$command" ] || ln -s /opt/cavra/cavra "$command"

# shellcheck disable=SC2086 # Nothing or two words.
install -d -m 0750 $owned "$settings"
if [ ! -e "$settings/cavra.env" ]; then
  # shellcheck disable=SC2086
  install -m 0640 $owned "$here/cavra.env" "$settings/cavra.env"
fi

# Units of /etc/systemd/system go before those of this place: an administrator's own is not touched.
install -d -m 0755 "$units"
install -m 0644 "$here/cavra.service" "$units/cavra.service"
[ -n "$root" ] || [ ! -d /run/systemd/system ] || systemctl daemon-reload
[ ! -e "$root/etc/systemd/system/cavra.service" ] || echo "install.sh: /etc/systemd/system/cavra.service is used instead of the unit that was installed" >&2

version=$(cat "$to/VERSION")
if [ -n "$was" ]; then
  echo "Cavra $was became $version in $to. Settings and data are as they were."
  echo "With a database of your own, migrate first (/opt/cavra/migrate.sh), then: systemctl restart cavra"
else
  echo "Cavra $version is in $to. Settings: $settings/cavra.env"
  echo "Start it: systemctl enable --now cavra"
fi
