#!/bin/bash
# web.sh — the page's look comes from its tokens: no colour and no size of type outside them; and
# every class that a stylesheet names stands in the page.
set -euo pipefail
cd "$(dirname "$0")/../../services/web/src"
mapfile -t styles < <(find . -name '*.css' | sort)
faults=$(
    # The tokens stand in the :root blocks.
    awk '/:root \{/ { inside = 1 } !inside { print FILENAME ":" FNR ": " $0 } inside && /\}/ { inside = 0 }' "${styles[@]}" |
        grep -nE '#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\(|font-size: *[1-9]' || true
    grep -rnE --include='*.tsx' '#[0-9a-fA-F]{6}\b|rgba?\(|fontSize' . || true
)
if [ -n "$faults" ]; then
    echo "a colour or a size of type outside the tokens of style.css:"
    echo "$faults"
    exit 1
fi
words=$(find . -name '*.ts*' -not -name '*.d.ts' -exec cat {} + | grep -oE '[A-Za-z][A-Za-z0-9_-]*' | sort -u)
unused=$(sed 's|/\*.*\*/||' "${styles[@]}" | grep -oE '^[^{]*\{' | grep -oE '\.[a-z][a-z0-9-]*' | tr -d . | sort -u |
    comm -23 - <(echo "$words") || true)
if [ -n "$unused" ]; then
    echo "classes of the stylesheets that the page does not have:"
    echo "$unused"
    exit 1
fi
