#!/usr/bin/python3
"""generate.py --out DIR [--seed N] [--size N] [--defects N] [--today DAY]: the demo's two campaigns,
Trà Vinh 2023 and, in DIR/running, the year that is running on that day.

The same seed, size and day give the same bytes.  README.md says what each file is.
"""
import argparse
import json
import os
import sys
from datetime import date

sys.dont_write_bytecode = True        # leaves the checkout unchanged

from campaign import documents, people, running  # noqa: E402
from campaign.criteria_first import FIRST_GROUPS  # noqa: E402
from campaign.criteria_rest import REST_GROUPS  # noqa: E402
from campaign.defects import CODES, plant, plant_behind_links  # noqa: E402
from campaign.defects_later import LATER_CODES, plant_later, rule_sql  # noqa: E402
from campaign.directory_sql import campaign_of, directory_sql  # noqa: E402
from campaign.exports import write_exports, write_running_exports  # noqa: E402
from campaign.imports import BOOKS, write_imports  # noqa: E402
from campaign.links import write_site  # noqa: E402
from campaign.members import write_members  # noqa: E402
from campaign.pieces import Maker, targets  # noqa: E402
from campaign.posts import write_posts, write_running_posts  # noqa: E402
from campaign.year import DECIDED_BY, OVER, groups_of, today  # noqa: E402
from campaign.year import running as running_year  # noqa: E402

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


def write_decision(out):
    """The signed decision that publishes the year that is over."""
    head = documents.heading("Ban Thường vụ Tỉnh đoàn Trà Vinh", DECIDED_BY, "Trà Vinh", date(2023, 12, 20))
    text = ["Căn cứ kết quả kiểm tra, đánh giá công tác Đoàn và phong trào thanh thiếu nhi năm 2023;",
            "Điều 1. Công nhận kết quả đánh giá, xếp loại của 11 đơn vị.",
            "Điều 2. Các đơn vị có tên trong bảng kết quả chịu trách nhiệm thi hành quyết định này."]
    with open(os.path.join(out, "quyet-dinh.pdf"), "wb") as file:
        file.write(documents.pdf_bytes(head, "QUYẾT ĐỊNH về công bố kết quả đánh giá năm 2023",
                                       text + documents.closing("BÍ THƯ")))


def criteria_of(groups):
    return [k for g in groups for c in g.contents for k in c.criteria]


def write_evidence(out, pieces):
    os.makedirs(os.path.join(out, "files"), exist_ok=True)
    for piece in pieces:
        for name, data in piece.files:
            with open(os.path.join(out, "files", name), "wb") as file:
                file.write(data)
    write(os.path.join(out, "evidence.jsonl"), lines(p.record() for p in pieces))
    write(os.path.join(out, "truth.jsonl"),
          lines({"key": p.key, "defects": p.defects} for p in pieces))


def write_accounts(out, seed):
    found = [{"username": a.username, "password": people.password(seed, a.username),
              "role": a.role, "unit": a.unit} for a in people.accounts()]
    write(os.path.join(out, "accounts.json"), json.dumps(found, ensure_ascii=False, indent=1) + "\n")


def write_running(out, args, year, desk, before):
    """The campaign of the running year; returns its submissions and those of a spreadsheet that waits."""
    os.makedirs(out, exist_ok=True)
    groups = groups_of(GROUPS, year)
    maker = running.maker_of(args.seed, criteria_of(groups), year, desk)
    pieces = running.pieces_of(args.seed, maker, before, args.size)
    write(os.path.join(out, "code"), year.code + "\n")
    write(os.path.join(out, "deadline"), f"{year.deadline}\n")
    write(os.path.join(out, "directory.sql"), campaign_of(groups, targets(groups), year) + rule_sql(year))
    write_evidence(out, pieces)
    write_running_posts(out, args.seed, year)
    write_running_exports(out, args.seed, year, running.EXPORTS)
    sheet = write_imports(out, f"{args.seed} running", maker, BOOKS[:1],
                          [unit for unit in maker.units if unit.code == running.SHEET_OF])
    return pieces + sheet


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", required=True)
    parser.add_argument("--seed", type=int, default=2023)
    parser.add_argument("--size", type=int, default=SIZE)
    parser.add_argument("--defects", type=int, help="of the pieces; each kind at least once")
    parser.add_argument("--today", type=date.fromisoformat, default=today(), metavar="DAY")
    args = parser.parse_args()
    os.makedirs(args.out, exist_ok=True)
    maker = Maker(args.seed, criteria_of(GROUPS))
    pieces = make_pieces(args.seed, args.size, args.defects, maker)
    write_decision(args.out)
    write(os.path.join(args.out, "directory.sql"), directory_sql(GROUPS, targets(GROUPS), OVER) + rule_sql(OVER))
    write_evidence(args.out, pieces)
    write_members(args.out, args.seed)
    imported = write_imports(args.out, args.seed, maker)
    more = write_running(os.path.join(args.out, "running"), args, running_year(args.today), maker.desk, pieces)
    write_site(args.out, pieces + imported + more, args.today)
    write_posts(args.out, args.seed)
    write_exports(args.out, args.seed)
    write_accounts(args.out, args.seed)


if __name__ == "__main__":
    main()
