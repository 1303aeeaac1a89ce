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
    """The same archive with fixed times, the parts that show its type first."""
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


def colour(rng, least=20, most=235):
    return tuple(rng.randint(least, most) for _ in range(3))


def landscape(rng, draw, width, height):
    """Sky, ground, hills, houses and trees, in the colours of that day."""
    horizon = rng.randint(130, 300)
    draw.rectangle((0, horizon, width, height), fill=colour(rng, 60, 190))
    for _ in range(rng.randint(2, 6)):
        x, y = rng.randint(-80, width), rng.randint(0, horizon)
        draw.ellipse((x, y, x + rng.randint(60, 260), y + rng.randint(20, 90)),
                     fill=colour(rng, 120, 250))
    for _ in range(rng.randint(3, 9)):
        x, wide = rng.randint(-40, width), rng.randint(40, 190)
        roof = horizon - rng.randint(30, 130)
        draw.polygon([(x, horizon), (x + wide // 2, roof), (x + wide, horizon + rng.randint(0, 40))],
                     fill=colour(rng))
    for _ in range(rng.randint(4, 12)):
        x, y, wide = rng.randint(0, width), rng.randint(horizon - 60, height), rng.randint(15, 80)
        draw.ellipse((x, y, x + wide, y + wide * rng.randint(60, 150) // 100), fill=colour(rng, 10, 160))


def crowd(rng, draw, width, height):
    for _ in range(rng.randint(6, 24)):
        x, y, tall = rng.randint(5, width - 20), rng.randint(height // 3, height - 40), rng.randint(35, 120)
        draw.rectangle((x, y, x + tall // 3, y + tall), fill=colour(rng))
        draw.ellipse((x, y - tall // 3, x + tall // 3, y),
                     fill=(rng.randint(170, 240), rng.randint(130, 190), rng.randint(90, 160)))


def sign_board(rng, draw, width, caption):
    """A sign-board with the name of the activity, at a random place."""
    size = rng.randint(11, 18)
    lines = fold_lines(caption, rng.randint(24, 44))[:5]
    wide = max(int(len(line) * size * 0.68) for line in lines) + 30
    high = (size + 8) * len(lines) + 24
    x, y = rng.randint(8, max(9, width - wide - 8)), rng.randint(6, 230)
    draw.rectangle((x, y, x + wide, y + high), fill=rng.choice(((190, 24, 34), (20, 70, 170), (16, 120, 70),
                   (214, 160, 20), (240, 240, 235))), outline=colour(rng), width=rng.randint(1, 6))
    for at, line in enumerate(lines):
        draw.text((x + wide // 2, y + 20 + (size + 8) * at), line, font=face(size),
                  fill=rng.choice(((255, 240, 150), (20, 20, 30))), anchor="mm")


def picture(seed, caption):
    """A drawn scene: landscape, people and the sign-board with the activity's name."""
    rng = random.Random(f"picture {seed}")
    width, height = 640, rng.choice((420, 480, 360))
    image = Image.new("RGB", (width, height), colour(rng, 130, 245))
    draw = ImageDraw.Draw(image)
    landscape(rng, draw, width, height)
    crowd(rng, draw, width, height)
    sign_board(rng, draw, width, caption)
    return image


def jpeg_bytes(seed, caption):
    out = io.BytesIO()
    picture(seed, caption).save(out, "JPEG", quality=72)
    return out.getvalue()


def altered_jpeg(rng, data):
    image = Image.open(io.BytesIO(data))
    width, height = image.size
    way = rng.choice(("crop", "turn", "dim"))
    if way == "crop":
        image = image.crop((width // 10, height // 12, width * 19 // 20, height))
    elif way == "turn":
        image = image.transpose(Image.ROTATE_90)
    else:
        image = image.point(lambda value: value * 3 // 4)
    out = io.BytesIO()
    image.resize((image.width * 11 // 10, image.height * 11 // 10)).save(out, "JPEG", quality=55)
    return out.getvalue()


def png_bytes(seed, caption):
    out = io.BytesIO()
    picture(seed, caption).save(out, "PNG", optimize=True)
    return out.getvalue()
