#!/bin/bash
# format.sh [FILE...] — the C files are formatted by clang-format (`make fmt` does that).
set -euo pipefail
cd "$(dirname "$0")/../.."
files=("$@")
if [ $# = 0 ]; then
    mapfile -t files < <(find services tests -name node_modules -prune -o -name '*.[ch]' -print | sort)
fi
failed=0
for file in "${files[@]}"; do
    if ! clang-format "$file" | cmp -s - "$file"; then
        echo "$file: not formatted; run make fmt"
        failed=1
    fi
done
exit $failed
