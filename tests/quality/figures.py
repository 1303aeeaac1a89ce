"""How well figures are compared with texts: numbers in real articles, extracted here and not by
our code, are submitted with them unchanged, then wrong; the check must not report the first as
a contradiction, and must report the second.

Usage: figures.py MINHCHUNG ARTICLES.jsonl OUT.json; a line of the articles is {"id", "title", "text"}.
"""
import json
import re
import subprocess
import sys
import tempfile
from decimal import Decimal

CODE = "figures.text_contradicts"
SCALES = {"": 1, "nghìn": 10 ** 3, "ngàn": 10 ** 3, "triệu": 10 ** 6, "tỷ": 10 ** 9, "tỉ": 10 ** 9}
UNITS = (("đồng", 1), ("nghìn đồng", 10 ** 3), ("triệu đồng", 10 ** 6))
WORDS = r"((?:[a-zà-ỹđ]+ ){1,2}[a-zà-ỹđ]+)"
NUMBER = r"(?<![\w.,/:-])(\d{1,3}(?:\.\d{3})+|\d{2,4}(?:,\d)?)"
COUNTED = re.compile(NUMBER + r" (?:(nghìn|ngàn|triệu) )?(?!nghìn|ngàn|triệu|tỷ|tỉ|đồng|phần trăm)" + WORDS + r"\b")
PAID = re.compile(WORDS + r" (?:là|đạt|hơn|gần|khoảng|trên) " + NUMBER + r" (?:(nghìn|ngàn|triệu|tỷ|tỉ) )?đồng\b")
# A figure is named by what is counted: no name has one of these.
NO_NAME = set("""của với so và đến từ vào cho để là rằng trên lên xuống do thì tại ở hoặc hay mỗi một này đó khi nhưng song vẫn
    đã sẽ được bị có còn trong theo như mới tăng giảm đạt hơn gần khoảng năm tháng ngày giờ sáng tối qua mức ước tính chỉ cũng
    đây dưới cùng tương đương khoảng chủ yếu làm chưa lần đầu cuối nửa tối nội nhất""".split())
DATES = re.compile(r"(?:năm|tháng|quý|ngày|thứ|lần|phiên|top|số|Games) $")
SHARED = re.compile(r"(?<![\w.,/:-])(\d{1,3}(?:,\d+)?)% " + WORDS + r"\b")


def value_of(number, scale):
    return Decimal(number.replace(".", "").replace(",", ".")) * SCALES[scale or ""]


def plain(value):
    return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"


def figures_in(text, at):
    """Name and submitted value of every figure in the article; `at` rotates the units."""
    for match in COUNTED.finditer(text):
        number, scale, subject = match.groups()
        if DATES.search(text[:match.start()]):
            continue
        yield subject, f"Số {subject}", value_of(number, scale), 1
    for subject, number, scale in PAID.findall(text):
        unit, worth = UNITS[at % len(UNITS)]
        yield subject, f"{subject[0].upper()}{subject[1:]} ({unit})", value_of(number, scale), worth
    for number, subject in SHARED.findall(text):
        yield subject, f"Tỷ lệ {subject} (%)", value_of(number, ""), 1


def lines(articles):
    """One line for each figure that is in the article once, right and wrong."""
    for at, article in enumerate(articles):
        found = list(figures_in(article["text"], at))
        for n, (subject, name, value, worth) in enumerate(found):
            if article["text"].lower().count(subject) > 1 or NO_NAME & set(subject.lower().split()):
                continue
            for kind, filed in (("right", value), ("wrong", value * 2 + worth * 7)):
                yield {"id": f"{kind} {article['id']} {n}", "title": article["title"], "text": article["text"],
                       "figures": [[name, plain(filed / worth)]]}


def main():
    program, corpus, out = sys.argv[1:4]
    with open(corpus, encoding="utf-8") as file:
        articles = [json.loads(line) for line in file]
    counts = {"right": 0, "wrong": 0}
    flagged, shown = {"right": 0, "wrong": 0}, []
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        asked = {line["id"]: line for line in lines(articles)}
        file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in asked.values())
        file.flush()
        answer = subprocess.run([program, "checks", "judge", file.name], check=True, capture_output=True, text=True)
    for line in answer.stdout.splitlines():
        judged = json.loads(line)
        kind = judged["id"].split()[0]
        is_flagged = any(finding["code"] == CODE for finding in judged["findings"])
        counts[kind] += 1
        flagged[kind] += is_flagged
        if is_flagged == (kind == "right") and len(shown) < 10:
            shown.append((kind, *asked[judged["id"]]["figures"][0]))
    print(f"figures that {len(articles)} articles state, submitted unchanged: {counts['right']}, flagged {flagged['right']}; "
          f"filed wrongly: {counts['wrong']}, flagged {flagged['wrong']}")
    for one in shown:
        print("  ", *one)
    with open(out, "w", encoding="utf-8") as file:
        json.dump({"right": counts["right"], "right_flagged": flagged["right"], "wrong": counts["wrong"],
                   "wrong_flagged": flagged["wrong"]}, file)


main()
