"""A report of two pages, one with a password, a photo that a camera took lying on its side, and one with a place: pages.py DIR.
Prints nothing."""
import sys

from PIL import Image
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

pdfmetrics.registerFont(TTFont("chu", "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"))
report = canvas.Canvas(f"{sys.argv[1]}/bao-cao.pdf", pagesize=(595, 842))
for line in ("Báo cáo công trình thanh niên", "tổng giá trị làm lợi 240 triệu đồng"):
    report.setFont("chu", 20)
    report.drawString(60, 700, line)
    report.showPage()
report.save()

locked = canvas.Canvas(f"{sys.argv[1]}/khoa.pdf", encrypt="mat-khau")
locked.drawString(60, 700, "1")
locked.save()

photo = Image.new("RGB", (1200, 800), (200, 30, 30))
photo.paste((30, 30, 200), (0, 0, 600, 800))
exif = Image.Exif()
exif[0x0112] = 6                              # turned by a quarter
exif[0x8825] = {1: "N", 2: (9.0, 56.0, 0.0), 3: "E", 4: (106.0, 20.0, 0.0)}
photo.save(f"{sys.argv[1]}/anh.jpg", exif=exif.tobytes(), quality=90)
