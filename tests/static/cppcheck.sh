#!/bin/bash
# cppcheck.sh — warnings, performance and portability over the services.
# slow
set -euo pipefail
cd "$(dirname "$0")/../.."
build=${MC_BUILD:-build}
mkdir -p "$build/cppcheck"
cppcheck --enable=warning,performance,portability --std=c11 --error-exitcode=1 --quiet \
    --inline-suppr --suppress=missingInclude --suppress=missingIncludeSystem \
    --suppress=unknownMacro -j "$(nproc)" --cppcheck-build-dir="$build/cppcheck" \
    -D_GNU_SOURCE -D__GNUC__=12 -D__x86_64__ -I services/core -I services/domain -I services \
    --template='{file}:{line}: {severity}: {message} [{id}]' services
