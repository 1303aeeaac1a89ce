#!/bin/bash
# down.sh — drains the services, then stops PostgreSQL and the supervisor.
. "$(dirname "$0")/common.sh"

if ! is_running; then
    say "Không có gì đang chạy."
    exit 0
fi
supervisor=$(cat "$VAR/supervisor.pid")
sv -w 20 force-stop "${SERVICES[@]}" mail demo-site >/dev/null 2>&1 || true
sv -w 60 force-stop postgresql >/dev/null 2>&1 || true
kill -HUP "$supervisor" 2>/dev/null || true
gone() {
    ! kill -0 "$supervisor" 2>/dev/null
}
wait_for 20 gone || kill -KILL "$supervisor" 2>/dev/null || true
rm -f "$VAR/supervisor.pid"
say "Đã dừng."
