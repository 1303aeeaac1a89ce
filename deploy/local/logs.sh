#!/bin/bash
# logs.sh — follows the logs of all services; the name of a file precedes its lines.
. "$(dirname "$0")/common.sh"
shopt -s nullglob
logs=("$VAR"/log/*/current)
[ ${#logs[@]} -gt 0 ] || { say "Chưa có nhật ký trong $VAR/log; chạy make up trước."; exit 1; }
exec tail -n 20 -F "${logs[@]}"
