"""paper_sheet.py FILE.xlsx PAPER.json — the workbook of a paper as openpyxl sees it, beside the paper's
data: A4 across, the head on each page, a row for each innermost element of a list with what stands above
it, numbers as numbers, days as days."""
import datetime
import json
import sys

import openpyxl


def flat(elements, above=()):
    """The values of each row, whatever their columns."""
    for element in elements:
        own = [value for value in element.values() if not isinstance(value, list)]
        inner = [value for value in element.values() if isinstance(value, list) and value]
        if inner:
            yield from flat(inner[0], (*above, *own))
        else:
            yield (*above, *own)


def plain(value):
    """A value of the data as its cell shows it: a number, a day or a text."""
    if value is None or value == "":
        return None
    text = str(value)
    try:
        return round(float(text), 4)
    except ValueError:
        pass
    try:
        return datetime.datetime.strptime(text, "%Y-%m-%d")
    except ValueError:
        return text


def shown(value):
    """A cell likewise: a code of a criterion is text there, and may look like a number."""
    return plain(value) if isinstance(value, (str, int, float)) else value


book = openpyxl.load_workbook(sys.argv[1])
with open(sys.argv[2], encoding="utf-8") as file:
    data = json.load(file)["data"]
if "cum" in data:  # a result: its groups are columns, of which the workbook has the names diem_1 ...
    for one in [data, *(unit for group in data["cum"] for unit in group["don_vi"])]:
        del one["nhom"]
lists = [value for value in data.values() if isinstance(value, list)]
assert len(book.worksheets) == len(lists) > 0, book.sheetnames
rows = 0
for sheet in book.worksheets:
    assert sheet.page_setup.orientation == "landscape" and sheet.page_setup.paperSize == 9
    head = int(sheet.print_title_rows.split("$")[1].rstrip(":"))
    heads = [cell.value for cell in sheet[head]]
    assert all(heads) and len(set(heads)) >= 2, heads
    found = [sorted(repr(shown(cell)) for cell in row if cell is not None)
             for row in sheet.iter_rows(min_row=head + 1, values_only=True)]
    wanted = [[sorted(repr(plain(value)) for value in row if plain(value) is not None) for row in flat(one)] for one in lists]
    assert found in wanted, (found[:3], [one[:3] for one in wanted])
    rows += len(found)
print(f"{rows} rows")
assert rows > 0 or not any(lists)
