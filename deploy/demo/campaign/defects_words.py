"""Planted defects of wording, letters, articles, titles and days; see defects.py."""
import unicodedata
from datetime import date, timedelta

from campaign.defects_base import takes
from campaign.words import spoken_day

# Sentences that name no time, no place, nobody and no number.
VAGUE = (
    "Hoạt động được đón nhận rất nồng nhiệt và để lại nhiều cảm xúc đẹp.",
    "Nội dung phong phú, hình thức sinh động, cách làm sáng tạo và thiết thực.",
    "Đây là việc làm có ích, rất đáng được biểu dương và nhân rộng hơn nữa.",
    "Việc làm ấy góp phần lan tỏa điều tốt, khơi dậy tinh thần tương thân tương ái.",
    "Không khí sôi nổi, phấn khởi, ai cũng thấy vui và thêm gắn bó.",
    "Qua đó càng thêm yêu quê hương, càng thêm quyết tâm rèn luyện và cống hiến.",
    "Kết quả rất đáng ghi nhận, thể hiện trách nhiệm và sự nhiệt tình.",
    "Công việc được chuẩn bị chu đáo, tổ chức chặt chẽ và hiệu quả.",
    "Mong rằng sẽ có thêm nhiều việc làm hay như thế để cuộc sống thêm tươi đẹp.",
    "Ý nghĩa của việc làm không chỉ là vật chất mà còn là sự sẻ chia chân thành.",
    "Những nụ cười rạng rỡ là phần thưởng lớn nhất cho sự cố gắng thầm lặng.")
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
        return self.spoiled(lambda text: text + " Sau đó " + ", rồi ".join(
            ["các bạn cùng nhau dọn dẹp khu vực được giao cho thật sạch"] * 12) + ".")

    # ------------------------------------------------------------- articles
    def vague(self, *parts):
        piece = self.start(takes("article"), "article")
        slots = {"day": spoken_day(piece.occurred), "n": self.rng.randint(12, 80),
                 "place": self.rng.choice(piece.unit.places)}
        piece.title = "Lan tỏa việc làm đẹp, ý nghĩa và thiết thực"

        def write():
            lines = self.rng.sample(VAGUE, len(VAGUE)) + [PARTS[p].format(**slots) for p in parts]
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
        return self.spoiled(lambda text: " ".join(self.rng.sample(VAGUE, 11)) + " " + " ".join(
            text.split("\n\n")[:3]) + "\n\n" + text.split("\n\n")[3])

    def article_one_paragraph(self):
        return self.spoiled(lambda text: text.replace("\n\n", " ") + " " + " ".join(
            self.rng.sample(VAGUE, 11)) + " " + " ".join(
                line.replace("rất", "thật").replace("thêm", "còn") for line in VAGUE))

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
