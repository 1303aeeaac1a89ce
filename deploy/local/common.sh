# common.sh — paths, addresses and helpers for the other scripts here.  Source it.
#
# MINHCHUNG_VAR   state (default: var/ of the checkout)
# MINHCHUNG_HTTP  address of the page and the API (default 127.0.0.1:8080)
# MINHCHUNG_LINKS demo: fetch the pages that submissions cite, from the demo's own sites only;
#                 on: from the Internet; off: not at all (default: demo where it is loaded)
#
# shellcheck shell=bash disable=SC2034,SC2054
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
BUILD=${MC_BUILD:-$ROOT/build}
HTTP=${MINHCHUNG_HTTP:-127.0.0.1:8080}
mkdir -p "${MINHCHUNG_VAR:-$ROOT/var}"
VAR=$(cd "${MINHCHUNG_VAR:-$ROOT/var}" && pwd)
PG_BIN=$(find /usr/lib/postgresql -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -1)
SERVICES=(gateway ingest reader fetcher validation scoring papers notification)
DEMO=${MINHCHUNG_DEMO:-1}
LINKS=${MINHCHUNG_LINKS:-$([ "$DEMO" = 0 ] && echo off || echo demo)}
export SVDIR=$VAR/service

# PostgreSQL refuses to run as root.  Started by root it runs as postgres, with the capability
# to traverse directories on its path that only root may enter.
AS=()
if [ "$(id -u)" = 0 ]; then
    AS=(setpriv --reuid postgres --regid postgres --clear-groups
        --inh-caps +dac_override,+dac_read_search --ambient-caps +dac_override,+dac_read_search)
fi

# A socket's path must be short; a checkout with a long path gets a directory elsewhere.
socket_dir() {
    if [ ! -f "$VAR/socket-dir" ]; then
        local dir=$VAR/run
        if [ ${#dir} -gt 80 ]; then
            dir=$(mktemp -d /tmp/minhchung.XXXXXX)
        fi
        echo "$dir" >"$VAR/socket-dir"
    fi
    cat "$VAR/socket-dir"
}

dsn() {
    echo "host=$(socket_dir) dbname=minhchung user=$1"
}

ctl() {
    "$BUILD/bin/minhchung" --config "$VAR/conf/minhchung.conf" "$@"
}

say() {
    printf '%s\n' "$*"
}

is_running() {
    [ -f "$VAR/supervisor.pid" ] && kill -0 "$(cat "$VAR/supervisor.pid")" 2>/dev/null &&
        grep -q runsvdir "/proc/$(cat "$VAR/supervisor.pid")/comm" 2>/dev/null
}

# Waits up to $1 seconds for a command to succeed, MINHCHUNG_PATIENCE times as long on a busy
# machine.
wait_for() {
    local until=$((SECONDS + $1 * ${MINHCHUNG_PATIENCE:-1}))
    shift
    until "$@" >/dev/null 2>&1; do
        [ $SECONDS -lt $until ] || return 1
        sleep 0.1
    done
}
