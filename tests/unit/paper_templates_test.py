#!/usr/bin/python3
"""paper_templates_test.py — the default templates of papers, as another program (python-docx) reads them:
A4 with the margins of the Union's papers, Times New Roman, heads of tables that repeat; and made twice
they are the same bytes."""
import glob
import os
import subprocess
import sys
import tempfile

import docx
from docx.oxml.ns import qn

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PORTRAIT, LANDSCAPE = (210, 297, 20, 20, 30, 20), (297, 210, 20, 15, 20, 15)  # size; top, bottom, left, right
LANDSCAPES = {"results", "follow_up", "checklist", "appraisal", "certificate"}
failed = 0


def check(what, is_so, shown=""):
    global failed
    print(f"{'ok   ' if is_so else 'FAIL '} {what}{'' if is_so else f': {shown}'}")
    failed += not is_so


def make(source, target):
    subprocess.run(["/usr/bin/python3", "-B", f"{ROOT}/deploy/papers/make.py", source, target], check=True)
    with open(target, "rb") as file:
        return file.read()


with tempfile.TemporaryDirectory() as place:
    for source in sorted(glob.glob(f"{ROOT}/deploy/papers/*.txt")):
        kind = os.path.basename(source)[:-4]
        target = f"{place}/{kind}.docx"
        check(f"{kind}: the same source gives the same bytes", make(source, target) == make(source, target))
        paper = docx.Document(target)
        page = paper.sections[0]
        found = tuple(round(length.mm) for length in (page.page_width, page.page_height, page.top_margin, page.bottom_margin,
                                                      page.left_margin, page.right_margin))
        check(f"{kind}: size and margins", found == (LANDSCAPE if kind in LANDSCAPES else PORTRAIT), found)
        fonts = paper.styles.element.find(f".//{qn('w:rFonts')}").get(qn("w:ascii"))
        check(f"{kind}: font", fonts == "Times New Roman", fonts)
        text = "\n".join(cell.text for table in paper.tables for row in table.rows for cell in row.cells)
        has_head = "ĐOÀN TNCS HỒ CHÍ MINH" in text and "CỘNG HÒA" not in text  # a news item is no office paper
        check(f"{kind}: the Union's head, not the state's", has_head != (kind == "news"))
        lined = [table for table in paper.tables if table._tbl.tblPr.find(qn("w:tblBorders")) is not None]
        heads = [table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None for table in lined]
        check(f"{kind}: heads of tables repeat", all(heads), heads)
sys.exit(failed > 0)
