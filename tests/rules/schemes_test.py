#!/usr/bin/env python3
"""The published schemes under schemes/ as criteria sets: the gaps and overlaps of the real
documents are reported with their places, cases that no row covers go to a person, and the
results are the numbers that the documents state.
"""
import json
import os
import subprocess
import tempfile

import jsonschema

HERE = os.path.dirname(os.path.abspath(__file__))
MINHCHUNG = os.path.join(os.environ.get("MC_BUILD", "build"), "bin", "minhchung")

# Gaps and contradictions of the documents: the place and words of the fault.
FAULTS = {
    "bu-dang-2015": [
        ("/criteria/0/rule/rows", "trên “Đơn vị trực thuộc” trên 0 đến dưới 100"),
        ("/criteria/1/rule/rows", "Báo cáo quý thiếu” đúng 0, Tổng số liệu “Báo cáo tháng thiếu” trên 0 đến dưới 2"),
        ("/criteria/1/rule/rows", "Báo cáo quý thiếu” trên 1, Tổng số liệu “Báo cáo tháng thiếu” đúng 0"),
        ("/criteria/1/rule/rows/3", "chồng lên dòng thứ 3"),
    ],
    "hon-quan-2012": [
        ("/criteria/3/rule/rows", "“Có băng rôn” đúng 0"),
        ("/criteria/3/rule/rows", "“Có băng rôn” đúng 1"),
        ("/groups/0/points", "ghi 40 điểm nhưng các phần bên trong cộng lại là 34"),
    ],
    "cam-my-2018": [],
    "university-2018": [
        ("/bands", "đúng 50 không thuộc"), ("/bands", "trên 50 đến dưới 51"),
        ("/bands", "trên 70 đến dưới 71"), ("/bands", "trên 80 đến dưới 81"),
        ("/bands", "trên 90 đến dưới 91"),
    ],
    "central-2021": [],
}

QUARTER, MONTH = "Báo cáo quý thiếu", "Báo cáo tháng thiếu"
# scheme, criterion, figures, submissions, points; None: a person.
CASES = [
    ("bu-dang-2015", "I.1", {"Chương trình công tác năm": "1", "Đơn vị dự hội nghị triển khai": "12",
                             "Đơn vị trực thuộc": "12"}, 1, "5.00"),
    ("bu-dang-2015", "I.1", {"Chương trình công tác năm": "1", "Đơn vị dự hội nghị triển khai": "11",
                             "Đơn vị trực thuộc": "12"}, 1, None),
    ("bu-dang-2015", "I.1", {"Chương trình công tác năm": "1", "Đơn vị dự hội nghị triển khai": "0",
                             "Đơn vị trực thuộc": "12"}, 1, "3.00"),
    ("bu-dang-2015", "I.2", {QUARTER: "0", MONTH: "0"}, 1, "8.00"),
    ("bu-dang-2015", "I.2", {QUARTER: "0", MONTH: "1"}, 1, None),
    ("bu-dang-2015", "I.2", {QUARTER: "0", MONTH: "2"}, 1, "6.00"),
    ("bu-dang-2015", "I.2", {QUARTER: "1", MONTH: "0"}, 1, "4.00"),
    ("bu-dang-2015", "I.2", {QUARTER: "0", MONTH: "5"}, 1, None),
    ("bu-dang-2015", "I.2", {QUARTER: "1", MONTH: "4"}, 1, None),      # both 4 and 0 in the document
    ("bu-dang-2015", "I.3", {"Số buổi vắng": "3"}, 1, "1.00"),
    ("bu-dang-2015", "I.3", {}, 0, None),
    ("hon-quan-2012", "I.3", {"Số buổi vắng": "1"}, 1, "8.00"),
    ("hon-quan-2012", "I.4", {"Có băng rôn": "1", "Người nắm được nội dung": "60", "Người được hỏi": "100"},
     1, "4.00"),
    ("hon-quan-2012", "I.4", {"Có băng rôn": "0", "Người nắm được nội dung": "90", "Người được hỏi": "100"},
     1, "2.00"),
    ("hon-quan-2012", "I.4", {"Có băng rôn": "1", "Người nắm được nội dung": "59", "Người được hỏi": "100"},
     1, None),
    ("cam-my-2018", "1.1", {"Giá trị công trình (đồng)": "1500000"}, 1, "10.00"),
    ("cam-my-2018", "1.1", {"Giá trị công trình (đồng)": "1499999.9999"}, 1, "5.00"),
    ("cam-my-2018", "1.1", {}, 0, "0.00"),
    ("cam-my-2018", "1.2", {"Kết quả": "7"}, 1, None),                  # no target
    ("university-2018", "II.1", {"Lượt tổ chức": "2", "Lượt tham gia": "3"}, 1, "12.00"),
    ("central-2021", "1.1.1", {"Đơn vị cấp huyện đạt": "11", "Đơn vị cấp huyện": "11"}, 1, "1.75"),
]


def run(*arguments):
    return subprocess.run([MINHCHUNG, *arguments], capture_output=True, text=True, check=False)


def path_of(scheme):
    return os.path.join(HERE, "schemes", scheme + ".json")


def load(scheme):
    with open(path_of(scheme), encoding="utf-8") as file:
        return json.load(file)


def score(scheme, lines):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        file.flush()
        done = run("score", "--set", path_of(scheme), "--inputs", file.name, "--json")
    assert done.returncode == 0, done.stderr
    return {one["unit"]: one for one in map(json.loads, done.stdout.splitlines())}


def check_faults():
    for scheme, wanted in FAULTS.items():
        done = run("criteria", "check", path_of(scheme), "--json")
        found = json.loads(done.stdout)
        assert done.returncode == (1 if wanted else 0), (scheme, found)
        assert (found["wrong"] > 0) == bool(wanted), (scheme, found)
        for place, words in wanted:
            assert any(f["place"] == place and words in f["text"] for f in found["faults"]), \
                (scheme, place, words, found)


def check_cases():
    for scheme, criterion, figures, pieces, value in CASES:
        line = {"unit": "U", "criterion": criterion, "figures": figures, "pieces": pieces}
        unit = score(scheme, [line])["U"]
        one = next(c for c in unit["criteria"] if c["criterion"] == criterion)
        assert one["value"] == value, (scheme, criterion, figures, one)
        assert one["state"] == ("person" if value is None else "computed"), one


def check_central():
    """21 contents, 146 conditions, 450 points and 50 of bonus beside them."""
    central = load("central-2021")
    contents = [g for g in central["groups"] if "parent" in g]
    assert (len(contents), len(central["criteria"]) - 1) == (21, 146)
    full = {"Đơn vị cấp huyện đạt": "9", "Đơn vị cấp huyện": "9"}
    lines = [{"unit": "U", "criterion": c["code"], "figures": full, "pieces": 1}
             for c in central["criteria"] if c["code"] != "T.1"]
    lines.append({"unit": "U", "criterion": "T.1", "pieces": 12})
    unit = score("central-2021", lines)["U"]
    assert (unit["receipt"]["base"], unit["receipt"]["bonus"], unit["total"]) == \
        ("450.00", "50.00", "500.00"), unit["receipt"]
    groups = {g["code"]: g["value"] for g in unit["receipt"]["groups"]}
    assert [groups[c] for c in "123456"] == ["60.00", "134.00", "110.00", "30.00", "10.00", "106.00"]


def member(name, events, gates="ABCD"):
    """A student with so many events to organise at the branch and at the school (3 points
    each, 60 points at most), and those of the four conditions that are met."""
    lines = [{"unit": name, "criterion": "I." + gate, "pieces": 2 if gate == "D" else 1} for gate in gates]
    lines.append({"unit": name, "criterion": "II.1", "figures": {"Lượt tham gia": str(events)}})
    return lines


def check_bands():
    """The gap at exactly 50 and at the other bands; gates lower the band, not the score."""
    members = {"Y": (4, "ABCD", "48.00", "Yếu"), "H50": (5, "ABCD", "50.00", None),
               "TB": (6, "ABCD", "52.00", "Trung bình"), "K": (16, "ABCD", "72.00", "Khá")}
    lines = [line for name, (events, gates, *_) in members.items() for line in member(name, events, gates)]
    # 100 points with all four, then without C (school level) and without A (dues).
    for name, gates in (("X", "ABCD"), ("T", "ABD"), ("-A", "BCD")):
        lines += member(name, 20, gates)
        lines.append({"unit": name, "criterion": "II.2", "figures": {"Lượt tổ chức": "10"}})
    units = score("university-2018", lines)
    for name, (_, _, total, band) in members.items():
        assert (units[name]["total"], units[name]["band"]) == (total, band), units[name]
    found = {name: (units[name]["total"], units[name]["band"]) for name in ("X", "T", "-A")}
    # 90 points are "Tốt"; without dues no band down to "Khá" is open, so "Trung bình".
    assert found == {"X": ("100.00", "Xuất sắc"), "T": ("90.00", "Tốt"), "-A": ("90.00", "Trung bình")}, found


def check_schema():
    schema = json.loads(run("score", "--schema").stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for scheme in FAULTS:
        validator.validate(load(scheme))
    broken = load("cam-my-2018")
    broken["criteria"][0]["rule"]["lua"] = "x"
    assert not validator.is_valid(broken)


if __name__ == "__main__":
    check_faults()
    check_cases()
    check_central()
    check_bands()
    check_schema()
    print(f"{len(FAULTS)} schemes, {len(CASES)} cases")
