"""Workbooks of imports as openpyxl sees them.

template FILE OUT: the template offers its codes; writes OUT, filled in.
faulty FILE OUT: the faulty cells are coloured and commented; writes OUT with them fixed.
late FILE OUT: the one row that was refused at storing is whole; writes OUT, the same."""
import datetime
import sys

import openpyxl


def offered(book, sheet, cell):
    """The values of the drop-down of a cell."""
    for rule in sheet.data_validations.dataValidation:
        if cell in rule.sqref and rule.type == "list":
            name, area = rule.formula1.replace("$", "").split("!")
            cells = book[name.strip("'")][area]
            return [row[0].value for row in cells]
    return []


def template(source, target):
    book = openpyxl.load_workbook(source)
    sheet = book["Nộp"]
    heads = [cell.value for cell in sheet[1]]
    assert heads == ["Mã đơn vị", "Mã tiêu chí", "Loại", "Tiêu đề", "Ngày diễn ra", "Số ký hiệu",
                     "Liên kết", "Nội dung", "Số liệu"], heads
    assert offered(book, sheet, "A2") == ["U1"], offered(book, sheet, "A2")
    criteria = offered(book, sheet, "B2")
    assert criteria == [f"C{n}" for n in range(1, 13)], criteria
    kinds = offered(book, sheet, "C3")
    assert "báo cáo" in kinds and len(kinds) == 7, kinds
    codes = {row[0].value: row for row in book["Danh mục"].iter_rows(min_row=2)}
    assert codes["C9"][2].value == "đạt = ; tổng = ", codes["C9"][2].value
    assert codes["C11"][3].value == "văn bản", codes["C11"][3].value
    assert any(row[0].value == "Ví dụ" for row in book["Hướng dẫn"].iter_rows())
    for n, kind in enumerate(kinds):
        sheet.append(["U1", criteria[n], kind, f"Theo mẫu {n}", datetime.date(2023, 3, 5 + n), "12-BC/ĐTN", None,
                      "Nội dung", "lượt = 1.234" if n == 2 else None])
    book.save(target)


def faulty(source, target):
    book = openpyxl.load_workbook(source)
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    assert heads[-1] == "Lỗi và cách sửa" and heads.count("Lỗi và cách sửa") == 1, heads
    rows = list(sheet.iter_rows(min_row=2))
    assert len(rows) == 2, len(rows)
    day, note = rows[0][heads.index("Ngày diễn ra")], rows[0][heads.index("Ghi chú")]
    assert day.value == "31/02/2023" and note.value == "của tôi", (day.value, note.value)
    assert day.fill.fgColor.rgb not in ("00000000", rows[0][0].fill.fgColor.rgb) and day.comment, day.fill
    assert rows[0][0].comment is None and day.comment.text[:20] in rows[0][len(heads) - 1].value
    day.value = "28/02/2023"
    criterion = rows[1][heads.index("Mã tiêu chí")]
    assert criterion.value == "C99" and criterion.comment
    criterion.value = "C3"
    book.save(target)


def late(source, target):
    book = openpyxl.load_workbook(source)
    rows = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows(min_row=2)]
    assert len(rows) == 1 and {"Vớt lục bình", "của tôi"} < set(rows[0]), rows
    book.save(target)


{"template": template, "faulty": faulty, "late": late}[sys.argv[1]](*sys.argv[2:])
