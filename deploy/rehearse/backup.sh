#!/bin/sh
# Rehearses a backup: dumps the database while Cavra runs, restores it elsewhere, and proves that the copy is whole and its evidence sound.
# Changes nothing where it dumps from.
#
#   REHEARSE_FROM      libpq connection of the database, for example "host=db.example.com dbname=cavra user=cavra_owner"
#   REHEARSE_TO        libpq connection of an empty database on another server
#   REHEARSE_DATABASE  the latter as Cavra is told it: "Host=…;Database=…;Username=…"
#   REHEARSE_KEPT      a checkpoint of the default workspace's log that was kept earlier; the newest one is kept there when there is none
#   CAVRA              the program; /opt/cavra/cavra when nothing is said
#
# Ends with 0 when all of it holds, 1 when something does not, 2 when it is asked wrongly.
set -eu

for name in REHEARSE_FROM REHEARSE_TO REHEARSE_DATABASE REHEARSE_KEPT; do
  eval "value=\${$name:-}"
  [ -n "$value" ] || { echo "backup.sh: set $name; the head of this file says to what" >&2; exit 2; }
done

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
export REHEARSE_FROM PLACE="$place"

sql() { psql --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 "$@"; }
counts="SELECT format('SELECT %L, count(*) FROM public.%I', relname, relname) FROM pg_class
  WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY relname"

if [ "$(sql --dbname="$REHEARSE_TO" --command="SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'")" != 0 ]; then
  echo "backup.sh: there are tables in the database of REHEARSE_TO: name an empty one" >&2
  exit 2
fi

if [ ! -s "$REHEARSE_KEPT" ]; then
  sql --dbname="$REHEARSE_FROM" --command="SELECT note FROM log_checkpoints WHERE workspace_id =
    (SELECT id FROM workspaces WHERE name = 'default') ORDER BY size DESC LIMIT 1" > "$REHEARSE_KEPT"
  echo "Kept the newest checkpoint in $REHEARSE_KEPT. Keep it apart from the database."
fi

# Rows are counted in the very snapshot that is dumped: Cavra goes on writing meanwhile.
sql --dbname="$REHEARSE_FROM" <<SQL
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT pg_export_snapshot() AS snapshot \gset
\setenv SNAPSHOT :snapshot
\o $place/from
$counts \gexec
\o
\! pg_dump --snapshot="\$SNAPSHOT" --format=custom --file="\$PLACE/cavra.dump" "\$REHEARSE_FROM"
COMMIT;
SQL
[ -s "$place/cavra.dump" ] || { echo "backup.sh: there is no dump" >&2; exit 1; }
echo "Dumped $(wc -c < "$place/cavra.dump") bytes."

pg_restore --no-owner --no-privileges --exit-on-error --dbname="$REHEARSE_TO" "$place/cavra.dump"
sql --dbname="$REHEARSE_TO" > "$place/to" <<SQL
$counts \gexec
SQL
if ! cmp -s "$place/from" "$place/to"; then
  echo "backup.sh: what was restored has other rows than what was dumped:" >&2
  diff "$place/from" "$place/to" >&2 || true
  exit 1
fi
echo "Restored $(wc -l < "$place/to") tables with as many rows as were dumped."

CAVRA_DATABASE=$REHEARSE_DATABASE "${CAVRA:-/opt/cavra/cavra}" evidence fsck --since "$REHEARSE_KEPT" || {
  echo "backup.sh: the evidence of what was restored is not sound" >&2
  exit 1
}
echo "The backup holds. log-keys and the connector file are no part of it: back them up apart."
