#!/usr/bin/python3
"""papers_test.py — each path that a paper names is there, and no cell of a table is longer than a
person reads."""
import glob
import os
import re
import sys

os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
CELL_MAX = 200
# Of what is named: only what is ours and whole, not a pattern for a name of the reader's.
NAMED = re.compile(r"`((?:services|deploy|tests|docs|proto|\.ci)/[\w./-]+|[A-Z]+\.md)`")
WRITTEN = {"tests/image/image.stamp"}             # by make image


def faults(path):
    with open(path, encoding="utf-8") as file:
        lines = file.read().split("\n")
    for number, line in enumerate(lines, 1):
        for name in NAMED.findall(line):
            if not os.path.exists(name) and name not in WRITTEN:
                yield f"{path}:{number}: there is no {name}"
        if line.startswith("|"):
            longest = max(map(len, line.split("|")))
            if longest > CELL_MAX:
                yield f"{path}:{number}: a cell of {longest} characters, at most {CELL_MAX}"


found = [fault for path in ["README.md", "STYLE.md", *sorted(glob.glob("*/**/*.md", recursive=True))]
         if "node_modules" not in path and not path.startswith(("build/", "var/")) for fault in faults(path)]
print("\n".join(found))
sys.exit(bool(found))
