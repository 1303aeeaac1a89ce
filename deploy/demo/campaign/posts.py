"""The units' posts of the year: good news and stories with gaps, in a list or, for some units, in
the feed of their site; and the numbers of covered days and weeks (posts-expected.json)."""
import csv
import io
import json
import os
import random
from datetime import date, timedelta

from campaign import hosts, people
from campaign.year import OVER

SILENT, SILENT_DAYS = 4, 28         # the unit that posts nothing for this long
HEADER = ("Mã đơn vị", "Ngày đăng", "Tiêu đề", "Liên kết", "Loại")
NEWS = ("Trao sổ tiết kiệm cho học sinh vượt khó", "Dọn vệ sinh bờ kênh", "Nhặt được của rơi trả người mất",
        "Hiến máu cứu người", "Sửa nhà cho hộ neo đơn", "Trồng cây ven lộ", "Lớp học tình thương buổi tối")
STORIES = ("Chàng trai giữ nghề đan lát", "Cô giáo của phum sóc", "Bí thư chi đoàn nuôi bò giỏi",
           "Người đưa đò không lấy tiền", "Đôi bạn cùng tiến")


def posts_of(rng, at, first, last, silent):
    """(day, kind) of one unit; one unit posts nothing for a season, the others have short gaps."""
    share = rng.uniform(0.75, 0.99)
    for n in range((last - first).days + 1):
        day = first + timedelta(n)
        if at == SILENT and 0 <= (day - silent).days < SILENT_DAYS:
            continue
        if rng.random() < share:
            yield day, "Tin tốt"
            if rng.random() < 0.1:
                yield day, "Tin tốt"
        if day.weekday() == 4 and rng.random() < share:
            yield day, "Câu chuyện đẹp"


# Units whose posts come from a feed: the newest sixty of one, all of another, none of a third, as
# its address is outdated.  The others, and the rest of the first, are in the list.
RSS, WORDPRESS, GONE, NEWEST = 2, 5, 7, 60
CATEGORIES = {"Tin tốt": "Tin tức", "Câu chuyện đẹp": "Gương sáng"}


def items_of(unit, rows):
    """The items of a site's feed, the newest first; early and late in the day, so that for some the
    day in UTC is another."""
    return [{"id": 1000 + n, "at": f"{day}T{(6, 9, 15, 23)[n % 4]:02d}:30:00", "title": title,
             "link": f"https://{hosts.of_unit(unit)}/tin/{n}", "category": CATEGORIES[kind]}
            for n, (day, title, kind) in reversed(list(enumerate(rows)))]


def write_json(out, name, what):
    with open(os.path.join(out, name), "w", encoding="utf-8", newline="\n") as file:
        file.write(json.dumps(what, ensure_ascii=False, indent=1) + "\n")


def write_lists(out, name, rows):
    """A list of each unit, as units send them."""
    os.makedirs(os.path.join(out, name), exist_ok=True)
    for unit in sorted({row[0] for row in rows}):
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows([HEADER, *(row for row in rows if row[0] == unit)])
        with open(os.path.join(out, name, f"{unit}.csv"), "w", encoding="utf-8", newline="\n") as file:
            file.write(text.getvalue())


def write_feeds(out, fed):
    """Writes feeds.json for the sites, feeds.txt with the feeds to add, posts-fed/ for runs
    without sites, and feeds-expected.json."""
    sites, lines, listed, expected = {}, [], [], {}
    for unit, kind, rows in fed:
        host, items = hosts.of_unit(unit), items_of(unit, rows)
        address = {"rss": f"https://{host}/feed/", "wordpress": f"https://{host}", "gone": f"https://{host}/rss-cu"}[kind]
        if kind != "gone":
            sites[host] = {"kind": kind, "name": unit.name, "items": items}
        lines.append("\t".join((unit.code, address, kind)))
        listed += [(unit.code, day.strftime("%d/%m/%Y"), title, "", kind_of) for day, title, kind_of in rows]
        expected[unit.code] = {"address": address, "state": "failing" if kind == "gone" else "good", "posts": len(rows)}
    write_json(out, "feeds.json", sites)
    write_json(out, "feeds-expected.json", expected)
    write_lists(out, "posts-fed", listed)
    with open(os.path.join(out, "feeds.txt"), "w", encoding="utf-8", newline="\n") as file:
        file.write("".join(line + "\n" for line in lines))


def row_of(rng, unit, n, day, kind, place):
    title = rng.choice(NEWS if kind == "Tin tốt" else STORIES)
    link = f"https://{unit.code.lower()}.example/{place}/{n}" if n % 3 else ""
    return unit.code, day.strftime("%d/%m/%Y"), f"{title} ({n})", link, kind


def write_running_posts(out, seed, year):
    """A list of all posts until yesterday; the silent unit has posted nothing of late."""
    rng, listed = random.Random(f"posts {seed} running"), []
    for at, unit in enumerate(people.UNITS):
        days = posts_of(rng, at, year.since, year.last, year.last - timedelta(9))
        listed += [row_of(rng, unit, n, day, kind, f"tin-{year.code}") for n, (day, kind) in enumerate(days)]
    write_lists(out, "posts", listed)


def write_posts(out, seed):
    rng, listed, fed, expected = random.Random(f"posts {seed}"), [], [], {}
    for at, unit in enumerate(people.UNITS):
        found, rows = list(posts_of(rng, at, OVER.since, OVER.until, date(2023, 6, 5))), []
        for n, (day, kind) in enumerate(found):
            rows.append(row_of(rng, unit, n, day, kind, "bai"))
        days = {day for day, kind in found if kind == "Tin tốt"}
        weeks = {day - timedelta(day.weekday()) for day, kind in found if kind == "Câu chuyện đẹp"}
        expected[unit.code] = {"news": len(days), "story": len(weeks)}
        by_feed = {RSS: NEWEST, WORDPRESS: len(rows)}.get(at, 0)
        kind = {RSS: "rss", WORDPRESS: "wordpress", GONE: "gone"}.get(at)
        kept = len(rows) - by_feed
        listed += rows[:kept]
        if kind is not None:
            fed.append((unit, kind, [(day, row[2], row[4]) for (day, _), row in zip(found[kept:], rows[kept:])]))
    write_lists(out, "posts", listed)
    write_json(out, "posts-expected.json", expected)
    write_feeds(out, fed)
