#!/bin/bash
# system_cluster.sh start|start-in NETWORK|crash|kill|stop DIRECTORY — a PostgreSQL cluster that a
# test may crash: "crash" is an immediate stop and a new start, "kill" is SIGKILL for the
# postmaster and a new start.  Durability settings are PostgreSQL's defaults.
set -euo pipefail
# shellcheck source=tests/support/limits.sh
. "$(dirname "$0")/limits.sh"
what=$1
network=
if [ "$what" = start-in ]; then
    network=$2
    shift
fi
home=$2
bin=$(find /usr/lib/postgresql -maxdepth 2 -name bin | sort -V | tail -1)
as=()
within=()
if [ "$(id -u)" = 0 ]; then
    as=(setpriv --reuid postgres --regid postgres --clear-groups)
fi

server() {
    (cd "$home" && exec "${within[@]}" "${as[@]}" "$bin/$1" -D "$home/data" "${@:2}")
}

# The old server's processes release their resources a moment after it died.
start() {
    wait_until server pg_ctl -l "$home/server.log" -t "$MC_HANG_S" -w start >/dev/null 2>&1 ||
        { tail -n 20 "$home/server.log" >&2; exit 1; }
}

case $what in
start | start-in)
    if [ "$(id -u)" = 0 ]; then
        chown postgres "$home"
    fi
    chmod 755 "$home"
    server initdb --no-sync -A trust -U postgres -E UTF8 --locale=C.UTF-8 >"$home/initdb.log" 2>&1 ||
        { cat "$home/initdb.log" >&2; exit 1; }
    cat >>"$home/data/postgresql.conf" <<CONF
listen_addresses = ''
unix_socket_directories = '$home'
max_connections = 200
shared_buffers = 128MB
CONF
    if [ -n "$network" ]; then
        # As in the stock image: every address, a hundred connections.
        printf '%s\n' "listen_addresses = '*'" 'max_connections = 100' >>"$home/data/postgresql.conf"
        echo 'host all all all trust' >>"$home/data/pg_hba.conf"
        within=(nsenter "--net=/run/netns/$network")
    fi
    start
    ;;
crash)
    server pg_ctl -t "$MC_HANG_S" -m immediate stop >/dev/null
    start
    ;;
kill)
    kill -KILL "$(head -1 "$home/data/postmaster.pid")"
    start
    ;;
stop)
    server pg_ctl -t "$MC_HANG_S" -m immediate stop >/dev/null 2>&1 || true
    rm -rf "$home"
    ;;
esac
