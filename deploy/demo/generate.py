#!/usr/bin/python3
"""generate.py --out DIR [--seed N] [--size N] [--defects N]: the demo campaign Trà Vinh 2023.

The same seed and size give the same bytes.  README.md says what each file is.
"""
import argparse
import json
import os
import sys

sys.dont_write_bytecode = True        # leaves the checkout unchanged

from campaign import people  # noqa: E402
from campaign.assessed import assessed_sql  # noqa: E402
from campaign.criteria_first import FIRST_GROUPS  # noqa: E402
from campaign.criteria_rest import REST_GROUPS  # noqa: E402
from campaign.defects import CODES, plant, plant_behind_links  # noqa: E402
from campaign.defects_later import LATER_CODES, plant_later, rule_sql  # noqa: E402
from campaign.directory_sql import directory_sql  # noqa: E402
from campaign.exports import write_exports  # noqa: E402
from campaign.imports import write_imports  # noqa: E402
from campaign.links import write_site  # noqa: E402
from campaign.members import write_members  # noqa: E402
from campaign.pieces import Maker, targets  # noqa: E402
from campaign.posts import write_posts  # noqa: E402

SIZE, DEFECT_SHARE = 1100, 0.12
GROUPS = FIRST_GROUPS + REST_GROUPS


def write(path, text):
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)


def lines(records):
    return "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records)


def make_pieces(seed, size, defects, maker):
    defective = max(len(CODES), round(size * DEFECT_SHARE) if defects is None else defects)
    clean = maker.clean(size - defective)
    found = clean + plant(seed, maker, clean, defective)
    found += plant_behind_links(seed, maker, defective)
    found += plant_later(seed, maker, clean, max(2, defective // (len(CODES) + len(LATER_CODES))))
    found.sort(key=lambda p: (p.received, p.unit.code, p.criteria, p.title))
    for at, piece in enumerate(found, 1):
        piece.key = f"demo-{at:04d}"
    return found


def write_files(out, pieces):
    os.makedirs(os.path.join(out, "files"), exist_ok=True)
    for piece in pieces:
        for name, data in piece.files:
            with open(os.path.join(out, "files", name), "wb") as file:
                file.write(data)


def write_accounts(out, seed):
    found = [{"username": a.username, "password": people.password(seed, a.username),
              "role": a.role, "unit": a.unit} for a in people.accounts()]
    write(os.path.join(out, "accounts.json"), json.dumps(found, ensure_ascii=False, indent=1) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", required=True)
    parser.add_argument("--seed", type=int, default=2023)
    parser.add_argument("--size", type=int, default=SIZE)
    parser.add_argument("--defects", type=int, help="of the pieces; each kind at least once")
    args = parser.parse_args()
    os.makedirs(args.out, exist_ok=True)
    criteria = [k for g in GROUPS for c in g.contents for k in c.criteria]
    maker = Maker(args.seed, criteria)
    pieces = make_pieces(args.seed, args.size, args.defects, maker)
    write(os.path.join(args.out, "directory.sql"), directory_sql(GROUPS, targets(GROUPS)) + rule_sql())
    write(os.path.join(args.out, "evidence.jsonl"), lines(p.record() for p in pieces))
    write(os.path.join(args.out, "truth.jsonl"),
          lines({"key": p.key, "defects": p.defects} for p in pieces))
    write(os.path.join(args.out, "assessed.sql"), assessed_sql(args.seed, criteria))
    write_files(args.out, pieces)
    write_members(args.out, args.seed)
    imported = write_imports(args.out, args.seed, maker)
    write_site(args.out, pieces + imported)
    write_posts(args.out, args.seed)
    write_exports(args.out, args.seed)
    write_accounts(args.out, args.seed)


if __name__ == "__main__":
    main()
