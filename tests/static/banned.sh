#!/bin/bash
# banned.sh — refuses calls without a safe use here, floating point where points are computed, and
# sleeping in tests.  Comments do not count: the preprocessor removes them.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 2
calls='strcpy|strcat|strncpy|strncat|sprintf|vsprintf|gets|atoi|atol|atoll|atof|strtok|gmtime|'
calls+='localtime|ctime|asctime|tmpnam|tempnam|mktemp|alloca'
shells='system|popen'              # a test may start programs through a shell
sleeps='sleep|usleep|nanosleep|clock_nanosleep'        # a test waits with support/wait.h
failed=0
look() {
    local file=$1 pattern=$2 found
    found=$(gcc -fpreprocessed -dD -E -w "$file" 2>/dev/null | grep -v '^# [0-9]' |
        grep -nE -- "$pattern") || return 0
    printf '%s\n' "$found" | sed "s|^|$file:|"
    failed=1
}
while IFS= read -r file; do
    look "$file" "(^|[^A-Za-z0-9_.>])($calls)[[:space:]]*\("
done < <(find services tests -name '*.[ch]' -not -path '*/node_modules/*' | sort)
while IFS= read -r file; do
    look "$file" "(^|[^A-Za-z0-9_.>])($shells)[[:space:]]*\("
done < <(find services -name '*.[ch]' -not -path '*/node_modules/*' | sort)
while IFS= read -r file; do
    look "$file" "(^|[^A-Za-z0-9_.>])($sleeps)[[:space:]]*\("
done < <(find tests -name '*.[ch]' -not -path tests/support/wait.c -not -path '*/node_modules/*' | sort)
while IFS= read -r file; do
    look "$file" '(^|[^A-Za-z0-9_])(float|double)([^A-Za-z0-9_]|$)'
done < <(find services/scoring services/domain/rules services/core/base/decimal.[ch] -name '*.[ch]' | sort)
exit $failed
