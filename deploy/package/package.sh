#!/usr/bin/env bash
# Makes the release archives from what is built. build.sh package calls it, with the directory to put them in.
# The same commit, SDK and place give the same archives: sorted, owned by root, dated by the commit.
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd -P)
output=$1 here=$root/deploy/package
cd "$root"

version=$(dotnet msbuild src/Cavra.Cli -getProperty:Version)
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 0)}
export SOURCE_DATE_EPOCH
umask 022

stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
readonly version output stage

# Debian's npm is from before it could.
sbom=(npm sbom)
[ "$(npm --version | cut -d . -f 1)" -ge 10 ] || sbom=(npm exec --yes --package=npm@10 -- npm sbom)

# Packages by their lock files: NuGet's as they were restored, npm's by npm itself, for which the console must have a version. What is for
# development alone bill.mjs leaves out: npm would leave out what it shares with the console too.
bills() {
  dotnet tool run dotnet-CycloneDX src/Cavra.Cli/Cavra.Cli.csproj --disable-package-restore --no-serial-number --spec-version 1.5 \
    --set-name cavra --set-version "$version" --output "$stage" --filename nuget.json --output-format Json >&2
  mkdir "$stage/npm"
  cp src/Cavra.Console/package.json src/Cavra.Console/package-lock.json "$stage/npm"
  (
    cd "$stage/npm"
    npm pkg set version="$version"
    "${sbom[@]}" --sbom-format cyclonedx --package-lock-only >../npm.json
  )
}

# An archive of this name, of what lies in the stage under it.
archive() {
  local name=$1 kind=$2 folder=$stage/$1/cavra-$version
  cp "$here/install.sh" "$here/README.md" "$here/cavra.env" deploy/cavra.service deploy/migrate.sh SECURITY.md "$folder"
  cp docs/licences.md "$folder/LICENCES.md"
  [ ! -f CHANGELOG.md ] || cp CHANGELOG.md "$folder"
  echo "$version" >"$folder/VERSION"
  node "$here/bill.mjs" "$kind" "$stage/nuget.json" "$stage/npm.json" src/Cavra.Cli/obj/project.assets.json src/Cavra.Console "$folder"
  find "$folder" -type f \( -name '*.sh' -o -name cavra -o -name createdump \) -exec chmod 755 {} + -o -type f -exec chmod 644 {} +
  (cd "$folder" && find . -type f ! -name SHA256SUMS -printf '%P\n' | LC_ALL=C sort | xargs -d '\n' sha256sum >"$stage/sums" && mv "$stage/sums" SHA256SUMS)
  tar -C "$stage/$name" --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" --format=gnu -c "cavra-$version" \
    | gzip -n >"$output/$name.tar.gz"
}

publish() {
  dotnet publish src/Cavra.Cli -c Release --nologo -v quiet -clp:NoSummary -p:DebugType=none "$@" >&2
}

# What is for whoever builds on Cavra's assemblies, and not for whoever runs it.
leave_out() {
  find "$1" -name '*.pdb' -delete
  rm -f "$1"/Cavra.*.xml "$1/cavra.xml" "$1/Cavra.Api.runtimeconfig.json"
}

portable=cavra-$version own=cavra-$version-linux-x64
[ -f src/Cavra.Console/dist/index.html ] || { echo "package.sh: the console is not built, and belongs in the archive" >&2; exit 1; }
mkdir -p "$output"
bills

publish --no-build -p:UseAppHost=false -o "$stage/$portable/cavra-$version/program"
leave_out "$stage/$portable/cavra-$version/program"
install -m 755 "$here/cavra" "$stage/$portable/cavra-$version/program/cavra"
archive "$portable" portable

publish --no-restore -p:WithRuntime=true -r linux-x64 --self-contained -o "$stage/$own/cavra-$version/program"
leave_out "$stage/$own/cavra-$version/program"
# What the container image lays where data goes: nothing runs while it is built, so it can make no directory of its user's.
install -d -m 700 "$stage/$own/cavra-$version/data" "$stage/$own/cavra-$version/data/log-keys" "$stage/$own/cavra-$version/data/log-memory"
archive "$own" runtime

cp "$stage/$own/cavra-$version/bill-of-materials.cdx.json" "$output/cavra-$version.cdx.json"
(cd "$output" && sha256sum "$portable.tar.gz" "$own.tar.gz" "cavra-$version.cdx.json" >SHA256SUMS)
ls -l "$output" >&2
