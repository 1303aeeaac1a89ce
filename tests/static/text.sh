#!/bin/bash
# text.sh — rules for every text file: UTF-8 in composed form (NFC), no tabs in
# C and SQL, no trailing blanks, at most 100 columns in C (120 in tests, for their tables),
# an opening comment with the purpose of the file, no open to-do notes.
set -euo pipefail
cd "$(dirname "$0")/../.."
find ./* .ci -path ./build -prune -o -path ./var -prune -o -type f \
    \( -name '*.[ch]' -o -name '*.def' -o -name '*.sql' -o -name '*.sh' -o -name '*.proto' -o -name '*.md' \
    -o -name '*.awk' -o -name '*.ts' -o -name '*.tsx' -o -name '*.py' -o -name '*.mjs' \
    -o -name Makefile \) -not -path '*/node_modules/*' -not -path '*/fuzz/corpus/*' \
    -not -path '*/golden/*' -print0 2>/dev/null | sort -z | xargs -0 /usr/bin/python3 -c '
import re, sys, unicodedata

bad = 0
def wrong(path, line, why):
    global bad
    bad = 1
    print(f"{path}:{line}: {why}")

opening = {".c": "/*", ".h": "/*", ".def": "/*", ".sql": "--", ".sh": "#", ".awk": "#", ".proto": "//"}
for path in sys.argv[1:]:
    data = open(path, "rb").read()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        wrong(path, 1, f"not UTF-8: {error}")
        continue
    if text and not text.endswith("\n"):
        wrong(path, text.count("\n") + 1, "no newline at the end")
    kind = path[path.rfind("."):]
    if kind in opening and not text.startswith(opening[kind]):
        wrong(path, 1, "no opening comment")
    for number, line in enumerate(text.split("\n"), 1):
        if unicodedata.normalize("NFC", line) != line:
            wrong(path, number, "not NFC; write decomposed letters as escapes")
        if line != line.rstrip():
            wrong(path, number, "blanks at the end")
        if kind in (".c", ".h", ".def", ".sql", ".proto") and "\t" in line:
            wrong(path, number, "tab")
        most = 120 if "tests/" in path else 100
        if kind in (".c", ".h", ".def") and len(line) > most:
            wrong(path, number, f"{len(line)} columns")
        if re.search(r"\b(TO" r"DO|FIX" r"ME|X" r"XX)\b", line):
            wrong(path, number, "left to do")
sys.exit(bad)'
