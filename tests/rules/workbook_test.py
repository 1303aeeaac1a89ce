#!/usr/bin/env python3
"""A criteria set as a workbook: export and import return the same set, for the published schemes
and for random sets of every kind of rule; a clerk's variants of writing are understood; all faults
are reported together with sheet and cell.
"""
import json
import os
import random
import subprocess
import sys
import tempfile

import openpyxl

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import random_sets   # noqa: E402

MINHCHUNG = os.path.join(os.environ.get("MC_BUILD", "build"), "bin", "minhchung")


def run(*arguments, code=0):
    done = subprocess.run([MINHCHUNG, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == code, (arguments, done.returncode, done.stdout[:2000], done.stderr[:2000])
    return done.stdout


def plain(value):
    """The set without empty lists, which mean the same as none."""
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items() if v not in ([], {})}
    return [plain(v) for v in value] if isinstance(value, list) else value


def dump(value, path):
    with open(path, "w", encoding="utf-8") as file:
        json.dump(value, file, ensure_ascii=False)
    return path


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def check_round_trip(folder, criteria_set):
    source = dump(criteria_set, os.path.join(folder, "set.json"))
    book, back = os.path.join(folder, "set.xlsx"), os.path.join(folder, "back.json")
    run("criteria", "export", source, "--out", book)
    run("criteria", "export", book, "--out", back)
    assert plain(load(back)) == plain(criteria_set), criteria_set["code"]


def rich_set():
    """Parts that random sets lack: names that a list must quote, targets with a pace, units."""
    return {"format": "minhchung-criteria-set/1", "code": "BTC", "name": " Bộ tiêu chí “thử” ", "version": 3,
            "source": "Quyết định 1-QĐ/TĐTN", "note": "dòng một\ndòng hai",
            "period": {"from": "2023-01-01", "to": "2023-12-31"}, "points": {"base": "12.5", "bonus": "5"},
            "settings": {"rescale": "proportional", "bands_by": "points", "band_holes": "person",
                         "band_grain": "0.5", "tie_break": ["1", "1.1"]},
            "directory": {"kinds": [{"code": "xa", "name": "Xã"}], "peer_groups": [{"code": "c1"}],
                          "units": [{"code": "U1", "name": "Đoàn xã Một", "kind": "xa", "peer_group": "c1"}]},
            "groups": [{"code": "1", "name": "Nhóm", "points": "12.5", "note": "ghi chú"},
                       {"code": "T", "name": "Thưởng", "points": "5", "pool": "bonus", "floor": "none"}],
            "criteria": [{"code": "1.1", "name": "Tiêu chí", "parent": "1", "points": "12.50", "rule_version": 4,
                          "figures": ["a; b", "nói \"c\"", "#1", " lệch"], "evidence_kinds": ["report"],
                          "evidence": "báo cáo", "window": {"from": "2023-02-01"},
                          "not_applicable": {"kinds": ["xa"], "units": ["U1"], "reason": "không có"},
                          "rule": {"kind": "cap", "points": "12.50", "part": {"kind": "sum", "parts": [
                              {"kind": "share", "part": "a; b", "whole": "#1", "points": "12.50"},
                              {"kind": "threshold", "figure": 2, "aggregate": "sum", "points": "1",
                               "from": "123456789012.3456"}]}},
                          "variants": [{"peer_groups": ["c1"], "rule": {"kind": "manual", "points": "12.50"}}]},
                         {"code": "T.1", "name": "Thưởng", "parent": "T", "points": "5",
                          "rule": {"kind": "bonus", "points": "0.1", "cap": "5"}}],
            "gates": [{"code": "A", "name": "Điều kiện", "any": [{"node": "1.1", "from": "1"}, {"all": [
                {"node": "1", "in": "percent", "above": "5"}, {"node": "T", "through": "5"}]}]}],
            "bands": [{"name": "Cao", "from": "10", "gates": ["A"]}, {"name": "Thấp", "to": "10"}],
            "targets": [{"unit": "U1", "criterion": "1.1", "value": "1500000.25",
                         "pace": [{"by": "2023-06-30", "percent": "50"}, {"by": "2023-12-31", "percent": "100"}]}]}


def edit(book, changes):
    """Writes cells; adds missing sheets."""
    workbook = openpyxl.load_workbook(book)
    for place, value in changes.items():
        sheet, cell = place.split("!")
        (workbook[sheet] if sheet in workbook else workbook.create_sheet(sheet))[cell] = value
    workbook.save(book)


def faults_of(book):
    return {(f["place"], f["text"]) for f in json.loads(run("criteria", "check", book, "--json", code=1))["faults"]}


def expect(book, wanted):
    found = faults_of(book)
    for place, words in wanted:
        assert any(place == p and words in t for p, t in found), (place, words, sorted(found))


def check_clerk(folder):
    """Numbers with a comma, dates in Vietnamese order, words in capitals or without
    accents, columns and sheets in another order, empty lines: the same set."""
    book, back = os.path.join(folder, "clerk.xlsx"), os.path.join(folder, "clerk.json")
    run("criteria", "export", dump(rich_set(), os.path.join(folder, "rich.json")), "--out", book)
    edit(book, {"Bộ tiêu chí!B8": "12,5", "Bộ tiêu chí!B7": "31/12/2023", "Bộ tiêu chí!B10": "THEO TY LE",
                "Chỉ tiêu!C2": "1.500.000,25", "Tiêu chí!J1": "TÍNH TỪ NGÀY"})
    workbook = openpyxl.load_workbook(book)
    rules = workbook["Quy tắc"]
    below = next(c.column for c in rules[1] if c.value == "Điểm khi chưa đạt ngưỡng")
    rules.cell(5, below).value = 0.1 + 0.2             # 0.30000000000000004
    sheet = workbook["Nhóm"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    for at, row in enumerate(rows):
        for column, value in enumerate(reversed(row)):
            sheet.cell(at + 1 + (at > 1), column + 1).value = value
    for column in range(1, len(rows[0]) + 1):
        sheet.cell(3, column).value = None
    workbook.move_sheet("Quy tắc", offset=-3)
    workbook.save(book)
    run("criteria", "export", book, "--out", back)
    wanted = rich_set()
    found = load(back)
    assert found["criteria"][0]["rule"]["part"]["parts"][1].pop("below") == "0.3"
    assert plain(found) == plain(wanted), found


def check_faults(folder):
    """Many faults at once: all are reported, each at its cell."""
    with open(os.path.join(HERE, "schemes", "bu-dang-2015.json"), encoding="utf-8") as file:
        scheme = json.load(file)
    scheme["groups"].append({"code": "II", "name": "Nhóm hai", "parent": "I", "points": "0"})
    book = os.path.join(folder, "wrong.xlsx")
    run("criteria", "export", dump(scheme, os.path.join(folder, "wrong.json")), "--out", book)
    edit(book, {"Nhóm!C2": "II",                      # I in II in I
                "Nhóm!E2": "mười",                    # no such pool
                "Tiêu chí!A3": "I.1",                 # twice
                "Tiêu chí!C4": "IX",                  # no such group
                "Tiêu chí!D2": "năm",                 # no number
                "Quy tắc!B4": "bước 1",               # no such position
                "Quy tắc!D21": "Không có",            # no such figure
                "Tiêu chí!D6": "=1+1",                # no program has computed it
                "Quy tắc!AH1": "Cột lạ", "Trang lạ!A1": "x"})
    wanted = [("Nhóm!C2", "vòng"), ("Nhóm!E2", "“mười” không có nghĩa ở cột “Loại điểm”"),
              ("Tiêu chí!A3", "mã “I.1” đã dùng"), ("Tiêu chí!C4", "“IX”"), ("Tiêu chí!D2", "“Điểm” phải là số thập phân"),
              ("Quy tắc!B4", "vị trí không hiểu được"), ("Quy tắc!D21", "không có số liệu “Không có”"),
              ("Tiêu chí!D6", "công thức ở ô này chưa được tính"), ("Quy tắc!AH1", "không có cột"), ("Trang lạ", "không có trang")]
    expect(book, wanted)


def check_hidden(folder):
    """What is hidden is no part of the set; the clerk reads so."""
    book = os.path.join(folder, "hidden.xlsx")
    run("criteria", "export", os.path.join(HERE, "schemes", "university-2018.json"), "--out", book)
    workbook = openpyxl.load_workbook(book)
    workbook["Tiêu chí"].row_dimensions[3].hidden = True
    workbook["Hướng dẫn"].sheet_state = "hidden"
    workbook.save(book)
    expect(book, [("Bộ tiêu chí", "1 dòng ẩn, 1 trang ẩn không được đọc")])


def check_holes(folder):
    """The gap at exactly 50 and sums that disagree, at their cells; the import is refused
    and nothing is written.  Sums are reported once all their parts can be read."""
    book = os.path.join(folder, "holes.xlsx")
    out = os.path.join(folder, "refused.json")
    run("criteria", "export", os.path.join(HERE, "schemes", "university-2018.json"), "--out", book)
    edit(book, {"Tiêu chí!D2": 11, "Bộ tiêu chí!B8": 90})
    summed = [("Nhóm!D2", "ghi 40 điểm nhưng các phần bên trong cộng lại là 41"), ("Bộ tiêu chí!B8", "ghi 90 điểm")]
    unruled = [("Quy tắc!A2", "không có mã này"), ("Tiêu chí!A2", "thiếu “quy tắc”")]
    expect(book, [("Xếp loại!A1", "đúng 50"), *summed])
    edit(book, {"Quy tắc!A2": "I.Z"})
    expect(book, [("Xếp loại!A1", "đúng 50"), *unruled])
    run("criteria", "import", book, "--out", out, code=1)
    assert not os.path.exists(out)


def main():
    chance = random.Random(7)
    with tempfile.TemporaryDirectory() as folder:
        for name in sorted(os.listdir(os.path.join(HERE, "schemes"))):
            check_round_trip(folder, load(os.path.join(HERE, "schemes", name)))
        check_round_trip(folder, rich_set())
        for at in range(6):
            check_round_trip(folder, random_sets.criteria_set(chance, 120 + at))
        check_clerk(folder)
        check_faults(folder)
        check_holes(folder)
        check_hidden(folder)
        text = os.path.join(folder, "no.xlsx")
        with open(text, "w", encoding="utf-8") as file:
            file.write("không phải bảng tính")
        run("criteria", "check", text, code=2)
        run("criteria", "check", os.path.join(folder, "missing.xlsx"), code=2)
    print("workbooks are imported as they were exported")


if __name__ == "__main__":
    main()
