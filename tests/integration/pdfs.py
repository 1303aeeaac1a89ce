"""PDF files as scanners, office programs and signing programs write them: pdfs.py DIR. Prints
nothing.  Keys and certificates are made here."""
import hashlib
import hashlib
import io
import os
import re
import subprocess
import sys
import zipfile

from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
LINE = "Đoàn xã Tân Hòa ra quân tình nguyện hè năm 2023 với hơn 120 đoàn viên tham gia."
STAMP = ("Người ký: Đoàn TNCS Hồ Chí Minh huyện Tiểu Cần", "Email: huyendoan@example.vn",
         "Thời gian ký: 05/03/2023 08:30:00 +07:00")
WIDE, HIGH = 595, 842


def write(name, data):
    with open(name, "wb") as file:
        file.write(data)


def read(name):
    with open(name, "rb") as file:
        return file.read()


# ---------------------------------------------------------------- pages

def photographed(lines=8):
    """A page as a scanner sees it, 150 dots an inch."""
    page = Image.new("L", (1240, 1754), 250)
    draw, font = ImageDraw.Draw(page), ImageFont.truetype(FONT, 24)
    for at in range(lines):
        draw.text((90, 200 + at * 60), LINE, font=font, fill=10)
    return page


def paper(name, *pages):
    made = canvas.Canvas(name, pagesize=(WIDE, HIGH))
    for page in pages:
        page(made)
        made.showPage()
    made.save()


def scan(made):
    made.drawImage(ImageReader(photographed()), 0, 0, WIDE, HIGH)


def strips(made):
    """Scanners cut a page into strips, and leave a margin."""
    page = photographed()
    for at in range(10):
        strip = page.crop((0, at * 175, 1240, at * 175 + 175))
        made.drawImage(ImageReader(strip), 30, HIGH - 30 - (at + 1) * 78, WIDE - 60, 78)


def stamped(made):
    scan(made)
    made.setFont("D", 8)
    for at, line in enumerate(STAMP):
        made.drawString(330, 120 - at * 11, line)
    made.drawString(280, 20, "Trang 1/1 - Scanned with CamScanner")


def typed(made, lines=20):
    made.setFont("D", 11)
    for at in range(lines):
        made.drawString(50, 780 - at * 18, LINE)


def illustrated(made):
    """A typed page on a background that fills it."""
    made.drawImage(ImageReader(Image.new("L", (200, 280), 240)), 0, 0, WIDE, HIGH)
    typed(made)


def outlined(made):
    """A page whose letters are shapes."""
    for at in range(400):
        made.rect(50 + at % 40 * 12, 700 - at // 40 * 30, 8, 12, fill=1)


def pages():
    paper("typed.pdf", typed)
    paper("stamped.pdf", stamped)
    paper("strips.pdf", strips)
    paper("sideways.pdf", lambda made: (made.setPageRotation(90), stamped(made)))
    in_field("field.pdf", read("strips.pdf"))
    paper("outlined.pdf", outlined)
    paper("illustrated.pdf", illustrated)
    paper("short.pdf", lambda made: typed(made, 1))
    paper("annex.pdf", typed, scan)
    paper("back.pdf", scan, lambda made: None)  # an empty back
    little = photographed(7).crop((0, 150, 1240, 650))
    for name, page in (("little.pdf", little), ("turned.pdf", little.rotate(180))):
        made = canvas.Canvas(name, pagesize=(WIDE, 240))
        made.drawImage(ImageReader(page), 0, 0, WIDE, 240)
        made.save()
    data = read("typed.pdf")
    write("unmapped.pdf", data.replace(b"/ToUnicode", b"/ToUnicodX"))


# ---------------------------------------------------------------- archives inside

def archive(size=3000):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        file.writestr("content.xml", os.urandom(size))
    return out.getvalue()


def append(data, objects, trailer=b""):
    """A revision: what programs write behind a document that they change."""
    start = int(re.findall(rb"startxref\s+(\d+)", data)[-1])
    size = max(int(n) for n in re.findall(rb"/Size (\d+)", data))
    root = re.findall(rb"/Root (\d+ 0 R)", data)[-1]
    out, table = data + b"\n", b""
    for number, body in objects:
        table += b"%d 1\n%010d 00000 n \n" % (number, len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
        size = max(size, number + 1)
    return out + (b"xref\n%strailer\n<</Size %d/Root %s/Prev %d%s>>\nstartxref\n%d\n%%%%EOF\n"
                  % (table, size, root, start, trailer, len(out)))


def stream(data, more=b""):
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (more, len(data), data)


def archives():
    data, inner = read("typed.pdf"), archive()
    write("hybrid.pdf", append(data, [(50, stream(inner))],
                               b"/AdditionalStreams [/application#2Fvnd.oasis.opendocument.text 50 0 R]"))
    write("attached.pdf", append(data, [(50, stream(inner, b"/Type /EmbeddedFile/Subtype/application#2Fzip"))]))
    outer = io.BytesIO()
    with zipfile.ZipFile(outer, "w", zipfile.ZIP_STORED) as file:
        file.writestr("a.odt", inner)
    write("portfolio.pdf", append(data, [(50, stream(outer.getvalue(), b"/Type/EmbeddedFile"))]))
    write("stray.pdf", append(data, [(50, stream(inner))]))      # no attachment: the document does not name it
    write("behind.pdf", read("attached.pdf") + archive())
    # The archive has its start in the document's, as self-extracting programs have.
    out = io.BytesIO(read("attached.pdf"))
    with zipfile.ZipFile(out, "a") as file:
        file.writestr("a.txt", "x")
    write("grown.pdf", out.getvalue())


def in_field(name, data):
    """The page gets the field of a signature, which says more than any stamp."""
    page, body = re.search(rb"(\d+) 0 obj\s*(<<\s*/Contents .*?>>)\s*endobj", data, re.S).groups()
    root, whole = re.search(rb"(\d+) 0 obj\s*(<<[^>]*/Type /Catalog\s*>>)\s*endobj", data, re.S).groups()
    lines = b" ".join(b"(chu ky so cua don vi %d) Tj 0 -9 Td" % line for line in range(40))
    fonts = b"/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
    write(name, append(data, [
        (int(page), body[:-2] + b"/Annots[80 0 R]>>"),
        (int(root), whole[:-2] + b"/AcroForm<</Fields[80 0 R]/SigFlags 3>>>>"),
        (80, b"<</Type/Annot/Subtype/Widget/FT/Sig/T(s)/F 4/Rect[50 50 350 550]/AP<</N 81 0 R>>>>"),
        (81, stream(b"BT /F 8 Tf 5 480 Td %s ET" % lines,
                    b"/Type/XObject/Subtype/Form/BBox[0 0 300 500]" + fonts))]))


# ---------------------------------------------------------------- signatures

def key():
    subject = "/C=VN/O=Tỉnh đoàn Trà Vinh/CN=Huyện đoàn Tiểu Cần"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-utf8", "-days", "9",
                    "-subj", subject, "-keyout", "key.pem", "-out", "certificate.pem"],
                   check=True, stderr=subprocess.DEVNULL)


def sign(data, number=60, kind=b"adbe.pkcs7.detached"):
    """A revision with a signature over all but the signature."""
    gap = 8192
    body = (b"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/%s/ByteRange [0 %s]/Contents <%s>>>"
            % (kind, b"*" * 40, b"0" * gap))
    out = append(data, [(number, body)])
    at = out.rindex(b"<" + b"0" * gap)
    behind = at + gap + 2
    ranges = b"%d %d %d" % (at, behind, len(out) - behind)
    out = out.replace(b"*" * 40, ranges.ljust(40))
    signed, how = out[:at] + out[behind:], []
    if kind == b"adbe.pkcs7.sha1":
        signed, how = hashlib.sha1(signed).digest(), ["-nodetach"]
    made = subprocess.run(["openssl", "cms", "-sign", "-binary", "-outform", "DER", "-signer",
                           "certificate.pem", "-inkey", "key.pem", "-md", "sha256", *how],
                          check=True, input=signed, stdout=subprocess.PIPE).stdout
    return out[:at + 1] + made.hex().encode().ljust(gap, b"0") + out[at + 1 + gap:]


def signatures():
    key()
    data = read("stamped.pdf")
    signed = sign(data)
    write("signed.pdf", signed)
    write("signed_twice.pdf", sign(signed, 61))
    write("digest.pdf", sign(data, kind=b"adbe.pkcs7.sha1"))
    # What another program notes behind it, unseen; and a mark on the page.
    write("noted.pdf", append(signed, [(70, b"<</Note 1>>")]))
    page = int(re.search(rb"(\d+) 0 obj\s*<<\s*/Contents (\d+) 0 R", data).group(2))
    write("marked.pdf", append(signed, [(page, stream(b"0 0 300 300 re f"))]))
    # A letter in what was signed, and a gap that hides more than the signature.
    at = signed.index(b"/Producer") if b"/Producer" in signed else signed.index(b"/Parent")
    write("changed.pdf", signed[:at + 1] + b"X" + signed[at + 2:])
    write("foreign.pdf", signed.replace(b"/Contents <308", b"/Contents <FF8"))
    write("empty_field.pdf", append(data, [(60, b"<</FT/Sig/T(a)>>")]))


os.chdir(sys.argv[1])
pdfmetrics.registerFont(TTFont("D", FONT))
pages()
archives()
signatures()
