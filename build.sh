#!/usr/bin/env bash
# The commands of Cavra: show it, run it, test it. See usage() below.
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
readonly root oldest_postgres=15 framework=net10.0
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

usage() {
  cat <<'USAGE'
usage: ./build.sh demo [arguments of cavra demo]  build Cavra, play its loop, and open the console on it
       ./build.sh run [arguments of cavra api]    build Cavra and start it
       ./build.sh test                            build, check and test everything
       ./build.sh test --fast                     the same without the tests that start and kill processes
       ./build.sh test [--fast] NAME              build, and run the tests whose name contains NAME

All check for what they need. On Debian and Ubuntu, root has it installed; elsewhere the command that does is printed.
More: docs/development.md
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

node_found() { command -v node >/dev/null && command -v npm >/dev/null; }

chromium_found() { command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null; }

# The console and its tests need these; without them everything else works, and what is left out is said.
want_node() { node_found || (install_packages "Node" nodejs npm) || say "Going on without Node: the console is not built."; }

want_chromium() { chromium_found || (install_packages "Chromium" chromium) || say "Going on without Chromium: the console's tests in a browser are left out."; }

# Builds the command, and becomes it.
cavra() {
  need_sdk
  [ "$1" = api ] && [ -n "${CAVRA_DATABASE:-}" ] || need_postgres
  want_node
  (cd "$root" && dotnet build src/Cavra.Cli -c Release --nologo -v quiet -clp:NoSummary >&2) || fail "the build failed"
  exec dotnet "$root/src/Cavra.Cli/bin/Release/$framework/cavra.dll" "$@"
}

# A stage of the tests; how long it took is told at the end.
stage() {
  local name=$1 began=$SECONDS
  shift
  say "== $name"
  local status=0
  "$@" || status=$?
  times+=("$((SECONDS - began)) s  $name")
  return "$status"
}

# The sum of one counter over all result files.
count() {
  local name=$1
  { cat "$results"/*.trx 2>/dev/null || true; } \
    | sed -n "s/.*<Counters.* $name=\"\([0-9]*\)\".*/\1/p" \
    | awk '{ sum += $1 } END { print sum + 0 }'
}

# The ten tests that took longest, of all result files.
slowest() {
  { cat "$results"/*.trx 2>/dev/null || true; } \
    | sed -n 's/.*<UnitTestResult .*testName="\([^"]*\)".* duration="\([0-9:.]*\)".*/\2 \1/p' \
    | awk '{ split($1, part, ":"); printf "%.1f s ", part[1] * 3600 + part[2] * 60 + part[3]; $1 = ""; print }' \
    | sort -rn | sed 's/&quot;/"/g; s/&lt;/</g; s/&gt;/>/g; s/&amp;/\&/g' | head -n 10
}

# Whatever happened before, the last line says how many tests passed.
report() {
  local status=$? total passed failed
  [ -z "$beside" ] || { kill "$beside" && wait "$beside"; } 2>/dev/null || true
  total=$(count total) passed=$(count passed)
  failed=$(($(count failed) + $(count error) + $(count timeout) + $(count aborted)))
  if [ "$status" = 0 ] && { [ "$failed" -gt 0 ] || [ "$passed" = 0 ]; }; then
    status=1
  fi
  if [ "$total" -gt 0 ]; then
    printf '\nThe slowest tests:\n%s\n' "$(slowest)"
  fi
  printf '\nThe stages:\n'
  printf '%s\n' "${times[@]:-none}"
  rm -rf "$results"
  echo "$passed passed, $failed failed, $((total - passed - failed)) skipped"
  exit "$status"
}

restore() { dotnet restore Cavra.sln --locked-mode -v quiet || fail "the packages do not match the lock files"; }

build() {
  dotnet build "$1" -c Release --no-restore --nologo -v quiet -clp:NoSummary -p:TreatWarningsAsErrors=true || fail "the build of $1 failed"
}

# Whitespace alone, which needs no build: style and analyzers are the compiler's (EnforceCodeStyleInBuild).
check_format() {
  dotnet format whitespace . --folder --verify-no-changes || fail "put it right with: dotnet format whitespace . --folder"
}

# Runs a test assembly. With a name, the tests whose name contains it.
run_assembly() {
  local assembly=$1 name=$2 filter=()
  if [ -n "$name" ]; then
    # A sentence may be given as it is read, and what the filter's language takes for its own is escaped.
    filter=(--filter "FullyQualifiedName~$(printf '%s' "$name" | sed 's/ /_/g; s/[\\()&|=!~]/\\&/g')")
  fi
  dotnet test "tests/$assembly/bin/Release/$framework/$assembly.dll" --results-directory "$results" ${filter[@]+"${filter[@]}"} \
    --logger "trx;LogFileName=$assembly.trx" --logger "console;verbosity=minimal"
}

console_units() { (cd src/Cavra.Console && npm test --silent); }

run_tests() {
  local fast="" name=""
  if [ "${1:-}" = --fast ]; then
    fast=1
    shift
  fi
  name=${1:-}
  if [ $# -gt 1 ] || [ "${name#-}" != "$name" ]; then
    usage >&2
    exit 2
  fi

  # Compilers and tests end before profiles of them would pay.
  export DOTNET_TieredPGO=0

  results=$(mktemp -d) times=() beside=""
  trap report EXIT
  need_sdk
  need_postgres
  want_node
  want_chromium

  cd "$root"
  stage "restore" restore
  stage "build of what needs nothing else" build tests/Cavra.Domain.Tests/Cavra.Domain.Tests.csproj

  # The rest is built one project after the other for the most part: a core is left for these.
  local failed=""
  { { [ -n "$name" ] || check_format; } && run_assembly Cavra.Domain.Tests "$name"; } >"$results/beside.log" 2>&1 &
  beside=$!
  stage "build" build Cavra.sln
  stage "rest of the format check and the domain's tests" wait "$beside" || failed=1
  beside=""
  cat "$results/beside.log"

  stage "architecture's tests" run_assembly Cavra.Architecture.Tests "$name" || failed=1
  stage "tests over HTTP" run_assembly Cavra.Api.Tests "$name" || failed=1
  if [ -f src/Cavra.Console/dist/index.html ]; then
    [ -n "$name" ] || stage "console's units" console_units || failed=1
    if chromium_found; then
      stage "console in a browser" run_assembly Cavra.Console.Tests "$name" || failed=1
    fi
  fi

  # They start processes and kill them, so they have the machine for themselves.
  [ -n "$fast" ] || stage "tests of processes" run_assembly Cavra.Processes.Tests "$name" || failed=1
  [ -z "$failed" ] || fail "not green"
}

case ${1:-} in
  demo)
    shift
    cavra demo --stay "$@"
    ;;
  run)
    shift
    cavra api "$@"
    ;;
  test)
    shift
    run_tests "$@"
    ;;
  "") usage ;;
  *)
    usage >&2
    exit 2
    ;;
esac
