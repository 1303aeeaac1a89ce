#!/bin/bash
# problems.sh — every code with which SQL refuses is in the table of refusals
# (services/domain/evidence): an unknown code would become a status 500.
set -euo pipefail
cd "$(dirname "$0")/../.."
failed=0
table=$(sed -nE 's/^PROBLEM\(\w+, [0-9]+, [0-9]+, "([^"]+)",$/\1/p' services/domain/evidence/*.def)
if [ -z "$table" ]; then
    echo "no table of refusals"
    exit 1
fi
while IFS=: read -r file code; do
    if ! grep -qxF -- "$code" <<<"$table"; then
        echo "$file: $code is no code of services/domain/evidence"
        failed=1
    fi
done < <(grep -rhoE --include='*.sql' --with-filename "'fault', *'[a-z_.]+'" deploy services |
    sed -E "s/'fault', *'([a-z_.]+)'/\1/" | sort -u)
exit $failed
