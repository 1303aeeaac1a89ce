#!/bin/bash
# quality.sh — how good the checks are: precision and recall of each on a campaign that the demo
# generator makes with a seed that was not used while writing them, through the running system; and
# how often each fires per 1,000 real articles, if they are available (MC_ARTICLES, a JSON object with
# "title" and "body" a line).  Prints a table, writes build/quality.json, build/handbook.html and, for
# the page, services/web/src/quality.json.  Fails if a check that costs points is right in fewer than
# 95 of 100 findings.  First of all, the XLSX reader against openpyxl over a large corpus.
# QUALITY_SEED (31415), QUALITY_SIZE (2000) and QUALITY_DEFECTS (1100) may be set.
# shellcheck source=tests/support/demo.sh
. "$(dirname "$0")/../support/demo.sh"
here=$(dirname "$0")
MC_LONG=1 /usr/bin/python3 "$root/tests/unit/xlsx_oracle_test.py"
articles=${MC_ARTICLES:-$root/../shared/data/articles/same-story-clusters.jsonl}

mkdir -p "$MINHCHUNG_VAR/demo"
/usr/bin/python3 -B "$root/deploy/demo/generate.py" --out "$MINHCHUNG_VAR/demo" \
    --seed "${QUALITY_SEED:-31415}" --size "${QUALITY_SIZE:-2000}" --defects "${QUALITY_DEFECTS:-1100}"
touch "$MINHCHUNG_VAR/demo/complete"
demo_up >"$MINHCHUNG_VAR/up.log" 2>&1 || { tail -n 30 "$MINHCHUNG_VAR/up.log"; exit 1; }
sql -c "SELECT v.submission_id, f ->> 'code' FROM validation v
          LEFT JOIN LATERAL jsonb_array_elements(v.findings) f ON true" >"$MINHCHUNG_VAR/findings.tsv"
sql -c "SELECT u.code, f ->> 'sheet', f ->> 'row', f ->> 'code' FROM member_snapshot s
          JOIN unit u ON u.id = s.unit_id, jsonb_array_elements(s.findings) f
         WHERE s.as_of = '2023-12-31'" >"$MINHCHUNG_VAR/members.tsv"
ctl checks list --json >"$MINHCHUNG_VAR/catalogue.jsonl"
: >"$MINHCHUNG_VAR/judged.jsonl"
if [ -r "$articles" ]; then
    /usr/bin/python3 "$here/paragraphs.py" <"$articles" >"$MINHCHUNG_VAR/articles.jsonl"
    ctl checks judge "$MINHCHUNG_VAR/articles.jsonl" >"$MINHCHUNG_VAR/judged.jsonl"
    /usr/bin/python3 "$here/figures.py" "$MC_BUILD/bin/minhchung" "$MINHCHUNG_VAR/articles.jsonl" \
        "$MINHCHUNG_VAR/figures.json"
fi
# Near copies, on the half of the articles that was not used for tuning; else on made-up texts.
corpus=$articles
if ! [ -r "$corpus" ]; then
    corpus=$MINHCHUNG_VAR/corpus.jsonl
    jq -c 'select(.evidence.text != null) | {id: .key, text: .evidence.text}' "$MINHCHUNG_VAR/demo/evidence.jsonl" >"$corpus"
fi
/usr/bin/python3 "$here/texts.py" "$MC_BUILD/bin/minhchung" "$corpus" "$MINHCHUNG_VAR/texts.json"
# Forms, frames, articles that many copied and lifted passages, for two to forty units.
/usr/bin/python3 "$here/verdicts.py" "$MC_BUILD/bin/minhchung" "$corpus" "$MINHCHUNG_VAR/verdicts.json"
# Papers of several hands, as they are and with one defect each.
/usr/bin/python3 "$here/hands.py" "$MC_BUILD/bin/minhchung" "$MINHCHUNG_VAR/hands.json"
/usr/bin/python3 "$here/photos.py" "$MC_BUILD/bin/minhchung" "$MINHCHUNG_VAR/photos.json"
code=0
/usr/bin/python3 "$here/quality.py" "$MINHCHUNG_VAR" \
    "$(sql -c "SELECT id FROM account WHERE username = 'he-thong'")" "$MC_BUILD/quality.json" || code=$?
# What the page shows of each check; it is committed, so that an office sees it.
jq -r --arg day "$(date +%F)" '"{\"measured_on\":\"\($day)\",\"checks\":{",
    ([.checks | to_entries[] | "\(.key | tojson):\(.value | {planted, found, false, per_1000_articles} | tojson)"] | join(",\n")), "}}"' \
    "$MC_BUILD/quality.json" >"$root/services/web/src/quality.json"
ctl checks handbook --quality "$MC_BUILD/quality.json" >"$MC_BUILD/handbook.html"
echo "written: $MC_BUILD/quality.json, $MC_BUILD/handbook.html, services/web/src/quality.json"
exit "$code"
