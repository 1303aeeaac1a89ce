"""Two scans of one paper, which differ by a speck: scans.py DIR. Prints nothing."""
import sys

from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
LINES = (
    "ĐOÀN TNCS HỒ CHÍ MINH", "Số: 45-BC/ĐTN", "Tiểu Cần, ngày 05 tháng 01 năm 2022",
    "BÁO CÁO", "Kết quả ngày thứ Bảy tình nguyện", "",
    "Thực hiện chương trình công tác, Huyện đoàn đã tổ chức ra quân tại mười hai xã,",
    "thị trấn với nội dung dọn vệ sinh đường làng, trồng cây xanh và sửa cầu nông thôn.",
    "Số đoàn viên tham gia là 120 trong ba ngày.",
    "Các cơ sở đã vận động nhà hảo tâm trao quà cho học sinh nghèo vượt khó, thăm hỏi",
    "gia đình chính sách, khám bệnh và phát thuốc miễn phí cho người cao tuổi ở ấp xa.",
    "Bên cạnh đó, câu lạc bộ tuyên truyền đã hướng dẫn bà con cài đặt dịch vụ công",
    "trực tuyến, thanh toán không dùng tiền mặt và phòng tránh lừa đảo trên mạng.",
)


def scan(name, speck):
    page = Image.new("L", (1240, 1000), 250)
    draw, font = ImageDraw.Draw(page), ImageFont.truetype(FONT, 25)
    for at, line in enumerate(LINES):
        draw.text((70, 80 + at * 64), line, font=font, fill=10)
    draw.point((speck, 20), fill=0)
    made = canvas.Canvas(f"{sys.argv[1]}/{name}.pdf", pagesize=(595, 480))
    made.drawImage(ImageReader(page), 0, 0, 595, 480)
    made.showPage()
    made.save()


scan("ban-chup-mot", 10)
scan("ban-chup-hai", 900)
