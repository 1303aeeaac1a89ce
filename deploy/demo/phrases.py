"""Sentences that any article, paper or caption may use, and the filling of their slots."""

import re
import unicodedata

from territory import base_organisation, commune_name, place_of
from themes_movement import THEMES as MOVEMENT
from themes_organisation import THEMES as ORGANISATION

THEMES = {**MOVEMENT, **ORGANISATION}

LEADS = [
    "{Day}, tại {place}, {unit} tổ chức {noun} với sự có mặt của đông đảo đoàn viên, thanh niên.",
    "Hòa chung không khí thi đua của tuổi trẻ tỉnh nhà, {day}, {base} phối hợp {unit} tổ chức "
    "{noun} tại {place}.",
    "{Day}, {unit} phối hợp cùng {school} và các ngành liên quan tổ chức {noun} tại {place}.",
    "Thực hiện chương trình công tác năm, {day}, {unit} triển khai {noun}; điểm chính đặt tại {place}.",
    "Sáng {day}, không khí ở {place} rộn ràng hơn ngày thường khi {base} triển khai {noun}.",
    "{Day}, được sự thống nhất của cấp ủy địa phương, {base} tổ chức {noun} ở {place}.",
    "Chiều {day}, {unit} chọn {place} làm nơi tổ chức {noun} dành cho đoàn viên, thanh niên.",
]
GUESTS = [
    "Đến dự có đại diện Thường trực {unit}, lãnh đạo địa phương và các ban, ngành liên quan.",
    "Cùng tham gia có đại diện cấp ủy, chính quyền và cán bộ Đoàn của {c:2-6} đơn vị bạn.",
    "Chương trình có sự tham dự của đồng chí Phó Bí thư {unit} cùng đại diện Hội Liên hiệp "
    "Thanh niên Việt Nam.",
    "Đại diện lãnh đạo {area} đến chung vui và động viên các bạn trẻ.",
    "Thường trực {unit} và đại diện {school} cùng tham dự từ đầu đến cuối chương trình.",
]
COUNTS = [
    "Ban tổ chức ghi nhận lực lượng tham gia gồm {men} nam và {women} nữ, tổng số {all} người.",
    "Theo danh sách điểm danh, người dự gồm {men} nam và {women} nữ, tổng số {all} người.",
    "Lực lượng ra quân gồm {men} nam và {women} nữ, tổng số {all} đoàn viên, thanh niên.",
]
MIDDLES = [
    "Phát biểu tại chương trình, đại diện {unit} ghi nhận tinh thần xung kích của cơ sở và đề nghị "
    "duy trì đều đặn, tránh làm theo phong trào.",
    "Khâu chuẩn bị được bắt đầu trước đó {n:2-5} tuần, từng việc có người phụ trách và có ngày "
    "hoàn thành.",
    "Một đoàn viên chia sẻ rằng đây là lần đầu bạn được giao phụ trách cả một phần việc nên vừa "
    "lo vừa háo hức.",
    "Điểm mới của năm nay là toàn bộ khâu đăng ký, điểm danh đều thực hiện trên điện thoại.",
    "Người dân sống gần đó mang nước, trái cây ra tiếp sức, làm cho buổi sáng thêm ấm áp.",
    "Để hoạt động đi vào chiều sâu, {base} phân công thành viên Ban Chấp hành theo dõi từng nhóm.",
    "Dù thời tiết không thuận lợi, không ai bỏ về giữa chừng và mọi phần việc đều xong trước giờ.",
    "Ban tổ chức cũng dành {n:20-45} phút để nghe ý kiến của thanh niên về những khó khăn đang gặp.",
    "Sau phần chính, các nhóm ở lại thu dọn, trả lại mặt bằng sạch đẹp cho địa phương.",
    "Hình ảnh hoạt động được cập nhật ngay trong ngày để các cơ sở khác cùng tham khảo.",
    "Kinh phí được vận động từ nhiều nguồn, công khai tại buổi tổng kết và niêm yết ở trụ sở.",
    "Ở góc sân, nhóm hậu cần luôn tay chuẩn bị nước uống và dụng cụ cho các đội.",
    "Nhiều bạn đi làm xa cũng xin nghỉ phép về tham gia cùng chi đoàn cũ.",
    "Ban Thường vụ {unit} giao tổ theo dõi cập nhật kết quả vào ngày {n:20-28} mỗi tháng.",
    "Các chi đoàn trực thuộc lần lượt báo cáo phần việc đã nhận, kèm hình ảnh trước và sau.",
    "So với cùng kỳ năm trước, số người tham gia tăng {n:8-35} phần trăm.",
]
CLOSINGS = [
    "Thời gian tới, {unit} sẽ tiếp tục nhân rộng cách làm này đến các cơ sở còn lại.",
    "Ban tổ chức hẹn gặp lại các bạn trẻ trong hoạt động kế tiếp vào quý sau.",
    "Từ kết quả này, {base} đăng ký thực hiện thêm {n:2-4} phần việc tương tự trong năm.",
    "{unit} đề nghị các cơ sở gửi kế hoạch thực hiện trước ngày {n:10-25} của tháng tới.",
    "Hoạt động khép lại trong tiếng hát tập thể và những cái bắt tay thật chặt.",
    "Đây cũng là căn cứ để {unit} đánh giá chất lượng cơ sở vào cuối năm.",
]
CAPTIONS = [
    "Ảnh: Đoàn viên {base} tham gia {noun} tại {place}, {day}.",
    "Quang cảnh {noun} do {unit} tổ chức ở {place}, {day}.",
    "Đại diện {unit} trao đổi cùng đoàn viên, thanh niên trong {noun}, {day}, tại {place}.",
    "Các bạn trẻ {place} hăng hái trong {noun}; ảnh chụp {day} có biển tên hoạt động.",
]
LIMITS = [
    "Một số cơ sở gửi số liệu còn chậm, phải đôn đốc nhiều lần.",
    "Lực lượng nòng cốt ở vài chi đoàn còn mỏng do thanh niên đi làm ăn xa.",
    "Kinh phí vận động chưa đều giữa các địa bàn.",
    "Hình ảnh, bài viết gửi về chưa kịp thời ở một số nơi.",
]
PLANS = [
    "Tiếp tục quán triệt đến từng chi đoàn, gắn với sinh hoạt thường kỳ.",
    "Phân công ủy viên Ban Thường vụ phụ trách từng cơ sở, mỗi tháng kiểm tra một lần.",
    "Khen thưởng kịp thời tập thể, cá nhân làm tốt; nhắc nhở nơi thực hiện chậm.",
    "Cập nhật kết quả lên hệ thống minh chứng trong vòng năm ngày sau khi hoàn thành.",
]
SCHOOLS = ["Trường THPT {name}", "Trường THCS {name}", "Trường Tiểu học {name}"]


def day_text(day):
    return "ngày %02d/%02d/%d" % (day.day, day.month, day.year)


def money_text(millions):
    return "%d triệu đồng" % millions


def slug(text):
    """ "Đoàn xã Tập Ngãi" as "doan-xa-tap-ngai"."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:48].strip("-")


class Scene:
    """One happening: its unit, day, place, people; fills the slots of every text about it."""

    def __init__(self, unit, theme, day, rng):
        self.rng = rng
        self.theme = THEMES[theme]
        self.men = rng.randint(12, 90)
        self.women = rng.randint(12, 90)
        place = place_of(unit, rng)
        school = rng.choice(SCHOOLS).format(name=commune_name(place.split(",")[0]).title()
                                            if "phường" in place
                                            else commune_name(place.split(",")[0]))
        self.slots = {
            "unit": unit.name, "area": unit.area, "place": place, "school": school,
            "base": base_organisation(unit, rng), "noun": self.theme["noun"],
            "day": day_text(day), "Day": day_text(day).capitalize(),
            "men": str(self.men), "women": str(self.women), "all": str(self.men + self.women),
        }

    def fill(self, template):
        def slot(match):
            name, _, span = match.group(1).partition(":")
            if not span:
                return self.slots[name]
            low, high = (int(number) for number in span.split("-"))
            number = self.rng.randint(low, high)
            return money_text(number) if name == "m" else str(number)
        text = re.sub(r"\{([A-Za-z]+(?::\d+-\d+)?)\}", slot, template)
        return text[0].upper() + text[1:]

    def headline(self):
        return self.fill(self.rng.choice(self.theme["heads"]))

    def article(self, with_counts):
        """Four or five paragraphs, 150 to 400 words."""
        rng = self.rng
        facts = rng.sample(self.theme["facts"], 4)
        middles = rng.sample(MIDDLES, rng.randint(4, 6))
        first = [rng.choice(LEADS), rng.choice(GUESTS)]
        if with_counts:
            first.append(rng.choice(COUNTS))
        paragraphs = [first, [facts[0], middles[0], facts[1]],
                      [middles[1], facts[2], facts[3], middles[2]],
                      rng.sample(self.theme["results"], 2) + middles[3:],
                      [self.theme["why"], rng.choice(CLOSINGS)]]
        return "\n\n".join(" ".join(self.fill(sentence) for sentence in paragraph)
                           for paragraph in paragraphs)

    def caption(self):
        return self.fill(self.rng.choice(CAPTIONS))

    def noun_of_year(self):
        noun = self.theme["noun"]
        return noun if "2023" in noun else noun + " năm 2023"
