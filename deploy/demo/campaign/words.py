"""Titles and texts: believable, all different, without a single fault of the kinds that the
checks look for.  Faults are planted later (defects.py)."""

GOALS = (
    "Hoạt động nhằm cụ thể hóa chương trình công tác năm và tạo môi trường rèn luyện cho "
    "thanh thiếu nhi địa phương.",
    "Đây là nội dung trọng tâm trong chương trình công tác quý {quarter} của đơn vị.",
    "Mục đích là nâng cao nhận thức, khơi dậy tinh thần xung kích, tình nguyện của tuổi trẻ.",
    "Chương trình hướng tới chào mừng thành công Đại hội Đoàn các cấp và đưa nghị quyết vào "
    "cuộc sống.",
    "Ban tổ chức mong muốn mỗi chi đoàn có ít nhất một việc làm cụ thể, thiết thực cho cộng đồng.",
    "Nội dung này được Ban Thường vụ {unit} giao chỉ tiêu cho từng cơ sở ngay từ đầu năm.")

CROWDS = (
    "Hoạt động thu hút {n} đoàn viên, thanh niên đến từ {m} cơ sở đoàn tham gia.",
    "Tham dự có đại diện cấp ủy, chính quyền địa phương, thầy cô giáo và {n} đoàn viên của {m} "
    "chi đoàn.",
    "Ngay từ sáng sớm, {n} bạn trẻ thuộc {m} chi đoàn đã có mặt để nhận nhiệm vụ.",
    "Có {m} cơ sở đoàn cử lực lượng với {n} lượt thanh thiếu nhi góp mặt.",
    "Theo danh sách điểm danh, {n} thanh thiếu nhi ở {m} chi đoàn đã đăng ký và có mặt đầy đủ.")

COURSES = (
    "Sau phần khai mạc, các bạn được chia thành {k} nhóm, mỗi nhóm đảm nhận một phần việc riêng.",
    "Chương trình gồm ba phần: ôn lại truyền thống, thực hành và trao đổi kinh nghiệm.",
    "Báo cáo viên đã dành hơn {k} giờ để trao đổi, giải đáp câu hỏi của người tham dự.",
    "Không khí sôi nổi hơn với phần trò chơi tìm hiểu kiến thức, qua đó {k} phần quà được trao "
    "cho những câu trả lời đúng.",
    "Các bạn trẻ dùng điện thoại quét mã để điểm danh và gửi câu hỏi trực tuyến, thay cho giấy tờ "
    "như trước đây.",
    "Ở từng điểm, tổ phụ trách ghi nhật ký công việc, chụp ảnh có bảng tên hoạt động và gửi về "
    "văn phòng trong ngày.",
    "Đội hình nòng cốt của {place} chuẩn bị dụng cụ, nước uống và phương tiện từ hôm trước.",
    "Buổi chiều cùng ngày, ban tổ chức đến thăm {k} gia đình có hoàn cảnh khó khăn trên địa bàn.")

VOICES = (
    "Phát biểu tại buổi lễ, đại diện Ban Thường vụ {unit} ghi nhận sự chuẩn bị chu đáo của "
    "{place} và đề nghị nhân rộng cách làm này.",
    "Bí thư chi đoàn nơi đăng cai cho biết đơn vị đã khảo sát nhu cầu của thanh niên trước khi "
    "chọn nội dung.",
    "Một bạn đoàn viên chia sẻ: “Em thấy mình trưởng thành hơn và hiểu rõ hơn trách nhiệm với "
    "quê hương”.",
    "Lãnh đạo địa phương đánh giá cao tinh thần trách nhiệm của tuổi trẻ và cam kết tiếp tục hỗ "
    "trợ kinh phí.",
    "Thay mặt người dân, một cụ cao tuổi ở {place} bày tỏ niềm vui khi thấy lớp trẻ biết quan tâm "
    "đến việc chung.")

RESULTS = (
    "Kết quả, có {k} phần việc được hoàn thành đúng tiến độ, trị giá khoảng {money} triệu đồng.",
    "Kinh phí thực hiện là {money} triệu đồng, trong đó phần lớn do các nhà hảo tâm đóng góp.",
    "Qua rà soát, {percent}% nội dung của kế hoạch đã đạt, phần còn lại sẽ hoàn thành trong tháng "
    "tới.",
    "Ban tổ chức trao {k} giấy khen cho tập thể và cá nhân có thành tích nổi bật.",
    "Sau hoạt động, {k} bạn trẻ đăng ký tham gia đội hình thường xuyên của cơ sở.",
    "Trang cộng đồng của đơn vị ghi nhận {n} lượt tương tác với các hình ảnh của hoạt động.")

PLANS = (
    "Thời gian tới, {unit} sẽ tiếp tục duy trì hoạt động theo định kỳ và báo cáo kết quả về "
    "Tỉnh đoàn.",
    "Từ kinh nghiệm này, {unit} sẽ hướng dẫn các cơ sở còn lại triển khai trước cuối quý "
    "{quarter}.",
    "Các cơ sở được yêu cầu cập nhật kết quả lên phần mềm Quản lý đoàn viên và lưu hồ sơ theo "
    "quy định.",
    "Ban Thường vụ giao bộ phận văn phòng tổng hợp minh chứng, số liệu và hình ảnh để phục vụ "
    "việc đánh giá cuối năm.",
    "Hoạt động đã góp phần xây dựng hình ảnh người đoàn viên gương mẫu, sống đẹp, sống có ích.")

LIMITS = (
    "Bên cạnh kết quả đạt được, một vài cơ sở ở xa vẫn còn gặp khó khăn về phương tiện đi lại.",
    "Hạn chế lớn nhất là thời tiết mưa nhiều khiến lịch trình phải điều chỉnh {k} lần.",
    "Một số chi đoàn ấp có ít đoàn viên do đi làm ăn xa, cần có cách tập hợp linh hoạt hơn.",
    "Đơn vị tự đánh giá khâu truyền thông trước hoạt động còn chậm so với yêu cầu.")

LEADS = (
    "Ngày {day}, tại {place}, {unit} tổ chức {activity}.",
    "Trong ngày {day}, {activity} do {unit} chủ trì đã diễn ra tại {place}.",
    "{Unit} vừa tổ chức {activity} tại {place} vào ngày {day}.",
    "Thực hiện chương trình công tác năm 2023, ngày {day}, {unit} phối hợp với các cơ sở đoàn tổ "
    "chức {activity} tại {place}.")

TITLES = {
    "article": ("{unit}: {activity}", "Sôi nổi {activity} tại {place}",
                "{unit} tổ chức {activity}", "Tuổi trẻ {place} với {activity}"),
    "photo": ("Ảnh: {activity} tại {place}", "Chùm ảnh {activity}, ngày {day}"),
    "document": ("{paper} {activity}", "{paper} tổ chức {activity}"),
    "report": ("Báo cáo kết quả {activity}", "Báo cáo số liệu {activity} của {unit}"),
    "figures": ("Số liệu {activity}", "Bảng số liệu {activity} tại {place}"),
    "list": ("Danh sách kèm số liệu {activity}", "Danh sách tổng hợp {activity} của {unit}"),
    "other": ("Tư liệu về {activity}", "Hồ sơ {activity} tại {place}")}


def spoken_day(day):
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


class Writer:
    """Texts about one activity of one unit; every random choice comes from `rng`."""

    def __init__(self, rng, unit, activity, day):
        self.rng = rng
        self.place = rng.choice(unit.places)
        self.slots = {"unit": unit.name, "Unit": unit.name, "activity": activity,
                      "place": self.place, "day": spoken_day(day), "quarter": "I II III IV".split()
                      [(day.month - 1) // 3]}

    def say(self, template):
        rng = self.rng
        numbers = {"n": rng.randint(41, 480), "m": rng.randint(3, 24), "k": rng.randint(2, 19),
                   "money": rng.randint(5, 96), "percent": rng.randint(71, 99),
                   "paper": "Kế hoạch"}
        return template.format(**dict(numbers, **self.slots))

    def some(self, bank, count):
        return [self.say(template) for template in self.rng.sample(bank, count)]

    def title(self, kind, paper="Kế hoạch"):
        self.slots["paper"] = paper
        title = self.say(self.rng.choice(TITLES[kind]))
        return title[0].upper() + title[1:]

    def article(self):
        """Four paragraphs, 150 to 300 words."""
        rng = self.rng
        paragraphs = [self.some(LEADS, 1) + self.some(GOALS, 1) + self.some(CROWDS, 1),
                      self.some(COURSES, rng.randint(2, 3)) + self.some(VOICES, rng.randint(1, 2)),
                      self.some(RESULTS, rng.randint(1, 2)) + self.some(LIMITS, rng.randint(0, 1)),
                      self.some(PLANS, rng.randint(1, 2))]
        return "\n\n".join(" ".join(sentences) for sentences in paragraphs)

    def report(self):
        parts = (self.some(LEADS, 1) + self.some(CROWDS, 1) + self.some(RESULTS, 2)
                 + self.some(LIMITS, 1) + self.some(PLANS, 1))
        return " ".join(parts)

    def caption(self):
        return " ".join(self.some(LEADS, 1) + self.some(CROWDS, 1))

    def paragraphs(self):
        """The body of an attached paper."""
        return ([self.some(LEADS, 1)[0] + " " + self.some(GOALS, 1)[0]]
                + self.some(CROWDS, 1) + self.some(COURSES, 2) + self.some(RESULTS, 2)
                + self.some(PLANS, 2))
