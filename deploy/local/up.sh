#!/bin/bash
# up.sh — starts everything in the background and returns when it is ready, with
# the demo campaign loaded (MINHCHUNG_DEMO=0: without).
. "$(dirname "$0")/common.sh"
here=$(dirname "$0")

start_supervisor() {
    is_running && return
    rm -f "$VAR/supervisor.pid"
    setsid --fork bash -c 'echo $$ >"$1/supervisor.pid"; exec runsvdir -P "$1/service" >>"$1/log/supervisor" 2>&1' \
        - "$VAR" </dev/null >/dev/null 2>&1
    wait_for 5 is_running
}

prepare_database() {
    wait_for 60 "$PG_BIN/pg_isready" -q -h "$(socket_dir)" ||
        { say "PostgreSQL không khởi động; xem $VAR/log/postgresql/current"; exit 1; }
    local psql=("$PG_BIN/psql" -X -q -v ON_ERROR_STOP=1 -h "$(socket_dir)" -U postgres)
    if [ "$("${psql[@]}" -d postgres -Atc "SELECT count(*) FROM pg_database WHERE datname = 'minhchung'")" = 0 ]; then
        "${psql[@]}" -d postgres -c 'CREATE DATABASE minhchung'
    fi
    ctl init --keys "$VAR/keys" --no-link >/dev/null
    touch "$VAR/ready"
}

start_services() {
    local service
    for service in "${SERVICES[@]}"; do
        rm -f "$VAR/service-definitions/$service/down"
        wait_for 15 sv check "$service" || true
        sv up "$service" >/dev/null
    done
    wait_for 60 curl -fs --max-time 2 "http://$HTTP/readyz" ||
        { say "Chưa sẵn sàng; xem $VAR/log/*/current"; tail -n 3 "$VAR"/log/*/current; exit 1; }
}

if is_running && curl -fs --max-time 2 "http://$HTTP/readyz" >/dev/null; then
    say "Đang chạy sẵn."
else
    "$here/configure.sh"
    start_supervisor
    prepare_database
    start_services
fi
if [ "$DEMO" != 0 ]; then
    "$here/demo.sh"
fi
if [ "$DEMO" = 0 ]; then
    ctl init | sed 1d          # the link of the first administrator, while there is none
fi
say "Trang: http://$HTTP    Dữ liệu: $VAR    Nhật ký: $VAR/log/*/current    Thư mẫu: $VAR/mail/box"
