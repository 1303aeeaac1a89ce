"""The contents of the pages that submissions cite, as site.py serves them (site.json), the sites
registered for the units (sites.txt), and the links that change after submission (later.txt).  A
page has the contents of its submission, unless a defect or the submission's `page` overrides it."""
import json
import os
import random
import unicodedata
from datetime import timedelta
from urllib.parse import urlsplit

from campaign import hosts

LOOKS = ("wordpress", "portal", "news", "table", "blog")
MENDED = 0.08                      # of the pages: one word is corrected after submission


def look_of(host):
    return LOOKS[sum(host.encode()) % len(LOOKS)]


def place_of(link):
    """host/path, the key of a page.  None: not a link that a browser would accept."""
    parts = urlsplit(link)
    whole = parts.scheme in ("http", "https") and parts.netloc and " " not in link
    return parts.netloc.lower() + (parts.path or "/") if whole else None


def mended(rng, paragraphs):
    """The same text with one word corrected: too small a change to report."""
    at = rng.randrange(len(paragraphs))
    words = paragraphs[at].split(" ")
    words[len(words) // 2] = "những"
    return paragraphs[:at] + [" ".join(words)] + paragraphs[at + 1:]


def page_of(piece, told):
    rng = random.Random(f"page {piece.link}")
    published = piece.occurred + timedelta(rng.randint(0, 4))
    text = unicodedata.normalize("NFC", piece.text)
    paragraphs = [line for line in text.split("\n") if line.strip()] or [piece.title]
    page = {"kind": "article", "title": piece.title, "day": published.isoformat(),
            "hour": f"{rng.randint(7, 20):02d}:{rng.randint(0, 59):02d}",
            "author": rng.choice(("Ban Tuyên giáo", "Văn phòng", "Cộng tác viên")),
            "paragraphs": paragraphs}
    page.update(told)
    if rng.random() < MENDED and len(text) > 600:
        page.setdefault("later", mended(rng, page["paragraphs"]))
    return page


def pages_of(pieces):
    """The owner of a link determines the page; a copy of the link adds nothing."""
    found = {}
    for piece in sorted(pieces, key=lambda p: "copy.link" in p.defects):
        place = place_of(piece.link)
        if place is not None:
            found.setdefault(place, page_of(piece, piece.page))
            for more, told in piece.more_pages.items():
                found.setdefault(more, page_of(piece, told))
    return found


# A page that no submission cites, for a user's own; found under any query, too.
FREE = f"{hosts.PROVINCE}/ke-hoach-ra-quan"
FREE_DAYS = 30                     # it was published so many days before the demo was generated
FREE_PAGE = {
    "kind": "article", "title": "Kế hoạch ra quân", "hour": "08:00",
    "author": "Văn phòng Tỉnh đoàn", "paragraphs": [
        "Ban Thường vụ Tỉnh đoàn ban hành Kế hoạch ra quân cuối năm, giao mỗi cơ sở nhận ít nhất một công "
        "trình thanh niên và báo cáo kết quả về Văn phòng trước ngày 25 hằng tháng.",
        "Các đội hình tình nguyện ưu tiên vùng có đông đồng bào Khmer, xã khó khăn và tuyến kênh chưa được khơi "
        "thông; kinh phí do đơn vị tự cân đối và vận động thêm."]}


def write_site(out, pieces, today):
    site = {"hosts": {host: {"name": name, "look": look_of(host)}
                      for host, name in hosts.names().items()},
            "pages": {FREE: dict(FREE_PAGE, day=str(today - timedelta(FREE_DAYS))), **pages_of(pieces)}}
    with open(os.path.join(out, "site.json"), "w", encoding="utf-8", newline="\n") as file:
        file.write(json.dumps(site, ensure_ascii=False, indent=0) + "\n")
    with open(os.path.join(out, "later.txt"), "w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"https://{place}\n" for place, page in site["pages"].items() if "later" in page)
    with open(os.path.join(out, "sites.txt"), "w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{unit} {site}\n" for unit, site in hosts.registered())
