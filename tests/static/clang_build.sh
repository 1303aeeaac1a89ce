#!/bin/bash
# clang_build.sh — the second compiler accepts every source with the same warnings.
# Its -Wcast-qual is off: it would warn about the code of protobuf-c.  gcc checks ours.
# slow
set -euo pipefail
cd "$(dirname "$0")/../.."
build=${MC_BUILD:-build}
# The flags that make wrote for gcc, translated for clang.
flags=$(sed -e 's/^[^-]*//' -e 's/-Wcast-align=strict/-Wcast-align/' -e 's/-Wcast-qual//' "$build/flags")
check() {
    # shellcheck disable=SC2086 # the flags are many words
    clang $flags -fsyntax-only "$1"
}
export -f check
export flags
find services tests -name '*.c' -not -path '*/node_modules/*' | sort |
    xargs -P "$(nproc)" -I{} bash -c 'check {}'
