"""DOCX, PDF and XLSX whose bytes depend on nothing but their content: zip entries get one
fixed time, PDF identifiers come from the content, and no clock is read."""

import io
import re
import zipfile
from datetime import datetime

import docx
import openpyxl
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from openpyxl.styles import Alignment, Font
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

FONTS = "/usr/share/fonts/truetype/dejavu/"
ZIP_TIME = (2023, 1, 1, 0, 0, 0)
MADE = datetime(2023, 1, 1)
ORGANISATION = "ĐOÀN TNCS HỒ CHÍ MINH"


def fixed_zip(data):
    """The same archive with one fixed time on every entry."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2023-01-01T00:00:00Z",
                                 content)
            info = zipfile.ZipInfo(entry.filename, ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            target.writestr(info, content)
    return out.getvalue()


# ---------------------------------------------------------------- DOCX

def _docx_line(document, text, size=13, bold=False, center=False):
    paragraph = document.add_paragraph()
    run = paragraph.add_run(text)
    run.bold = bold
    run.font.size = Pt(size)
    run.font.name = "Times New Roman"
    if center:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = Pt(4)
    return paragraph


def _docx_table(document, header, rows):
    table = document.add_table(rows=1, cols=len(header))
    table.style = "Table Grid"
    for cell, text in zip(table.rows[0].cells, header):
        cell.text = text
    for row in rows:
        for cell, text in zip(table.add_row().cells, row):
            cell.text = str(text)


def make_docx(paper):
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = section.right_margin = Mm(20)
    section.left_margin = Mm(30)
    properties = document.core_properties
    properties.author = paper.unit.name
    properties.title = paper.subject
    properties.created = properties.modified = MADE
    _docx_line(document, ORGANISATION, 15, bold=True)
    _docx_line(document, "TỈNH ĐOÀN TRÀ VINH")
    _docx_line(document, paper.issuer, 14, bold=True)
    _docx_line(document, "Số: " + paper.symbol)
    _docx_line(document, paper.date_line).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _docx_line(document, paper.type_name, 15, bold=True, center=True)
    _docx_line(document, paper.subject, 14, center=True)
    for number, (heading, paragraphs) in enumerate(paper.sections):
        _docx_line(document, heading, bold=True)
        for text in paragraphs:
            _docx_line(document, text)
        if number == 1 and paper.table is not None:
            _docx_table(document, *paper.table)
    _docx_line(document, "TM. BAN THƯỜNG VỤ", bold=True).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _docx_line(document, "Nơi nhận: Ban Thường vụ Tỉnh đoàn (báo cáo); các cơ sở trực thuộc; "
               "lưu Văn phòng.", 11)
    out = io.BytesIO()
    document.save(out)
    return fixed_zip(out.getvalue())


# ---------------------------------------------------------------- PDF

def _pdf_styles():
    if "DejaVu" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("DejaVu", FONTS + "DejaVuSerif.ttf"))
        pdfmetrics.registerFont(TTFont("DejaVu-Bold", FONTS + "DejaVuSerif-Bold.ttf"))
    body = ParagraphStyle("body", fontName="DejaVu", fontSize=11, leading=15, spaceAfter=4,
                          alignment=TA_JUSTIFY)
    bold = ParagraphStyle("bold", parent=body, fontName="DejaVu-Bold")
    center = ParagraphStyle("center", parent=bold, alignment=TA_CENTER)
    return body, bold, center


def _pdf_story(paper):
    body, bold, center = _pdf_styles()
    story = [Paragraph(ORGANISATION, bold), Paragraph("TỈNH ĐOÀN TRÀ VINH", body),
             Paragraph(paper.issuer, bold), Paragraph("Số: " + paper.symbol, body),
             Paragraph(paper.date_line, body), Spacer(1, 10),
             Paragraph(paper.type_name, center), Paragraph(paper.subject, center), Spacer(1, 8)]
    for number, (heading, paragraphs) in enumerate(paper.sections):
        story.append(Paragraph(heading, bold))
        story += [Paragraph(text, body) for text in paragraphs]
        if number == 1 and paper.table is not None:
            header, rows = paper.table
            table = Table([header] + [list(row) for row in rows], colWidths=[100 * mm, 50 * mm])
            table.setStyle(TableStyle([("FONT", (0, 0), (-1, -1), "DejaVu", 10),
                                       ("FONT", (0, 0), (-1, 0), "DejaVu-Bold", 10),
                                       ("GRID", (0, 0), (-1, -1), 0.5, (0, 0, 0))]))
            story += [Spacer(1, 4), table, Spacer(1, 6)]
    story.append(Paragraph("TM. BAN THƯỜNG VỤ", bold))
    return story


def make_pdf(paper, password=None):
    out = io.BytesIO()
    lock = StandardEncryption(password, canPrint=0, strength=128) if password else None
    document = SimpleDocTemplate(out, pagesize=A4, leftMargin=30 * mm, rightMargin=20 * mm,
                                 topMargin=20 * mm, bottomMargin=20 * mm, invariant=1,
                                 title=paper.subject, author=paper.unit.name, encrypt=lock)
    document.build(_pdf_story(paper))
    return out.getvalue()


# ---------------------------------------------------------------- XLSX

def save_workbook(book):
    book.properties.created = book.properties.modified = MADE
    book.properties.creator = "Tỉnh đoàn Trà Vinh"
    out = io.BytesIO()
    book.save(out)
    return fixed_zip(out.getvalue())


def make_xlsx(register):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Danh sách"
    sheet["A1"] = register.title
    sheet["A1"].font = Font(bold=True)
    sheet.append([])
    sheet.append(register.header)
    for cell in sheet[3]:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True)
    for row in register.rows:
        sheet.append(row)
    sheet.append(["", "Cộng", "", register.total])
    for column, width in zip("ABCD", (6, 48, 32, 18)):
        sheet.column_dimensions[column].width = width
    return save_workbook(book)
