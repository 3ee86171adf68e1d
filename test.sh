#!/usr/bin/env bash
# Runs every test: ./test.sh [options for dotnet test]
# Needs the .NET SDK. PostgreSQL, RabbitMQ, Chromium and Node are installed on Debian and Ubuntu when they are missing;
# elsewhere it says what to install. To use servers that are there already, see tests/Testing/README.md.
# Exit code 0: at least one test ran, and none failed. The last line is "N passed, N failed".
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en DEBIAN_FRONTEND=noninteractive

log=$(mktemp)
trap 'rm -f "$log"' EXIT

fail() {
    echo "test.sh: $1" >&2
    echo "0 passed, 1 failed"
    exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }
has_any() { local program; for program; do has "$program" && return; done; return 1; }

has_postgres() {
    [[ -n ${OFFBOARDING_TEST_POSTGRES:-}${OFFBOARDING_POSTGRES_BIN:-} ]] || has initdb \
        || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || compgen -G '/opt/homebrew/opt/postgresql*/bin/initdb' >/dev/null \
        || compgen -G '/usr/local/opt/postgresql*/bin/initdb' >/dev/null
}

has_rabbitmq() {
    [[ -n ${OFFBOARDING_TEST_RABBITMQ:-}${OFFBOARDING_RABBITMQ_BIN:-} || -x /usr/lib/rabbitmq/bin/rabbitmq-server ]] \
        || has rabbitmq-server || [[ -x /opt/homebrew/opt/rabbitmq/sbin/rabbitmq-server ]]
}

missing() {
    has_postgres || echo postgresql
    has_rabbitmq || echo rabbitmq-server
    has_any chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable || [[ $OSTYPE == darwin* ]] || echo chromium
    has node && has npm || echo nodejs npm
    # Its tests are skipped where there is none, so nobody has to install it by hand.
    [[ -x /usr/sbin/pgbouncer ]] || has pgbouncer || ! can_install || echo pgbouncer
}

can_install() { has apt-get && { [[ $EUID -eq 0 ]] || sudo -n true 2>/dev/null; }; }

as_root() { if [[ $EUID -eq 0 ]]; then "$@"; else sudo -n "$@"; fi; }

# The packages would start servers of their own; the tests start private ones. Debian asks this file whether it may.
install() {
    local policy=/usr/sbin/policy-rc.d ours= status=0
    if [[ ! -e $policy ]]; then
        printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
        as_root chmod +x "$policy"
        ours=1
    fi
    as_root apt-get update -qq || status=$?
    # Chromium without windows, where there is such a package: the browser tests take two thirds of the time.
    ! apt-cache show chromium-headless-shell >/dev/null 2>&1 || set -- "${@/#chromium/chromium-headless-shell}"
    [[ $status -ne 0 ]] || as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "$@" </dev/null >"$log" 2>&1 || status=$?
    [[ -z $ours ]] || as_root rm -f "$policy"
    [[ $status -eq 0 ]] || tail -20 "$log" >&2
    return "$status"
}

has dotnet || fail "the .NET SDK $(grep -o '[0-9]*\.[0-9]*\.[0-9]*' global.json | head -1) or newer is needed: https://dot.net/download"

# shellcheck disable=SC2207 # one word a package; macOS's bash has no mapfile
packages=($(missing))
if [[ ${#packages[@]} -gt 0 ]]; then
    if can_install; then
        echo "Installing ${packages[*]}"
        install "${packages[@]}" || fail "apt-get could not install ${packages[*]}"
    else
        fail "install ${packages[*]} and run this again"
    fi
fi

dotnet restore Offboarding.sln --verbosity quiet || fail "dotnet restore failed"
dotnet build Offboarding.sln --configuration Release --no-restore --verbosity quiet || fail "the build failed"
# Code style is part of the build; this is the layout of the files.
dotnet format whitespace . --folder --verify-no-changes || fail "the layout of these files differs from .editorconfig: run dotnet format"

# One test project at a time: several would fight over two cores, and the slow ones would time out. A project that hangs fails.
status=0
dotnet test --solution Offboarding.sln --configuration Release --no-build --max-parallel-test-modules 1 \
    --progress off --no-ansi --minimum-expected-tests 1 --timeout 25m "$@" </dev/null 2>&1 | tee "$log" || status=$?

total() { sed -n '/^Test run summary:/,$s/^ *'"$1"': *\([0-9]*\) *$/\1/p' "$log" | tail -1; }
passed=$(total succeeded) failed=$(total failed) skipped=$(total skipped)
# A test process that died has no failed test to show for it.
[[ $status -eq 0 || ${failed:-0} -gt 0 ]] || failed=1
[[ ${passed:-0} -gt 0 ]] || { status=1; failed=${failed:-1}; }
# Whoever sees only the end of a long log sees which tests failed.
grep '^failed ' "$log" || true
[[ ${skipped:-0} -eq 0 ]] || echo "$skipped skipped; each says why above"
echo "${passed:-0} passed, ${failed:-0} failed"
[[ $status -eq 0 && ${failed:-0} -eq 0 ]]
