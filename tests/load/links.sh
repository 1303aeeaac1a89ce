#!/bin/bash
# links.sh — how many cited pages a second the fetcher fetches, over HTTPS through its guard, reads in
# a sandboxed child each and commits, on the demo's twelve sites without a pause between two pages of
# a host; beside it plain curl that fetches the same pages, as many at once, and discards them. Prints lines as bench.sh keeps them.
set -euo pipefail
# shellcheck source=tests/support/demo.sh
. "$(dirname "$0")/../support/demo.sh"
runs=${BENCH_RUNS:-3}

note() {
    printf '%s\t%s\t%s\t%s\t%s\n' "$1" "$2" "$3" "${4:-}" "${5:-}"
}
median() {
    sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}
# rate COMMAND...: pages a second.
rate() {
    local run began
    for run in $(seq "$runs"); do
        began=${EPOCHREALTIME//./}
        RUN=$run "$@" >/dev/null 2>&1
        echo $((pages * 1000000 / (${EPOCHREALTIME//./} - began)))
    done | median
}
fetcher() {
    sql -c "UPDATE link_page SET due_at = now() WHERE state = 1" -c "DO \$\$ BEGIN
        WHILE EXISTS (SELECT FROM link_page WHERE due_at <= now() OR claim IS NOT NULL) LOOP
            COMMIT; PERFORM pg_sleep(0.005); END LOOP; END \$\$"
}
plain_curl() {
    curl -sf --parallel --parallel-max 16 --cacert "$MINHCHUNG_VAR/demo-site/ca.pem" \
        --connect-to "::127.0.0.1:$(cut -d, -f1 "$MINHCHUNG_VAR/demo-site/ports")" -K "$MINHCHUNG_VAR/urls"
}

demo_up >"$MINHCHUNG_VAR/up.log" 2>&1 || { tail -n 30 "$MINHCHUNG_VAR/up.log" >&2; exit 1; }
pages=$(sql -c "SELECT count(*) FROM link_page WHERE state = 1")
sql -c "SELECT format(E'url = \"%s\"\noutput = /dev/null', final_url) FROM link_page WHERE state = 1" >"$MINHCHUNG_VAR/urls"
note "cited pages looked at, HTTPS, 12 sites" "$(rate fetcher)" pages/s "plain curl" "$(rate plain_curl)"
