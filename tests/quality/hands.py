"""Papers of several authors' hands, in the styles of commune, school, enterprise, police and army unions: each as
it is, where no check may object, and with one defect after another, each of which must be found.

Usage: hands.py MINHCHUNG [OUT.json].  Prints, for each check, how many of the defects were found, in all and for
each kind of unit, and what was reported on papers without any.
"""
import collections
import glob
import json
import os
import re
import subprocess
import sys
import tempfile
import unicodedata

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "hands")
HINT = 1
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy")
PARAGRAPH = 120  # letters of a paragraph that is worth repeating


def papers():
    for path in sorted(glob.glob(os.path.join(FOLDER, "*.txt"))):
        with open(path, encoding="utf-8") as file:
            head, _, text = file.read().partition("\n\n")
        paper = dict(line.split(": ", 1) for line in head.splitlines())
        symbol = re.search(r"^Số: ?(\S.*)$", text, re.M)
        paper.update(id=os.path.basename(path)[:-4], symbol=symbol[1] if symbol else "", words=text)
        yield paper


def line_of(paper, identity):
    """As `minhchung checks judge` reads it: an article is text, the others are the text of a file."""
    place = "text" if paper["kind"] in ("article", "figures", "other") else "paper"
    line = {key: paper[key] for key in ("kind", "title", "occurred_on", "symbol")}
    return {"id": identity, **line, place: paper["words"], "figures": paper.get("figures", [])}


def with_words(paper, pattern, new, count=1):
    words, times = re.subn(pattern, new, paper["words"], count=count, flags=re.M)
    return {**paper, "words": words} if times else None


def of_kind(*kinds):
    def only(make):
        return lambda paper: make(paper) if paper["kind"] in kinds else None
    return only


@of_kind("document")
def without_symbol(paper):
    return with_words(paper, r"^Số: .*\n", "")


@of_kind("document")
def without_number(paper):
    return with_words(paper, r"^Số: \d+ ?", "Số:       ")


@of_kind("document")
def without_day(paper):
    return with_words(paper, r"^.*, ngày \d+ tháng \d+ năm \d+\n", "")


@of_kind("document")
def without_signer(paper):
    return with_words(paper, r"^(?:TM\. |TRƯỞNG BAN)[\s\S]*$", "")


@of_kind("document")
def as_draft(paper):
    return {**paper, "words": "DỰ THẢO LẦN 2\n" + paper["words"]}


@of_kind("document", "report")
def unfilled(paper):
    return with_words(paper, r"(?<=[a-zà-ỹ:] )\d+(?= [a-zà-ỹ]{3,})", "........")


def other_weekday(paper):
    day = re.search(r"(thứ (?:Hai|Ba|Tư|Năm|Sáu|Bảy)|Chủ nhật),? ngày \d", paper["words"])
    if not day:
        return None
    other = next(name for name in WEEKDAYS if name != day[1])
    return {**paper, "words": paper["words"].replace(day[1] + ",", other + ",", 1)}


def impossible_day(paper):
    return with_words(paper, r"(?<!\d)\d{1,2}/(\d{1,2})/2023", "31/6/2023")


def wrong_percent(paper):
    return with_words(paper, r"(\d)(\d\d),\d%(?= chỉ tiêu \()", r"2\2,5%")


@of_kind("article", "report", "document", "other")
def wrong_sum(paper):
    return with_words(paper, r"(tổng thu) \d", r"\1 7")


@of_kind("article", "report")
def contradicted(paper):
    found = re.search(r"(?<![\w.,/:])(\d{2,3}) (học sinh tiểu học|người dân|lượt người dân|đơn vị|đoàn viên, thanh niên"
                      r"|lượt đoàn viên|cán bộ, chiến sĩ|ngày công|cây xanh|suất quà)", paper["words"])
    if not found or paper["words"].count(found[2]) > 1:
        return None
    return {**paper, "figures": [[f"Số {found[2]}", str(int(found[1]) * 2 + 7)]]}


def bare(paper):
    text = unicodedata.normalize("NFD", paper["words"])
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    return {**paper, "words": text.replace("đ", "d").replace("Đ", "D")}


def misread(paper):
    return {**paper, "words": paper["words"].encode().decode("cp1252", "ignore")}


def doubled(paper):
    return with_words(paper, r"\b(tổ chức|thực hiện|tham gia|cho biết|đoàn viên)\b", r"\1 \1")


@of_kind("article", "report", "document")
def repeated(paper):
    long = [part for part in paper["words"].splitlines() if len(part) > PARAGRAPH]
    return {**paper, "words": paper["words"].replace(long[0], long[0] + "\n" + long[0], 1)} if long else None


def to_fill(paper):
    return with_words(paper, r"(?<=\n)([A-ZĐ][a-zà-ỹ])", r"[Nhập nội dung tại đây] \1")


@of_kind("article")
def shortened(paper):
    return {**paper, "words": paper["words"].split(". ")[0] + "."}


@of_kind("article")
def of_the_future(paper):
    return with_words(paper, r"(\d{1,2}/\d{1,2})/2023", r"\1/2031")


DEFECTS = {
    "paper.no_symbol": without_symbol, "paper.unnumbered": without_number, "paper.no_day": without_day,
    "paper.no_signer": without_signer, "paper.draft": as_draft, "paper.unfilled": unfilled,
    "date.weekday": other_weekday, "date.impossible": impossible_day, "date.text_future": of_the_future,
    "figures.text_percent": wrong_percent, "figures.text_sum": wrong_sum, "figures.text_contradicts": contradicted,
    "text.no_diacritics": bare, "text.mojibake": misread, "text.doubled_word": doubled,
    "text.repeated_paragraph": repeated, "text.placeholder": to_fill, "text.too_short": shortened,
}


def judged(program, lines):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        file.flush()
        answer = subprocess.run([program, "checks", "judge", file.name], check=True, capture_output=True, text=True)
    return {one["id"]: one["findings"] for one in map(json.loads, answer.stdout.splitlines())}


def measure(program):
    """For each kind of unit: papers, reports on papers without a defect, and for each check planted and found."""
    all_papers = list(papers())
    lines = [line_of(paper, paper["id"]) for paper in all_papers]
    for code, make in DEFECTS.items():
        spoiled = ((paper, make(paper)) for paper in all_papers)
        lines += [line_of(bad, f"{paper['id']} {code}") for paper, bad in spoiled if bad]
    kinds = collections.defaultdict(lambda: {"papers": 0, "reported": [], "checks": {}})
    for identity, findings in judged(program, lines).items():
        name, _, code = identity.partition(" ")
        kind = kinds[name.split("-")[0]]
        if not code:
            kind["papers"] += 1
            kind["reported"] += [f"{name}: {one['code']} {one['detail']}" for one in findings if one["severity"] > HINT]
            continue
        check = kind["checks"].setdefault(code, {"planted": 0, "found": 0, "missed": []})
        check["planted"] += 1
        is_found = any(one["code"] == code for one in findings)
        check["found"] += is_found
        check["missed"] += [] if is_found else [name]
    return dict(kinds)


def show(kinds):
    print(f"{'':26}" + "".join(f"{kind:>12}" for kind in kinds))
    for code in DEFECTS:
        of = [kinds[kind]["checks"].get(code, {"planted": 0, "found": 0}) for kind in kinds]
        print(f"{code:26}" + "".join(f"{one['found']:>9}/{one['planted']:<2}" for one in of))
    for kind, one in kinds.items():
        for line in one["reported"]:
            print(f"reported without a defect: {line}")
        for code, check in one["checks"].items():
            for name in check["missed"]:
                print(f"missed: {code} of {name}")


def main():
    kinds = measure(sys.argv[1])
    show(kinds)
    if sys.argv[2:]:
        with open(sys.argv[2], "w", encoding="utf-8") as file:
            json.dump(kinds, file, ensure_ascii=False)


if __name__ == "__main__":
    main()
