#!/usr/bin/env python3
"""The XLSX reader against openpyxl: random workbooks as many programs write them (xlsx_books.py),
every cell of which both must read alike.

Where the two differ on purpose, DIFFERENCES says why; each of them must occur in the corpus. MC_LONG
makes a corpus ten times as large; MC_SEED another one.
"""
import collections
import datetime
import decimal
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import warnings

import openpyxl

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import xlsx_books as books   # noqa: E402

ROWS = os.path.join(os.environ.get("MC_BUILD", "build"), "bin", "unit", "sheet_rows")
COUNT = 6000 if os.environ.get("MC_LONG") else 600
SEED = int(os.environ.get("MC_SEED", "25"))
DIGITS_MAX = 30

DIFFERENCES = {
    "hidden": "openpyxl gives hidden rows and sheets; an import leaves them out and counts them",
    "error": "openpyxl gives the text of an error; here it is a fault of the cell",
    "uncomputed": "openpyxl gives nothing for a formula without a value; here it is a fault of the cell",
    "escape": "openpyxl leaves _x000D_ as it is; a program shows the character",
    "clock": "a day loses its time of day: what is filed has days",
    "time of a day": "openpyxl gives day and time for 1.5 shown as h:mm; a program shows 12:00",
    "no day": "openpyxl gives a time for 0 shown as dd/mm/yyyy, and 28/02/1900 for 60; neither is a day, so the number stays",
    "format": "openpyxl takes a width (_d, *y) for a day, and does not know the code d alone or the formats 27 to 58",
}
used = collections.Counter()


def differ(name):
    assert name in DIFFERENCES
    used[name] += 1


# ------------------------------------------------------------------ what is shown


def number_text(value):
    if isinstance(value, int):
        return str(value)
    shown = decimal.Decimal(f"{value:.15g}")
    if shown == 0:
        return "0"
    text = format(shown, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    text += "0" if re.fullmatch(r"-?[1-9]\d{0,2}\.\d{3}", text) else ""  # "1.234" would be read as 1234
    assert len(text) < DIGITS_MAX + 5, text
    return text


def clock_text(seconds, digits):
    text = f"{seconds // 3600:0{digits}d}:{seconds % 3600 // 60:02d}"
    return text + (f":{seconds % 60:02d}" if seconds % 60 else "")


def seconds_of(serial):
    return int(serial * 86400 + 0.5)


def moment_text(shows, raw, value, is_1904):
    """What a program shows for the number `raw`; `value` is openpyxl's."""
    serial = float(raw)
    if serial < 0 or serial > 2958465.99999999:
        return number_text(int(raw) if re.fullmatch(r"-?\d+", raw) else serial)
    if shows == "day or time":
        shows = "day" if serial >= 1 else "time"
    if shows == "duration":
        return clock_text(seconds_of(serial), 1)
    if shows == "time":
        if not isinstance(value, datetime.time):
            differ("time of a day")
        return clock_text(seconds_of(serial) % 86400, 2)
    first = 0 if is_1904 else 1
    if serial < first or (60 <= serial < 61 and not is_1904) or serial + 1462 * is_1904 >= 2958466:
        differ("no day")
        return number_text(int(raw) if raw.isdigit() else serial)
    if isinstance(value, datetime.time):      # the first day of 1904
        return "1904-01-01"
    assert isinstance(value, datetime.datetime), (raw, value)
    if value.time() != datetime.time():
        differ("clock")
    return value.date().isoformat()


def unescape(text):
    """Half of a pair of surrogates is no character, and stays as it is written."""
    def one(match):
        units = [int(unit, 16) for unit in re.findall("x([0-9a-fA-F]{4})_", match.group(0))]
        try:
            return b"".join(unit.to_bytes(2, "little") for unit in units).decode("utf-16-le")
        except UnicodeDecodeError:
            return match.group(0)
    return re.sub(r"_x[dD][89abAB][0-9a-fA-F]{2}__x[dD][c-fC-F][0-9a-fA-F]{2}_|_x[0-9a-fA-F]{4}_", one, text)


def cell_text(book, cell, found):
    """The text that our reader must give, or a fault as ("fault", error)."""
    value = found.value if found is not None else None
    if cell.kind == "error":
        differ("error")
        assert found.data_type == "e" and value == cell.value
        return ("fault", value)
    if cell.kind == "uncomputed":
        differ("uncomputed")
        assert value is None
        return ("fault", "")
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if cell.kind == "iso":
        if isinstance(value, datetime.datetime) and value.time() != datetime.time():
            differ("clock")
        return value.isoformat()[:10]
    if cell.kind == "number":
        number, _, shows = book.styles[cell.style]
        is_number = isinstance(value, (int, float))
        if (shows == "number") != is_number and value != "#VALUE!":
            differ("format")
            value = day_of(value, book) if is_number else value
        if shows == "number":
            raw = cell.value
            return number_text(int(raw) if re.fullmatch(r"-?\d+", raw) else float(raw))
        return moment_text(shows, cell.value, value, book.is_1904)
    if cell.kind == "shared":
        runs = book.strings[int(cell.value)]
        written = "".join(text for kind, text in runs if kind != "phonetic")
        if re.search(r"_x[0-9a-fA-F]{4}_", written):
            differ("escape")
            return unescape(written)
    return value


def day_of(value, book):
    epoch = openpyxl.utils.datetime.MAC_EPOCH if book.is_1904 else openpyxl.utils.datetime.WINDOWS_EPOCH
    try:
        return openpyxl.utils.datetime.from_excel(value, epoch)
    except OverflowError:
        return None


# ------------------------------------------------------------------ comparing


def is_blank(shown):
    return not any(isinstance(text, tuple) or text.strip() for text in shown.values())


def expected_of(book, judged):
    """Rows as our reader must give them, and the counts of what it leaves out."""
    rows, hidden_rows, hidden_sheets, empty = {}, 0, 0, 0
    assert judged.sheetnames == [sheet.name for sheet in book.sheets]
    for sheet in book.sheets:
        found = judged[sheet.name]
        assert (found.sheet_state == "visible") == (sheet.state == "visible")
        if sheet.state != "visible":
            differ("hidden")
            hidden_sheets += 1
            continue
        for row in sheet.rows:
            place = found.row_dimensions[row.number]
            assert bool(place.hidden or place.ht == 0) == row.hidden
            shown = {column: cell_text(book, cell, found._cells.get((row.number, column)))   # pylint: disable=protected-access
                     for column, cell in row.cells.items()}
            if is_blank(shown):
                empty += 1
            elif row.hidden:
                differ("hidden")
                hidden_rows += 1
            else:
                rows[sheet.name, row.number] = {c: t for c, t in shown.items() if t != ""}
        cells = {(row.number, column) for row in sheet.rows for column in row.cells}
        assert all(place in cells for place, cell in found._cells.items() if cell.value is not None)   # pylint: disable=protected-access
    return rows, [hidden_rows, hidden_sheets, empty]


def ours_of(answer):
    rows = {}
    for sheet, row, cells, faults in answer["rows"]:
        assert (sheet, row) not in rows
        rows[sheet, row] = {at + 1: text for at, text in enumerate(cells) if text != ""}
        rows[sheet, row].update({int(at) + 1: ("fault", error) for at, error in faults.items()})
    return rows, answer["left_out"]


def compare(path, book, judged, answer):
    expected, left_out = expected_of(book, judged)
    found, ours_left_out = ours_of(answer)
    assert answer["problem"] is None, (path, answer["problem"])
    assert found == expected, (path, {key: (expected.get(key), found.get(key)) for key in expected.keys() | found.keys()
                                      if expected.get(key) != found.get(key)})
    assert ours_left_out == left_out, (path, left_out, ours_left_out)


def judge(paths):
    """openpyxl's reading of each book, from the dress that it can read."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for path in paths:
            yield openpyxl.load_workbook(path, data_only=True)


def main():
    chance = random.Random(SEED)
    cells = 0
    with tempfile.TemporaryDirectory() as folder:
        made, ours, plain = [], [], []
        for at in range(COUNT):
            book, dress = books.some_book(chance), books.some_dress(chance)
            ours.append(os.path.join(folder, f"{at}.xlsx"))
            books.Writer(book, dress).write(ours[-1])
            plain.append(ours[-1])
            if dress & books.FOREIGN:
                plain[-1] = os.path.join(folder, f"{at}-plain.xlsx")
                books.Writer(book, books.PLAIN).write(plain[-1])
            made.append((book, dress))
            cells += sum(len(row.cells) for sheet in book.sheets for row in sheet.rows)
        answers = subprocess.run([ROWS], input="\n".join(ours) + "\n", capture_output=True, text=True,
                                 check=True).stdout.split("\n")
        for path, (book, dress), judged, answer in zip(ours, made, judge(plain), answers):
            try:
                compare(path, book, judged, json.loads(answer))
            except Exception:
                print(f"seed {SEED}, {path}, {sorted(dress)}")
                if os.environ.get("MC_KEEP"):
                    os.replace(path, os.environ["MC_KEEP"])
                raise
    unseen = DIFFERENCES.keys() - used.keys()
    assert not unseen, f"no book shows {unseen}: remove it"
    print(f"{COUNT} workbooks, {cells} cells: the same but for {dict(used)}")


if __name__ == "__main__":
    main()
