#!/bin/bash
# page_words.sh — every text of the page passes t() and has its English (page_words.mjs), as the
# TypeScript compiler reads the page's sources.
set -euo pipefail
cd "$(dirname "$0")/../.."
[ -d services/web/node_modules/typescript ] || make --silent web
exec node tests/static/page_words.mjs
