"""Real files, the same bytes for the same content: DOCX, XLSX, PDF and JPEG."""
import io
import random
import zipfile
from functools import lru_cache

import docx
import openpyxl
from PIL import Image, ImageDraw, ImageFont
from reportlab import rl_config
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate

FONTS = "/usr/share/fonts/truetype/dejavu/"
ZIP_TIME = (2023, 1, 1, 0, 0, 0)
ZIP_FIRST = ("[Content_Types].xml", "_rels/", "word/", "xl/")
rl_config.invariant = 1


def stable_zip(data):
    """The same archive with fixed times, the parts that tell its type first."""
    source = zipfile.ZipFile(io.BytesIO(data))
    out = io.BytesIO()
    names = sorted(source.namelist(), key=lambda n: ([not n.startswith(f) for f in ZIP_FIRST], n))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in names:
            entry = zipfile.ZipInfo(name, ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            content = source.read(name)
            if name == "docProps/core.xml":
                content = CORE
            target.writestr(entry, content)
    return out.getvalue()


CORE = ("<?xml version='1.0' encoding='UTF-8' standalone='yes'?>"
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        '<dcterms:created xsi:type="dcterms:W3CDTF">2023-01-01T00:00:00Z</dcterms:created>'
        "</cp:coreProperties>").encode()


def heading(unit, symbol, place, day):
    """The first lines of a paper of the Union."""
    lines = ["ĐOÀN TNCS HỒ CHÍ MINH", unit.upper(), "***"]
    if symbol:
        lines.append(f"Số: {symbol}")
    lines.append(f"{place}, ngày {day.day:02d} tháng {day.month:02d} năm {day.year}")
    return lines


def closing(post):
    """The last lines of a paper of the Union: for whom, by whose authority, signed."""
    return ["Nơi nhận:", "- Tỉnh đoàn Trà Vinh;", "- Các cơ sở trực thuộc;", "- Lưu văn phòng.",
            "TM. BAN THƯỜNG VỤ", post, "(Đã ký)"]


def docx_bytes(head, title, paragraphs):
    document = docx.Document()
    for line in head:
        document.add_paragraph(line)
    document.add_heading(title, level=1)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    out = io.BytesIO()
    document.save(out)
    return stable_zip(out.getvalue())


def xlsx_bytes(title, header, rows, sheet="Số liệu"):
    book = openpyxl.Workbook()
    page = book.active
    page.title = sheet
    page.append([title])
    page.append(list(header))
    for row in rows:
        page.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return stable_zip(out.getvalue())


@lru_cache(maxsize=None)
def styles():
    pdfmetrics.registerFont(TTFont("Serif", FONTS + "DejaVuSerif.ttf"))
    pdfmetrics.registerFont(TTFont("Serif-Bold", FONTS + "DejaVuSerif-Bold.ttf"))
    body = ParagraphStyle("body", fontName="Serif", fontSize=11, leading=16, spaceAfter=6)
    head = ParagraphStyle("head", parent=body, alignment=TA_CENTER, spaceAfter=2)
    title = ParagraphStyle("title", parent=head, fontName="Serif-Bold", fontSize=13, leading=18,
                           spaceBefore=10, spaceAfter=10)
    return head, title, body


def pdf_bytes(head, title, paragraphs, password=None):
    head_style, title_style, body_style = styles()
    out = io.BytesIO()
    encrypt = StandardEncryption(password, strength=128) if password else None
    document = SimpleDocTemplate(out, pagesize=A4, leftMargin=30 * mm, rightMargin=20 * mm,
                                 topMargin=20 * mm, bottomMargin=20 * mm, title="", author="",
                                 encrypt=encrypt, invariant=1)
    document.build([Paragraph(line, head_style) for line in head]
                   + [Paragraph(title, title_style)]
                   + [Paragraph(paragraph, body_style) for paragraph in paragraphs])
    return out.getvalue()


@lru_cache(maxsize=None)
def face(size):
    return ImageFont.truetype(FONTS + "DejaVuSans-Bold.ttf", size)


def fold_lines(text, width):
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) + 1 > width:
            lines.append("")
        lines[-1] = (lines[-1] + " " + word).strip()
    return lines


def picture(seed, caption):
    """A drawn scene: sky, ground, people and the sign-board with the activity's name."""
    rng = random.Random(f"picture {seed}")
    width, height = 640, 420
    image = Image.new("RGB", (width, height),
                      (rng.randint(150, 205), rng.randint(195, 225), rng.randint(225, 250)))
    draw = ImageDraw.Draw(image)
    horizon = rng.randint(215, 265)
    draw.rectangle((0, horizon, width, height),
                   fill=(rng.randint(90, 150), rng.randint(130, 170), rng.randint(70, 110)))
    for _ in range(rng.randint(2, 5)):
        x, wide = rng.randint(0, width), rng.randint(50, 120)
        draw.rectangle((x, horizon - rng.randint(40, 120), x + wide, horizon),
                       fill=(rng.randint(150, 230), rng.randint(120, 200), rng.randint(100, 180)))
    for _ in range(rng.randint(6, 14)):
        x, y, tall = rng.randint(10, width - 20), rng.randint(horizon + 20, 330), rng.randint(45, 75)
        draw.rectangle((x, y, x + tall // 3, y + tall), fill=(20, rng.randint(60, 110), 190))
        draw.ellipse((x, y - tall // 3, x + tall // 3, y), fill=(226, 184, 150))
    draw.rectangle((60, 24, width - 60, 136), fill=(190, 24, 34), outline=(250, 220, 80), width=3)
    for at, line in enumerate(fold_lines(caption, 42)[:4]):
        draw.text((width // 2, 44 + 24 * at), line, font=face(17), fill=(255, 240, 150), anchor="mm")
    return image


def jpeg_bytes(seed, caption):
    out = io.BytesIO()
    picture(seed, caption).save(out, "JPEG", quality=72)
    return out.getvalue()


def png_bytes(seed, caption):
    out = io.BytesIO()
    picture(seed, caption).save(out, "PNG", optimize=True)
    return out.getvalue()
