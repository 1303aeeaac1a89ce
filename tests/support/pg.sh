#!/bin/bash
# pg.sh COMMAND... — runs the command with a scratch PostgreSQL cluster of its own.
# MC_TEST_DSN is a superuser's connection string, MC_TEST_PGDATA and MC_TEST_PGBIN
# are its directories.  The cluster listens on a socket only and is always removed at the
# end.  If MC_TEST_DSN is already set, the command runs with that cluster.
set -euo pipefail
# shellcheck source=tests/support/limits.sh
. "$(dirname "$0")/limits.sh"
if [ -n "${MC_TEST_DSN:-}" ]; then
    exec "$@"
fi
bin=$(find /usr/lib/postgresql -maxdepth 2 -name bin | sort -V | tail -1)
# Short, as a socket's path must be; outside $TMPDIR, as the user postgres must have access.
home=$(mktemp -d /tmp/mc-pg.XXXXXX)
as=()
if [ "$(id -u)" = 0 ]; then
    as=(setpriv --reuid postgres --regid postgres --clear-groups)
    chown postgres "$home"
fi
chmod 755 "$home"

# In a directory that the server's user may enter.
server() {
    (cd "$home" && exec "${as[@]}" "$bin/$1" -D "$home/data" "${@:2}")
}
child=
# shellcheck disable=SC2317 # called by the trap
stop() {
    if [ -n "$child" ]; then
        kill "$child" 2>/dev/null || true
        wait "$child" 2>/dev/null || true
    fi
    server pg_ctl -t "$MC_HANG_S" -m immediate stop >/dev/null 2>&1 || true
    rm -rf "$home"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

server initdb --no-sync -A trust -U postgres -E UTF8 --locale=C.UTF-8 >"$home/log" 2>&1 ||
    { cat "$home/log" >&2; exit 1; }
cat >>"$home/data/postgresql.conf" <<CONF
listen_addresses = ''
unix_socket_directories = '$home'
max_connections = 400
shared_buffers = 256MB
fsync = off                        # survives killed processes, not a power cut
max_wal_size = 2GB
CONF
server pg_ctl -l "$home/data/server.log" -t "$MC_HANG_S" -w start >/dev/null ||
    { cat "$home/data/server.log" >&2; exit 1; }
export MC_TEST_DSN="host=$home port=5432 dbname=postgres user=postgres"
export MC_TEST_PGDATA="$home/data" MC_TEST_PGBIN="$bin"

# In the background, so that a signal is handled before the command ends.
"$@" <&0 &
child=$!
code=0
wait "$child" || code=$?
child=
exit "$code"
