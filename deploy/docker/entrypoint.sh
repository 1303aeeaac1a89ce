#!/bin/sh
# entrypoint.sh SERVICE — starts a service of the image with what its container knows:
# where PostgreSQL is and whose role to take.  The others find it at the address from which it
# reaches PostgreSQL, which may change while it runs.
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
    "--bus.listen=0.0.0.0:*" \
    "--health.listen=0.0.0.0:9100" \
    "$@"
