"""Planted defects of wording, letters, articles, titles and days; see defects.py."""
import unicodedata
from datetime import date, timedelta

from campaign.defects_base import takes
from campaign.words import expand, spoken_day

# Sentences without a time, a place, a person or a number; [a|b] as in phrases.py.
VAGUE = (
    "[Hoạt động|Việc làm|Cách làm|Nghĩa cử ấy] được [đón nhận|hưởng ứng|chờ đợi|nhắc đến] [rất nồng nhiệt"
    "|với sự trân trọng|một cách tự nhiên|đầy hào hứng] và [để lại nhiều cảm xúc đẹp|gieo thêm niềm tin"
    "|tạo dư âm lâu bền|đem đến niềm vui giản dị].",
    "Nội dung [phong phú|gọn gàng|dễ hiểu|giàu ý nghĩa], hình thức [sinh động|mới mẻ|không cầu kỳ|hấp dẫn], "
    "cách làm [sáng tạo|bền bỉ|linh hoạt|khéo léo] và [thiết thực|có chiều sâu|hợp lòng dân|ít tốn kém].",
    "Đây là [việc làm có ích|nét đẹp đáng quý|tấm gương tốt|sự khởi đầu tốt đẹp], [rất đáng được biểu dương"
    "|thật đáng trân trọng|cần được giữ gìn|xứng đáng được ngợi khen] và [nhân rộng|tiếp nối|kể lại|lan xa] hơn nữa.",
    "[Việc làm ấy|Tấm lòng ấy|Sự cố gắng đó|Nếp nghĩ này] [góp phần|âm thầm|bền bỉ|dần dần] [lan tỏa điều tốt"
    "|vun đắp niềm tin|xua đi thờ ơ|thắp lên hy vọng], [khơi dậy|nuôi dưỡng|giữ gìn|làm giàu] "
    "[tinh thần tương thân tương ái|lòng nhân ái|tình yêu thương|sự tử tế].",
    "Không khí [sôi nổi|đầm ấm|rộn ràng|chan hòa], [phấn khởi|vui tươi|thân tình|tràn đầy tiếng cười], ai cũng "
    "[thấy vui|muốn góp sức|quên mệt mỏi|hăng hái] và [thêm gắn bó|hiểu nhau hơn|sẵn lòng sẻ chia|tin vào điều tốt].",
    "Qua đó càng [thêm yêu quê hương|quý trọng lao động|biết ơn thế hệ trước|thấm thía nghĩa tình], càng "
    "[thêm quyết tâm rèn luyện|muốn cống hiến|sống có trách nhiệm|vững vàng trước khó khăn] [và trưởng thành"
    "|bằng hành động|với trái tim nhiệt thành|mà không tính toán].",
    "Kết quả [rất đáng ghi nhận|thật đáng mừng|vượt mong đợi|đáng tự hào], [thể hiện|cho thấy|nói lên|khẳng định] "
    "[trách nhiệm|ý chí|sự đồng lòng|niềm đam mê] và [sự nhiệt tình|tinh thần đoàn kết|lòng kiên trì|khát vọng vươn lên].",
    "Công việc được [chuẩn bị chu đáo|bàn bạc kỹ lưỡng|tính toán cẩn thận|phân chia rõ ràng], [tổ chức chặt chẽ"
    "|tiến hành nhịp nhàng|làm đến nơi đến chốn|thực hiện bài bản] và [hiệu quả|an toàn|tiết kiệm|đúng ý nghĩa].",
    "Mong rằng sẽ có thêm nhiều [việc làm hay|nghĩa cử đẹp|cách nghĩ mới|tấm gương sáng] như thế để [cuộc sống"
    "|nếp nghĩ|tương lai|tình cảm] thêm [tươi đẹp|ấm áp|ý nghĩa|trọn vẹn].",
    "[Ý nghĩa|Giá trị|Điều quý giá|Cái đẹp] của việc làm không chỉ là [vật chất|con số|lời khen|bề nổi] mà còn là "
    "[sự sẻ chia chân thành|tình cảm trao đi|niềm tin được gieo|bài học làm việc tốt].",
    "Những [nụ cười rạng rỡ|ánh mắt biết ơn|lời chúc giản dị|cái nắm tay thật chặt] là [phần thưởng lớn nhất"
    "|nguồn động viên|kỷ niệm đẹp|món quà vô giá] cho [sự cố gắng thầm lặng|bao vất vả|tấm lòng thơm thảo"
    "|công sức bỏ ra].",
    "[Điều tốt|Lòng tốt|Sự tử tế|Tình thương] [không cần phô trương|tự nó biết lên tiếng|chẳng đợi ai nhắc"
    "|luôn tìm được đường đi], [chỉ cần bền lòng|miễn là thật tâm|càng cho càng đầy|càng giữ càng quý].",
    "[Khó khăn|Nắng mưa|Thiếu thốn|Vất vả] [không ngăn được|chẳng làm vơi|không hề làm chùn|chỉ thử thách thêm] "
    "[bước chân hăng hái|ý chí vươn lên|tấm lòng rộng mở|quyết tâm đã định].",
    "[Mỗi việc nhỏ|Từng phần việc|Mọi chi tiết|Cả những khâu giản đơn] đều được [chăm chút|cân nhắc|nâng niu"
    "|làm bằng cả tấm lòng], [không làm qua loa|không chạy theo hình thức|tránh phô trương|tính đến cùng].",
    "[Tinh thần ấy|Ngọn lửa ấy|Nếp sống đẹp ấy|Niềm tin ấy] [cần được giữ|sẽ còn được thắp|mong được truyền"
    "|đáng được vun xới] [lâu dài|bền chặt|qua năm tháng|như mạch nước ngầm].",
    "[Lời ít|Nói ít|Không ồn ào|Lặng lẽ] mà [việc nhiều|thấm sâu|nghĩa nặng|tình đầy], đó là [cách làm đáng học"
    "|điều dễ nhận ra|nét riêng khó lẫn|ấn tượng còn mãi].",
    "[Sự chuẩn bị|Cách phối hợp|Lối tổ chức|Nếp làm việc] [chỉn chu|ăn ý|khoa học|rành mạch] đã "
    "[làm nên thành công|giúp mọi việc trôi chảy|tạo được sự tin cậy|để lại bài học quý].",
    "[Từ suy nghĩ|Từ lời hứa|Từ mong muốn|Từ quyết tâm] đến [hành động|việc làm|kết quả|thay đổi] là "
    "[quãng đường dài|sự nỗ lực không nhỏ|cả tấm lòng|điều không dễ], và [điều ấy đã được chứng minh"
    "|thực tế đã trả lời|thành quả đã nói thay|ai nấy đều nhìn thấy].",
    "[Sắc áo xanh|Tiếng hát|Nụ cười|Nhiệt huyết] [làm bừng sáng|tô thắm|hòa cùng|điểm tô cho] [khung cảnh thân quen"
    "|nhịp sống thường nhật|con đường rợp bóng|bức tranh chung].",
    "[Cảm xúc|Dư âm|Kỷ niệm|Bài học] [còn đọng lại|chưa hề phai|theo mãi về sau|được nhắc nhiều lần] [như lời nhắn nhủ"
    "|như sợi dây gắn kết|để nuôi thêm ước mơ|để vững bước hơn].",
    "[Giữa bộn bề lo toan|Trong nhịp sống hối hả|Khi nhiều thứ đổi thay|Dẫu còn lắm gian nan], [tình cảm ấy"
    "|sự quan tâm ấy|cử chỉ ấy|nghĩa tình ấy] [càng đáng quý|thật ấm lòng|như làn gió mát|là chỗ dựa tinh thần].",
    "[Cái mới|Điểm sáng|Nét nổi bật|Điều dễ mến] nằm ở [sự chủ động|tính tự giác|tinh thần cầu thị|cách nghĩ thoáng], "
    "[không rập khuôn|không ngại thử|biết lắng nghe|dám nhận phần khó].",
    "[Ước mong|Hy vọng|Niềm mong mỏi|Tâm nguyện] là [điều hay|việc thiện|phong trào tốt|hạt giống lành] "
    "[sẽ nảy nở|còn đi xa|được tiếp sức|đơm hoa kết trái] [khắp nơi|trong từng nếp nhà|qua bao thế hệ|ở mọi nẻo đường].",
    "[Sức trẻ|Lòng nhiệt thành|Sự hăng say|Bầu nhiệt huyết] [được khơi đúng chỗ|gặp được môi trường tốt"
    "|tìm thấy lẽ sống|có dịp thử thách], [nhờ vậy|bởi thế|vì lẽ đó|cho nên] [thành quả|sự đổi khác|niềm vui|uy tín] "
    "[cứ lớn dần|đến tự nhiên|thêm bền vững|ngày càng rõ].",
    "[Khen ngợi|Biểu dương|Trân trọng|Ghi nhận] là [cần thiết|xứng đáng|lẽ thường|điều nên làm], song "
    "[giữ được lửa|làm đều tay|đi tới cùng|không tự mãn] mới là [điều khó|phần cốt lõi|thước đo thật|giá trị sau cùng].",
    "[Bàn tay|Trái tim|Tấm lòng|Khối óc] [biết sẻ chia|biết rung động|biết lo xa|biết góp nhặt] [thì ở đâu cũng|rồi sẽ"
    "|bao giờ cũng|chắc chắn] [gặt được yêu thương|có bạn đồng hành|gieo được mầm xanh|để lại tiếng thơm].")
VAGUE_LINES = 13
PARTS = {"time": "Buổi ra quân diễn ra vào sáng {day}.", "place": "Địa điểm thực hiện là {place}.",
         "people": "Nhiều đoàn viên, thanh niên và học sinh đã tham gia.",
         "figures": "Có {n} phần việc được hoàn thành."}
FOREIGN = ("Your email address will not be published. Required fields are marked",
           "Share this article with your friends and leave a comment below",
           "This website uses cookies to ensure that you get the best experience",
           "All rights reserved. No part of this site may be reproduced by any means")
CAPTIONS = ("A group of people holding a banner", "A person standing in front of a crowd",
            "A group of people planting trees", "A close-up of a sign")
TONES = (("hóa", "hoá"), ("khỏe", "khoẻ"), ("thủy", "thuỷ"), ("hòa", "hoà"))
MISSPELT = ("thhực hiện", "tổ chứcc", "hoạt độngg", "đoàn viêên", "tuyên truyềnn", "nguời dân",
            "phong tràoo", "tình nguyênj vàa", "đươc giao", "vơí nhau")


class Words:
    """Methods of the planter, one for each code."""

    def spoiled(self, spoil, kind="article"):
        piece = self.start(takes(kind), kind)
        piece.text = spoil(piece.text)
        return piece

    # ------------------------------------------------------------- titles
    def title_too_short(self):
        piece = self.start(takes("report"), "report", False)
        piece.title = self.rng.choice(("Ảnh", "Tin", "Họp", "Thi"))
        return piece

    def title_too_long(self):
        piece = self.start(takes("report"), "report", False)
        piece.title += " " + " ".join(["với sự tham gia đông đảo của đoàn viên thanh niên các cơ sở"] * 4)
        return piece

    def title_placeholder(self):
        piece = self.start(takes("report"), "report", False)
        piece.title = self.rng.choice(("Minh chứng {}", "Bài viết {}", "bao-cao-{}.pdf", "Hình ảnh {}")
                                      ).format(self.at)
        return piece

    def title_all_caps(self):
        piece = self.start(takes("report"), "report", False)
        piece.title = piece.title.upper()
        return piece

    # ------------------------------------------------------------- days
    def date_title_differs(self):
        piece = self.start(takes("report"), "report", False)
        piece.title += f", ngày {spoken_day(piece.occurred - timedelta(self.rng.randint(1, 200)))}"
        return piece

    def date_other_year(self):
        piece = self.start(lambda k: takes("report")(k), "report", False)
        piece.title = f"Báo cáo kết quả công tác Đoàn năm {self.rng.randint(2017, 2021)}"
        return piece

    def date_impossible(self):
        day = self.rng.choice(("31/4/2023", "30/02/2023", "31 tháng 6 năm 2023", "31/9"))
        return self.spoiled(lambda text: f"{text} Dự kiến ngày {day} sẽ sơ kết.")

    def date_weekday(self):
        def spoil(text):
            day = date(2023, self.rng.randint(1, 6), self.rng.randint(1, 28))
            names = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
            wrong = names[(day.weekday() + self.rng.randint(1, 6)) % 7]
            return f"{text} Trước đó, {wrong}, ngày {spoken_day(day)}, đơn vị đã họp phân công."
        return self.spoiled(spoil)

    def filing_weekend_backlog(self):
        piece = self.start(lambda k: takes("report")(k) and not k.window, "report", False)
        piece.occurred = date(2023, 2, self.rng.randint(1, 28))
        piece.received = date(2023, 10, 1) + timedelta(7 * self.rng.randint(0, 6))
        return piece

    # ------------------------------------------------------------- letters
    def text_mojibake(self):
        plain = "Đoàn viên thanh niên tham gia trồng cây và vệ sinh môi trường"
        codec, errors = self.rng.choice((("latin-1", "strict"), ("cp1252", "ignore")))
        broken = plain.encode("utf-8").decode(codec, errors)
        return self.spoiled(lambda text: text + "\n\n" + "".join(
            c for c in broken if c.isprintable()) + ".")

    def text_lost_letters(self):
        def spoil(text):
            return f"{text}\n\n" + "".join(c if c.isascii() else "?" for c in
                                           "Huyện Đoàn phát động thanh niên tình nguyện") + "."
        return self.spoiled(spoil)

    def text_invisible(self):
        return self.spoiled(lambda text: text.replace("tổ chức", "tổ ch\u200bức", 1)
                            if "tổ chức" in text else text.replace("đoàn", "đo\u200bàn", 1))

    def text_private_glyphs(self):
        return self.spoiled(lambda text: text + "\n\uf0b7 Nội dung thứ nhất.\n\uf0b7 Nội dung thứ "
                            "hai.\n\uf0fc Nội dung thứ ba.")

    def text_mixed_tones(self):
        a, b = self.rng.sample(TONES, 2)
        return self.spoiled(lambda text: f"{text} Văn {a[0]}, sức {b[0]}, nếp sống văn {a[1]} và "
                            f"rèn luyện để {b[1]} hơn, {a[0]} hơn, {b[0]} hơn, {a[1]} hơn.")

    def text_mixed_quotes(self):
        return self.spoiled(lambda text: f"{text} Phong trào “Tôi yêu Tổ quốc tôi” và mô hình "
                            "\"Chi đoàn mạnh\" được duy trì.")

    def text_no_diacritics(self):
        def spoil(text):
            bare = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
            return "".join(c for c in bare if not unicodedata.combining(c))
        return self.spoiled(spoil, "report")

    # ------------------------------------------------------------- left-overs
    def text_auto_caption(self):
        return self.spoiled(lambda text: f"{self.rng.choice(CAPTIONS)}\n\n{text}")

    def text_foreign(self):
        return self.spoiled(lambda text: f"{self.rng.choice(FOREIGN)}\n\n{text}")

    def text_markup(self):
        tag = self.rng.choice(("<p>{}</p>", "<strong>{}</strong>", "{}<br/>", "Ban &amp; Ngành {}"))
        return self.spoiled(lambda text: text + "\n\n" + tag.format("Ban Tổ chức đưa tin."))

    def text_placeholder(self):
        return self.spoiled(lambda text: text + self.rng.choice((
            " Đại diện [tên đơn vị] phát biểu.", " Lorem ipsum dolor sit amet.",
            " Thời gian: dd/mm/yyyy.")))

    # ------------------------------------------------------------- wording
    def text_spelling(self):
        return self.spoiled(lambda text: f"{text} Đơn vị {self.rng.choice(MISSPELT)} đúng kế hoạch.")

    def text_spacing(self):
        return self.spoiled(lambda text: text.replace(", ", " , ", 5))

    def text_punctuation(self):
        sign = self.rng.choice(("!!!", "????", ",, và", ";; và"))
        return self.spoiled(lambda text: f"{text} Thật là vui{sign} rất ý nghĩa.")

    def text_unbalanced(self):
        return self.spoiled(lambda text: text + self.rng.choice((
            " Cuộc vận động “Mỗi ngày một tin tốt được duy trì.",
            " Các xã điểm (Tân Hòa, Tập Ngãi đã hoàn thành.")))

    def text_all_caps(self):
        return self.spoiled(lambda text: text + "\n\n" + text.split("\n\n")[1].upper())

    def text_no_end(self):
        return self.spoiled(lambda text: text + " Bên cạnh đó, các bạn còn cùng nhau dọn vệ sinh, "
                            "chăm sóc cây xanh và hướng dẫn người dân cài đặt các")

    def text_repeated_paragraph(self):
        return self.spoiled(lambda text: text + "\n\n" + text.split("\n\n")[1])

    def text_long_sentence(self):
        def step():
            return expand(self.rng, "[các bạn|cả nhóm|mỗi tổ|anh em] [cùng nhau|lại|tiếp tục|nhanh chóng] "
                          "[dọn dẹp|quét dọn|sửa sang|tô vẽ|chăm chút] [khu vực|đoạn đường|góc sân|lối đi|bờ rào] "
                          "[được giao|đã nhận|còn lại|kế bên|phía sau] cho [thật sạch|gọn gàng|tươm tất|đẹp mắt]")
        return self.spoiled(lambda text: text + " Sau đó " + ", rồi ".join(step() for _ in range(13)) + ".")

    # ------------------------------------------------------------- articles
    def vague_lines(self):
        return [expand(self.rng, line) for line in self.rng.sample(VAGUE, VAGUE_LINES)]

    def vague(self, *parts):
        piece = self.start(takes("article"), "article")
        slots = {"day": spoken_day(piece.occurred), "n": self.rng.randint(12, 80),
                 "place": self.rng.choice(piece.unit.places)}
        piece.title = "Lan tỏa việc làm đẹp, ý nghĩa và thiết thực"

        def write():
            lines = self.vague_lines() + [PARTS[p].format(**slots) for p in parts]
            return " ".join(lines[:4]) + "\n\n" + " ".join(lines[4:])
        piece.text = self.maker.desk.fresh(write)
        return piece

    def article_no_time(self):
        return self.vague("place", "people", "figures")

    def article_no_place(self):
        return self.vague("time", "people", "figures")

    def article_no_people(self):
        piece = self.vague("time", "figures", "place")
        piece.text = piece.text.replace(PARTS["place"].split("{")[0], "Nơi thực hiện ở ")
        head, _, _ = piece.text.rpartition("Nơi thực hiện ở ")
        piece.text = head + "Nơi thực hiện ở gần trường học."
        return piece

    def article_no_figures(self):
        piece = self.vague("people")
        piece.text += " Buổi ra quân diễn ra sáng nay tại trường học."
        return piece

    def article_quality(self):
        piece = self.vague()
        piece.defects += ["article.no_time", "article.no_place", "article.no_people",
                          "article.no_figures"]
        return piece

    def article_no_picture(self):
        piece = self.start(takes("article"), "article")
        piece.link, piece.files = "", []
        piece.text = piece.text.replace("hình ảnh", "kết quả").replace("chụp ảnh", "ghi chép")
        return piece

    def article_long_lead(self):
        return self.spoiled(lambda text: " ".join(self.vague_lines()) + " " + " ".join(
            text.split("\n\n")[:3]) + "\n\n" + text.split("\n\n")[3])

    def article_one_paragraph(self):
        return self.spoiled(lambda text: text.replace("\n\n", " ") + " " + " ".join(
            self.vague_lines() + self.vague_lines()))

    def article_title_unrelated(self):
        piece = self.start(takes("article"), "article")
        piece.title = "Chứng khoán lao dốc, nhiều mã cổ phiếu nằm sàn"
        return piece


CODES = ("title.too_short", "title.too_long", "title.placeholder", "title.all_caps",
         "date.title_differs", "date.other_year", "date.impossible", "date.weekday",
         "filing.weekend_backlog", "text.mojibake", "text.lost_letters", "text.invisible",
         "text.private_glyphs", "text.mixed_tones", "text.mixed_quotes", "text.no_diacritics",
         "text.auto_caption", "text.foreign", "text.markup", "text.placeholder", "text.spelling",
         "text.spacing", "text.punctuation", "text.unbalanced", "text.all_caps", "text.no_end",
         "text.repeated_paragraph", "text.long_sentence", "article.no_time", "article.no_place",
         "article.no_people", "article.no_figures", "article.quality", "article.no_picture",
         "article.long_lead", "article.one_paragraph", "article.title_unrelated")
