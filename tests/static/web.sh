#!/bin/bash
# web.sh — the page's look comes from its tokens: no colour and no size of type outside them; every
# class that a stylesheet names stands in the page; and the stylesheet of one subject says nothing of
# another's.
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
# A class with a rule of its own in styles/<subject>.css begins no selector of another file and stands
# in none of another subject's; what many subjects use is a part (styles/parts.css).
mixed=$(
    for own in styles/*.css; do
        [ "$own" = styles/parts.css ] && continue
        for class in $(grep -oE '^\.[a-z][a-z0-9-]* \{' "$own" | tr -d '.{ '); do
            others=$(printf '%s\n' ./styles/*.css | grep -vE "/parts\.css$|^\./$own$")
            # shellcheck disable=SC2086
            { grep -nE "^ *\.$class\b[^-]" "${styles[@]}"; grep -nE "\.$class\b[^-]" $others; } | grep -v "^\./$own:" | grep -vE "^[^:]*:[0-9]*: *\.$class-" || true
        done
    done
)
if [ -n "$mixed" ]; then
    echo "rules for a class of another subject:"
    echo "$mixed"
    exit 1
fi
