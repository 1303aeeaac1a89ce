#!/bin/bash
# data_model.sh [--write] — docs/data-model.md has a line for each table of the store and none
# besides, with its primary key and with who writes it.  --write puts both into the lines.
set -euo pipefail
cd "$(dirname "$0")/../.."
exec /usr/bin/python3 -B tests/static/data_model.py docs/data-model.md "$@"
