"""The PDFs of papers in a directory, <kind>.pdf: paper_pdfs.py DIR.  Each has pages of A4 with nothing outside
the margins of its template, fonts inside, and Vietnamese text that can be copied; the head of a table that
breaks stands on each of its pages."""
import glob
import os
import re
import subprocess
import sys
import unicodedata

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, f"{ROOT}/deploy/papers")
from make import PAGES  # noqa: E402  pylint: disable=wrong-import-position

POINTS = 72 / 25.4
WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')
failed = 0


def check(what, is_so, shown=""):
    global failed
    print(f"{'ok   ' if is_so else 'FAIL '} {what}{'' if is_so else f': {shown}'}")
    failed += not is_so


def said(*words):
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout


def layout_of(kind):
    with open(f"{ROOT}/deploy/papers/{kind}.txt", encoding="utf-8") as source:
        return "landscape" if "@page landscape" in source.read() else "portrait"


def pages_of(path):
    """The words of each page, with their places in points."""
    pages = said("pdftotext", "-bbox", path, "-").split("<page ")[1:]
    return [[(*map(float, word[:4]), word[4]) for word in WORD.findall(page)] for page in pages]


def check_paper(path):
    kind = os.path.basename(path)[:-4]
    width, height, top, right, bottom, left = PAGES[layout_of(kind.split("-")[0])]
    sizes = re.findall(r"size: +([\d.]+) x ([\d.]+)", said("pdfinfo", "-l", "-1", path))
    is_a4 = [abs(float(w) - width * POINTS) < 1 and abs(float(h) - height * POINTS) < 1 for w, h in sizes]
    check(f"{kind}: A4", is_a4 and all(is_a4), sizes)
    pages = pages_of(path)
    outside = [word for page in pages for word in page
               if word[0] < left * POINTS - 1 or word[2] > (width - right) * POINTS + 1
               or word[1] < top * POINTS - 3 or word[3] > (height - bottom) * POINTS + 3]
    check(f"{kind}: nothing outside the margins of {len(pages)} pages", not outside, outside[:3])
    check(f"{kind}: no page is empty", all(len(page) > 5 for page in pages), [len(page) for page in pages])
    first = pages[-1][0][4] if pages[-1] else ""
    check(f"{kind}: no signature alone on a page", len(pages) == 1 or first not in ("NGƯỜI", "TM.", "ĐẠI", "Nơi"), first)
    fonts = said("pdffonts", path).split("\n")[2:-1]
    inside = [line.split()[-5] == "yes" for line in fonts]
    check(f"{kind}: fonts are inside", inside and all(inside), fonts)
    times = [re.search("LiberationSerif|TimesNewRoman|OpenSymbol", line) is not None for line in fonts]
    check(f"{kind}: the widths of Times New Roman", all(times), fonts)
    text = said("pdftotext", "-layout", path, "-")
    check(f"{kind}: text in composed Unicode", text == unicodedata.normalize("NFC", text))
    flat = " ".join(text.split())
    check(f"{kind}: its head can be copied", kind == "news" or "ĐOÀN TNCS HỒ CHÍ MINH" in flat, flat[:200])
    check(f"{kind}: no tag is left", "{{" not in flat and "}}" not in flat)
    return pages, flat


for file in sorted(glob.glob(f"{sys.argv[1]}/*.pdf")):
    found, whole = check_paper(file)
    if file.endswith("/results-124.pdf"):
        check("124 units: some pages", 4 <= len(found) <= 14, len(found))
        check("124 units: the head of the table on each page",
              all(any(word[4] == "STT" for word in page) for page in found[:-1]))
        groups = [sum(word[4] == f"TC{group}" for page in found for word in page) for group in range(1, 9)]
        check("124 units: a column for each group", groups == [groups[0]] * 8 and groups[0] >= len(found) - 1, groups)
        numbers = [len(re.findall(rf"\b{points}\b", whole)) for points in ("11,25", "22,50", "90,00", "438,45")]
        check("124 units: no number is broken", numbers == [124] * 4, numbers)
        names = [f"{group}{number:02}" for group in range(1, 5) for number in range(1, 32)]
        lost = [name for name in names if not re.search(rf"\b{name}\b", whole)]
        check("124 units: each of them", not lost, lost)
sys.exit(failed > 0)
