#!/bin/bash
# statements.sh — the declarations in the first comment of an SQL file must fit the statement
# and the route: the build refuses a file in which they do not (deploy/statements.awk).
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# refuses WHY COMMENT STATEMENT
refuses() {
    printf '%s\n%s\n' "$2" "$3" >"$work/one.sql"
    if awk -v part=table -f deploy/statements.awk "$work/one.sql" >/dev/null 2>"$work/said"; then
        echo "not refused: $1"
        exit 1
    fi
    grep -q "$1" "$work/said" || { echo "refused, but not with \"$1\": $(cat "$work/said")"; exit 1; }
}
refuses 'has no name' '-- params: unit code' 'SELECT $1::text, $2::text;'
refuses 'has no name' '-- Nothing is named.' 'SELECT $1::text;'
refuses 'is not used' '-- params: unit code, on date' 'SELECT $1::text;'
refuses 'no type' '-- params: unit word' 'SELECT $1::text;'
refuses 'not a name and a type' '-- params: unit' 'SELECT $1::text;'
refuses 'is no parameter' $'-- route: GET /units/{code} ROLE_ANY\n-- params: unit code' 'SELECT $1::text;'
refuses 'cannot read' $'-- route: GET /units ROLE_ANY\n-- params: unit text' 'SELECT $1::text;'
printf '%s\n%s\n' '-- params: unit code, days 1..9=3' 'SELECT $1::text, $2::int;' >"$work/one.sql"
awk -v part=header -f deploy/statements.awk "$work/one.sql" | grep -q 'int days;'
