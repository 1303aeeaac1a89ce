#!/bin/bash
# clang_tidy.sh — the checks of .clang-tidy.  A file that passed is not checked again until it,
# the flags or a header of ours that it includes changes, by the dependencies that the compiler
# recorded with the object (build/tidy has a mark for each file that passed).  The analyzer follows
# short paths, in a tenth of the time; MC_LONG (make tidy) follows all.
# slow
set -euo pipefail
cd "$(dirname "$0")/../.."
build=${MC_BUILD:-build}
marks=$build/tidy
mkdir -p "$marks"
flags=$(sed -e 's/^[^-]*//' -e 's/-Wcast-align=strict//' -e 's/-Wcast-qual//' -e 's/-fstack-clash-protection//' \
    "$build/flags")
[ -n "${MC_LONG:-}" ] || flags="$flags -Xclang -analyzer-config -Xclang mode=shallow"
settings=$({ cat .clang-tidy; echo "$flags"; } | sha1sum)
check() {
    local file=$1 mark
    mark=$marks/$({ echo "$settings $file"
        tr -s ' \\' '\n' <"$build/obj/${file%.c}.d" | grep -v -e ':$' -e '^/usr/' | sort -u | xargs cat
    } | sha1sum | cut -c1-40)
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
export flags settings marks build
find services -name '*.c' -not -path '*/node_modules/*' | sort |
    xargs -P "$(nproc)" -I{} bash -c 'check {}'
