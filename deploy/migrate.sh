#!/bin/sh
# Brings the database of CAVRA_MIGRATE_DATABASE to the version of this program, with the role that owns the tables. Run it before the
# new version serves. Safe to repeat, and to run twice at once.
set -eu

if [ -z "${CAVRA_MIGRATE_DATABASE:-}" ]; then
  echo "migrate.sh: set CAVRA_MIGRATE_DATABASE to the connection string of the role that owns the tables" >&2
  exit 2
fi

CAVRA_DATABASE=$CAVRA_MIGRATE_DATABASE exec "${CAVRA:-/opt/cavra/cavra}" db migrate
