#!/bin/bash
# near.sh DIR — near copies at scale: the keys of BENCH_TEXTS ("1000000 5000000") texts in a
# cluster of its own under DIR, looked up by the services' own statement with empty and
# warm caches. Prints lines as bench.sh keeps them: name, value, unit, reference, its value.
set -euo pipefail
cd "$(dirname "$0")/../.."
build=${MC_BUILD:-$PWD/build}
dir=$1
load=$build/bin/load_likeness
pg=$(find /usr/lib/postgresql -maxdepth 2 -name bin | sort -V | tail -1)
bodies=50000
looks=${BENCH_LOOKS:-600}
as=()
[ "$(id -u)" != 0 ] || as=(setpriv --reuid postgres --regid postgres --clear-groups)

note() {
    printf '%s\t%s\t%s\t%s\t%s\n' "$1" "$2" "$3" "${4:-}" "${5:-}"
}
server() {
    (cd "$dir" && "${as[@]}" "$pg/$1" -D "$dir/data" "${@:2}" >>"$dir/log" 2>&1)
}
sql() {
    "$pg/psql" -X -q -At -F ' ' -v ON_ERROR_STOP=1 "$dsn" "$@"
}
stop() {
    server pg_ctl -m immediate stop || true
    rm -rf "$dir/data"
}

mkdir -p "$dir"
[ "$(id -u)" != 0 ] || chown postgres "$dir"
dsn="host=$dir dbname=postgres user=postgres"
trap stop EXIT
server initdb --no-sync -A trust -U postgres -E UTF8 --locale=C.UTF-8
cat >>"$dir/data/postgresql.conf" <<CONF
listen_addresses = ''
unix_socket_directories = '$dir'
shared_buffers = 512MB
maintenance_work_mem = 1GB
max_wal_size = 16GB
wal_level = minimal
max_wal_senders = 0
fsync = off
autovacuum = off
jit = off
CONF
server pg_ctl -w start
MINHCHUNG_STORE_DSN=$dsn "$build/bin/minhchung" migrate >/dev/null

# The texts to compare: bodies of 3 KB, each of which is used for many texts.
sql -v bodies=$bodies <<'SQL'
SET session_replication_role = replica;
INSERT INTO submission (id, evidence_id, revision, campaign_id, unit_id, account_id, criterion_ids, kind,
                        title, occurred_on, body_hash, body, schema)
SELECT ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, gen_random_uuid(), 1, 1, 1, 1, '{1}',
       'article', n::text, '2023-05-20', '\x00',
       convert_to((SELECT string_agg(md5(n::text || p::text), ' ') FROM generate_series(1, 93) p), 'UTF8'), 1
  FROM generate_series(0, :bodies - 1) n;
ALTER TABLE text_key DROP CONSTRAINT text_key_pkey;
SQL

# Loads texts FROM to TO with two loaders.
load_texts() {
    local middle=$((($1 + $2) / 2))
    "$load" keys "$1" "$middle" | sql -c "COPY text_key FROM STDIN (FORMAT binary)" &
    "$load" keys "$middle" "$2" | sql -c "COPY text_key FROM STDIN (FORMAT binary)"
    wait $!
    sql -v from="$1" -v to="$2" -v bodies=$bodies <<'SQL'
INSERT INTO likeness (id, submission_id, part, evidence_id, unit_id, filed_at) OVERRIDING SYSTEM VALUE
SELECT n + 1, ('00000000-0000-4000-8000-' || lpad((n % :bodies)::text, 12, '0'))::uuid, n / :bodies,
       gen_random_uuid(), 1, '2023-01-01'::timestamptz + n * interval '1 second'
  FROM generate_series(:from, :to - 1) n;
SQL
}
# Removes the cluster's files from the system's cache.
forget() {
    server pg_ctl -w -m fast stop
    /usr/bin/python3 - "$dir/data" <<'PY'
import os, sys
for where, _, names in os.walk(sys.argv[1]):
    for name in names:
        handle = os.open(os.path.join(where, name), os.O_RDONLY)
        os.fsync(handle)
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
        os.close(handle)
PY
    server pg_ctl -w start
}
look() {
    "$load" look "$dsn" "$1" "$2" "$3"
}

loaded=0
for texts in ${BENCH_TEXTS:-1000000 5000000}; do
    began=$SECONDS
    load_texts "$loaded" "$texts"
    loaded=$texts
    sql -c "ALTER TABLE text_key ADD PRIMARY KEY (key, likeness_id)" -c 'VACUUM ANALYZE text_key' \
        -c 'VACUUM ANALYZE likeness' -c CHECKPOINT
    name="near copies among $texts texts"
    note "$name, loading them" $((SECONDS - began)) s
    read -r table index rest < <(sql -c "SELECT pg_table_size('text_key') >> 20,
        pg_indexes_size('text_key') >> 20, pg_total_relation_size('likeness') >> 20")
    note "$name, disk: keys, index, the rest" $((table + index + rest)) MiB "of it index" "$index"
    forget
    cold=$(look "$texts" 200 1)
    look "$texts" "$looks" 2 >/dev/null
    warm=$(look "$texts" "$looks" 2)
    fresh=$(look "$texts" "$looks" 3)
    note "$name, cold cache, p50" "$(jq .p50_ms <<<"$cold")" ms
    note "$name, cold cache, p99" "$(jq .p99_ms <<<"$cold")" ms
    note "$name, p50" "$(jq .p50_ms <<<"$fresh")" ms "asked before" "$(jq .p50_ms <<<"$warm")"
    note "$name, p99" "$(jq .p99_ms <<<"$fresh")" ms "asked before" "$(jq .p99_ms <<<"$warm")"
    note "$name, memory of who looks" "$(jq .client_mib <<<"$fresh")" MiB \
        "its PostgreSQL process" "$(jq .server_mib <<<"$fresh")"
    note "$name, copies with 30 % of words changed found" "$(jq .found <<<"$fresh")" copies "looked up" "$looks"
    sql -c "ALTER TABLE text_key DROP CONSTRAINT text_key_pkey"
done
