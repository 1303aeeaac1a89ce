#!/bin/bash
# demo.sh — loads the demo's two campaigns once, Trà Vinh 2023 and the running year, then shows
# who may sign in and the boards.  After an interruption it continues where it stopped: every line
# has its key.
. "$(dirname "$0")/common.sh"

out=$VAR/demo
psql=("$PG_BIN/psql" -X -q -v ON_ERROR_STOP=1
    -d "$(sed -n 's/^store.dsn = //p' "$VAR/conf/minhchung.conf")")

owed() {
    ctl status --json | /usr/bin/python3 -c 'import json, sys
print(sum(v for k, v in json.load(sys.stdin)["owed"].items() if k not in ("send", "pdf")))'
}

show_progress() {
    local first left
    first=$(owed)
    left=$first
    while [ "$left" -gt 0 ]; do
        printf '\rKiểm tra và chấm điểm: còn %d việc   ' "$left"
        sleep 0.3
        left=$(owed)
    done
    printf '\rKiểm tra và chấm điểm: xong.                \n'
}

# load_posts FOLDER CAMPAIGN
load_posts() {
    local list count=0
    for list in "$1"/*.csv; do
        ctl posts import "$list" --campaign "$2" >/dev/null
        count=$((count + 1))
    done
    say "Danh sách tin, bài, đợt $2: $count đơn vị"
}

# Some units' posts come from the feeds of their sites; where no feed is read, from a list.
add_feeds() {
    local unit address kind left=1
    if [ "$LINKS" != demo ]; then
        load_posts "$out/posts-fed" 2023
        return
    fi
    while IFS=$'\t' read -r unit address kind; do
        local more=()
        [ "$kind" != wordpress ] || more=(--as wordpress)
        ctl feeds add "$address" --unit "$unit" --category "Gương sáng=story" "${more[@]}" >/dev/null
    done <"$out/feeds.txt"
    until [ "$left" = 0 ]; do
        sleep 0.3
        left=$("${psql[@]}" -Atc "SELECT count(*) FROM feed WHERE NOT is_whole AND attempts = 0")
        printf '\rĐọc nguồn tin của các trang: còn %s   ' "$left"
    done
    echo
}

# load_exports FOLDER CAMPAIGN: the same export counts once, however often it is sent.
load_exports() {
    local unit day members count=0
    while IFS=$'\t' read -r unit day members; do
        ctl members import "$1/$unit.xlsx" --unit "$unit" --campaign "$2" --as-of "$day" \
            --members "$members" --yes --json >/dev/null
        count=$((count + 1))
    done < <(/usr/bin/python3 -c 'import json, sys
for e in json.load(open(sys.argv[1])): print(e["unit"], e["as_of"], e["members"], sep="\t")' "$1/expected.json")
    say "Tệp phần mềm Quản lý đoàn viên, đợt $2: $count đơn vị"
}

# The accounts for which the command line acts over the API.
make_tokens() {
    ctl token he-thong --units all --areas evidence:write,posts:write,feeds,members:write --client 'Nạp dữ liệu mẫu'
    ctl token bien-tap
}

load_running() {
    "${psql[@]}" -1 -f "$out/running/directory.sql" >/dev/null
    sleep 1.5                  # as above
    ctl load "$out/running/evidence.jsonl" --files "$out/running"
    load_posts "$out/running/posts" "$running"
    load_exports "$out/running/exports" "$running"
}

load() {
    if [ ! -f "$out/complete" ]; then
        say "Tạo dữ liệu mẫu: Trà Vinh 2023 và đợt đang chạy"
        rm -rf "$out"
        /usr/bin/python3 "$ROOT/deploy/demo/generate.py" --out "$out"
        touch "$out/complete"
    fi
    running=$(cat "$out/running/code")
    "${psql[@]}" -1 -f "$out/directory.sql" >/dev/null
    ctl accounts "$out/accounts.json"
    ctl key demo-loader --account he-thong --out "$VAR/keys/he-thong.key"
    make_tokens
    sleep 1.5                  # the services read the new directory twice a second
    ctl sites import "$out/sites.txt" >/dev/null
    local book
    for book in "$out"/members/*.csv; do
        ctl members import "$book" --unit "$(basename "$book" .csv)" --campaign 2023 \
            --as-of 2023-01-02 --yes
    done
    ctl load "$out/evidence.jsonl" --files "$out"
    local sheet
    for sheet in "$out"/imports/*.xlsx "$out"/imports/*.csv; do
        [ ! -f "$sheet" ] || { printf 'Nhập bảng tính %s: ' "$(basename "$sheet")"
            ctl import "$sheet" --campaign 2023 --wait | /usr/bin/python3 -c 'import json, sys
r = json.load(sys.stdin); print(r["accepted"], "dòng nhận,", r["rejected"], "dòng bị từ chối")'; }
    done
    load_posts "$out/posts" 2023
    add_feeds
    load_exports "$out/exports" 2023
    load_running
    "${psql[@]}" -Atc "SELECT mark_campaign(id) FROM campaign WHERE code IN ('2023', '$running')" >/dev/null
    show_progress
    if [ "$LINKS" = demo ]; then
        touch "$out/site-later"
        printf 'Xem lại các trang bị sửa sau khi nộp: '
        xargs "$BUILD/bin/minhchung" --config "$VAR/conf/minhchung.conf" links look <"$out/later.txt" |
            /usr/bin/python3 -c 'import json, sys
print(json.load(sys.stdin)["pages"], "trang")'
        show_progress
    fi
    PSQL=$PG_BIN/psql /usr/bin/python3 -B "$ROOT/deploy/demo/office.py" "$VAR/conf/minhchung.conf" "$out"
    cp "$out/accounts.json" "$VAR/demo-accounts.json"
    touch "$VAR/demo-loaded"
}

show_accounts() {
    /usr/bin/python3 - "$VAR/demo-accounts.json" <<'EOF'
import json, sys
print("\nTài khoản mẫu (tên / mật khẩu / vai trò / đơn vị):")
seen = set()
for account in json.load(open(sys.argv[1])):
    if account["role"] not in seen:
        seen.add(account["role"])
        print("  {username:<22} {password:<22} {role:<10} {0}".format(account["unit"] or "–", **account))
print("  … đầy đủ trong", sys.argv[1])
EOF
}

[ -f "$VAR/demo-loaded" ] || load
[ -f "$VAR/keys/command-line.tokens" ] || make_tokens
show_accounts
running=$(cat "$out/running/code")
ctl scoreboard --campaign 2023
say
say "Đợt $running, đang chạy, hạn nộp $(date -d "$(cat "$out/running/deadline")" +%d/%m/%Y):"
ctl scoreboard --campaign "$running"
if [[ $(TZ=Asia/Ho_Chi_Minh date +%F) > $(cat "$out/running/deadline") ]]; then
    say "Đợt $running đã quá hạn nộp. Muốn có đợt mới quanh hôm nay: make reset, rồi make up."
fi
