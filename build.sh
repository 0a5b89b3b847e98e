#!/usr/bin/env bash
# The commands of Cavra: show it, run it, test it. See usage() below.
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
readonly root oldest_postgres=15 framework=net10.0 sdk_script=https://dot.net/v1/dotnet-install.sh
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

usage() {
  cat <<'USAGE'
usage: ./build.sh demo [arguments of cavra demo]  build Cavra, play its loop, and open the console on it
       ./build.sh run [arguments of cavra api]    build Cavra and start it
       ./build.sh test                            build, check and test everything
       ./build.sh test --fast                     the same without the tests that start and kill processes
       ./build.sh test [--fast] NAME              build, and run the tests whose name contains NAME
       ./build.sh package [--output DIR]          build, and make the release archives, by default in dist/

All check for what they need. On Debian and Ubuntu, root has it installed; elsewhere they say where to get it. A .NET SDK that the package
archive lacks is brought from Microsoft into .dotnet/ of this checkout: asked first, unless CI is set or --yes is given.
More: docs/development.md
USAGE
}

say() { printf '%s\n' "$*" >&2; }

fail() {
  say "build.sh: $*"
  exit 1
}

is_root() { [ "$(id -u)" = 0 ]; }

# What is missing, where it can be had by other ways, then the Debian packages that bring it: installs them, or says how.
install_packages() {
  local missing=$1 page=$2
  shift 2
  if ! command -v apt-get >/dev/null; then
    fail "$missing is missing. Get it from $page"
  elif ! is_root; then
    fail "$missing is missing. Have it installed by root: apt-get install -y $*. Or get it from $page"
  fi

  say "$missing is missing: installing $*"
  if ! { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@"; } >&2; then
    fail "$missing could not be installed from the package archive; what apt-get said of it is above. Get it from $page"
  fi
}

# The command decides by global.json, which it finds from the root of the repository.
sdk_works() { (cd "$root" && dotnet --version) >/dev/null 2>&1; }

# The machine's own, else the one that an earlier run has brought into the checkout.
sdk_found() {
  sdk_works && return
  [ -x "$root/.dotnet/dotnet" ] || return 1
  export DOTNET_ROOT="$root/.dotnet" PATH="$root/.dotnet:$PATH"
  hash -r
  sdk_works
}

# Whether the package archive has this package in at least this version.
archive_has() {
  local candidate
  candidate=$(apt-cache policy "$1" 2>/dev/null | sed -n 's/^ *Candidate: \([0-9].*\)/\1/p')
  [ -n "$candidate" ] && [ "$(printf '%s\n' "$2" "$candidate" | sort -V | head -n 1)" = "$2" ]
}

need_sdk() {
  sdk_found && return
  local version package page
  version=$(sed -n 's/.*"version": *"\([0-9.]*\)".*/\1/p' "$root/global.json")
  package=dotnet-sdk-${version%.*} page=https://dotnet.microsoft.com/download/dotnet/${version%.*}
  say "The .NET SDK $version, which global.json asks for, is missing."
  if is_root && command -v apt-get >/dev/null; then
    apt-get update -qq >&2 || say "The list of the package archive could not be renewed."
    if archive_has "$package" "$version"; then
      install_packages "The .NET SDK $version" "$page" "$package"
      sdk_found && return
    fi
    say "The package archive of this machine has no .NET SDK $version or newer."
  fi

  if ! is_root && archive_has "$package" "$version"; then
    page="$page, or have it installed by root: apt-get install -y $package"
  fi
  agreed "Bring it from Microsoft with $sdk_script into .dotnet/ of this checkout?" \
    || fail "the .NET SDK $version is missing. Let this script bring it (./build.sh --yes …), or get it from $page"
  bring_sdk "$version" "$page"
}

# Yes without asking for --yes and in CI; where nobody can be asked, no.
agreed() {
  [ -z "$yes" ] && [ -z "${CI:-}" ] || return 0
  [ -t 0 ] || return 1
  local answer
  printf '%s [y/N] ' "$1" >&2
  read -r answer && [[ $answer =~ ^[yY] ]]
}

# The script brings the SDK alone: what it is fetched with, and the library that .NET does not start without, come before it.
bring_sdk() {
  local version=$1 page=$2 script
  command -v curl >/dev/null || command -v wget >/dev/null || install_packages "curl" https://curl.se/download.html curl ca-certificates
  need_icu
  say "Bringing the .NET SDK $version into $root/.dotnet"
  script=$(mktemp)
  fetch "$sdk_script" >"$script" || fail "$sdk_script could not be fetched. Get the .NET SDK $version from $page"
  bash "$script" --jsonfile "$root/global.json" --install-dir "$root/.dotnet" --no-path >&2 \
    || fail "the .NET SDK $version could not be brought; what $sdk_script said is above. Get it from $page"
  rm -f "$script"
  sdk_found || fail "the .NET SDK in .dotnet/ does not start. What it needs of this machine: https://learn.microsoft.com/dotnet/core/install/linux"
}

fetch() { if command -v curl >/dev/null; then curl -fsSL "$1"; else wget -qO- "$1"; fi; }

# The packages of an SDK depend on this library; its name holds a version of its own.
need_icu() {
  command -v apt-cache >/dev/null || return 0
  { PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null || true; } | grep 'libicuuc\.so' >/dev/null && return
  local package
  package=$(apt-cache search --names-only '^libicu[0-9]+$' | cut -d ' ' -f 1 | sort -V | tail -n 1)
  install_packages "The library libicu, which .NET needs," https://learn.microsoft.com/dotnet/core/install/linux "${package:-libicu-dev}"
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
  install_packages "PostgreSQL $oldest_postgres or newer" https://www.postgresql.org/download/ postgresql
  postgres_found || fail "the PostgreSQL that was installed is older than $oldest_postgres. Get a newer one from https://www.postgresql.org/download/"
}

node_found() { command -v node >/dev/null && command -v npm >/dev/null; }

chromium_found() { command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null; }

# The console and its tests need these; without them everything else works, and what is left out is said.
want_node() { node_found || (install_packages "Node" https://nodejs.org/en/download nodejs npm) || say "Going on without Node: the console is not built."; }

want_chromium() { chromium_found || (install_packages "Chromium" https://www.chromium.org/getting-involved/download-chromium/ chromium) || say "Going on without Chromium: the console's tests in a browser are left out."; }

# Where servers are, which the PATH of a plain user may leave out.
program_found() { PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin command -v "$1" >/dev/null; }

alertmanager_found() { program_found prometheus-alertmanager || program_found alertmanager; }

stunnel_found() { program_found stunnel4 || program_found stunnel; }

# It speaks TLS by a library, which is a package of its own.
rsyslog_found() {
  local library
  program_found rsyslogd || return 1
  for library in /usr/lib/rsyslog /usr/lib64/rsyslog /usr/lib/*/rsyslog; do [ ! -e "$library/lmnsd_gtls.so" ] || return 0; done
  return 1
}

# Its master runs as root alone.
postfix_found() { is_root && program_found postfix; }

promtool_found() { program_found promtool; }

amtool_found() { program_found amtool; }

kubectl_found() { program_found kubectl; }

nginx_found() { program_found nginx; }

caddy_found() { program_found caddy; }

pgbouncer_found() { program_found pgbouncer; }

# It is there in many places where it can run nothing: what it is needed for is tried.
containers_found() {
  is_root && program_found podman && timeout 60 "$root/tests/Cavra.Processes.Tests/Deployment/containers.sh" probe >/dev/null 2>&1
}

# It is not installed for the tests: it is large, and runs nothing inside many containers.
want_containers() {
  ! containers_found || return 0
  left_out+=("containers")
  export CAVRA_TEST_NO_CONTAINERS=1
  say "Going on without podman, or it runs no containers here: what is tested in containers is left out."
}

# Real programs for the tests of processes: receivers, which are delivered to, and what checks the files of deploy/. What is missing is
# installed where it can be, within bounds: where the network is away, nothing hangs.
want_programs() {
  local name missing=()
  for name in alertmanager rsyslog stunnel postfix promtool amtool kubectl nginx caddy pgbouncer; do "${name}_found" || missing+=("$name"); done
  [ ${#missing[@]} -gt 0 ] || return 0

  if is_root && command -v apt-get >/dev/null; then
    say "Installing programs for the tests: ${missing[*]}"
    (install_programs "${missing[@]}") || true
  fi
  for name in "${missing[@]}"; do "${name}_found" || left_out+=("$name"); done
  [ ${#left_out[@]} = 0 ] || say "Going on without ${left_out[*]}: what is tested with them is left out."
}

# Each by itself, so that one that can't be had, or that something installed is in the way of, takes no other with it. Only the fetching
# may be broken off.
install_programs() {
  local apt=(apt-get -qq -o Acquire::Retries=1 -o Acquire::http::Timeout=10 -o Acquire::https::Timeout=10) packages name
  apt_bounded update || return 0
  keep_services_down
  for name in "$@"; do
    case $name in
      alertmanager | amtool) packages=(prometheus-alertmanager) ;;
      promtool) packages=(prometheus) ;;
      kubectl) packages=(kubernetes-client) ;;
      rsyslog) packages=(rsyslog rsyslog-gnutls) ;;
      stunnel) packages=(stunnel4) ;;
      postfix | nginx | caddy | pgbouncer) packages=("$name") ;;
    esac
    apt_bounded install -y --no-install-recommends --no-remove --download-only "${packages[@]}" || continue
    DEBIAN_FRONTEND=noninteractive "${apt[@]}" install -y --no-install-recommends --no-remove --no-download "${packages[@]}" \
      </dev/null >&2 || true
  done
}

apt_bounded() { timeout 60 "${apt[@]}" "$@" </dev/null >&2; }

# What Debian installs it also starts, unless this file says no.
keep_services_down() {
  local policy=/usr/sbin/policy-rc.d
  [ ! -e "$policy" ] || return 0
  trap 'rm -f /usr/sbin/policy-rc.d' EXIT
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod +x "$policy"
}

# Builds the command, and becomes it.
cavra() {
  need_sdk
  [ "$1" = api ] && [ -n "${CAVRA_DATABASE:-}" ] || need_postgres
  want_node
  (cd "$root" && dotnet build src/Cavra.Cli -c Release --nologo -v quiet -clp:NoSummary >&2) || fail "the build failed"
  exec dotnet "$root/src/Cavra.Cli/bin/Release/$framework/cavra.dll" "$@"
}

# The archives that others install Cavra from. What is built already is taken as it is with --no-build.
package() {
  local output=$root/dist build=1
  while [ $# -gt 0 ]; do
    case $1 in
      --output) [ -n "${2:-}" ] || fail "--output needs a directory"; output=$2; shift 2 ;;
      --no-build) build=""; shift ;;
      *) usage >&2; exit 2 ;;
    esac
  done
  mkdir -p "$output"
  output=$(cd -- "$output" && pwd -P)

  need_sdk
  node_found || install_packages "Node" https://nodejs.org/en/download nodejs npm
  cd "$root"
  [ -z "$build" ] || { dotnet restore src/Cavra.Cli --locked-mode -v quiet && build src/Cavra.Cli; } >&2 || fail "the build failed"
  fetch_packaging || fail "what the archives are made with could not be fetched; what was said of it is above"
  deploy/package/package.sh "$output" || fail "the archives could not be made"
}

# The tool that writes bills of materials, and the runtime that an archive brings along.
fetch_packaging() {
  (cd "$root" && dotnet tool restore && dotnet restore src/Cavra.Cli -p:WithRuntime=true -v quiet) >&2
}

# What is tested with the archives takes these: made beside the tests of processes, they would take minutes.
release_archives() {
  [ -f src/Cavra.Console/dist/index.html ] && [ -z "${CAVRA_TEST_NO_RELEASE:-}" ] || return 0
  export CAVRA_TEST_RELEASE=$results/release
  (package --no-build --output "$CAVRA_TEST_RELEASE") >"$results/package.log" 2>&1 || { cat "$results/package.log"; return 1; }
}

# Where it can't be fetched, what is tested with the archives is left out.
want_packaging() {
  if node_found && timeout 120 "${BASH_SOURCE[0]}" fetch-packaging >/dev/null 2>&1; then return; fi
  left_out+=("the release archives")
  export CAVRA_TEST_NO_RELEASE=1
  say "Going on without what the release archives are made with: what is tested with them is left out."
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
  [ ${#left_out[@]} = 0 ] || printf '\nLeft out, for it is not installed: the tests with %s\n' "${left_out[*]}"
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

audit() {
  # shellcheck source=build/audit.sh
  . "$root/build/audit.sh"
  audit_packages
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

  results=$(mktemp -d) times=() beside="" left_out=()
  trap report EXIT
  need_sdk
  need_postgres
  want_node
  want_chromium
  [ -n "$fast" ] || { want_programs && want_packaging && want_containers; }

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

  # Told and never failed for: what is published tonight must not stop an unrelated fix tomorrow.
  [ -n "$name" ] || stage "known vulnerabilities" audit
  stage "architecture's tests" run_assembly Cavra.Architecture.Tests "$name" || failed=1
  stage "tests over HTTP" run_assembly Cavra.Api.Tests "$name" || failed=1
  if [ -f src/Cavra.Console/dist/index.html ]; then
    [ -n "$name" ] || stage "console's units" console_units || failed=1
    if chromium_found; then
      stage "console in a browser" run_assembly Cavra.Console.Tests "$name" || failed=1
    fi
  fi

  # They start processes and kill them, so they have the machine for themselves.
  if [ -z "$fast" ]; then
    [ -n "$name" ] || stage "release archives" release_archives || failed=1
    stage "tests of processes" run_assembly Cavra.Processes.Tests "$name" || failed=1
  fi
  [ -z "$failed" ] || fail "not green"
}

# Taken out wherever it stands: no command of Cavra has an option of this name.
yes="" arguments=()
for argument in "$@"; do
  if [ "$argument" = --yes ]; then yes=1; else arguments+=("$argument"); fi
done
set -- ${arguments[@]+"${arguments[@]}"}

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
  fetch-packaging) need_sdk && fetch_packaging ;;
  package)
    shift
    package "$@"
    ;;
  "") usage ;;
  *)
    usage >&2
    exit 2
    ;;
esac
