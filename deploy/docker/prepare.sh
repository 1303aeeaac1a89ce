#!/bin/sh
# prepare.sh — makes what docker-compose.yml mounts from this checkout: two passwords that nobody
# needs to know, and the directories of the operator.  Again it changes nothing.
set -eu
cd "$(dirname "$0")/../.."
mkdir -p deploy/docker/secrets var/conf/local var/exchange
# Others than the owner write here: the containers, as a user of their own.
chmod 1777 var/exchange
for name in postgres_password store_password; do
    file=deploy/docker/secrets/$name
    if [ ! -s "$file" ]; then
        od -A n -N 24 -t x1 /dev/urandom | tr -d ' \n' >"$file"
        # The directory keeps others out; in the container the user of the services reads it.
        chmod 644 "$file"
    fi
done
chmod 700 deploy/docker/secrets
