"""What the units posted in the year: a list of good news and stories with gaps, and how many
days and weeks of it are covered (posts-expected.json)."""
import csv
import io
import json
import os
import random
from datetime import date, timedelta

from campaign import people

FIRST, LAST = date(2023, 1, 1), date(2023, 12, 31)
HEADER = ("Mã đơn vị", "Ngày đăng", "Tiêu đề", "Liên kết", "Loại")
NEWS = ("Trao sổ tiết kiệm cho học sinh vượt khó", "Dọn vệ sinh bờ kênh", "Nhặt được của rơi trả người mất",
        "Hiến máu cứu người", "Sửa nhà cho hộ neo đơn", "Trồng cây ven lộ", "Lớp học tình thương buổi tối")
STORIES = ("Chàng trai giữ nghề đan lát", "Cô giáo của phum sóc", "Bí thư chi đoàn nuôi bò giỏi",
           "Người đưa đò không lấy tiền", "Đôi bạn cùng tiến")


def posts_of(rng, at):
    """(day, kind) of one unit; one unit is silent in a season, the others now and then."""
    share, silent = rng.uniform(0.75, 0.99), (date(2023, 6, 5), date(2023, 7, 2))
    for n in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(n)
        if at == 4 and silent[0] <= day <= silent[1]:
            continue
        if rng.random() < share:
            yield day, "Tin tốt"
            if rng.random() < 0.1:
                yield day, "Tin tốt"
        if day.weekday() == 4 and rng.random() < share:
            yield day, "Câu chuyện đẹp"


def write_posts(out, seed):
    rng, rows, expected = random.Random(f"posts {seed}"), [], {}
    for at, unit in enumerate(people.UNITS):
        found = list(posts_of(rng, at))
        for n, (day, kind) in enumerate(found):
            title = rng.choice(NEWS if kind == "Tin tốt" else STORIES)
            link = f"https://{unit.code.lower()}.example/bai/{n}" if n % 3 else ""
            rows.append((unit.code, day.strftime("%d/%m/%Y"), f"{title} ({n})", link, kind))
        days = {day for day, kind in found if kind == "Tin tốt"}
        weeks = {day - timedelta(day.weekday()) for day, kind in found if kind == "Câu chuyện đẹp"}
        expected[unit.code] = {"news": len(days), "story": len(weeks)}
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([HEADER, *rows])
    with open(os.path.join(out, "posts.csv"), "w", encoding="utf-8", newline="\n") as file:
        file.write(text.getvalue())
    with open(os.path.join(out, "posts-expected.json"), "w", encoding="utf-8", newline="\n") as file:
        file.write(json.dumps(expected, ensure_ascii=False, indent=1) + "\n")
