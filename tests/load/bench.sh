#!/bin/bash
# bench.sh — measures the system on a cluster of its own, each figure beside the best that this
# machine can do in the same run; prints a table and writes build/bench.json.
# BENCH_SECONDS (8) is the length of each part; figures are medians of BENCH_RUNS (3).
set -euo pipefail
# shellcheck source=tests/support/demo.sh
. "$(dirname "$0")/../support/demo.sh"
export MINHCHUNG_DEMO=0
here=$root/tests/load
seconds=${BENCH_SECONDS:-8}
runs=${BENCH_RUNS:-3}
pg=$(find /usr/lib/postgresql -maxdepth 2 -name bin | sort -V | tail -1)
results=$MINHCHUNG_VAR/results
export SVDIR=$MINHCHUNG_VAR/service

say() {
    printf '%s\n' "$*" >&2
}
# note NAME VALUE UNIT [REFERENCE VALUE]
note() {
    printf '%s\t%s\t%s\t%s\t%s\n' "$1" "$2" "$3" "${4:-}" "${5:-}" >>"$results"
    say "  $1: $2 $3${4:+   ($4: $5)}"
}
median() {
    sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}
dsn_of() {
    sed -n 's/^store.dsn = //p' "$MINHCHUNG_VAR/conf/minhchung.conf"
}
# bench_pg CLIENTS SCRIPT ROWS-A-TRANSACTION: rows a second
bench_pg() {
    PGOPTIONS='-c synchronous_commit=on' "$pg/pgbench" -n -h "$(cat "$MINHCHUNG_VAR/socket-dir")" -U postgres -d minhchung \
        -c "$1" -j 1 -T "$seconds" -f "$2" 2>/dev/null | awk -v rows="$3" '/^tps/ { printf "%.0f\n", $3 * rows }'
}
repeat() {
    local run
    for run in $(seq "$runs"); do
        RUN=$run "$@"
    done | median
}
services() {
    sv -w 20 "$1" validation reader scoring notification >/dev/null
}
submit() {
    "$MC_BUILD/bin/load_submit" "$(dsn_of)" "$MINHCHUNG_VAR/keys/bench.key" "$@"
}
zmq_rate() {
    submit seconds="$seconds" window=4096 units=1-100 criteria=1-150 prefix="z$RUN-$RANDOM" | jq -r .per_second
}
http_rate() {
    wrk -t 1 -c 256 -d "${seconds}s" -s "$here/http.lua" "http://$MINHCHUNG_HTTP" -- "$token" "h$RUN-$RANDOM" |
        tail -1 | jq -r .per_second
}
# wait_gone QUERY: waits until it returns no row; polls inside the server, which costs little.
wait_gone() {
    sql -c "DO \$\$ BEGIN WHILE EXISTS ($1) LOOP COMMIT; PERFORM pg_sleep(0.01); END LOOP; END \$\$"
}
OWED="SELECT FROM message WHERE payload <> 'compare' UNION ALL SELECT FROM recompute"
# The comparisons that a flood defers are measured by themselves, and not waited for.
drain() {
    wait_gone "$OWED"
    sql -c "DELETE FROM message WHERE payload = 'compare'"
}
compare_rate() {
    local began count
    services stop
    count=$(sql -c "UPDATE message SET ready_at = now() WHERE stage = 2 RETURNING 1" | wc -l)
    began=${EPOCHREALTIME//./}
    services start
    wait_gone "SELECT FROM message"
    echo $((count * 1000000 / (${EPOCHREALTIME//./} - began)))
}
whole_rate() {
    local began accepted
    began=${EPOCHREALTIME//./}
    accepted=$(submit seconds="$seconds" window=4096 units=1-100 criteria=1-150 prefix="p$RUN-$RANDOM" | jq -r .accepted)
    drain
    echo $((accepted * 1000000 / (${EPOCHREALTIME//./} - began)))
}
# steady_rate RATE: submits at that rate; prints the rate until the last submission was notified.
# The two are equal when the pipeline keeps up.
steady_rate() {
    local filed ended
    filed=$(submit seconds="$seconds" rate="$1" units=1-100 criteria=1-150 prefix="r$RUN-$RANDOM")
    ended=${EPOCHREALTIME//./}
    drain
    jq -r --argjson drained $((${EPOCHREALTIME//./} - ended)) \
        '.accepted / (.seconds + $drained / 1000000) | floor' <<<"$filed"
}
# latency RATE-OF-BACKGROUND CRITERIA: "p50 p99" in ms from acknowledgement to visible score,
# then of the recomputation alone, from the verdict on; over submissions that have a cell of
# their own each.
latency() {
    local tag=$RANDOM background=
    if [ "$1" -gt 0 ]; then
        submit seconds=$((seconds + 3)) rate="$1" units=1-100 criteria=1-150 prefix="b$tag" >/dev/null &
        background=$!
        sleep 1
    fi
    submit seconds="$seconds" rate=40 units=101-124 criteria="$2" prefix="s$tag" >/dev/null
    [ -z "$background" ] || wait "$background"
    drain
    sql -c "SELECT round(1000 * percentile_cont(0.5) WITHIN GROUP (ORDER BY d)::numeric, 1),
                   round(1000 * percentile_cont(0.99) WITHIN GROUP (ORDER BY d)::numeric, 1),
                   round(1000 * percentile_cont(0.5) WITHIN GROUP (ORDER BY r)::numeric, 1),
                   round(1000 * percentile_cont(0.99) WITHIN GROUP (ORDER BY r)::numeric, 1)
              FROM (SELECT extract(epoch FROM s.computed_at - p.received_at) AS d,
                           extract(epoch FROM s.computed_at - v.at) AS r
                      FROM submission p JOIN validation v ON v.submission_id = p.id
                      JOIN score s ON s.unit_id = p.unit_id AND s.criterion_id = p.criterion_ids[1]
                      JOIN unit u ON u.id = p.unit_id
                     WHERE p.body LIKE '%s$tag-%'::bytea AND u.code ~ '^U1(0[1-9]|1[0-9]|2[0-4])$') x"
}

# ms_of COMMAND...: prints how long it takes.
ms_of() {
    local began=${EPOCHREALTIME//./}
    "$@" >/dev/null
    echo $(((${EPOCHREALTIME//./} - began) / 1000))
}
aggregate() {
    sql -c "SELECT count(*) FROM (
              SELECT unit_id, criterion_id, figure, count(*), sum(amount), max(amount), max(days_late)
                FROM evidence_fact WHERE campaign_id = (SELECT id FROM campaign WHERE code = '$1')
               GROUP BY unit_id, criterion_id, figure) x"
}
recompute() {
    sql -c "SELECT mark_campaign(id) FROM campaign WHERE code = '$1'"
    wait_gone "SELECT FROM recompute"
}
# full NAME CODE UNITS FACTS: a whole campaign computed, from nothing and again, beside the
# aggregate that any such computation has to read.
full() {
    services stop
    sql -1 -v code="$2" -v units="$3" -v facts="$4" -f "$here/campaign.sql"
    sql -c CHECKPOINT -c 'VACUUM ANALYZE evidence_fact'
    local limit first again board
    limit=$(repeat ms_of aggregate "$2")
    services start
    first=$(ms_of recompute "$2")
    again=$(repeat ms_of recompute "$2")
    board=$(repeat ms_of sql -c "SELECT count(*) FROM scoreboard((SELECT id FROM campaign WHERE code = '$2'))")
    note "$1, every score written" "$first" ms "aggregate" "$limit"
    note "$1, computed again" "$again" ms "aggregate" "$limit"
    note "$1, board" "$board" ms "aim" 100
}

say "Starting"
demo_up >"$MINHCHUNG_VAR/up.log" 2>&1 || { cat "$MINHCHUNG_VAR/up.log"; exit 1; }
sql -1 -f "$here/seed.sql"
ctl key bench --account bench --out "$MINHCHUNG_VAR/keys/bench.key"
ctl token bench --units all --areas evidence:write
sleep 2
token=$(awk '$1 == "bench" { print $3 }' "$MINHCHUNG_VAR/keys/command-line.tokens")

say "PostgreSQL alone (pgbench)"
sql -f "$here/limit_tables.sql"
echo "INSERT INTO limit_bare SELECT gen_random_uuid(), decode(repeat('0123456789abcdef', 64), 'hex');" >"$MINHCHUNG_VAR/single.sql"
echo "INSERT INTO limit_bare SELECT gen_random_uuid(), decode(repeat('0123456789abcdef', 64), 'hex') FROM generate_series(1, 256);" >"$MINHCHUNG_VAR/bare.sql"
single=$(repeat bench_pg 32 "$MINHCHUNG_VAR/single.sql" 1)
bare=$(repeat bench_pg 4 "$MINHCHUNG_VAR/bare.sql" 256)
limit=$(repeat bench_pg 2 "$here/limit.sql" 256)
note "pgbench, single rows, 32 clients" "$single" rows/s
note "pgbench, 256 rows into a bare table" "$bare" rows/s
note "pgbench, 256 rows into the same tables (limit)" "$limit" rows/s
sql -c 'DROP TABLE limit_submission, limit_message, limit_bare' -c CHECKPOINT

say "Ingest (validation at rest)"
services stop
zmq=$(repeat zmq_rate)
note "ingest over ZeroMQ, durable" "$zmq" pieces/s "limit" "$limit"
note "ingest over ZeroMQ, durable, against single rows" "$zmq" pieces/s "pgbench single" "$single"
http=$(repeat http_rate)
note "ingest over HTTP, durable" "$http" pieces/s "over ZeroMQ" "$zmq"
services start
drain
sql -c CHECKPOINT

say "The whole pipeline"
whole=$(repeat whole_rate)
note "whole pipeline, filed in a flood, until told" "$whole" pieces/s "limit" "$limit"
steady=$(repeat steady_rate 8000)
note "whole pipeline at a steady 8,000/s, until told" "$steady" pieces/s "filed" 8000
submit seconds=2 rate=8000 units=1-100 criteria=1-150 prefix="c$RANDOM" >/dev/null
wait_gone "$OWED"
note "texts of 1 KiB compared with all earlier ones, after a flood" "$(compare_rate)" pieces/s "whole pipeline" "$whole"
before=$(sql -c "SELECT wal_bytes, (SELECT sum(xact_commit) FROM pg_stat_database), (SELECT count(*) FROM submission) FROM pg_stat_wal")
submit seconds="$seconds" window=4096 units=1-100 criteria=1-150 prefix="w$RANDOM" >/dev/null
drain
sleep 1
after=$(sql -c "SELECT wal_bytes, (SELECT sum(xact_commit) FROM pg_stat_database), (SELECT count(*) FROM submission) FROM pg_stat_wal")
read -r wal commits < <(printf '%s\n%s\n' "$before" "$after" | awk 'NR == 1 { w = $1; c = $2; n = $3 }
    NR == 2 { printf "%.0f %.4f\n", ($1 - w) / ($3 - n), ($2 - c) / ($3 - n) }')
note "WAL for each piece, all stages" "$wal" bytes
note "commits for each piece, all stages" "$commits" commits

say "From filing to the visible score"
read -r p50 p99 _ _ < <(latency 0 1-50)
note "p50 at light load (40/s)" "$p50" ms
note "p99 at light load (40/s)" "$p99" ms "aim" 50
read -r p50 p99 _ _ < <(latency $((whole / 2)) 51-100)
note "p50 at half of capacity" "$p50" ms
note "p99 at half of capacity" "$p99" ms

say "A score while 1,000 pieces a second arrive"
read -r p50 p99 r50 r99 < <(latency 1000 101-150)
note "p50 at 1,000 pieces/s, from filing" "$p50" ms
note "p99 at 1,000 pieces/s, from filing" "$p99" ms
note "p50 at 1,000 pieces/s, of the recomputation" "$r50" ms
note "p99 at 1,000 pieces/s, of the recomputation" "$r99" ms "aim" 20

say "Computing all of a campaign"
full "province (124 units, 150 criteria, 150,000 facts)" TINH 124 8
full "country (3,321 units, 150 criteria, 5 million facts)" NUOC 3321 10

say "Reading at that size"
# get_ms PATH: the median of 31 requests of the committee, in ms.
get_ms() {
    for _ in $(seq 31); do
        curl -fs -o /dev/null -w '%{time_total}\n' -H "Authorization: Bearer $reader" "http://$MINHCHUNG_HTTP$1"
    done | sort -n | awk '{ v[NR] = $1 } END { printf "%.1f\n", 1000 * v[16] }'
}
sql -c "INSERT INTO account (username, role, unit_id) SELECT 'doc', 'committee', id FROM unit WHERE code = 'TINH'"
echo '[{"username":"doc","password":"do-tai-minh-chung"}]' >"$MINHCHUNG_VAR/bench.json"
ctl accounts "$MINHCHUNG_VAR/bench.json" 2>/dev/null
reader=$(curl -fs "http://$MINHCHUNG_HTTP/api/v1/login" -H 'Content-Type: application/json' \
    -d '{"username":"doc","password":"do-tai-minh-chung"}' | jq -r .token)
note "scoreboard of the province over HTTP, p50" "$(get_ms /api/v1/campaigns/TINH/scoreboard)" ms "aim" 100
note "receipt of one criterion over HTTP, p50" \
    "$(get_ms /api/v1/campaigns/TINH/units/TINH-7/criteria/C8/receipt)" ms "aim" 100

say "Checking texts and photos, near copies among 1 and 5 million texts (BENCH_TEXTS)"
"$here/speed.sh" "$MINHCHUNG_VAR/speed" | tee -a "$results" >&2
"$here/near.sh" "$MINHCHUNG_VAR/near" | tee -a "$results" >&2
while IFS=$'\t' read -r name ms above by_hand; do
    note "itinerary of $name" "$ms" ms
    note "itinerary of $name, above the bound" "$above" % "by hand" "$by_hand"
done < <("$MC_BUILD/bin/load_itinerary")

say "Looking at cited pages"
"$here/links.sh" | tee -a "$results" >&2

say "The page at the size of a province, on a slow phone behind slow 3G (BENCH_PIECES)"
"$here/page.sh" | tee -a "$results" >&2

say "Memory"
for service in gateway ingest reader validation scoring notification; do
    pid=$(cat "$MINHCHUNG_VAR/service/$service/supervise/pid")
    note "peak memory of $service" "$(awk '/VmHWM/ { printf "%.1f\n", $2 / 1024 }' "/proc/$pid/status")" MiB "aim" 50
done
ctl ledger --json >&2

mkdir -p "$MC_BUILD"
/usr/bin/python3 - "$results" "$MC_BUILD/bench.json" <<'EOF'
import json, sys
rows = []
print(f"\n{'':52}{'measured':>12} {'unit':10}{'beside it':>20}{'ratio':>8}")
for line in open(sys.argv[1], encoding="utf-8"):
    name, value, unit, reference, beside = line.rstrip("\n").split("\t")
    ratio = round(float(value) / float(beside), 3) if beside and float(beside) else None
    rows.append({"name": name, "value": float(value), "unit": unit, "reference": reference or None,
                 "reference_value": float(beside) if beside else None, "ratio": ratio})
    shown = f"{reference} {beside}" if beside else ""
    print(f"{name:52}{value:>12} {unit:10}{shown:>20}{'' if ratio is None else format(ratio, '.2f'):>8}")
json.dump(rows, open(sys.argv[2], "w"), ensure_ascii=False, indent=1)
EOF
