"""An export of the member software for one unit, with as many members as the unit states."""
import csv
import io
import os
import random
from datetime import date, timedelta

from campaign.defects_later import COUNTED

MEMBERS, AS_OF = 1680, "2023-01-02"
HEADER = ("Số thẻ đoàn viên", "Họ và tên", "Ngày sinh", "Giới tính", "Ngày vào Đoàn", "Chi đoàn", "Xếp loại")
FAMILY = ("Nguyễn", "Trần", "Lê", "Thạch", "Kim", "Phạm", "Huỳnh", "Sơn", "Võ", "Lâm")
MIDDLE = {"Nam": ("Văn", "Minh", "Hoàng", "Thanh"), "Nữ": ("Thị", "Ngọc", "Thu", "Mỹ")}
GIVEN = ("An", "Bình", "Châu", "Duyên", "Giang", "Hà", "Khánh", "Linh", "My", "Nhân", "Phúc", "Quyên", "Tâm", "Vy")


def day(value):
    return value.strftime("%d/%m/%Y")


def write_members(out, seed):
    """Made-up people, each admitted at sixteen."""
    rng, text = random.Random(f"members {seed}"), io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    for number in range(1, MEMBERS + 1):
        sex = rng.choice(("Nam", "Nữ"))
        born = date(1995, 1, 1) + timedelta(rng.randint(0, 4000))
        admitted = date(born.year + 16, 3, 26) + timedelta(rng.randint(0, 200))
        name = f"{rng.choice(FAMILY)} {rng.choice(MIDDLE[sex])} {rng.choice(GIVEN)}"
        writer.writerow((f"{COUNTED[-3:]}{number:06d}", name, day(born), sex, day(admitted),
                         f"Chi đoàn {number % 40 + 1}", rng.choice(("Xuất sắc", "Tốt", "Khá"))))
    os.makedirs(os.path.join(out, "members"), exist_ok=True)
    with open(os.path.join(out, "members", f"{COUNTED}.csv"), "w", encoding="utf-8", newline="\n") as file:
        file.write(text.getvalue())
