#!/usr/bin/env bash
# Writes what the worker and the dashboard are made of, as CycloneDX: deploy/sbom.sh [folder, default artifacts/sbom]
# From packages.lock.json, with every package that others bring, its version, hash and licence; nothing of the tests.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
folder=${1:-artifacts/sbom}

dotnet tool restore --verbosity quiet
for program in Worker Dashboard; do
    project=src/$program/Offboarding.$program.csproj
    dotnet restore "$project" --verbosity quiet
    dotnet tool run dotnet-CycloneDX -- "$project" --include-project-references --disable-package-restore --output-format Json \
        --output "$folder" --filename "offboarding-$(tr 'WD' 'wd' <<<"$program").cdx.json" >/dev/null
    echo "$folder/offboarding-$(tr 'WD' 'wd' <<<"$program").cdx.json"
done
