# shellcheck shell=bash
# demo.sh — a running demo campaign for one test, with its own state and port; stops and
# removes it when the test ends.  Source it.
set -euo pipefail
# shellcheck source=tests/support/limits.sh
. "$(dirname "${BASH_SOURCE[0]}")/limits.sh"
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
export MC_BUILD=${MC_BUILD:-$root/build}
MINHCHUNG_VAR=$(mktemp -d /tmp/mc-demo.XXXXXX)
chmod 755 "$MINHCHUNG_VAR"
MINHCHUNG_HTTP=127.0.0.1:$(/usr/bin/python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
export MINHCHUNG_VAR MINHCHUNG_HTTP MINHCHUNG_DEMO=1 MINHCHUNG_PATIENCE=10

demo_up() {
    "$root/deploy/local/up.sh"
}

demo_stop() {
    "$root/deploy/local/down.sh" >/dev/null 2>&1 || true
    rm -rf "$MINHCHUNG_VAR"
}
trap demo_stop EXIT
trap 'exit 143' TERM HUP INT

ctl() {
    "$MC_BUILD/bin/minhchung" --config "$MINHCHUNG_VAR/conf/minhchung.conf" "$@"
}

sql() {
    "$(find /usr/lib/postgresql -maxdepth 2 -name bin | sort -V | tail -1)/psql" -X -q -At -F $'\t' \
        -v ON_ERROR_STOP=1 -d "$(sed -n 's/^store.dsn = //p' "$MINHCHUNG_VAR/conf/minhchung.conf")" "$@"
}

# check WHAT COMMAND...: prints one line; after a failure the test continues and fails at its end.
failures=0
check() {
    local what=$1
    shift
    if "$@"; then
        echo "ok    $what"
    else
        echo "FAIL  $what"
        failures=$((failures + 1))
    fi
}
