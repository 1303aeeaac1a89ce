#!/bin/bash
# words.sh — the words that docs/glossary.md rules out stand in no comment, log line, help
# text or paper.  Identifiers, fields of the API and what stands in backticks are not prose.
set -euo pipefail
cd "$(dirname "$0")/../.."
git ls-files -co --exclude-standard services tests deploy proto docs Makefile '*.md' '*.yml' |
    /usr/bin/python3 tests/static/words.py docs/glossary.md
