#!/bin/bash
# Every shell script passes shellcheck, at the level "warning".
set -euo pipefail
cd "$(dirname "$0")/../.."
find . \( -name node_modules -o -name .git -o -path ./build -o -path ./var \) -prune \
    -o -type f \( -name '*.sh' -o -path ./.ci/run \) -print0 | sort -z |
    xargs -0 shellcheck --severity=warning --external-sources
