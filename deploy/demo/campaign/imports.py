"""Spreadsheets of evidence as units fill them offline, with a few bad rows, and the faults that
the import must report for those (expected.json)."""
import csv
import io
import json
import os
import random

from campaign import documents, people
from campaign.pieces import SKIPPED

HEADER = ("Mã đơn vị", "Mã tiêu chí", "Loại", "Tiêu đề", "Ngày diễn ra", "Số ký hiệu", "Liên kết",
          "Nội dung", "Số liệu")
SHEET = "Minh chứng"
FIRST_ROW = 3                      # below the title line and the header
BOOKS = (("minh-chung-dot-1.xlsx", "Bảng kê minh chứng đợt 1", 18, False),
         ("minh-chung-dot-2.xlsx", "Bảng kê minh chứng đợt 2", 16, True),
         ("minh-chung-bo-sung.csv", "Bảng kê minh chứng bổ sung", 12, False))
# Code of the fault: (column of the header, the bad value).
FAULTS = {"unit.unknown": (0, "HD-KHONGCO"), "criterion.unknown": (1, "9.9.9"),
          "field.missing": (3, ""), "date.invalid": (4, "31/02/2023")}
BAD = {"minh-chung-dot-1.xlsx": ((5, "unit.unknown"), (11, "date.invalid")),
       "minh-chung-dot-2.xlsx": ((3, "field.missing"), (9, "criterion.unknown")),
       "minh-chung-bo-sung.csv": ((4, "date.invalid"), (8, "unit.unknown"))}


def row_of(piece, vietnamese_dates):
    day = piece.occurred
    shown = f"{day.day:02d}/{day.month:02d}/{day.year}" if vietnamese_dates else day.isoformat()
    return [piece.unit.code, ", ".join(piece.criteria), piece.kind, piece.title, shown,
            piece.symbol, piece.link, piece.text,
            "; ".join(f"{name}={value}" for name, value in piece.figures)]


def fits(criterion):
    """Kinds that need no file, rules that do not depend on the day of submission."""
    return (criterion.rule["kind"] in ("per_occurrence", "steps", "exists")
            and not criterion.figures and not criterion.window
            and (not criterion.kinds or {"article", "report"} & set(criterion.kinds)))


def book_rows(rng, maker, count, vietnamese_dates, pieces, units):
    found = []
    while len(found) < count:
        unit = units[len(found) % len(units)]
        criterion = rng.choice([k for k in maker.criteria if fits(k)])
        if (unit.code, criterion.code) in SKIPPED:
            continue
        kind = rng.choice([k for k in ("article", "report")
                           if not criterion.kinds or k in criterion.kinds])
        piece = maker.piece(rng, unit, criterion, (), kind, False)
        found.append(row_of(piece, vietnamese_dates))
        pieces.append(piece)
    return found


def spoil(name, rows):
    """Inserts the bad rows; returns their places as a reader of the sheet counts them."""
    expected = []
    for at, code in BAD[name]:
        column, value = FAULTS[code]
        rows[at][column] = value
        expected.append({"file": name, "sheet": SHEET if name.endswith(".xlsx") else "",
                         "row": FIRST_ROW + at, "column": HEADER[column], "code": code})
    return expected


def csv_bytes(title, rows):
    """One line a row: the line ends of a text become blanks, so that rows and lines agree."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([[title], HEADER] + [[" ".join(cell.split()) for cell in row] for row in rows])
    return "\ufeff".encode() + out.getvalue().encode()


def write_imports(out, seed, maker, books=BOOKS, units=people.UNITS):
    """Returns the submissions in the rows."""
    folder = os.path.join(out, "imports")
    os.makedirs(folder, exist_ok=True)
    expected, pieces = [], []
    for name, title, count, vietnamese_dates in books:
        rng = random.Random(f"{seed} {name}")
        rows = book_rows(rng, maker, count, vietnamese_dates, pieces, units)
        expected += spoil(name, rows)
        data = (csv_bytes(title, rows) if name.endswith(".csv")
                else documents.xlsx_bytes(title, HEADER, rows, SHEET))
        with open(os.path.join(folder, name), "wb") as file:
            file.write(data)
    with open(os.path.join(folder, "expected.json"), "w", encoding="utf-8") as file:
        json.dump(expected, file, ensure_ascii=False, indent=1)
        file.write("\n")
    return pieces
