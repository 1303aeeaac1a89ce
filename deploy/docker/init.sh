#!/bin/sh
# init.sh [COMMAND...] — once before the services, and harmless again: the schema, the
# services' keys, and the password of their roles in the store.  With a command it runs
# that one of minhchung instead, as the store's owner.
set -eu
umask 077
password=$(cat /run/secrets/store_password)
passfile=$(mktemp)
printf '*:*:*:*:%s\n' "$(cat /run/secrets/postgres_password)" >"$passfile"
export PGPASSFILE="$passfile"
dsn="host=${STORE_HOST:-postgres} dbname=minhchung user=postgres passfile=$passfile"
config=$(mktemp)
{ printf 'store.dsn = %s\n' "$dsn"
  echo "api.url = http://${GATEWAY_HOST:-gateway}:8080"
  echo "api.tokens = /var/lib/minhchung/keys/command-line.tokens"
} >"$config"

if [ $# -gt 0 ]; then
    exec /usr/local/bin/minhchung --config "$config" "$@"
fi
/usr/local/bin/minhchung --config "$config" init --keys /var/lib/minhchung/keys
for role in gateway ingest validation scoring notification; do
    psql "$dsn" -q -v ON_ERROR_STOP=1 -v role="mc_$role" -v password="$password" <<'SQL'
ALTER ROLE :"role" PASSWORD :'password';
SQL
done
