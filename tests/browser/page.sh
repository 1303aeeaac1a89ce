#!/bin/bash
# page.sh — the page in a real headless Chromium against the running demo.  What the tests do, they
# do in the campaign of the running year; that of 2023 is published.
# shellcheck source=tests/support/demo.sh
. "$(dirname "$0")/../support/demo.sh"
cd "$(dirname "$0")"
demo_up >"$MINHCHUNG_VAR/up.log" 2>&1 || { tail -n 30 "$MINHCHUNG_VAR/up.log"; exit 1; }
if [ ! -d node_modules ] || [ package-lock.json -nt node_modules ]; then
    npm ci --no-audit --no-fund --silent
    touch node_modules
fi
export MC_ACCOUNTS=$MINHCHUNG_VAR/demo-accounts.json MC_SHOTS=$MC_BUILD/screenshots
MC_RUNNING=$(cat "$MINHCHUNG_VAR/demo/running/code")
export MC_RUNNING
node gallery_test.mjs
node council_test.mjs
node page_test.mjs
node checks_test.mjs
node members_test.mjs
node links_test.mjs
node pieces_test.mjs
node posts_test.mjs
node imports_test.mjs
node itinerary_test.mjs
node accounts_test.mjs
node words_test.mjs
node filing_test.mjs
node offline_test.mjs
node preparation_test.mjs
node visit_round_test.mjs
node rounds_test.mjs
node conclusion_test.mjs
node register_test.mjs
node papers_test.mjs
ctl criteria export --campaign 2023 --out "$MINHCHUNG_VAR/set.xlsx" >/dev/null
ctl campaign open "$MINHCHUNG_VAR/set.xlsx" --code 2024 --deadline 2024-12-15 >/dev/null
node campaigns_test.mjs
