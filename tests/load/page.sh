#!/bin/bash
# page.sh — how soon each view can be used, how many requests and bytes it takes, at the size of a
# province (124 units, 150 criteria, BENCH_PIECES 150000 evidence items that went through the whole
# pipeline), on a phone four times slower than this machine behind slow 3G.  Prints lines as bench.sh
# keeps them.
set -euo pipefail
# shellcheck source=tests/support/demo.sh
. "$(dirname "$0")/../support/demo.sh"
export MINHCHUNG_DEMO=0
here=$root/tests/load
pieces=${BENCH_PIECES:-150000}
password=do-trang-minh-chung

demo_up >"$MINHCHUNG_VAR/up.log" 2>&1 || { tail -n 30 "$MINHCHUNG_VAR/up.log" >&2; exit 1; }
sql -1 -f "$here/province.sql"
ctl key load --account load --out "$MINHCHUNG_VAR/keys/load.key"
sql -c "SELECT json_agg(json_build_object('username', username, 'role', role, 'password', '$password'))
          FROM account WHERE unit_id IS NOT NULL" >"$MINHCHUNG_VAR/people.json"
ctl accounts "$MINHCHUNG_VAR/people.json" 2>/dev/null
sleep 2 # the directory with the new units is read
until [ "$(sql -c 'SELECT count(*) FROM submission')" -ge "$pieces" ]; do
    "$MC_BUILD/bin/load_submit" "$(sed -n 's/^store.dsn = //p' "$MINHCHUNG_VAR/conf/minhchung.conf")" "$MINHCHUNG_VAR/keys/load.key" \
        seconds=5 campaign=tinh units=1-124 criteria=1-150 prefix="page$RANDOM" >&2
done
sql -c "DO \$\$ BEGIN WHILE EXISTS (SELECT FROM message UNION ALL SELECT FROM recompute)
    LOOP COMMIT; PERFORM pg_sleep(0.05); END LOOP; END \$\$" -c 'VACUUM ANALYZE'
cd "$root/tests/browser"
[ -d node_modules ] || npm ci --no-audit --no-fund --silent
MC_ACCOUNTS=$MINHCHUNG_VAR/people.json node "$here/page.mjs"
