"""Planted defects that were added later, with a random generator of their own, so that the earlier
submissions stay as they are: near copies of papers, files in old fonts, empty and huge files,
figures against the member software and against the campaign's own rule."""
import io
import json
import random
from datetime import timedelta

import docx
from PIL import Image

from campaign import documents, people
from campaign.defects import TCVN3, Planter, by_calendar
from campaign.defects_base import takes
from campaign.directory_sql import quote
from campaign.pieces import SKIPPED
from campaign.words import Writer

# The unit whose members are known from the beginning of the year: members.py writes the export.
COUNTED = "TX-DUYENHAI"
UPDATED, MANAGED = "Số đoàn viên đã cập nhật", "Số đoàn viên quản lý"
RULE_CODE, RULE = "cap-nhat", {
    "name": "Số đã cập nhật không quá số quản lý", "severity": "warning",
    "left": [{"take": "piece", "figure": UPDATED}], "compare": "at_most",
    "right": [{"take": "piece", "figure": MANAGED}],
    "message": "Đã cập nhật {left} đoàn viên, quản lý chỉ {right}."}
# The text that all letters of one form have in common.
FORM = (
    "Thực hiện công văn của Ban Thường vụ Tỉnh đoàn về việc báo cáo kết quả triển khai các phần việc trong "
    "kỳ, căn cứ tình hình thực tế tại đơn vị, Ban Thường vụ báo cáo những nội dung chủ yếu như sau.",
    "Về công tác chỉ đạo, Ban Thường vụ đã ban hành văn bản hướng dẫn các cơ sở trực thuộc, phân công cán bộ "
    "phụ trách từng địa bàn, định kỳ hằng tháng nghe báo cáo tiến độ và kịp thời tháo gỡ khó khăn phát sinh.",
    "Về khó khăn, vướng mắc, kinh phí của một số cơ sở còn hạn hẹp, cán bộ mới nhận nhiệm vụ chưa quen việc, "
    "thời gian của các bạn trẻ đi làm xa khó sắp xếp nên có phần việc phải lùi so với dự định ban đầu.",
    "Về phương hướng, Ban Thường vụ tiếp tục chỉ đạo cơ sở hoàn thành các phần việc còn lại, tăng cường kiểm "
    "tra, đôn đốc, kịp thời biểu dương những nơi làm tốt và rút kinh nghiệm ở những nơi còn chậm.",
    "Trên đây là báo cáo của đơn vị, kính gửi Ban Thường vụ Tỉnh đoàn xem xét, cho ý kiến chỉ đạo để đơn vị "
    "tổ chức thực hiện tốt hơn trong thời gian tới.")
POST = "BÍ THƯ"
LONG = ("Chi đoàn số {n} trồng {a} cây dừa, sửa {b} mét lề đường, tặng {c} suất quà và vận động được {d} ngày công "
        "giúp những hộ khó khăn.")


def rule_sql(year):
    """The rule across figures of the campaign."""
    body = json.dumps(RULE, ensure_ascii=False)
    return (f"SELECT put_figure_rule(c.id, {quote(RULE_CODE)}, {quote(body)}::jsonb, NULL)\n"
            f"  FROM campaign c WHERE c.code = {quote(year.code)};\n")


def in_old_font(line):
    """The bytes of TCVN3 read as Latin-1; None if the line has letters that it has no byte for."""
    made = "".join(TCVN3.get(c, c) for c in line)
    return made if all(c in TCVN3 or ord(c) < 0x80 for c in line) else None


def old_docx_bytes(head, title, paragraphs):
    """Sets all lines that it can in .VnTime, as offices did before Unicode."""
    document = docx.Document()
    for line in [*head, title, *paragraphs]:
        old = in_old_font(line)
        run = document.add_paragraph().add_run(line if old is None else old)
        run.font.name = "Times New Roman" if old is None else ".VnTime"
    out = io.BytesIO()
    document.save(out)
    return documents.stable_zip(out.getvalue())


class Later(Planter):
    def __init__(self, seed, maker, clean, used):
        super().__init__(seed, maker, clean)
        self.rng = random.Random(f"{seed} later defects")
        self.used = used

    # ------------------------------------------------------------- papers
    def paper_of(self, unit, criterion, kind="document"):
        return self.maker.piece(self.rng, unit, criterion, (), kind, False)

    def set_paper(self, piece, lines, make=documents.docx_bytes, extension="docx"):
        head = documents.heading(piece.unit.name, piece.symbol, "Trà Vinh", piece.occurred)
        piece.files = [(self.maker.desk.file_name(piece.title, extension),
                        make(head, piece.title, lines + documents.closing(POST)))]
        piece.link = ""
        return piece

    def body(self, piece):
        """Paragraphs of one paper, unlike those of all others."""
        activity = next(k for k in self.maker.criteria if k.code == piece.criteria[0]).activities[0]
        writer = Writer(self.rng, piece.unit, activity, piece.occurred, self.maker.year)
        return self.maker.desk.fresh(lambda: "\n".join(writer.paragraphs())).split("\n")

    def edited(self, lines):
        """Replaces one word in forty."""
        words = [w for line in lines for w in line.split() if w.isalpha() and w.islower()]
        found = []
        for line in lines:
            parts = line.split()
            for at in range(self.rng.randint(8, 16), len(parts) - 1, 40):
                if parts[at].isalpha() and parts[at].islower():
                    parts[at] = next(w for w in self.rng.sample(words, len(words))
                                     if w not in (parts[at - 1], parts[at], parts[at + 1]))
            found.append(" ".join(parts))
        return found

    def units_of(self, criterion, count):
        units = [u for u in people.UNITS if (u.code, criterion.code) not in SKIPPED]
        self.at += 1
        return [units[(self.at + n) % len(units)] for n in range(count)]

    def copy_near_document(self):
        """Another unit's paper with an own heading and a few other words.  Beside it two papers of
        one form with different contents: both are right."""
        criterion = self.rng.choice([k for k in self.maker.criteria
                                     if takes("document")(k) and not k.window])
        mine, other, third, fourth = self.units_of(criterion, 4)
        first = self.paper_of(other, criterion)
        lines = self.body(first)
        self.set_paper(first, lines)
        first.received = min(first.received, self.last_day)
        piece = self.paper_of(mine, criterion)
        piece.occurred = first.occurred
        piece.received = max(first.received + timedelta(1), first.occurred)
        self.set_paper(piece, self.edited(lines))
        filled = [self.paper_of(unit, criterion) for unit in (third, fourth)]
        for letter in filled:
            own = self.body(letter)[:4]
            self.set_paper(letter, [FORM[0], FORM[1], *own, *FORM[2:]])
        return self.around(piece, [first, *filled])

    def text_legacy_font(self):
        piece = self.paper_of(self.units_of(self.maker.criteria[0], 1)[0], self.rng.choice(
            [k for k in self.maker.criteria if takes("document")(k) and not k.window]))
        return self.set_paper(piece, self.body(piece), old_docx_bytes)

    # ------------------------------------------------------------- files
    def file_empty(self):
        piece = self.start(takes("photo"), "photo", False)
        piece.files = [(self.maker.desk.file_name(piece.title, "jpg"), b"")]
        piece.link = ""
        return piece

    def file_too_large(self):
        """More pixels than the reader decodes, in few bytes."""
        piece = self.start(takes("photo"), "photo", False)
        image = Image.new("1", (24000 + self.at, 20000))
        image.putpixel((self.at, 7), 1)
        out = io.BytesIO()
        image.save(out, "PNG", optimize=False)
        piece.files = [(self.maker.desk.file_name(piece.title, "png"), out.getvalue())]
        piece.link = ""
        return piece

    # ------------------------------------------------------------- the submission and its figures
    def piece_many_criteria(self):
        piece = self.start(lambda k: takes("article")(k) and not k.window, "article")
        more = [k.code for k in self.maker.criteria
                if takes("article")(k) and not k.window and k.code not in piece.criteria
                and (piece.unit.code, k.code) not in SKIPPED]
        piece.criteria += self.rng.sample(more, 4)
        return piece

    def article_too_long(self):
        """A list of what each branch did, after an article that is good."""
        piece = self.start(lambda k: takes("article")(k) and not k.window, "article")
        lines = []
        for number in range(1, 201):
            lines.append(LONG.format(n=number, **{name: self.rng.randint(3, 97) for name in "abcd"}))
        piece.text = "\n\n".join([piece.text] + [" ".join(lines[at:at + 6])
                                                  for at in range(0, len(lines), 6)])
        return piece

    def figure_rule(self):
        criterion = next(k for k in self.maker.criteria if k.figures == (UPDATED, MANAGED))
        unit = next(u for u in self.units_of(criterion, 2) if u.code != COUNTED)
        piece = self.paper_of(unit, criterion, "report")
        whole = round(criterion.target * unit.size) + self.rng.randint(-40, 40)
        piece.figures = [(UPDATED, str(whole + self.rng.randint(3, 40))), (MANAGED, str(whole))]
        return piece

    def of_counted(self, figure):
        unit = next(u for u in people.UNITS if u.code == COUNTED)
        criterion = self.rng.choice([k for k in self.maker.criteria if takes("report")(k)
                                     and (COUNTED, k.code) not in SKIPPED])
        self.at += 1
        piece = self.paper_of(unit, criterion, "report")
        piece.figures = [figure]
        return piece

    def figure_over_members(self):
        return self.of_counted((f"Số đoàn viên tham gia đợt {self.at}",
                                str(self.rng.randint(2400, 2900))))

    def figure_members_differ(self):
        return self.of_counted(("Tổng số đoàn viên", str(self.rng.randint(1900, 2300))))

    def around(self, piece, companions):
        piece.companions = companions
        return piece


# Two of such a kind would be near copies of each other: planted once.
ONCE = ("article.too_long",)
LATER_CODES = ONCE + ("copy.near_document", "text.legacy_font", "file.empty", "file.too_large",
               "piece.many_criteria", "figure.rule", "figure.over_members",
               "figure.members_differ")


def plant_later(seed, maker, clean, count):
    """`count` of each kind, but one of those that are planted once."""
    planter = Later(seed, maker, clean, set())
    found = []
    for code in LATER_CODES + tuple(c for c in LATER_CODES if c not in ONCE) * (count - 1):
        piece = getattr(planter, code.replace(".", "_"))()
        piece.defects = list(dict.fromkeys([code] + piece.defects + by_calendar(piece)))
        for other in piece.companions:
            other.defects = by_calendar(other)
        found += [piece, *piece.companions]
    return found
