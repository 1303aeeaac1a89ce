#!/bin/sh
# entrypoint.sh — Debian's PostgreSQL instead of the image postgres:15: a cluster that
# requires a password from every client, its first database, then the server.
set -eu
bin=$(find /usr/lib/postgresql -maxdepth 2 -name bin)
data=/var/lib/postgresql/data
if [ ! -f "$data/PG_VERSION" ]; then
    "$bin/initdb" -D "$data" -U postgres -E UTF8 --locale=C.UTF-8 --auth-local=trust \
        --auth-host=scram-sha-256 --pwfile="$POSTGRES_PASSWORD_FILE"
    echo 'host all all all scram-sha-256' >>"$data/pg_hba.conf"
    "$bin/pg_ctl" -D "$data" -w -o "-c listen_addresses=" start
    "$bin/createdb" -U postgres "$POSTGRES_DB"
    "$bin/pg_ctl" -D "$data" -w stop
fi
exec "$bin/postgres" -D "$data" -c listen_addresses='*'
