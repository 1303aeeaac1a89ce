#!/bin/bash
# run.sh — up.sh in the foreground: Ctrl-C drains and stops everything.
. "$(dirname "$0")/common.sh"
here=$(dirname "$0")

stop() {
    trap '' INT TERM
    say
    say "Đang dừng…"
    "$here/down.sh"
    exit 0
}
trap stop INT TERM
"$here/up.sh" &
wait $! || { "$here/down.sh"; exit 1; }
say "Nhấn Ctrl-C để dừng."
while is_running; do
    sleep 1 &
    wait $!
done
