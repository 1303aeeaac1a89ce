#!/bin/bash
# pg.sh COMMAND... — runs the command with a scratch PostgreSQL cluster of its own.
# MC_TEST_DSN is a superuser's connection string, MC_TEST_PGDATA and MC_TEST_PGBIN
# say where it lives.  The cluster listens on a socket only and is removed at the
# end, whatever happens.  With MC_TEST_DSN set already, the command just runs.
set -euo pipefail
if [ -n "${MC_TEST_DSN:-}" ]; then
    exec "$@"
fi
bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)
home=$(mktemp -d /tmp/mc-pg.XXXXXX)
as=()
if [ "$(id -u)" = 0 ]; then
    as=(setpriv --reuid postgres --regid postgres --clear-groups)
    chown postgres "$home"
fi
chmod 755 "$home"
cd "$home"
stop() {
    "${as[@]}" "$bin/pg_ctl" -D "$home/data" -m immediate stop >/dev/null 2>&1 || true
    rm -rf "$home"
}
trap stop EXIT
trap 'exit 130' INT TERM
"${as[@]}" "$bin/initdb" -D "$home/data" -A trust -U postgres -E UTF8 --locale=C.UTF-8 >"$home/log" 2>&1 ||
    { cat "$home/log"; exit 1; }
cat >>"$home/data/postgresql.conf" <<EOF
listen_addresses = ''
unix_socket_directories = '$home'
max_connections = 200
shared_buffers = 256MB
max_wal_size = 2GB
EOF
"${as[@]}" "$bin/pg_ctl" -D "$home/data" -l "$home/data/server.log" -w start >/dev/null ||
    { cat "$home/data/server.log"; exit 1; }
export MC_TEST_DSN="host=$home port=5432 dbname=postgres user=postgres"
export MC_TEST_PGDATA="$home/data" MC_TEST_PGBIN="$bin"
cd - >/dev/null
"$@"
