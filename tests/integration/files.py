"""Files of every kind that people file, good and bad, as their own programs write them:
files.py DIR.  Prints nothing."""
import os
import subprocess
import sys
import zipfile

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


os.chdir(sys.argv[1])
texts()
office()
legacy()
papers()
pictures()
