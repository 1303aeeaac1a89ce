#!/bin/bash
# store_test.sh — random criteria sets with everything that a set can contain, stored and scored
# by the scoring service: every score, total, band and receipt is the one that `minhchung score`
# computes from the store's export.
# shellcheck source=tests/support/demo.sh
. "$(dirname "$0")/../support/demo.sh"
export MINHCHUNG_DEMO=0
here=$(dirname "$0")
work=$MINHCHUNG_VAR/work
SETS=4

demo_up >"$MINHCHUNG_VAR/up.log" 2>&1 || { tail -n 30 "$MINHCHUNG_VAR/up.log"; exit 1; }
mkdir "$work"
sql -c "INSERT INTO unit (code, name, kind) VALUES ('TINH', 'Tỉnh đoàn', 'province');
        INSERT INTO account (username, role, unit_id) SELECT 'uy-ban', 'committee', id FROM unit;"

# take N: imports the set N.json, and a campaign of it with facts and scores by people.
take() {
    sql -c "$(printf 'PREPARE taking (text) AS %s' "$(cat "$root/services/ctl/sql/criteria_import.sql")")" \
        -c "EXECUTE taking (\$json\$$(cat "$work/$1.json")\$json\$)" >"$work/$1.taken" || return 1
    sql -1 -f "$work/$1.sql" >"$work/$1.made"
}
nothing_owed() {
    [ "$(sql -c 'SELECT count(*) FROM recompute')" = 0 ]
}
settled() {
    wait_until nothing_owed || { sql -c 'SELECT * FROM recompute LIMIT 5'; return 1; }
}
agrees() {
    ctl set --campaign "R$1" >"$work/set.json" && ctl inputs --campaign "R$1" >"$work/inputs.jsonl" || return 1
    ctl score --set "$work/set.json" --inputs "$work/inputs.jsonl" --json >"$work/pure.jsonl" 2>/dev/null || return 1
    sql -c "SELECT json_build_object('unit', u.code, 'total', t.total::text, 'band', t.band,
                     'rank', rank() OVER (PARTITION BY m.peer_group ORDER BY t.total DESC, t.tie DESC),
                     'receipt', t.receipt, 'criteria',
                     (SELECT json_agg(json_build_object('criterion', k.code, 'state', s.state,
                                                        'value', s.value::text, 'receipt', s.receipt))
                        FROM score s JOIN criterion k ON k.id = s.criterion_id
                       WHERE s.campaign_id = c.id AND s.unit_id = u.id))
              FROM campaign c JOIN campaign_unit m ON m.campaign_id = c.id JOIN unit u ON u.id = m.unit_id
              JOIN unit_total t ON t.campaign_id = c.id AND t.unit_id = u.id AND t.body = 'computed'
             WHERE c.code = 'R$1'" >"$work/stored.jsonl"
    /usr/bin/python3 "$here/compare_scores.py" "$work/pure.jsonl" "$work/stored.jsonl"
}
# same N: the export of the campaign's set is the imported one, except for the campaign's own parts.
same() {
    ctl criteria export --campaign "R$1" --out "$work/out.json" &&
        diff <(jq -S 'del(.directory, .period, .targets, .criteria[].not_applicable)' "$work/out.json") \
            <(jq -S 'del(.directory, .period, .targets, .criteria[].not_applicable)' "$work/$1.json") |
        head -20 | { ! grep .; }
}

/usr/bin/python3 "$here/random_campaign.py" "$SETS" "$work"
for n in $(seq "$SETS"); do
    check "set $n is imported" take "$n"
done
check "all is scored" settled
for n in $(seq "$SETS"); do
    check "set $n is exported as it was imported" same "$n"
    check "set $n is scored as by the pure scorer" agrees "$n"
done
[ "$failures" = 0 ]
