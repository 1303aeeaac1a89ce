"""Exports of the member software of every unit, with planted faults, and the findings that the
import must have (exports/expected.json).  Each unit has as many active members as it submits."""
import io
import json
import os
import random
from datetime import date, timedelta

import openpyxl

from campaign import documents, people

AS_OF = date(2023, 12, 31)
MIDDLE = 2400                      # members of a unit of middle size
LIST, LOG = "Đoàn viên", "Nghiệp vụ"
HEADER = ("STT", "Họ và tên", "Ngày sinh", "Giới tính", "Chi đoàn", "Ngày vào Đoàn", "Số thẻ",
          "Xếp loại", "Trạng thái", "Ghi chú")
NAME, BORN, SEX, BRANCH, ADMITTED, CARD, RATING, STATUS, NOTE = range(1, 10)
LOG_HEADER = ("Ngày thực hiện", "Nghiệp vụ", "Người thực hiện")
FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Thạch", "Sơn", "Kim", "Lâm", "Đặng", "Bùi")
MIDDLE_NAMES = (("Văn", "Hoàng", "Minh", "Quốc", "Thanh", "Hữu"), ("Thị", "Ngọc", "Thanh", "Mỹ", "Kim", "Thùy"))
GIVEN = (("An", "Bình", "Cường", "Dũng", "Hải", "Khoa", "Long", "Nam", "Phúc", "Tín", "Sa Rết", "Đa Ra"),
         ("Anh", "Diễm", "Hân", "Lan", "Mai", "Ngân", "Như", "Quyên", "Thảo", "Vy", "Sô Phia", "Linh"))
RATINGS = ("Xuất sắc", "Khá", "Khá", "Trung bình", "Yếu")
OPERATIONS = ("Kết nạp đoàn viên", "Chuyển sinh hoạt đến", "Chuyển sinh hoạt đi", "Thu đoàn phí",
              "Xếp loại đoàn viên", "Cập nhật hồ sơ")
# One fault of a row: the change of its cells.
SPOIL = {
    "members.cell.missing": lambda row, rng: row.__setitem__(ADMITTED, ""),
    "members.date.invalid": lambda row, rng: row.__setitem__(BORN, f"31/{rng.choice((4, 6, 9, 11)):02d}/2002"),
    "members.date.future": lambda row, rng: row.__setitem__(ADMITTED, f"{rng.randint(1, 28):02d}/01/2024"),
    "members.born.later": lambda row, rng: row.__setitem__(ADMITTED, "26/03/1989"),
    "members.age.too_young": lambda row, rng: (row.__setitem__(BORN, "10/10/2007"),
                                               row.__setitem__(ADMITTED, "26/03/2021")),
    "members.age.too_old": lambda row, rng: (row.__setitem__(BORN, f"{rng.randint(1, 28):02d}/02/1992"),
                                             row.__setitem__(ADMITTED, "26/11/2023"),
                                             row.__setitem__(STATUS, "Chuyển đi")),
    "members.age.over": lambda row, rng: (row.__setitem__(BORN, f"{rng.randint(1, 28):02d}/05/1988"),
                                          row.__setitem__(ADMITTED, "26/03/2006")),
    "members.name.odd": lambda row, rng: row.__setitem__(NAME, row[NAME] + f" {rng.randint(1, 9)}"),
    "members.name.font": lambda row, rng: row.__setitem__(NAME, rng.choice(
        ("NguyÔn V¨n An", "TrÇn ThÞ Lµnh", "Nguyeãn Vaên Huøng", "Leâ Thò Mỹ", "Phaïm Ñöùc Höông"))),
    "members.sex.unknown": lambda row, rng: row.__setitem__(SEX, rng.choice(("?", "Khác", "nm"))),
    "members.status.unknown": lambda row, rng: row.__setitem__(STATUS, rng.choice(("???", "Tạm", "cần xem"))),
    "members.rating.unknown": lambda row, rng: row.__setitem__(RATING, rng.choice(("B+", "8,5", "đạt"))),
    "members.rating.missing": lambda row, rng: row.__setitem__(RATING, ""),
}
COPIES = ("members.member.twice", "members.card.twice")
# Units whose files have a fault as a whole.
EMPTY_COLUMN, NEW_YEARS, BURST, SILENT, ODD_DAYS = 1, 3, 5, 6, 8


def members_of(unit):
    return round(MIDDLE * unit.size)


def shown(day):
    return day.strftime("%d/%m/%Y")


def person(rng, unit, at, taken, as_of=AS_OF):
    """One clean row; no two share name and birth date, none is born on 1 January."""
    while True:
        sex = rng.randrange(2)
        name = " ".join((rng.choice(FAMILY), rng.choice(MIDDLE_NAMES[sex]), rng.choice(GIVEN[sex])))
        born = date(as_of.year - 28, 2, 1) + timedelta(rng.randrange(4400))
        if (name, born) not in taken and (born.month, born.day) != (1, 1):
            taken.add((name, born))
            break
    admitted = date(born.year + 16, 3, 26)
    return ["", name, shown(born), ("Nam", "Nữ")[sex], rng.choice(unit.places), shown(admitted),
            f"{unit.code[-4:]}{at:05d}", rng.choice(RATINGS), "Đang sinh hoạt", ""]


def leavers(rng, unit, taken):
    """Rows of the list that do not count as active members."""
    for at in range(40):
        row = person(rng, unit, 90000 + at, taken)
        row[STATUS] = rng.choice(("Chuyển đi", "Trưởng thành", "Xóa tên"))
        yield row


def months(at):
    """The number of operations in each month of the year."""
    if at == BURST:
        return [2] * 11 + [60]
    return [0 if at == SILENT and 6 <= month <= 8 else 4 for month in range(1, 13)]


def log_rows(rng, at):
    return [[shown(date(2023, month, rng.randint(1, 28))), rng.choice(OPERATIONS), ""]
            for month, count in enumerate(months(at), 1) for _ in range(count)]


def plant(rng, rows):
    """{code: rows from 0}; every fault on rows of its own, a repeated row after its first."""
    places = rng.sample(range(len(rows) // 2, len(rows) - 60), 4 * (len(SPOIL) + len(COPIES)))
    found = {}
    for code in (*SPOIL, *COPIES):
        for _ in range(rng.randint(1, 4)):
            place = places.pop()
            row, other = rows[place], rows[place - len(rows) // 2]
            if code == COPIES[0]:
                row[NAME], row[BORN], row[ADMITTED] = other[NAME], other[BORN], other[ADMITTED]
            elif code == COPIES[1]:
                row[CARD] = other[CARD]
            else:
                SPOIL[code](row, rng)
            found.setdefault(code, []).append(place)
    return found


def spoil_whole(at, rows, log):
    """(sheet, code) of the faults of a file as a whole."""
    if at == EMPTY_COLUMN:
        for row in rows:
            row[CARD] = ""
        return [(LIST, "members.column.empty")]
    if at == NEW_YEARS:
        seen = set()
        for row in rows[:len(rows) // 3]:
            day = "01/01" + row[BORN][5:]
            if (row[NAME], day) not in seen:
                seen.add((row[NAME], day))
                row[BORN] = day
        return [(LIST, "members.born.placeholder")]
    if at == ODD_DAYS:
        log[7][0], log[20][0] = "cuối tháng", ""
    return {BURST: [(LOG, "members.months.burst")], SILENT: [(LOG, "members.months.without")]}.get(at, [])


def book_of(seed, at, unit):
    rng, taken = random.Random(f"exports {seed} {unit.code}"), set()
    gone = list(leavers(rng, unit, taken))
    rows = [person(rng, unit, n, taken) for n in range(members_of(unit))]
    log = log_rows(rng, at)
    whole = spoil_whole(at, rows, log)
    planted = plant(rng, rows)
    for row, _ in zip(gone, planted["members.age.too_old"]):   # they count as having left
        row[STATUS] = "Đang sinh hoạt"
    if at == EMPTY_COLUMN:
        for row in gone:
            row[CARD] = ""
        planted.pop("members.card.twice")
    expected = [(LIST, 3 + place, code) for code, places in planted.items() for place in places]
    expected += [(sheet, 0, code) for sheet, code in whole]
    if at == ODD_DAYS:
        expected += [(LOG, 2 + n, "members.operation.day") for n in (7, 20)]
    return rows + gone, log, sorted(expected)


def xlsx_bytes(title, rows, log):
    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet(LIST)
    page.append([title])
    page.append(list(HEADER))
    for number, row in enumerate(rows, 1):
        page.append([number, *row[1:]])
    page = book.create_sheet(LOG)
    page.append(list(LOG_HEADER))
    for row in log:
        page.append(row)
    out = io.BytesIO()
    book.save(out)
    return documents.stable_zip(out.getvalue())


def running_log(rng, whole, as_of):
    """Operations of the year up to the day of the export; the unit that uses the software rarely has
    some in every third month."""
    return [[shown(min(as_of, date(as_of.year, month, rng.randint(1, 28)))), rng.choice(OPERATIONS), ""]
            for month in range(1, as_of.month + 1)
            for _ in range(0 if whole == SILENT and month % 3 else 4)]


def running_book(seed, unit, whole, faults, as_of):
    rng, taken = random.Random(f"exports {seed} running {unit.code}"), set()
    rows = [person(rng, unit, n, taken, as_of) for n in range(members_of(unit))]
    log = running_log(rng, whole, as_of)
    if whole == EMPTY_COLUMN:
        spoil_whole(whole, rows, log)
    for n, code in enumerate(faults):
        for place in range(len(rows) // 2 + n, len(rows), len(rows) // 8):
            row, other = rows[place], rows[place - len(rows) // 2]
            if code == COPIES[0]:
                row[NAME], row[BORN], row[ADMITTED] = other[NAME], other[BORN], other[ADMITTED]
            else:
                SPOIL[code](row, rng)
    return rows, log


def write_running_exports(out, seed, year, wanted):
    """wanted: (unit, fault of the file as a whole, faults of rows, days before the last day)."""
    folder, told = os.path.join(out, "exports"), []
    os.makedirs(folder, exist_ok=True)
    units = {unit.code: unit for unit in people.UNITS}
    for code, whole, faults, ago in wanted:
        unit, as_of = units[code], year.last - timedelta(ago)
        with open(os.path.join(folder, f"{code}.xlsx"), "wb") as file:
            file.write(xlsx_bytes(f"DANH SÁCH ĐOÀN VIÊN – {unit.name}",
                                  *running_book(seed, unit, whole, faults, as_of)))
        told.append({"unit": code, "members": members_of(unit), "as_of": as_of.isoformat()})
    with open(os.path.join(folder, "expected.json"), "w", encoding="utf-8", newline="\n") as file:
        file.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")


def write_exports(out, seed):
    folder = os.path.join(out, "exports")
    os.makedirs(folder, exist_ok=True)
    told = []
    for at, unit in enumerate(people.UNITS):
        rows, log, expected = book_of(seed, at, unit)
        with open(os.path.join(folder, f"{unit.code}.xlsx"), "wb") as file:
            file.write(xlsx_bytes(f"DANH SÁCH ĐOÀN VIÊN – {unit.name}", rows, log))
        told.append({"unit": unit.code, "members": members_of(unit), "as_of": AS_OF.isoformat(),
                     "findings": expected})
    with open(os.path.join(folder, "expected.json"), "w", encoding="utf-8", newline="\n") as file:
        file.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
