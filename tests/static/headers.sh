#!/bin/bash
# headers.sh — every header compiles alone, with our warnings.
set -euo pipefail
cd "$(dirname "$0")/../.."
build=${MC_BUILD:-build}
compile=$(cat "$build/flags")
check() {
    printf '#include "%s"\nextern int something;\n' "$1" |
        $compile -iquote . -fsyntax-only -x c - || { echo "$1: does not compile alone"; exit 1; }
}
export -f check
export compile
find services tests -name '*.h' -not -path '*/node_modules/*' | sort |
    xargs -P "$(nproc)" -I{} bash -c 'check {}'
