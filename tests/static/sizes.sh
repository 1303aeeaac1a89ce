#!/bin/bash
# sizes.sh — no source file over 500 lines, no header over 150, no function over 70.
set -euo pipefail
cd "$(dirname "$0")/../.."
failed=0
mapfile -t files < <(find services tests -name '*.[ch]' -not -path '*/node_modules/*' | sort)
for file in "${files[@]}"; do
    lines=$(wc -l <"$file")
    case $file in
    tests/*) most=900 ;;
    *.h) most=150 ;;
    *) most=500 ;;
    esac
    if [ "$lines" -gt "$most" ]; then
        echo "$file: $lines lines (at most $most)"
        failed=1
    fi
done
ctags --fields=+ne --kinds-c=f -o - "${files[@]}" | awk -F '\t' '
    {
        first = last = 0
        for (i = 4; i <= NF; i++) {
            if ($i ~ /^line:/) { first = substr($i, 6) }
            if ($i ~ /^end:/) { last = substr($i, 5) }
        }
        if (last - first + 1 > 70) {
            print $2 ":" first ": " $1 " has " last - first + 1 " lines (at most 70)"
            bad = 1
        }
    }
    END { exit bad }' || failed=1
exit $failed
