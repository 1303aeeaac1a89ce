#!/bin/bash
# start.sh — the page of a system without the demo: from the link of the first administrator to an open
# campaign, on a desk, then all of it again on a phone.
# shellcheck source=tests/support/demo.sh
. "$(dirname "$0")/../support/demo.sh"
export MINHCHUNG_DEMO=0
cd "$(dirname "$0")"
demo_up >"$MINHCHUNG_VAR/up.log" 2>&1 || { tail -n 30 "$MINHCHUNG_VAR/up.log"; exit 1; }
if [ ! -d node_modules ] || [ package-lock.json -nt node_modules ]; then
    npm ci --no-audit --no-fund --silent
    touch node_modules
fi
# The keys of the running services stay.
empty() {
    PGOPTIONS='-c client_min_messages=warning' sql -q -c 'CREATE TEMP TABLE kept AS TABLE system_key;
        TRUNCATE account, unit, criteria_set, campaign CASCADE;
        INSERT INTO system_key SELECT * FROM kept'
}
echo '[]' >"$MINHCHUNG_VAR/accounts.json"
export MC_ACCOUNTS=$MINHCHUNG_VAR/accounts.json MC_SHOTS=$MC_BUILD/screenshots
export MC_SET=$MC_BUILD/web/mau/bo-tieu-chi.xlsx
for MC_WIDTH in 1440 360; do
    MC_LINK=$(ctl init | sed -n 's/^ *\(http.*\)/\1/p')
    export MC_WIDTH MC_LINK
    node start_test.mjs
    # Empty again; a service that reads at this moment may be in the way.
    empty || empty || empty
done
