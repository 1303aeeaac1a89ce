#!/bin/sh
# entrypoint.sh SERVICE — starts a service of the image with what its container knows:
# where PostgreSQL is, whose role to take, under which address the others find it.
set -eu
service=$1
shift
role=$service
case $role in reader | fetcher) role=validation ;; esac

# libpq wants a password file that only we can read; the secret itself is mounted.
umask 077
passfile=$(mktemp)
printf '*:*:*:*:%s\n' "$(cat /run/secrets/store_password)" >"$passfile"

exec "/usr/local/bin/$service" \
    "--store.dsn=host=${STORE_HOST:-postgres} dbname=minhchung user=mc_$role passfile=$passfile" \
    "--bus.keys=/var/lib/minhchung/keys/$role.key" \
    "--bus.listen=tcp://0.0.0.0:*" \
    "--bus.advertise=$(hostname -i | cut -d' ' -f1)" \
    "--health.listen=0.0.0.0:9100" \
    "$@"
