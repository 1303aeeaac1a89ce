"""The papers that units file: plans, decisions, reports and lists, as content that the makers
of DOCX, PDF and XLSX lay out.  No personal names anywhere: signers are posts."""

from phrases import LIMITS, PLANS, day_text

TYPE_NAMES = {"KH": "KẾ HOẠCH", "HD": "HƯỚNG DẪN", "TB": "THÔNG BÁO", "QĐ": "QUYẾT ĐỊNH",
              "CTr": "CHƯƠNG TRÌNH", "BC": "BÁO CÁO"}


class Paper:
    """A document in the form of HD 29-HD/TWĐTN-VP."""

    def __init__(self, unit, symbol, day, kind, subject):
        self.unit = unit
        self.symbol = symbol
        self.day = day
        self.type_name = TYPE_NAMES[kind]
        self.subject = subject
        self.sections = []
        self.table = None          # (header, rows), shown behind the second section

    @property
    def date_line(self):
        return "%s, ngày %02d tháng %02d năm %d" % (self.unit.seat, self.day.day,
                                                    self.day.month, self.day.year)

    @property
    def issuer(self):
        return "BCH " + self.unit.name.upper()

    def change_text(self, change):
        """Passes every paragraph through `change` until one has become another."""
        for section in self.sections:
            for i, paragraph in enumerate(section[1]):
                changed = change(paragraph)
                if changed != paragraph:
                    section[1][i] = changed
                    return True
        return False


class Register:
    """A list: a table with a title, a header and a total, for XLSX."""

    def __init__(self, title, header, rows, total):
        self.title = title
        self.header = header
        self.rows = rows
        self.total = total


def plan_paper(unit, symbol, day, kind, scene):
    subject = "về việc tổ chức " + scene.noun_of_year()
    paper = Paper(unit, symbol, day, kind, subject)
    rng = scene.rng
    paper.sections = [
        ("I. MỤC ĐÍCH, YÊU CẦU", [
            scene.theme["why"],
            scene.fill("Hoạt động phải thiết thực, tiết kiệm, có ít nhất {n:60-200} đoàn viên, "
                       "thanh niên {area} tham gia.")]),
        ("II. NỘI DUNG, THỜI GIAN, ĐỊA ĐIỂM", [
            "Nội dung: " + scene.theme["noun"] + ".",
            scene.fill("Thời gian: dự kiến {n:1-2} buổi, sau khi kế hoạch được thông qua."),
            scene.fill("Địa điểm: {place}; điểm dự phòng tại trụ sở {unit}."),
            scene.fill("Thành phần: đoàn viên, thanh niên và đại diện {school}.")]),
        ("III. TỔ CHỨC THỰC HIỆN", rng.sample(PLANS, 3)),
    ]
    return paper


def report_paper(unit, symbol, day, scene, figures):
    paper = Paper(unit, symbol, day, "BC", "kết quả " + scene.noun_of_year())
    rng = scene.rng
    paper.sections = [
        ("I. TÌNH HÌNH TRIỂN KHAI", [
            scene.fill("Thực hiện chương trình công tác năm, {unit} chỉ đạo {n:6-14} cơ sở Đoàn "
                       "xây dựng kế hoạch và chọn {place} làm điểm."),
            scene.fill(rng.choice(scene.theme["facts"]))]),
        ("II. KẾT QUẢ ĐẠT ĐƯỢC", [scene.fill(line) for line in scene.theme["results"]]
         + ["Số liệu chi tiết được nêu trong bảng kèm theo."]),
        ("III. HẠN CHẾ", rng.sample(LIMITS, 2)),
        ("IV. PHƯƠNG HƯỚNG", rng.sample(PLANS, 2)),
    ]
    rows = [(name, value) for name, value in figures]
    paper.table = (("Nội dung", "Số liệu"), rows)
    return paper


def split_amount(amount, parts, rng):
    """`amount` as a sum of `parts` whole numbers, none of them negative."""
    cuts = sorted(rng.randint(0, amount) for _ in range(parts - 1))
    return [end - start for start, end in zip([0] + cuts, cuts + [amount])]


def list_register(unit, day, scene, figures, places):
    """A list whose last column adds up to the piece's first figure."""
    name, value = figures[0] if figures else ("Số lượng", "10")
    rng = scene.rng
    chosen = list(places)
    rng.shuffle(chosen)
    if "." in value:
        tenths = split_amount(round(float(value) * 10), min(len(chosen), 6), rng)
        amounts = [part / 10 for part in tenths]
    else:
        amounts = split_amount(int(value), min(len(chosen), 8), rng)
    rows = []
    for number, (place, amount) in enumerate(zip(chosen, amounts), 1):
        rows.append([number, scene.theme["noun"].split(" và ")[0].capitalize(), place, amount])
    title = "DANH SÁCH KẾT QUẢ %s – %s (đến %s)" % (scene.theme["noun"].upper(), unit.name,
                                                    day_text(day))
    return Register(title, ["STT", "Nội dung", "Cơ sở", name], rows, sum(amounts))
