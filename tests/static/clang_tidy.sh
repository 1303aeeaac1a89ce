#!/bin/bash
# clang_tidy.sh — the checks of .clang-tidy.  A file that passed is not looked at again
# until it, the flags or any header changes (build/tidy keeps the marks).
# slow
set -euo pipefail
cd "$(dirname "$0")/../.."
build=${MC_BUILD:-build}
marks=$build/tidy
mkdir -p "$marks"
flags=$(sed -e 's/^[^ ]* //' -e 's/-Wcast-align=strict//' -e 's/-Wcast-qual//' -e 's/-fstack-clash-protection//' \
    "$build/flags")
headers=$({ cat .clang-tidy "$build/flags"; find services tests -name '*.h' \
    -not -path '*/node_modules/*' | sort | xargs cat; } | sha1sum | cut -c1-40)
check() {
    local file=$1 mark
    mark=$marks/$({ echo "$headers"; cat "$file"; } | sha1sum | cut -c1-40)
    if [ -e "$mark" ]; then
        return 0
    fi
    # shellcheck disable=SC2086 # the flags are many words
    if clang-tidy --quiet --warnings-as-errors='*' "$file" -- $flags 2>/dev/null; then
        : >"$mark"
    else
        return 1
    fi
}
export -f check
export flags headers marks
find services -name '*.c' -not -path '*/node_modules/*' | sort |
    xargs -P "$(nproc)" -I{} bash -c 'check {}'
