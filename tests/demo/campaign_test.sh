#!/bin/bash
# campaign_test.sh — the first steps of a new user: up, the boards of eleven units, every planted
# defect found and nothing else, a year published and one at work, every digit replayed, a service
# killed, up again, down.
# shellcheck source=tests/support/demo.sh
. "$(dirname "$0")/../support/demo.sh"
here=$(dirname "$0")

demo_up >"$MINHCHUNG_VAR/up.log" 2>&1 || { tail -n 30 "$MINHCHUNG_VAR/up.log"; exit 1; }
running=$(cat "$MINHCHUNG_VAR/demo/running/code")
recently=$(date -d "-20 days" +%F)

roles() {
    [ "$(jq -r '.[].role' "$MINHCHUNG_VAR/demo-accounts.json" | sort -u | tr '\n' ' ')" = \
        "admin committee council editor inspector officer system viewer " ]
}
board() {
    [ "$(ctl scoreboard --campaign "$1" --json | jq '[.units[] | select(.computed | tonumber > 0)] | length')" = 11 ]
}
shown() {
    [ "$(grep -c 'Huyện đoàn Tiểu Cần' "$MINHCHUNG_VAR/up.log")" = 2 ] && grep -q 'he-thong' "$MINHCHUNG_VAR/up.log"
}
truth() {
    sql -c "SELECT v.submission_id, f ->> 'code' FROM validation v
              LEFT JOIN LATERAL jsonb_array_elements(v.findings) f ON true" >"$MINHCHUNG_VAR/findings.tsv"
    /usr/bin/python3 "$here/compare_truth.py" "$MINHCHUNG_VAR/demo/truth.jsonl" \
        "$MINHCHUNG_VAR/findings.tsv" "$(sql -c "SELECT id FROM account WHERE username = 'he-thong'")"
}
# The year's own check of what is found beside what was planted: on some days a date is odd.
running_truth() {
    /usr/bin/python3 "$here/compare_truth.py" "$MINHCHUNG_VAR/demo/running/truth.jsonl" \
        "$MINHCHUNG_VAR/findings.tsv" "$(sql -c "SELECT id FROM account WHERE username = 'he-thong'")" planted
}
years() {
    /usr/bin/python3 "$here/check_years.py" "http://$MINHCHUNG_HTTP" "$MINHCHUNG_VAR" "$running"
}
# The facts of the article that the demo is made after.
article() {
    /usr/bin/python3 "$here/check_round.py" "http://$MINHCHUNG_HTTP" "$MINHCHUNG_VAR"
}
published_replays() {
    ctl publication --campaign 2023 >"$MINHCHUNG_VAR/result.json" &&
        ctl verify --publication "$MINHCHUNG_VAR/result.json" && ctl replay --publication "$MINHCHUNG_VAR/result.json"
}
# Of each of the eleven units a checklist with records, and minutes that are locked; one objected.
visits() {
    [ "$(sql -c "SELECT count(DISTINCT i.unit_id) FILTER (WHERE e.id IS NOT NULL),
                        count(DISTINCT v.unit_id) FILTER (WHERE is_visit_locked(v.round_id, v.unit_id)),
                        (SELECT count(*) FROM visit_minutes_act WHERE act = 'objected')
                   FROM inspection_round r JOIN campaign c ON c.id = r.campaign_id AND c.code = '2023'
                   JOIN round_visit v ON v.round_id = r.id
                   JOIN visit_item i ON (i.round_id, i.unit_id) = (v.round_id, v.unit_id)
                   LEFT JOIN visit_entry e ON e.item_id = i.id")" = "$(printf '11\t11\t1')" ]
}
imports() {
    /usr/bin/python3 - "$MINHCHUNG_VAR/demo/imports/expected.json" \
        <(sql -c "SELECT json_object_agg(file_name, faults) FROM import") <<'EOF'
import json, sys
wanted = {(e["file"], e["row"], e["code"]) for e in json.load(open(sys.argv[1]))}
found = {(name, f["row"], f["code"]) for name, faults in json.load(open(sys.argv[2])).items() for f in faults}
print("only expected:", sorted(wanted - found), "only found:", sorted(found - wanted))
sys.exit(0 if wanted == found and wanted else 1)
EOF
}
feeds() {
    /usr/bin/python3 - "$MINHCHUNG_VAR/demo/feeds-expected.json" <(ctl feeds list) <<'EOF'
import json, sys
wanted = json.load(open(sys.argv[1]))
found = {f["unit"]: {name: f[name] for name in ("address", "state", "posts")} for f in map(json.loads, open(sys.argv[2]))}
print(wanted, found, sep="\n")
sys.exit(0 if wanted == found else 1)
EOF
}
posts() {
    /usr/bin/python3 - "$MINHCHUNG_VAR/demo/posts-expected.json" <(ctl cadence --campaign 2023 --on 2024-01-08 --json) <<'EOF'
import json, sys
wanted = json.load(open(sys.argv[1]))
units = json.load(open(sys.argv[2]))["units"]
found = {u["code"]: {kind: u[kind]["covered"] for kind in ("news", "story")} for u in units}
print(wanted, found, sep="\n")
due = all(u["news"]["due"] == 365 and u["story"]["due"] == 53 for u in units)
longest = max(u["news"]["longest_gap"] for u in units)
sys.exit(0 if wanted == found and due and longest >= 28 else 1)
EOF
}
members() {
    sql -c "SELECT u.code, s.members, f ->> 'sheet', f ->> 'row', f ->> 'code' FROM member_snapshot s
              JOIN unit u ON u.id = s.unit_id, jsonb_array_elements(s.findings) f
             WHERE s.as_of = '2023-12-31'" >"$MINHCHUNG_VAR/members.tsv"
    /usr/bin/python3 - "$MINHCHUNG_VAR/demo/exports/expected.json" "$MINHCHUNG_VAR/members.tsv" <<'EOF'
import json, sys
wanted = {(e["unit"], str(e["members"]), sheet, str(row), code)
          for e in json.load(open(sys.argv[1])) for sheet, row, code in e["findings"]}
found = {tuple(line.rstrip("\n").split("\t")) for line in open(sys.argv[2])}
print("only expected:", sorted(wanted - found)[:20], "only found:", sorted(found - wanted)[:20])
sys.exit(0 if wanted == found and len({w[0] for w in wanted}) == 11 else 1)
EOF
}
size_is_enough() {
    [ "$(sql -c 'SELECT count(*) FROM submission')" -ge 600 ] &&
        [ "$(sql -c "SELECT count(*) FROM criterion WHERE level = 'criterion'")" -ge 40 ] &&
        [ "$(sql -c "SELECT count(DISTINCT rule ->> 'kind') FROM criterion")" -ge 6 ] &&
        [ "$(sql -c "SELECT sum(points) FROM criterion WHERE level = 'criterion' AND NOT is_bonus
                      AND set_id = (SELECT criteria_set_id FROM campaign WHERE code = '2023')")" = 450.00 ]
}
durable() {
    [ "$(sql -c "SELECT string_agg(setting, ' ' ORDER BY name) FROM pg_settings
                  WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit')")" = "on on on" ]
}
catalogue() {
    [ "$(ctl checks list --json | jq -s 'map(select(.mend != "")) | length')" -ge 60 ] &&
        ctl checks handbook >"$MINHCHUNG_VAR/handbook.html" &&
        [ "$(grep -c '<h3' "$MINHCHUNG_VAR/handbook.html")" = "$(ctl checks list --json | wc -l)" ]
}
# A trial of a check on this campaign gives the findings that the check had.
tried() {
    [ "$(ctl checks try "$1" --campaign 2023 | jq .would_fire)" = \
        "$(sql -c "SELECT count(*) FROM validation v JOIN submission s ON s.id = v.submission_id AND s.is_current
                     JOIN campaign c ON c.id = s.campaign_id AND c.code = '2023'
                    WHERE v.findings @> '[{\"code\": \"$1\"}]'")" ]
}
article_findings() {
    ctl submit --campaign "$running" --unit HD-TIEUCAN --kind article --title "Ngày hội của tuổi trẻ xã Tân Hòa" \
        --criterion "$(sql -c "SELECT code FROM criterion WHERE level = 'criterion' AND required_kinds = '{}' LIMIT 1")" \
        --occurred-on "$recently" --text "Lượt $1. Ngày hội ở xã Tân Hòa." --wait --json | jq -r "$2" || true
}
# Each page was fetched; those that changed after submission are stored with their earlier text.
pages_looked_at() {
    [ "$(ctl status --json | jq .owed.look)" = 0 ] &&
        [ "$(ctl links --campaign 2023 | jq -s 'map(select(.state == "unknown")) | length')" = 0 ] &&
        [ "$(ctl links --campaign 2023 | jq -s 'map(select(.changed_at and .frozen_hash)) | length')" -ge 5 ]
}
# Without a submission: prints page and findings, and exits with 1 where there are any.
links_checked() {
    local link
    link=$(sql -c "SELECT l.url FROM link_use l JOIN submission s ON s.id = l.submission_id JOIN unit u ON u.id = s.unit_id
                     JOIN validation v ON v.submission_id = s.id
                    WHERE u.code = 'HD-TIEUCAN' AND s.kind = 'article' AND v.findings = '[]' ORDER BY 1 LIMIT 1")
    ctl links check "$link" --unit HD-TIEUCAN | jq -e '.state == "good" and .text_bytes > 100' >/dev/null &&
        ! ctl links check "$link" --unit HD-TRACU >"$MINHCHUNG_VAR/checked.json" &&
        jq -e '.findings[0].code == "link.foreign_site"' "$MINHCHUNG_VAR/checked.json" >/dev/null &&
        ! ctl links check http://10.20.0.5/tin >"$MINHCHUNG_VAR/checked.json" &&
        jq -e '.way[0].addresses == "10.20.0.5:80 refused"' "$MINHCHUNG_VAR/checked.json" >/dev/null
}
# Services read a setting at their next poll; the test submits articles until then.
too_short_is() {
    filed=$((filed + 1))
    [ "$(article_findings "$filed" '.findings[] | select(.code == "text.too_short") | .severity')" = "$1" ]
}
filed=0
# Units of the running year have closed: a change needs its ground.
settings_count() {
    local ground='Công văn số 12-CV/TĐTN'
    too_short_is error &&
        ctl checks set text.too_short --campaign "$running" --severity hint --ground "$ground" && wait_until too_short_is hint &&
        ctl checks set text.too_short --campaign "$running" --parameter words_min=3 --ground "$ground" && wait_until too_short_is "" &&
        ctl checks settings --campaign "$running" | jq -e '.parameters.words_min == 3' >/dev/null &&
        ! ctl checks set text.too_short --campaign "$running" --parameter lines=3 --ground "$ground" 2>/dev/null &&
        ctl checks set text.too_short --campaign "$running" --severity own --ground "$ground"
}
runs_as_another() {
    local after
    after=$(cat "$MINHCHUNG_VAR/service/$1/supervise/pid" 2>/dev/null || true)
    [ -n "$after" ] && [ "$after" != "$2" ]
}
# Each route's answer conforms to openapi.json.
answers() {
    /usr/bin/python3 "$here/check_answers.py" "http://$MINHCHUNG_HTTP" "$MINHCHUNG_VAR" \
        "$root/services/gateway/api/openapi.json" "$(sql -c "SELECT id FROM import WHERE file_name = 'minh-chung-dot-1.xlsx'")" "$running"
}
restarted() {
    local before
    before=$(cat "$MINHCHUNG_VAR/service/$1/supervise/pid")
    kill -9 "$before"
    wait_until runs_as_another "$1" "$before"
}
files_again() {
    ctl submit --campaign "$running" --unit "$(jq -r '[.[] | select(.role == "officer")][0].unit' \
        "$MINHCHUNG_VAR/demo-accounts.json")" \
        --criterion "$(sql -c "SELECT code FROM criterion WHERE level = 'criterion' AND required_kinds = '{}' LIMIT 1")" \
        --kind other --title "Sau khi khởi động lại" --occurred-on "$recently" --wait --json | jq -e '.verdict == "valid"' >/dev/null
}
keeps() {
    local before
    before=$(sql -c 'SELECT count(*) FROM submission')
    "$root/deploy/local/down.sh" >/dev/null
    demo_up >"$MINHCHUNG_VAR/again.log" 2>&1
    [ "$(sql -c 'SELECT count(*) FROM submission')" = "$before" ] && ! grep -q 'Nộp minh chứng' "$MINHCHUNG_VAR/again.log"
}
stops() {
    "$root/deploy/local/down.sh" >/dev/null
    ! pgrep -f "$MINHCHUNG_VAR" >/dev/null
}

check "up shows accounts and the boards" shown
check "an account of every role" roles
check "eleven units with points" board 2023
check "eleven units with points in the running year" board "$running"
check "enough submissions, criteria and kinds of rules; 450 points" size_is_enough
check "durability as PostgreSQL ships it" durable
check "validation found what was planted, and nothing else" truth
check "validation found what was planted in the running year" running_truth
check "2023 is published and says the same everywhere; the running year is at work" years
check "the round of 2023 is the one that the article tells of" article
check "every cited page was fetched, changed ones again" pages_looked_at
check "a link is checked without a submission" links_checked
check "each unit of the round of 2023 was visited, and its minutes are locked" visits
check "bad rows of the spreadsheets are reported" imports
check "posts of some units come from their feeds" feeds
check "exports of the member software lack what was planted, and nothing else" members
check "days and weeks with posts are those of the list" posts
check "the ledger balances" ctl ledger --json
check "the catalogue of checks as a list and a handbook" catalogue
for code in text.too_short figures.sum paper.no_signer file.macro photo.place link.changed; do
    check "a trial of $code has as many findings as the check had" tried "$code"
done
check "an editor's settings count from then on" settings_count
check "every digit replays" ctl replay --campaign 2023
check "every digit of the running year replays" ctl replay --campaign "$running"
check "the published result is sound and replays" published_replays
check "contents have their hashes" ctl verify
check "nothing was dead-lettered" test "$(ctl dead-letters --json)" = "[]"
check "every answer conforms to the API's description" answers
for service in gateway ingest reader fetcher validation scoring papers notification demo-site; do
    check "$service is restarted after kill -9" restarted "$service"
done
check "a submission filed afterwards gets its verdict" files_again
check "a second up keeps the data and loads nothing" keeps
check "down leaves no process" stops
[ "$failures" = 0 ]
