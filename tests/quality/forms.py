"""Forms that many units fill in, in the styles of several kinds of unit: monthly reports with their own
figures, greetings, notices, invitations, minutes.  Alike by form, and no copies of each other.

{n} is a figure of the unit's own, {c} its name, {p} a place, {d} a day, {h} an hour, {w} a head's post."""
import random

UNITS = ("xã Tân Hòa", "xã Hiếu Tử", "phường Long Đức", "thị trấn Cầu Kè", "xã Ngãi Hùng", "xã Mỹ Long Bắc",
         "xã Đôn Xuân", "phường Duyên Hải", "xã Hòa Minh", "xã Phương Thạnh", "xã Nhị Trường", "xã Ngọc Biên",
         "Trường Cao đẳng Y tế", "Trường THPT Trà Cú", "Công an huyện Càng Long", "Bộ Chỉ huy Quân sự",
         "Khối Các cơ quan", "Công ty May Trà Vinh", "Bệnh viện Đa khoa", "Công ty Điện lực")
PLACES = ("hội trường Ủy ban nhân dân", "nhà văn hóa ấp Chợ", "sân trường", "phòng họp số 2", "trụ sở Huyện đoàn",
          "nhà thiếu nhi", "hội trường B", "trung tâm chính trị")
HEADS = ("Bí thư", "Phó Bí thư", "Chủ tịch Hội LHTN", "Ủy viên Ban Thường vụ")

REPORT_MONTH = """ĐOÀN TNCS HỒ CHÍ MINH
BCH ĐOÀN {c}
BÁO CÁO
Kết quả công tác Đoàn và phong trào thanh thiếu nhi tháng {m}
I. KẾT QUẢ THỰC HIỆN
1. Công tác giáo dục
- Số buổi tuyên truyền, học tập nghị quyết: {n} buổi, có {n} lượt đoàn viên thanh niên tham dự.
- Số bài viết trên trang thông tin: {n} bài; số tin tốt, câu chuyện đẹp đã đăng: {n}.
2. Phong trào hành động
- Số công trình, phần việc thanh niên đã thực hiện: {n}, trị giá {n} triệu đồng.
- Số lượt thanh niên tham gia tình nguyện: {n}; số cây xanh trồng mới: {n} cây.
- Vận động hiến máu: {n} đơn vị.
3. Công tác xây dựng Đoàn
- Kết nạp mới {n} đoàn viên; giới thiệu cho Đảng {n} đoàn viên ưu tú; trưởng thành đoàn {n} đồng chí.
- Tổng số đoàn viên hiện có: {n}; số chi đoàn: {n}; thu đoàn phí {n} đồng.
II. HẠN CHẾ
Một số chi đoàn sinh hoạt chưa đều, công tác thông tin báo cáo có lúc còn chậm.
III. NHIỆM VỤ THÁNG TỚI
- Tiếp tục tuyên truyền các ngày lễ lớn trong tháng.
- Hoàn thành các chỉ tiêu còn lại theo kế hoạch năm.
Trên đây là báo cáo kết quả công tác tháng {m} của Đoàn {c}.
TM. BAN THƯỜNG VỤ
{w}"""
REPORT_PROSE = """Trong tháng {m}, Ban Chấp hành Đoàn {c} đã chỉ đạo các chi đoàn tổ chức {n} buổi sinh hoạt với {n} lượt đoàn
viên tham gia. Toàn Đoàn đã kết nạp {n} đoàn viên mới, giới thiệu {n} đoàn viên ưu tú cho Đảng xem xét. Phong trào tình
nguyện thu hút {n} lượt thanh niên, trồng mới {n} cây xanh, dọn vệ sinh {n} km đường, tổng trị giá {n} triệu đồng. Đã
vận động {n} phần quà cho thiếu nhi có hoàn cảnh khó khăn, trị giá {n} triệu đồng. Công tác phát triển đoàn viên đạt
{n}% chỉ tiêu năm, thu đoàn phí đạt {n}%. Trang thông tin của Đoàn đăng {n} tin, bài, có {n} lượt tiếp cận. Hạn chế: còn
{n} chi đoàn chưa sinh hoạt đúng định kỳ, {n} chi đoàn chậm báo cáo."""
REPORT_QUARTER = """BIỂU SỐ LIỆU QUÝ {q} - ĐOÀN {c}
Tổng số thanh niên: {n}. Tổng số đoàn viên: {n}. Đoàn viên nữ: {n}. Đoàn viên dân tộc Khmer: {n}. Đoàn viên là đảng
viên: {n}. Số chi đoàn: {n}, trong đó chi đoàn ấp: {n}, chi đoàn trường học: {n}, chi đoàn cơ quan: {n}. Xếp loại chi
đoàn: hoàn thành xuất sắc {n}, hoàn thành tốt {n}, hoàn thành {n}, không hoàn thành {n}. Đoàn viên kết nạp trong quý:
{n}. Đoàn viên chuyển đi: {n}; chuyển đến: {n}. Sổ đoàn viên đã cập nhật trên phần mềm: {n}; chưa cập nhật: {n}. Đoàn
phí đã thu: {n} đồng; đã nộp cấp trên: {n} đồng. Người lập biểu ký, ghi rõ họ tên. Thủ trưởng đơn vị ký tên, đóng dấu."""
GREETING = """Nhân dịp kỷ niệm Ngày thành lập Đoàn TNCS Hồ Chí Minh 26/3, thay mặt Ban Thường vụ Đoàn {c}, tôi thân ái gửi đến
toàn thể cán bộ, đoàn viên, thanh niên lời chúc mừng tốt đẹp nhất. Chúc các đồng chí luôn dồi dào sức khỏe, hạnh phúc,
tràn đầy nhiệt huyết và gặt hái nhiều thành công trong học tập, lao động và công tác. Mong rằng tuổi trẻ {c} tiếp tục
phát huy truyền thống vẻ vang của Đoàn, đoàn kết, sáng tạo, xung kích đi đầu trong mọi lĩnh vực, góp phần xây dựng quê
hương ngày càng giàu đẹp, văn minh. Trân trọng kính chúc quý vị đại biểu và các đồng chí một ngày hội ý nghĩa."""
NEW_YEAR = """Kính gửi các đồng chí cán bộ, đoàn viên, thanh niên {c}! Năm cũ khép lại với nhiều kết quả đáng tự hào, năm mới đang
đến với niềm tin và khí thế mới. Nhân dịp năm mới, Ban Chấp hành Đoàn {c} xin gửi tới các đồng chí và gia đình lời chúc
an khang, thịnh vượng, vạn sự như ý. Xin cảm ơn sự quan tâm lãnh đạo của cấp ủy, sự phối hợp của các ban, ngành, đoàn
thể và sự ủng hộ của các nhà hảo tâm đã đồng hành cùng tuổi trẻ trong năm qua. Kính chúc năm mới nhiều thắng lợi mới.
Thân ái chào đoàn kết và quyết thắng."""
NOTICE = """Kính gửi: Ban Chấp hành các chi đoàn trực thuộc {c}.
Thực hiện Kế hoạch số {n}-KH/ĐTN ngày {d} của Ban Thường vụ Huyện đoàn về việc tổ chức các hoạt động trong Tháng Thanh
niên, Ban Thường vụ Đoàn {c} thông báo đến các chi đoàn một số nội dung như sau:
1. Thời gian: {h} giờ, ngày {d}. 2. Địa điểm: {p}. 3. Thành phần: Ban Chấp hành chi đoàn và {n} đoàn viên.
4. Trang phục: áo thanh niên Việt Nam. Đề nghị các chi đoàn triển khai thực hiện nghiêm túc, đăng ký số lượng về văn
phòng trước ngày {d} để tổng hợp. Nơi nhận: như trên; lưu văn phòng. TM. BAN THƯỜNG VỤ, {w} (đã ký)."""
MINUTES = """BIÊN BẢN HỌP CHI ĐOÀN THÁNG {m}
Hôm nay, vào lúc {h} giờ, ngày {d}, tại {p}, chi đoàn {c} tiến hành sinh hoạt định kỳ. Thành phần: tổng số đoàn viên {n},
có mặt {n}, vắng {n} (có phép {n}). Chủ trì: đồng chí {w}. Thư ký: đồng chí được phân công. Nội dung: 1. Đánh giá kết
quả hoạt động tháng qua. 2. Triển khai nhiệm vụ tháng tới. 3. Thảo luận và biểu quyết. Kết quả biểu quyết: {n}/{n} đoàn
viên tán thành, đạt tỷ lệ {n}%. Cuộc họp kết thúc vào lúc {h} giờ cùng ngày, biên bản được thông qua trước chi đoàn và
lập thành hai bản có giá trị như nhau. CHỦ TRÌ, THƯ KÝ (ký, ghi rõ họ tên)."""
DECISION = """CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
QUYẾT ĐỊNH về việc chuẩn y kết nạp đoàn viên
BAN THƯỜNG VỤ ĐOÀN {c}
Căn cứ Điều lệ Đoàn TNCS Hồ Chí Minh; Căn cứ Quy chế làm việc của Ban Chấp hành; Xét đề nghị của chi đoàn tại tờ trình
số {n}-TTr/CĐ ngày {d}, QUYẾT ĐỊNH: Điều 1. Chuẩn y kết nạp {n} thanh niên vào Đoàn TNCS Hồ Chí Minh (có danh sách kèm
theo). Điều 2. Các đồng chí có tên trong danh sách thực hiện nhiệm vụ và quyền hạn của đoàn viên theo Điều lệ kể từ ngày
{d}. Điều 3. Văn phòng, chi đoàn có liên quan và các đồng chí có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định
này. TM. BAN THƯỜNG VỤ {w}"""
SCHOOL = """Kính gửi quý thầy cô và các bạn đoàn viên, học sinh {c}.
Đoàn trường thông báo lịch hoạt động tuần {m}: thứ Hai, {h} giờ, chào cờ và sinh hoạt dưới cờ; thứ Tư, {h} giờ {p}, tập
huấn kỹ năng cho {n} cán bộ lớp; thứ Sáu, trực cổng trường và xếp hạng thi đua {n} lớp; thứ Bảy, dọn vệ sinh khuôn viên,
mỗi lớp cử {n} bạn. Bí thư chi đoàn các lớp báo cáo kết quả bằng văn bản cho Đoàn trường trước ngày {d}. Lớp nộp trễ trừ
{n} điểm thi đua. Mọi thắc mắc xin liên hệ văn phòng Đoàn trường. Trân trọng."""
POLICE = """Thực hiện Công văn số {n}/CAT-PX03 ngày {d} về việc báo cáo kết quả phong trào thanh niên trong lực lượng vũ trang, Đoàn
cơ sở {c} báo cáo như sau: Quân số đoàn viên: {n} đồng chí. Số buổi ra quân: {n}. Số vụ, việc đoàn viên trực tiếp giải
quyết: {n}. Số lượt hướng dẫn Nhân dân cài đặt định danh điện tử: {n} lượt. Số tin báo tiếp nhận: {n} tin. Khen thưởng:
{n} tập thể, {n} cá nhân. Kỷ luật: không. Kiến nghị, đề xuất: không. Đề nghị phòng tổng hợp, báo cáo lãnh đạo."""
COMPANY = """ĐOÀN CƠ SỞ {c} - PHIẾU ĐĂNG KÝ CÔNG TRÌNH THANH NIÊN. Tên công trình: theo danh mục đính kèm. Thời gian thực hiện: từ
ngày {d} đến ngày {d}. Địa điểm: {p}. Số đoàn viên tham gia: {n}. Kinh phí dự kiến: {n} triệu đồng, trong đó công đoàn
hỗ trợ {n} triệu đồng, doanh nghiệp hỗ trợ {n} triệu đồng, đoàn viên đóng góp {n} triệu đồng. Giá trị làm lợi ước tính:
{n} triệu đồng. Tiến độ đến nay: {n}%. Cam kết hoàn thành đúng tiến độ, bảo đảm an toàn lao động và vệ sinh công
nghiệp. Người đăng ký ký tên; Ban Chấp hành Đoàn cơ sở xác nhận; Ban Giám đốc phê duyệt."""
FORMS = {"monthly report": REPORT_MONTH, "monthly report in sentences": REPORT_PROSE, "quarter's figures": REPORT_QUARTER,
         "greeting": GREETING, "new year": NEW_YEAR, "notice": NOTICE, "minutes": MINUTES, "decision": DECISION,
         "school's week": SCHOOL, "police report": POLICE, "registration": COMPANY}

# What stands before and after a text of the unit's own: about 145 words in all.
FRAME_BEFORE = (
    "Thực hiện chương trình công tác Đoàn và phong trào thanh thiếu nhi năm 2023, được sự quan tâm lãnh đạo của "
    "cấp ủy Đảng, sự chỉ đạo của Ban Thường vụ Tỉnh đoàn, sự phối hợp chặt chẽ của các ban, ngành, đoàn thể, Ban Chấp "
    "hành Đoàn cơ sở đã xây dựng kế hoạch, phân công nhiệm vụ cụ thể và triển khai đến toàn thể đoàn viên, thanh niên.")
FRAME_AFTER = (
    "Thông qua hoạt động góp phần nâng cao nhận thức của đoàn viên, thanh niên về tinh thần xung kích, tình nguyện vì "
    "cộng đồng, phát huy vai trò của tổ chức Đoàn trong xây dựng nông thôn mới, đô thị văn minh. Thời gian tới, Ban Chấp "
    "hành tiếp tục chỉ đạo các chi đoàn duy trì và nhân rộng các mô hình hay, cách làm hiệu quả, kịp thời biểu dương tập "
    "thể, cá nhân tiêu biểu, phấn đấu hoàn thành tốt các chỉ tiêu, nhiệm vụ được giao trong năm.")
FRAME_STORY = (
    "Sáng sớm, khi sương còn giăng trên mặt ruộng, các bạn đoàn viên đã có mặt đông đủ tại điểm tập kết với cuốc, xẻng "
    "và những chiếc áo xanh quen thuộc. Không khí nhộn nhịp hẳn lên khi bà con trong ấp cùng ra phụ giúp, người mang nước, "
    "người mang bánh, tiếng cười nói rộn ràng cả một đoạn đường.",
    "Kết thúc buổi ra quân, ai nấy đều thấm mệt nhưng trên gương mặt là niềm vui vì đã góp một phần công sức nhỏ bé cho "
    "quê hương. Chính quyền địa phương đánh giá cao tinh thần của tuổi trẻ và mong muốn những hoạt động như thế này sẽ "
    "được duy trì thường xuyên trong thời gian tới.")


def filled(form, dice, number):
    """The form with the unit's own names and figures."""
    text = form.replace("{c}", UNITS[number % len(UNITS)])
    holes = {"{n}": lambda: str(dice.choice((dice.randrange(1, 30), dice.randrange(10, 900), dice.randrange(1000, 9000)))),
             "{p}": lambda: dice.choice(PLACES), "{w}": lambda: dice.choice(HEADS),
             "{d}": lambda: f"{dice.randrange(1, 29)}/{dice.randrange(1, 13)}/2023",
             "{h}": lambda: str(dice.choice((7, 8, 9, 13, 14, 15))), "{m}": lambda: str(dice.randrange(1, 13)),
             "{q}": lambda: dice.choice(("I", "II", "III", "IV"))}
    for hole, draw in holes.items():
        while hole in text:
            text = text.replace(hole, draw(), 1)
    return text


def framed(own, dice, style):
    """A text of the unit's own within a frame that many use: 0 official, 1 a story's beginning and end."""
    before, after = (FRAME_BEFORE, FRAME_AFTER) if style == 0 else FRAME_STORY
    return f"{before} {own} {after}"
