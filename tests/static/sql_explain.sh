#!/bin/bash
# sql_explain.sh — migrates an empty database, prepares every statement that the
# programs embed, and plans each with unknown parameters.  Fails on a statement with an
# error, and on one that scans a large table from end to end.
# slow
set -euo pipefail
cd "$(dirname "$0")/../.."
: "${MC_TEST_DSN:?run through tests/support/pg.sh}"
name=mc_explain_$$
dsn="$MC_TEST_DSN dbname=$name"
work=$(mktemp -d)
export PGOPTIONS='-c client_min_messages=warning'
run() {
    psql -X -q -v ON_ERROR_STOP=1 "$@"
}
finish() {
    run "$MC_TEST_DSN" -c "DROP DATABASE IF EXISTS $name WITH (FORCE)" >/dev/null 2>&1 || true
    rm -rf "$work"
}
trap finish EXIT
run "$MC_TEST_DSN" -c "CREATE DATABASE $name"
MINHCHUNG_STORE_DSN=$dsn "${MC_BUILD:-$PWD/build}/bin/minhchung" migrate >/dev/null
run "$dsn" -c ANALYZE

failed=0
for file in services/*/sql/*.sql services/core/*/sql/*.sql; do
    [ -e "$file" ] || continue
    {
        echo 'SET enable_seqscan = off; SET plan_cache_mode = force_generic_plan;'
        echo 'PREPARE statement AS'
        sed 's/^[[:space:]]*--.*//' "$file" | sed '$ s/;[[:space:]]*$//'
        echo ';'
        cat <<'SQL'
SELECT 'EXPLAIN EXECUTE statement'
       || coalesce('(' || string_agg('NULL', ', ') || ')', '')
  FROM pg_prepared_statements, unnest(parameter_types) WHERE name = 'statement' \gexec
SQL
    } >"$work/plan.sql"
    if ! run "$dsn" -At -f "$work/plan.sql" >"$work/plan" 2>"$work/errors"; then
        sed "s|^|$file: |" "$work/errors"
        failed=1
    elif grep -E 'Seq Scan on (message|submission|finding|recompute|figure_value|document_cited)' "$work/plan" >"$work/scans"; then
        sed "s|^|$file: |" "$work/scans"
        failed=1
    fi
done
exit $failed
