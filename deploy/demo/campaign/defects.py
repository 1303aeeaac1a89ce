"""Planted defects: each function makes one submission wrong in one way and records which check
must find it.  Checks must find what is recorded and nothing else."""
import random
import re
import unicodedata
from datetime import date, timedelta

from campaign import (defects_figures, defects_papers, defects_past, defects_words, documents,
                      people)
from campaign.defects_base import is_late, takes
from campaign.defects_links import KINDS as LINK_KINDS, of_another, plant_links
from campaign.pieces import SKIPPED

BAD_SYMBOLS = ("KH số {n}", "{n}/2023", "không số", "{n}-XX/ĐTN", "{n}-KH", "KH/{n}-ĐTN", "{n}")
NOISE = ("A group of people sitting at a table\n\nDescription automatically generated",
         "spot_img\nspot_img\nspot_img", "TIN CÙNG MỤC\n\nTIN MỚI NHẤT", "Bài viết liên quan",
         "Xem thêm", "A group of people in a room\n\nDescription automatically generated\n\nspot_img",
         "125 lượt xem &nbsp;", "Chia sẻ")
SHORT_PAPER = ["Văn bản này được gửi đến các cơ sở để thực hiện và báo cáo kết quả."]
DOUBLED = ("các", "của", "được", "tại", "trong", "và", "đã")
# Text in the font encoding TCVN3, each byte read as Latin-1: "Thực hiện" is "Thùc hiÖn".
TCVN3 = dict(zip(
    "àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđĐĂÂÊÔƠƯ",
    bytes.fromhex("b5b6b7b8b9a8bbbcbdbec6a9c7c8c9cacbcccecfd0d1aad2d3d4d5d6d7d8dcdddedfe1e2e3e4ab"
                  "e5e6e7e8e9aceaebecedeeeff1f2f3f4adf5f6f7f8f9fafbfcfdfeaea7a1a2a3a4a5a6"
                  ).decode("latin-1")))


def dated(piece, written):
    """The text names the day `written`, regardless of the stated day."""
    if abs((written - piece.occurred).days) > 14:
        piece.defects.append("date.text_differs")
    if written > piece.received:
        piece.defects.append("date.text_future")
    return piece


GRAMMAR = set("các của với cho và trong được những một này đến tại khi theo năm sau".split())


def words_of(text):
    return re.findall(r"\w+", text.lower())


def title_share(piece):
    """The percentage of the title's words that the text has."""
    wanted = [w for w in words_of(piece.title) if len(w.encode()) >= 3 and w not in GRAMMAR]
    there = set(words_of(piece.text))
    return 100 if len(wanted) < 3 else sum(w in there for w in wanted) * 100 // len(wanted)


def by_calendar(piece):
    """The codes that follow from the days alone."""
    days = (piece.received - piece.occurred).days
    found = ["filing.long_after"] if days > 330 else []
    return found + (["filing.weekend_backlog"] if piece.received.weekday() >= 5 and days >= 120
                    else [])


class Planter(defects_papers.Papers, defects_words.Words, defects_figures.Figures,
              defects_past.Past):
    def __init__(self, seed, maker, clean):
        self.rng = random.Random(f"{seed} defects")
        self.maker = maker
        self.clean = clean
        self.used = set()              # originals that were copied already
        self.at = 0
        self.last_day = maker.year.rush - timedelta(3)

    def start(self, fits, kind, with_file=False):
        """A clean submission to spoil; the units take turns."""
        criterion = self.rng.choice([k for k in self.maker.criteria if fits(k)])
        units = [u for u in people.UNITS if (u.code, criterion.code) not in SKIPPED]
        self.at += 1
        unit = units[self.at % len(units)]
        return self.maker.piece(self.rng, unit, criterion, (), kind, with_file)

    # ------------------------------------------------------------- the submission itself
    def document_symbol(self):
        piece = self.start(takes("document"), "document", True)
        piece.symbol = self.rng.choice(BAD_SYMBOLS + ("",)).format(n=self.rng.randint(3, 97))
        return piece

    def date_outside_window(self):
        windowed = self.rng.random() < 0.5
        piece = self.start(lambda k: takes("article")(k) and bool(k.window) == windowed, "article")
        written = piece.occurred
        piece.occurred = (date(2022, 12, 1) + timedelta(self.rng.randint(0, 29)) if not windowed
                          else date(2023, 4, 20) + timedelta(self.rng.randint(0, 9)))
        piece.received = max(piece.received, piece.occurred)
        return dated(piece, written)

    def date_after_filing(self):
        piece = self.start(lambda k: takes("article")(k) and not k.window, "article")
        written = piece.occurred
        piece.occurred = max(piece.occurred, date(2023, 2, 1))
        piece.received = piece.occurred - timedelta(self.rng.randint(1, 20))
        return dated(piece, written)

    def filing_late(self):
        """By turns where lateness costs points and where it is only reported."""
        costs = self.rng.random() < 0.6
        piece = self.start(is_late, "report") if costs else self.start(takes("article"), "article")
        piece.received = self.maker.year.deadline + timedelta(self.rng.randint(1, 18))
        return piece

    def kind_missing(self):
        return self.start(lambda k: k.kinds == ("document",), "article")

    def figures_sum(self):
        piece = self.start(takes("report"), "report")
        men, women = self.rng.randint(20, 180), self.rng.randint(20, 180)
        wrong = men + women + self.rng.choice((-10, -1, 1, 9, 10, 100))
        piece.figures = [("Tổng số người tham gia", str(wrong)), ("Nam", str(men)),
                         ("Nữ", str(women))]
        return piece

    def figures_text_sum(self):
        piece = self.start(takes("report"), "report")
        men, women = self.rng.randint(20, 180), self.rng.randint(20, 180)
        piece.figures = []
        piece.text += (f" Tổng số {men + women + self.rng.choice((-2, 3, 10))} người tham gia, "
                       f"gồm {men} nam và {women} nữ.")
        return piece

    def link_syntax(self):
        piece = self.start(takes("article"), "article")
        piece.link = self.rng.choice((piece.link.replace("https://", "www."),
                                      piece.link.replace("https://", "https:/ /"),
                                      f"tin số {self.at} trên trang của đơn vị"))
        return piece

    # ------------------------------------------------------------- its files
    def file_missing(self):
        kind = self.rng.choice(("photo", "document"))
        piece = self.start(takes(kind), kind, False)
        piece.link = ""
        return piece

    def file_type_mismatch(self):
        name = self.maker.desk.file_name
        kind = self.rng.choice(("photo", "document"))
        piece = self.start(takes(kind), kind, False)
        head = documents.heading(piece.unit.name, piece.symbol, "Trà Vinh", piece.occurred)
        if kind == "photo":
            data = documents.png_bytes(f"mismatch {self.at}", piece.title)
            wrong = self.rng.choice(("jpg", "pdf"))
        else:
            data = documents.pdf_bytes(head, piece.title, SHORT_PAPER + documents.closing("BÍ THƯ"))
            wrong = self.rng.choice(("docx", "jpg"))
        piece.files = [(name(piece.title, wrong), data)]
        piece.link = ""
        return piece

    def file_encrypted(self):
        piece = self.start(takes("document"), "document", False)
        head = documents.heading(piece.unit.name, piece.symbol, "Trà Vinh", piece.occurred)
        data = documents.pdf_bytes(head, piece.title, SHORT_PAPER + documents.closing("BÍ THƯ"),
                                   password=f"mat-khau-{self.at}")
        piece.files = [(self.maker.desk.file_name(piece.title, "pdf"), data)]
        piece.link = ""
        return piece

    def file_damaged(self):
        piece = self.start(takes("document"), "document", True)
        name, data = piece.files[0]
        piece.files = [(name, data[:len(data) * 2 // 5])]
        return piece

    # ------------------------------------------------------------- its words
    def spoil_words(self, spoil):
        """In the submission's own text, or in its DOCX."""
        if self.rng.random() < 0.3:
            piece = self.start(takes("document"), "document", False)
            head = documents.heading(piece.unit.name, piece.symbol, "Trà Vinh", piece.occurred)
            body = f"{piece.text} Văn bản này được gửi đến các cơ sở để thực hiện."
            lines = [line for line in spoil(body).split("\n") if line]
            lines += documents.closing("BÍ THƯ")
            piece.files = [(self.maker.desk.file_name(piece.title, "docx"),
                            documents.docx_bytes(head, piece.title, lines))]
            piece.link = ""
            return piece
        piece = self.start(takes("article"), "article")
        piece.text = spoil(piece.text)
        return piece

    def text_page_noise(self):
        noise = self.rng.choice(NOISE)
        piece = self.spoil_words(lambda text: text + "\n\n" + noise + "\n")
        piece.defects += ["text.auto_caption"] if "A group" in noise else []
        return piece

    def text_doubled_word(self):
        def spoil(text):
            word = self.rng.choice([w for w in DOUBLED if f" {w} " in text])
            return text.replace(f" {word} ", f" {word} {word} ", 1)
        return self.spoil_words(spoil)

    def text_wrong_letter(self):
        return self.spoil_words(lambda text: "\u00d0oàn thanh niên cơ sở báo cáo. "
                                + text.replace("Đ", "\u00d0", self.rng.randint(0, 2)))

    def text_decomposed(self):
        piece = self.start(takes("article"), "article")
        piece.text = unicodedata.normalize("NFD", piece.text)
        return piece

    def text_too_short(self):
        piece = self.start(takes("article"), "article")
        words = piece.text.split()
        piece.text = " ".join(words[:self.rng.randint(25, 70)]).rstrip(",.") + "."
        return piece

    def text_legacy_encoding(self):
        piece = self.start(takes("report"), "report")
        text = piece.text.replace("é", "e")
        piece.text = "".join(TCVN3.get(c, c) for c in text)
        return piece

    # ------------------------------------------------------------- copies
    def original(self, fits, later):
        """A clean submission of another unit, filed at least two days before `later`'s last day."""
        found = [p for p in self.clean if fits(p) and id(p) not in self.used
                 and p.unit is not later.unit and p.criteria[0] != later.criteria[0]
                 and p.received < self.last_day]
        chosen = self.rng.choice(found)
        self.used.add(id(chosen))
        after = (self.maker.year.rush - chosen.received).days
        later.received = max(later.received, chosen.received
                             + timedelta(self.rng.randint(1, min(after, 40))))
        return chosen

    def copy_file(self):
        kind = self.rng.choice(("photo", "document"))
        piece = self.start(takes(kind), kind, False)
        first = self.original(lambda p: p.files and p.kind == kind, piece)
        name, data = first.files[0]
        piece.files = [(self.maker.desk.file_name(piece.title, name.rsplit(".", 1)[1]), data)]
        piece.link = ""
        if kind == "document":         # the copied paper bears another's symbol, day and type
            piece.defects.append("document.symbol_differs")
            if abs((first.occurred - piece.occurred).days) > 45:
                piece.defects.append("document.day_differs")
            if first.occurred > piece.received:
                piece.defects.append("document.day_after_filing")
            if first.title.split()[0] != piece.title.split()[0]:
                piece.defects.append("paper.type_differs")
        return piece

    def copy_link(self):
        piece = self.start(takes("article"), "article")
        first = self.original(lambda p: p.link, piece)
        piece.link = first.link + self.rng.choice(("", "?utm_source=zalo", "#binh-luan"))
        piece.defects += of_another(piece, first)
        return piece

    def copy_text(self):
        piece = self.start(takes("article"), "article")
        first = self.original(lambda p: p.kind == "article", piece)
        piece.text = first.text
        if title_share(piece) < 25:
            piece.defects.append("article.title_unrelated")
        return dated(piece, first.occurred)


    def copy_near_text(self):
        """Another's article: words changed here and there, the sentences in another order."""
        piece = self.start(takes("article"), "article")
        first = self.original(lambda p: p.kind == "article", piece)
        other = [w for w in piece.text.split() if w.isalpha() and w.islower()]
        lead, *paragraphs = first.text.split("\n\n")
        for at, paragraph in enumerate(paragraphs):
            sentences = [line.rstrip(".").split() for line in paragraph.split(". ")]
            for words in sentences:
                for place in range(3, len(words) - 1, 9):
                    if words[place].isalpha() and words[place].islower():
                        words[place] = next(w for w in self.rng.sample(other, len(other))
                                            if w not in (words[place - 1], words[place + 1]))
            self.rng.shuffle(sentences)
            paragraphs[at] = ". ".join(" ".join(words) for words in sentences) + "."
        piece.text = "\n\n".join([lead] + paragraphs)
        if title_share(piece) < 20:
            piece.defects.append("article.title_unrelated")
        return dated(piece, first.occurred)

    def copy_passage(self):
        """The middle of another's article within one's own: a third of either."""
        piece = self.start(takes("article"), "article")

        def fits(other):
            parts = other.text.split("\n\n")
            size = len(parts[1].split()) if other.kind == "article" and len(parts) == 4 else 0
            return (size >= 66 and size * 100 in range(len(other.text.split()) * 34,
                                                       len(other.text.split()) * 40)
                    and size * 100 < (size + len(piece.text.split())) * 40)
        middle = self.original(fits, piece).text.split("\n\n")[1]
        own = piece.text.split("\n\n")
        piece.text = "\n\n".join(own[:1] + [middle] + own[1:])
        return piece

    def copy_near_photo(self):
        """Another's photo: cropped, turned or with other brightness, and compressed again."""
        piece = self.start(takes("photo"), "photo", False)
        first = self.original(lambda p: p.kind == "photo" and p.files, piece)
        data = documents.altered_jpeg(self.rng, first.files[0][1])
        piece.files = [(self.maker.desk.file_name(piece.title, "jpg"), data)]
        piece.link = ""
        return piece


CODES = ("document.symbol", "date.outside_window", "date.after_filing", "filing.late",
         "kind.missing", "file.missing", "file.type_mismatch", "file.encrypted", "file.damaged",
         "figures.sum", "figures.text_sum", "copy.file", "copy.link", "copy.text",
         "copy.near_text", "copy.passage", "copy.near_photo", "link.syntax",
         "text.page_noise", "text.doubled_word", "text.wrong_letter", "text.decomposed",
         "text.too_short", "text.legacy_encoding"
         ) + defects_papers.CODES + defects_words.CODES + defects_figures.CODES + defects_past.CODES


def plant(seed, maker, clean, count):
    """`count` submissions, the kinds of defect by turns, each kind at least once."""
    planter = Planter(seed, maker, clean)
    found = []
    for at in range(max(count, len(CODES))):
        code = CODES[at % len(CODES)]
        piece = getattr(planter, code.replace(".", "_"))()
        piece.defects = list(dict.fromkeys([code] + piece.defects + by_calendar(piece)))
        found.append(piece)
        for other in piece.companions:
            other.defects = by_calendar(other)
        found += piece.companions
    return found


def plant_behind_links(seed, maker, count):
    """As many as there are of each other kind when `count` submissions have one."""
    found = plant_links(seed, maker, count * len(LINK_KINDS) // len(CODES))
    for piece in found:
        piece.defects += by_calendar(piece)
    return found
