#!/bin/bash
# speed.sh DIR — what one core checks and fingerprints in a second: texts of 3 KB through all
# checks of texts, photos through their fingerprint; beside that, reading and hashing the same
# bytes. Prints lines as bench.sh keeps them.
set -euo pipefail
cd "$(dirname "$0")/../.."
build=${MC_BUILD:-$PWD/build}
dir=$1
texts=${BENCH_JUDGED:-4000}
mkdir -p "$dir"

note() {
    printf '%s\t%s\t%s\t%s\t%s\n' "$1" "$2" "$3" "${4:-}" "${5:-}"
}
# us_of COMMAND...: prints how long it takes.
us_of() {
    local began=${EPOCHREALTIME//./}
    "$@" >/dev/null
    echo $((${EPOCHREALTIME//./} - began))
}
/usr/bin/python3 -B tests/load/speed_inputs.py "$dir" "$texts"
head -n 1 "$dir/texts.jsonl" >"$dir/one.jsonl"
start=$(us_of "$build/bin/minhchung" checks judge "$dir/one.jsonl")
all=$(us_of "$build/bin/minhchung" checks judge "$dir/texts.jsonl")
hashed=$(us_of b2sum "$dir/texts.jsonl")
note "texts of 3 KB judged by one core" $((texts * 1000000 / (all - start))) pieces/s "read and hashed" \
    $((texts * 1000000 / hashed))
compared=$(us_of "$build/bin/minhchung" compare --texts "$dir/texts.jsonl")
note "texts of 3 KB compared with all others in memory" $((texts * 1000000 / compared)) texts/s
read -r photos hashed < <("$build/bin/load_likeness" photos "$dir"/*.jpg |
    jq -r '"\(.per_second) \(.hashed_per_second)"')
note "photos of 2 megapixels fingerprinted by one core" "$photos" photos/s "read and hashed" "$hashed"
