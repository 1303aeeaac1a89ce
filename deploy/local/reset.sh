#!/bin/bash
# reset.sh — stops everything and removes all data, after asking (MINHCHUNG_YES=1:
# without).
. "$(dirname "$0")/common.sh"

if [ "${MINHCHUNG_YES:-0}" != 1 ]; then
    printf 'Xóa toàn bộ dữ liệu trong %s? Gõ "xoa" để xác nhận: ' "$VAR"
    read -r answer
    [ "$answer" = xoa ] || { say "Giữ nguyên."; exit 1; }
fi
"$(dirname "$0")/down.sh"
socket=$(socket_dir)
rm -rf "$VAR"
[ "${socket#/tmp/minhchung.}" = "$socket" ] || rm -rf "$socket"
say "Đã xóa."
