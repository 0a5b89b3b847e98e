# Tells of known vulnerabilities in what Cavra is built from. Sourced, not run. It warns and never fails: what somebody publishes
# tonight must not stop a fix tomorrow, and a feed that does not answer in time says nothing about Cavra.

audit_seconds=20

# One line for each package that a feed knows something against, and one for each feed that was not heard.
audit_packages() {
  audit_dotnet
  audit_npm
}

audit_dotnet() {
  command -v dotnet >/dev/null || { audit_say "NuGet's packages were not looked at: there is no .NET SDK."; return 0; }
  local answer
  answer=$(cd "$root" && timeout -k 5 "$audit_seconds" dotnet list Cavra.sln package --vulnerable --include-transitive 2>/dev/null </dev/null) \
    || { audit_say "NuGet's packages were not looked at: its feed gave no answer within $audit_seconds seconds."; return 0; }
  # "   > Name   [requested]   resolved   severity   address"; a package that several projects have is told once.
  printf '%s\n' "$answer" | awk '$1 == ">" { print "warning: " $2 " " $(NF - 2) " has a known vulnerability (" $(NF - 1) "): " $NF }' | sort -u >&2
  return 0
}

audit_npm() {
  [ -d "$root/src/Cavra.Console" ] || return 0
  command -v npm >/dev/null || { audit_say "npm's packages were not looked at: there is no npm."; return 0; }
  local answer
  # It ends with 1 when something is found, which is an answer; one without counts is none.
  answer=$(cd "$root/src/Cavra.Console" && timeout -k 5 "$audit_seconds" npm audit --json --audit-level=none 2>/dev/null </dev/null) || true
  case $answer in
    *'"auditReportVersion"'*) ;;
    *)
      audit_say "npm's packages were not looked at: its feed gave no answer within $audit_seconds seconds."
      return 0
      ;;
  esac
  printf '%s\n' "$answer" | awk '
    /^    "[^"]+": \{$/ { name = $1; gsub(/[":]/, "", name) }
    /^      "severity":/ { severity = $2; gsub(/[",]/, "", severity); if (name != "") print "warning: " name " has a known vulnerability (" severity "): npm audit tells more" }
    /^  "metadata"/ { exit }' | sort -u >&2
  return 0
}

audit_say() { printf 'warning: %s\n' "$1" >&2; }
