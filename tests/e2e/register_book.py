"""register_book.py FILE — the workbook of the register as openpyxl sees it: A4 across, the head on
each page, the numbers in their order."""
import datetime
import sys

import openpyxl

sheet = openpyxl.load_workbook(sys.argv[1])["KH-TINH"]
rows = list(sheet.iter_rows(min_row=5, values_only=True))
assert sheet.page_setup.orientation == "landscape" and sheet.page_setup.paperSize == 9
assert sheet.print_title_rows == "$5:$5", sheet.print_title_rows
assert "kế hoạch (KH/UBKTTĐ)" in sheet["A2"].value, sheet["A2"].value
assert rows[0][:3] == ("Số, ký hiệu", "Ngày văn bản", "Trích yếu nội dung"), rows[0]
assert [row[0] for row in rows[1:]] == ["128-KH/UBKTTĐ", "128a-KH/UBKTTĐ-TCKT", "129-KH/UBKTTĐ", "130-KH/UBKTTĐ"], rows
assert rows[1][1] == datetime.datetime(2023, 10, 18), rows[1]
assert rows[4][1] is None and rows[4][5] == "Đã hủy: Không dùng", rows[4]
