#!/bin/bash
# psql.sh [ARGUMENT...] — psql on the database of `make up`, as its owner.
. "$(dirname "$0")/common.sh"
is_running || { say "Không có gì đang chạy; chạy make up trước."; exit 1; }
exec "$PG_BIN/psql" -h "$(socket_dir)" -U postgres -d minhchung "$@"
