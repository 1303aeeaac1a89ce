#!/bin/bash
# demo.sh — loads the demo campaign into the running containers, as `make up` does without
# Docker; its files and the accounts' passwords are in var/exchange/demo.
set -euo pipefail
export MINHCHUNG_VAR=/exchange/demo MINHCHUNG_LINKS=off
umask 077
mkdir -p "$MINHCHUNG_VAR/conf" "$MINHCHUNG_VAR/keys"
passfile=$(mktemp)
printf '*:*:*:*:%s\n' "$(cat /run/secrets/postgres_password)" >"$passfile"
cat >"$MINHCHUNG_VAR/conf/minhchung.conf" <<EOF
store.dsn = host=postgres dbname=minhchung user=postgres passfile=$passfile
bus.keys = $MINHCHUNG_VAR/keys/he-thong.key
api.url = http://gateway:8080
page.url = ${PAGE_URL:-}
api.tokens = $MINHCHUNG_VAR/keys/command-line.tokens
EOF
exec /src/deploy/local/demo.sh
