#!/usr/bin/env bash
# The two commands of Cavra: run it, test it. See usage() below.
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
readonly root oldest_postgres=15 framework=net10.0
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

usage() {
  cat <<'USAGE'
usage: ./build.sh run [arguments of cavra api]   build Cavra and start it
       ./build.sh test                           build, check and test everything

Both check for what they need. On Debian and Ubuntu, root has it installed; elsewhere the command that does is printed.
USAGE
}

say() { printf '%s\n' "$*" >&2; }

fail() {
  say "build.sh: $*"
  exit 1
}

# What is missing, then the Debian packages that bring it: installs them, or says how.
install_packages() {
  local missing=$1
  shift
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    fail "$missing is missing. Install it, as root: apt-get install -y $*"
  fi

  say "$missing is missing: installing $*"
  if ! { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@"; } >&2; then
    fail "$missing could not be installed. Try: apt-get update && apt-get install -y $*"
  fi
}

# The command decides by global.json, which it finds from the root of the repository.
sdk_found() { (cd "$root" && dotnet --version) >/dev/null 2>&1; }

need_sdk() {
  sdk_found && return
  local version
  version=$(sed -n 's/.*"version": *"\([0-9]*\.[0-9]*\)\..*/\1/p' "$root/global.json")
  install_packages ".NET SDK $version (global.json)" "dotnet-sdk-$version"
  sdk_found || fail "the .NET SDK that was installed is older than the one global.json asks for"
}

postgres_found() {
  local postgres major
  for postgres in "$(command -v postgres || true)" /usr/lib/postgresql/*/bin/postgres /usr/pgsql-*/bin/postgres \
    /usr/libexec/postgresql*/postgres /opt/homebrew/opt/postgresql@*/bin/postgres /usr/local/opt/postgresql@*/bin/postgres \
    /Applications/Postgres.app/Contents/Versions/*/bin/postgres /usr/local/pgsql/bin/postgres; do
    [ -x "$postgres" ] || continue
    major=$("$postgres" --version | sed -n 's/^postgres (PostgreSQL) \([0-9]*\).*/\1/p')
    [ "${major:-0}" -ge "$oldest_postgres" ] && return
  done
  return 1
}

need_postgres() {
  postgres_found && return
  install_packages "PostgreSQL $oldest_postgres or newer" postgresql
  postgres_found || fail "the PostgreSQL that was installed is older than $oldest_postgres"
}

need_node() {
  [ -d "$root/src/Cavra.Console" ] || return 0
  command -v node >/dev/null && command -v npm >/dev/null && return
  install_packages "Node" nodejs npm
}

need_chromium() {
  [ -d "$root/tests/Cavra.Console.Tests" ] || return 0
  command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null && return
  install_packages "Chromium" chromium
}

run() {
  need_sdk
  [ -n "${CAVRA_DATABASE:-}" ] || need_postgres
  need_node
  (cd "$root" && dotnet build src/Cavra.Cli -c Release --nologo -v quiet -clp:NoSummary >&2) || fail "the build failed"
  exec dotnet "$root/src/Cavra.Cli/bin/Release/$framework/cavra.dll" api "$@"
}

# The sum of one counter over all result files.
count() {
  local name=$1
  { cat "$results"/*.trx 2>/dev/null || true; } \
    | sed -n "s/.*<Counters.* $name=\"\([0-9]*\)\".*/\1/p" \
    | awk '{ sum += $1 } END { print sum + 0 }'
}

# Whatever happened before, the last line says how many tests passed.
report() {
  local status=$? total passed failed
  total=$(count total) passed=$(count passed)
  failed=$(($(count failed) + $(count error) + $(count timeout) + $(count aborted)))
  if [ "$status" = 0 ] && { [ "$failed" -gt 0 ] || [ "$passed" = 0 ]; }; then
    status=1
  fi
  rm -rf "$results"
  echo "$passed passed, $failed failed, $((total - passed - failed)) skipped"
  exit "$status"
}

run_tests() {
  results=$(mktemp -d)
  trap report EXIT
  need_sdk
  need_postgres
  need_node
  need_chromium

  cd "$root"
  dotnet restore Cavra.sln --locked-mode -v quiet || fail "the packages do not match the lock files"
  dotnet build Cavra.sln -c Release --no-restore --nologo -v quiet -clp:NoSummary -p:TreatWarningsAsErrors=true || fail "the build failed"
  # Whitespace and style only: the analyzers, and what holds their false alarms back, have run in the build.
  { dotnet format whitespace Cavra.sln --verify-no-changes --no-restore \
    && dotnet format style Cavra.sln --verify-no-changes --no-restore; } \
    || fail "put it right with: dotnet format whitespace && dotnet format style"

  local project name crashed=""
  for project in tests/*.Tests/*.csproj; do
    name=$(basename "$project" .csproj)
    dotnet test "tests/$name/bin/Release/$framework/$name.dll" --results-directory "$results" \
      --logger "trx;LogFileName=$name.trx" --logger "console;verbosity=minimal" || crashed="$crashed $name"
  done
  [ -z "$crashed" ] || fail "not green:$crashed"
}

case ${1:-} in
  run)
    shift
    run "$@"
    ;;
  test) run_tests ;;
  "") usage ;;
  *)
    usage >&2
    exit 2
    ;;
esac
