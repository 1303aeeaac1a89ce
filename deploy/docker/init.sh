#!/bin/sh
# init.sh [COMMAND...] — runs before the services, and may be repeated: it creates the schema, the
# services' keys, and the password of their roles in the store.  With a command it runs
# that command of minhchung instead, as the store's owner; commands that submit evidence sign with
# the key system.key (`key NAME --account USER --out /var/lib/minhchung/keys/system.key`).
set -eu
umask 077
password=$(cat /run/secrets/store_password)
passfile=$(mktemp)
printf '*:*:*:*:%s\n' "$(cat /run/secrets/postgres_password)" >"$passfile"
export PGPASSFILE="$passfile"
dsn="host=${STORE_HOST:-postgres} dbname=minhchung user=postgres passfile=$passfile"
config=$(mktemp)
cat >"$config" <<EOF
store.dsn = $dsn
bus.keys = /var/lib/minhchung/keys/system.key
files.root = /var/lib/minhchung/files
api.url = http://gateway:8080
page.url = ${PAGE_URL:-}
api.tokens = /var/lib/minhchung/keys/command-line.tokens
EOF

if [ $# -gt 0 ]; then
    exec /usr/local/bin/minhchung --config "$config" "$@"
fi
/usr/local/bin/minhchung --config "$config" init --keys /var/lib/minhchung/keys --no-link
for role in gateway ingest validation scoring notification; do
    psql "$dsn" -q -v ON_ERROR_STOP=1 -v role="mc_$role" -v password="$password" <<'SQL'
ALTER ROLE :"role" PASSWORD :'password';
SQL
done
