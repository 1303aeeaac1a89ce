#!/bin/bash
# web.sh — the page's look comes from its tokens: no colour and no size of type outside them.
set -euo pipefail
cd "$(dirname "$0")/../../services/web/src"
faults=$(
    # The tokens stand in the :root blocks.
    awk '/:root \{/ { inside = 1 } !inside { print FILENAME ":" FNR ": " $0 } inside && /\}/ { inside = 0 }' style.css |
        grep -nE '#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\(|font-size: *[1-9]' || true
    grep -rnE --include='*.tsx' '#[0-9a-fA-F]{6}\b|rgba?\(|fontSize' . || true
)
if [ -n "$faults" ]; then
    echo "a colour or a size of type outside the tokens of style.css:"
    echo "$faults"
    exit 1
fi
