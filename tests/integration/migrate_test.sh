#!/bin/bash
# migrate_test.sh — `minhchung migrate` on a fresh database, on stores of earlier releases
# (stores/COMMIT.sql.gz, each as pg_dump wrote it) and on stores whose migration was interrupted:
# all end with the same schema, and migrate refuses by name what it cannot apply.
set -euo pipefail
cd "$(dirname "$0")/../.."
: "${MC_TEST_DSN:?run through tests/support/pg.sh}"
build=${MC_BUILD:-$PWD/build}
stores=$PWD/tests/integration/stores
prefix=mc_migrate_$$
work=$(mktemp -d)
made=()
export PGOPTIONS='-c client_min_messages=warning'

finish() {
    local name
    for name in "${made[@]}"; do
        psql -X -q "$MC_TEST_DSN" -c "DROP DATABASE IF EXISTS $name WITH (FORCE)" >/dev/null 2>&1 || true
    done
    rm -rf "$work"
}
trap finish EXIT

fail() {
    echo "FAIL: $*"
    exit 1
}
# use NAME [STORE]: a database, empty or restored from that store.
use() {
    name=${prefix}_$1
    dsn="$MC_TEST_DSN dbname=$name"
    made+=("$name")
    psql -X -q "$MC_TEST_DSN" -c "CREATE DATABASE $name"
    [ -z "${2:-}" ] || gunzip -c "$stores/$2.sql.gz" | psql -X -q -v ON_ERROR_STOP=1 "$dsn" >/dev/null
}
sql() {
    psql -X -q -At -v ON_ERROR_STOP=1 "$dsn" -c "$1"
}
# Writes the names of applied steps to $work/applied, the final message to $work/said.
migrate() {
    MINHCHUNG_STORE_DSN=$dsn "$build/bin/minhchung" migrate >"$work/said" 2>"$work/applied"
}
must_migrate() {
    migrate || fail "$name: $(cat "$work/applied")"
}
# refused TEXT...: migrate fails with these words.
refused() {
    ! migrate || fail "$name: accepted"
    local text
    for text in "$@"; do
        grep -q -- "$text" "$work/applied" || fail "$name: no \"$text\" in: $(cat "$work/applied")"
    done
}
has() {
    [ "$(sql "SELECT count(*) FROM schema_version WHERE name = '$1'")" = 1 ]
}
# The schema with grants and policies, and the reference data of the migrations.  A dump lists
# grants in the order in which they were given, so this sorts them.
dump() {
    {
        pg_dump --schema-only "$dsn"
        pg_dump --data-only --inserts -t notification_rule -t assessment_move -t cadre_post \
            -t age_limit -t cadre_policy "$dsn" | grep '^INSERT' | sort
    } | sed '/^\\\(un\)\?restrict /d' | awk '
        function flush(  i) { if (n) { close(sorter); n = 0 } }
        BEGIN { sorter = "LC_ALL=C sort" }
        /^GRANT / { print | sorter; n++; next }
        { flush(); print; fflush() }
        END { flush() }'
}
same_as_fresh() {
    dump >"$work/dump"
    diff "$work/fresh" "$work/dump" || fail "$name: another schema than a fresh database"
}
# until_one SQL: waits until the statement returns 1 (the limit is for hangs).
until_one() {
    local _
    for _ in $(seq 1200); do
        [ "$(sql "$1")" != 1 ] || return 0
        sleep 0.05
    done
    fail "$name: never: $1"
}
WAITS="SELECT count(*) FROM pg_locks WHERE relation = 'validation'::regclass AND NOT granted"
QUEUES="SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
           AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"

# ---------------------------------------------------------------- a fresh database
use fresh
must_migrate
for file in deploy/schema/migrations/*.sql; do
    file=$(basename "$file" .sql)
    grep -qx "$file" "$work/applied" || fail "$file was not applied"
done
grep -qx functions/policies "$work/applied" || fail "no policies"
must_migrate
[ ! -s "$work/applied" ] || fail "applied twice: $(cat "$work/applied")"
grep -q ': 0 of' "$work/said" || fail "said: $(cat "$work/said")"
dump >"$work/fresh"

# ---------------------------------------------------------------- a function whose text changed
sql "DROP FUNCTION link_state(uuid);
     UPDATE schema_version SET hash = 'another' WHERE name = 'functions/links'"
must_migrate
[ "$(cat "$work/applied")" = functions/links ] || fail "applied: $(cat "$work/applied")"
same_as_fresh

# ---------------------------------------------------------------- refusals by name
sql "UPDATE schema_version SET hash = 'another' WHERE name = '0012_likeness'"
refused 0012_likeness 'was edited' 'new migration'
sql "DELETE FROM schema_version WHERE name = '0012_likeness'"
refused 0012_likeness 'already exists'
sql "INSERT INTO schema_version (name, hash) VALUES ('9999_later', '')"
refused 9999_later 'newer than this program'

# ---------------------------------------------------------------- the first landing
use landed 126c0ec
must_migrate
! grep -qx 0033_findings "$work/applied" || fail "a step of before was applied again"
same_as_fresh

# ---------------------------------------------------------------- lower numbers added later
# This store has 0025 and none of 0020 to 0024; its evidence has a finding, and a unit has all kinds
# of dirty marks.
use branch 42b01ea
sql "INSERT INTO submission (id, evidence_id, revision, campaign_id, unit_id, account_id, criterion_ids,
                             kind, title, occurred_on, body_hash, body, schema)
     VALUES ('00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000001', 1, 1, 1, 1,
             '{1}', 'article', 'Một bài', '2023-05-20', '\x00', '\x00', 1);
     INSERT INTO validation (submission_id, verdict, findings)
     VALUES ('00000000-0000-4000-8000-000000000001', 2,
             '[{\"key\": \"00000000-0000-4000-8000-000000000002\", \"code\": \"text.x\", \"severity\": 2}]');
     INSERT INTO recompute (campaign_id, unit_id, criterion_id) VALUES (1, 99, 7), (1, 99, 0), (1, 99, -1)"
must_migrate
for file in 0020_links 0022_members 0023_figures 0024_trials 0026_posts; do
    grep -qx $file "$work/applied" || fail "$file was skipped"
done
! grep -qx 0025_text_sketches "$work/applied" || fail "0025 was applied twice"
[ "$(sql 'SELECT code FROM finding')" = text.x ] || fail "findings of before have no rows"
[ "$(sql "SELECT string_agg(concat_ws(' ', kind, criterion_id), ', ' ORDER BY kind) FROM recompute
           WHERE unit_id = 99")" = 'cell 7, sums 0, unit 0' ] || fail "dirty marks of before are others now"
same_as_fresh

# ---------------------------------------------------------------- a step that fails
use stuck 42b01ea
sql 'CREATE TABLE post_removed (x integer)'
refused 0029_feeds post_removed
has 0026_posts || fail "what went before is not kept"
! has 0029_feeds || fail "a step that failed is recorded"
[ "$(sql "SELECT to_regclass('feed') IS NULL")" = t ] || fail "something is left of a step that failed"
sql 'DROP TABLE post_removed'
must_migrate
[ "$(head -1 "$work/applied")" = 0029_feeds ] || fail "went on with $(head -1 "$work/applied")"
same_as_fresh

# ---------------------------------------------------------------- killed in the middle, two at once
use killed 42b01ea
exec {lock}> >(exec psql -X -q "$dsn")
echo 'BEGIN; LOCK TABLE validation;' >&"$lock"
until_one "SELECT count(*) FROM pg_locks WHERE relation = 'validation'::regclass AND granted
              AND mode = 'AccessExclusiveLock'"
MINHCHUNG_STORE_DSN=$dsn "$build/bin/minhchung" migrate >/dev/null 2>"$work/first" {lock}>&- &
first=$!
until_one "$WAITS"
MINHCHUNG_STORE_DSN=$dsn "$build/bin/minhchung" migrate >/dev/null 2>"$work/second" {lock}>&- &
second=$!
until_one "$QUEUES"
[ ! -s "$work/second" ] || fail "both migrate at once"
done_before=$(cat "$work/first")
kill -9 $first
wait $first 2>/dev/null || true
sql "SELECT pg_terminate_backend(pid, 60000) FROM pg_locks
      WHERE relation = 'validation'::regclass AND NOT granted" >/dev/null
# The second continues with the step in which the first was killed.
until_one "$WAITS"
! has 0032_article_quality || fail "a step that was killed is recorded"
echo 'ROLLBACK;' >&"$lock"
wait $second || fail "the second: $(cat "$work/second")"
for file in 0020_links 0032_article_quality functions/policies; do
    [ "$(grep -cx $file <(echo "$done_before") "$work/second" | awk -F: '{ n += $2 } END { print n }')" = 1 ] ||
        fail "$file was not applied once: $done_before; $(cat "$work/second")"
done
same_as_fresh
exec {lock}>&-

# ---------------------------------------------------------------- tokens of systems become access keys
use tokens 42b01ea
sql "INSERT INTO unit (code, name, kind) VALUES ('M79', 'Đơn vị', 'district');
     INSERT INTO account (username, role, unit_id) VALUES ('m79-all', 'system', NULL),
       ('m79-own', 'system', (SELECT id FROM unit WHERE code = 'M79')), ('m79-xem', 'viewer', NULL);
     INSERT INTO session (token_hash, account_id, csrf, expires_at)
     SELECT sha256(username::bytea), id, '', now() + interval '9 days' FROM account WHERE username LIKE 'm79-%';
     INSERT INTO system_key (public_key, name, account_id)
     SELECT repeat('k', 40), 'm79', id FROM account WHERE username = 'm79-own'"
must_migrate
same_as_fresh
found=$(sql "SELECT string_agg(a.username || ' ' || k.reach || ' ' || cardinality(k.areas) || ' ' || (k.token_hash IS NOT NULL), ', '
               ORDER BY a.username, k.token_hash)
               FROM access_key k JOIN account a ON a.id = k.account_id WHERE a.username LIKE 'm79-%'")
[ "$found" = "m79-all all 7 true, m79-own below 7 true, m79-own below 2 false" ] || fail "access keys: $found"
[ "$(sql "SELECT string_agg(a.username, '') FROM session s JOIN account a ON a.id = s.account_id
           WHERE a.username LIKE 'm79-%'")" = m79-xem ] || fail "a session of a system is left"
[ "$(sql "SELECT count(*) FROM system_key WHERE name = 'm79' AND access_key_id IS NULL")" = 0 ] || fail "a bus key has no access key"
