#!/bin/bash
# schema.sh — deploy/schema keeps its two kinds of files apart: migrations hold tables, data and
# drops; functions, triggers and policies are in their areas, each function once, replaceable, and
# either granted to a role, a trigger's, or with the comment "Internal." (called by other functions).
set -euo pipefail
cd "$(dirname "$0")/../../deploy/schema"
failed=0
if grep -nEi '^ *CREATE (OR REPLACE )?(FUNCTION|PROCEDURE|TRIGGER|POLICY|VIEW)|EXECUTE ON FUNCTION .* TO ' migrations/*.sql; then
    echo "belongs in an area of functions/"
    failed=1
fi
if grep -nE '^(CREATE|ALTER|DROP) TABLE|^CREATE (UNIQUE )?INDEX|^CREATE (FUNCTION|TRIGGER)' functions/*.sql; then
    echo "belongs in a migration, or is not replaceable"
    failed=1
fi
awk '
    function wrong(why) { print FILENAME ":" FNR ": " name why; bad = 1 }
    function judge() {
        if (name != "" && !is_trigger && !is_internal && !is_granted) {
            wrong(" is granted to no role: GRANT below it, or \"Internal.\" in its comment")
        }
        name = ""
    }
    FNR == 1 { judge(); says_internal = 0 }
    /^-- .*Internal\.$/ { says_internal = 1 }
    /^$/ { says_internal = 0 }
    /^CREATE OR REPLACE FUNCTION / {
        judge()
        name = $5
        sub(/\(.*/, "", name)
        if (name in seen) { wrong(" is in " seen[name] ", too") }
        seen[name] = FILENAME
        is_internal = says_internal
        is_trigger = is_granted = 0
    }
    /RETURNS trigger/ { is_trigger = 1 }
    /^GRANT EXECUTE ON FUNCTION / {
        of = $5
        sub(/\(.*/, "", of)
        if (of != name) { wrong(": a grant of " of " is not directly below it") }
        is_granted = 1
    }
    END { judge(); exit bad }' functions/*.sql || failed=1
exit $failed
