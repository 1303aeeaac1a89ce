"""Files of every kind that units submit, good and bad, as their own programs write them:
files.py DIR. Prints nothing."""
import io
import os
import struct
import subprocess
import sys
import zipfile
import zlib

import docx
import openpyxl
from PIL import Image
from reportlab.lib import pdfencrypt
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

TEXT = "Đoàn xã Tân Hòa ra quân tình nguyện hè năm 2023 với hơn 120 đoàn viên."
FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
OPEN = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = f'xmlns:office="{OPEN}office:1.0" xmlns:text="{OPEN}text:1.0" xmlns:table="{OPEN}table:1.0"'
LOCKED = ('<manifest:manifest xmlns:manifest="m"><manifest:file-entry manifest:full-path="content.xml">'
          "<manifest:encryption-data/></manifest:file-entry></manifest:manifest>")


def write(name, data):
    with open(name, "wb") as file:
        file.write(data)


def cut(name, of, length):
    with open(of, "rb") as file:
        write(name, file.read(length))


def texts():
    write("utf8.txt", TEXT.encode())
    write("utf16.txt", TEXT.encode("utf-16"))
    write("utf16-big.txt", b"\xfe\xff" + TEXT.encode("utf-16-be"))
    write("utf16-bare.txt", TEXT.encode("utf-16-le"))
    write("tcvn3.txt", b"\xa7oan thanh ni\xaan x\xb7 T\xa9n\n" * 5)
    write("vni.txt", "Ñoaøn xaõ toå chöùc ra quaân tình nguyeän heø\n".encode("latin-1") * 5)
    write("page.html", ("<!doctype html><html><head><meta charset=utf-8><script>x()</script></head><body><p>"
                        + TEXT + "</p></body></html>").encode())


def package(name, media_type, body, listing="<m/>"):
    with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("mimetype", f"application/vnd.oasis.opendocument.{media_type}", zipfile.ZIP_STORED)
        file.writestr("content.xml", body if isinstance(body, bytes) else
                      f"<office:document-content {SPACES}><office:body>{body}</office:body></office:document-content>")
        file.writestr("META-INF/manifest.xml", listing)


def office():
    document = docx.Document()
    document.add_paragraph(TEXT)
    document.save("a.docx")
    cut("cut.docx", "a.docx", 9000)
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B1"] = "Xã", 12
    book.active["A7"] = "Cuối"
    book.create_sheet("Hai")["A2"] = "Chữ"
    book.save("a.xlsx")
    package("a.odt", "text", f"<text:h>Tin</text:h><text:p>{TEXT}</text:p>")
    package("locked.odt", "text", bytes(range(256)) * 4, LOCKED)
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    package("a.ods", "spreadsheet", "<table:table><table:table-row>" + cell.format("Xã") + "<table:table-cell/>"
            + cell.format(12) + "</table:table-row></table:table>")


def legacy():
    """Files of an office that never left its old fonts; RTF as Word writes it."""
    document = docx.Document()
    for font, text in ((".VnTime", "Thùc hiÖn kÕ ho¹ch n¨m 2023"), ("VNI-Times", "Thöïc hieän"), ("Arial", TEXT)):
        run = document.add_paragraph().add_run(text)
        run.font.name = font
    document.save("old.docx")
    book = openpyxl.Workbook()
    book.active["A1"] = "KÕ ho¹ch c«ng t¸c"
    book.active["A1"].font = openpyxl.styles.Font(name=".VnTime")
    book.save("old.xlsx")
    letters = "".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in TEXT)
    rtf = ("{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Times New Roman;}{\\f1 .VnTime;}}\n"
           f"{{\\info{{\\title x}}}}\\pard\\f0 {letters}\\par\n\\f1 K\\'d5 ho\\'b9ch\\par}}\n")
    write("a.rtf", rtf.encode())
    cut("cut.rtf", "a.rtf", 200)
    write("both.rtf", rtf.encode() + open("a.docx", "rb").read())


def papers():
    pdfmetrics.registerFont(TTFont("D", FONT))
    paper = canvas.Canvas("a.pdf")
    for page in (1, 2):
        paper.setFont("D", 12)
        paper.drawString(50, 700, f"Trang {page} Đoàn xã")
        paper.showPage()
    paper.save()
    paper = canvas.Canvas("locked.pdf", encrypt=pdfencrypt.StandardEncryption("x", ownerPassword="y"))
    paper.drawString(50, 700, "x")
    paper.save()
    cut("cut.pdf", "a.pdf", 3000)


def pictures():
    picture = Image.effect_noise((640, 480), 60).convert("RGB")
    for name in ("jpg", "png", "webp", "gif"):
        picture.save(f"a.{name}")
    subprocess.run(["heif-enc", "-q", "80", "a.png", "-o", "a.heic"], check=True, stdout=subprocess.DEVNULL)
    for name in ("jpg", "png", "webp", "heic"):
        cut(f"cut.{name}", f"a.{name}", 9000)
    Image.new("1", (30000, 30000)).save("huge.png")
    with open("a.jpg", "rb") as one, open("a.docx", "rb") as two:
        write("both.jpg", one.read() + two.read())


def hidden():
    """A second file behind or within the first."""
    photo, paper, sheet = (open(name, "rb").read() for name in ("a.jpg", "a.pdf", "a.docx"))
    write("both.pdf", paper + sheet)
    # The end of the archive, with the longest allowed comment, is further up.
    out = io.BytesIO(paper)
    out.seek(0, 2)
    with zipfile.ZipFile(out, "a") as file:
        file.writestr("a.txt", "x")
        file.comment = b" " * 65535
    write("comment.pdf", out.getvalue())
    write("page.jpg", photo + b"<HTML><body onload=x()></body></HTML>" + b" " * 200000)
    write("script.png", open("a.png", "rb").read() + b"<script>x()</script>")
    write("php.gif", b"GIF89a" + open("a.gif", "rb").read()[6:] + b"<?php echo 1;")
    write("rar.jpg", photo + b"Rar!\x1a\x07\x01\x00" + bytes(300000))
    write("7z.jpg", photo + b"7z\xbc\xaf\x27\x1c" + bytes(300000))


LAUGH = '<!DOCTYPE d [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(9)) + "]><d>&j;</d>"


def document(name, xml, **more):
    with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", xml)
        for part, data in more.items():
            file.writestr(part.replace("__", "/"), data)


def bombs():
    """Small files that become large, deep or endless."""
    document("laughs.docx", LAUGH)
    document("laughs16.docx", LAUGH.encode("utf-16"))
    document("styles.docx", "<d/>", **{"word__styles.xml": LAUGH, "word___rels__document.xml.rels":
                                       "<r><Relationship Type='x/styles' Target='styles.xml'/></r>"})
    document("quadratic.docx", '<!DOCTYPE d [<!ENTITY a "' + "x" * 100000 + '">]><d>' + "&a;" * 20000 + "</d>")
    document("deep.docx", "<d>" + "<p>" * 400000 + "</p>" * 400000 + "</d>")
    document("zeros.docx", "<d><p><t>x</t></p></d>" + " " * (200 << 20))
    many = io.BytesIO()
    with zipfile.ZipFile(many, "w") as file:
        for number in range(3000):
            file.writestr(f"word/{number}.xml", "")
        file.writestr("word/document.xml", "<d/>")
    write("many.docx", many.getvalue())
    # Claims to be small: the sizes in its list are false.
    with open("zeros.docx", "rb") as file:
        data = file.read()
    at = data.rindex(b"PK\x01\x02")
    write("lie.docx", data[:at + 24] + struct.pack("<I", 100) + data[at + 28:])
    inner = b"x"
    for _ in range(6):                     # archives within archives
        level = io.BytesIO()
        with zipfile.ZipFile(level, "w", zipfile.ZIP_DEFLATED) as file:
            for number in range(10):
                file.writestr(f"{number}.zip", inner)
        inner = level.getvalue()
    write("nested.zip", inner)
    # A picture whose header claims 60,000 by 60,000.
    with open("a.jpg", "rb") as file:
        data = bytearray(file.read())
    at = data.index(b"\xff\xc0")
    data[at + 5:at + 9] = struct.pack(">HH", 60000, 60000)
    write("huge.jpg", data)
    with open("a.gif", "rb") as file:
        data = bytearray(file.read())
    data[6:10] = struct.pack("<HH", 60000, 60000)
    write("huge.gif", data)


def pdf(name, *objects):
    """Objects as they are given, from 1 on, the first the catalogue."""
    data, starts = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        starts.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    write(name, data + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
          % (len(objects) + 1, table, len(objects) + 1, len(data)))


def endless_papers():
    catalogue, pages = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%s]/Count %d>>"
    pdf("loop.pdf", catalogue, pages % (b"3 0 R", 1), pages % (b"2 0 R", 1))
    pdf("self.pdf", catalogue, b"2 0 R")
    pdf("length.pdf", catalogue, pages % (b"3 0 R", 1),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R>>", b"<</Length 4 0 R>>stream\nBT ET\nendstream")
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</Font<</F<</Type/Font" \
           b"/Subtype/Type1/BaseFont/Helvetica>>>>/XObject<</X 4 0 R>>>>>>"
    form = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 4 0 R>>>>/Length %d>>stream\n%s\nendstream"
    draw = b"/X Do /X Do " * 50
    pdf("forms.pdf", catalogue, pages % (b"3 0 R", 1), page, form % (len(draw), draw))
    text = zlib.compress(b"BT /F 9 Tf " + b"(so lieu so lieu) Tj 0 -9 Td\n" * 3000000 + b"ET", 9)
    pdf("bomb.pdf", catalogue, pages % (b"3 0 R", 1), page,
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(text), text))


os.chdir(sys.argv[1])
texts()
office()
legacy()
papers()
pictures()
hidden()
bombs()
endless_papers()
