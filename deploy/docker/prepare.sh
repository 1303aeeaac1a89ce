#!/bin/sh
# prepare.sh — creates what docker-compose.yml mounts from this checkout: two passwords that no
# person needs, and the directories of the operator.  Repeating it changes nothing.
set -eu
cd "$(dirname "$0")/../.."
mkdir -p deploy/docker/secrets var/conf/local var/exchange
# The containers write here as a user of their own.
chmod 1777 var/exchange
for name in postgres_password store_password; do
    file=deploy/docker/secrets/$name
    if [ ! -s "$file" ]; then
        od -A n -N 24 -t x1 /dev/urandom | tr -d ' \n' >"$file"
        # The directory excludes others; in the container the user of the services reads the file.
        chmod 644 "$file"
    fi
done
chmod 700 deploy/docker/secrets
