"""Planted defects of figures; see defects.py."""
from campaign import documents
from campaign.defects_base import counts, takes


class Figures:
    """Methods of the planter, one for each code."""

    def with_figures(self, figures):
        piece = self.start(takes("report"), "report", False)
        piece.figures = figures
        return piece

    def figures_missing(self):
        piece = self.start(counts, "report", False)
        piece.figures = []
        return piece

    def figures_negative(self):
        return self.with_figures([("Số buổi tổ chức", str(-self.rng.randint(1, 20)))])

    def figures_not_whole(self):
        return self.with_figures([("Số đoàn viên tham gia", f"{self.rng.randint(20, 90)}.5")])

    def figures_share(self):
        return self.with_figures([("Tỷ lệ đoàn viên có mặt (%)", str(self.rng.randint(101, 160)))])

    def figures_part_over_whole(self):
        whole = self.rng.randint(60, 200)
        return self.with_figures([("Số hội viên tham gia", str(whole + self.rng.randint(1, 40))),
                                  ("Tổng số hội viên", str(whole))])

    def figures_repeated(self):
        value = self.rng.randint(3, 40)
        return self.with_figures([("Số buổi tổ chức", str(value)),
                                  ("Số buổi tổ chức", str(value + 2))])

    def figures_text_percent(self):
        piece = self.with_figures([])
        whole = self.rng.randint(40, 90)
        part = whole - self.rng.randint(8, 20)
        right = part * 100 // whole
        piece.text += (f" Có {part}/{whole} chi hội hoàn thành, đạt "
                       f"{right + self.rng.choice((-7, 5, 9))}% kế hoạch.")
        return piece

    def figures_text_share(self):
        piece = self.with_figures([])
        piece.text += f" Lực lượng nữ chiếm {self.rng.randint(104, 130)}% trong các đội hình."
        return piece

    def figures_text_contradicts(self):
        value = self.rng.randint(1100, 9800)
        piece = self.with_figures([("Số lượt khách tham quan", str(value + 100))])
        told = f"{value:,}".replace(",", ".")
        piece.text += self.rng.choice((f" Khu trưng bày đón {told} lượt khách tham quan.",
                                       f" Ban tổ chức đón gần {told} lượt khách tham quan."))
        return piece

    # ------------------------------------------------------------- tables
    def sheet(self, header, rows, figures=(), title="Bảng tổng hợp"):
        piece = self.start(takes("list"), "list", False)
        piece.figures = list(figures)
        data = documents.xlsx_bytes(f"{title} {self.at}", header, rows)
        piece.files = [(self.maker.desk.file_name(piece.title, "xlsx"), data)]
        return piece

    def figures_table_contradicts(self):
        value = self.rng.randint(20, 90)
        return self.sheet(("Tên số liệu", "Giá trị"),
                          [("Số buổi sinh hoạt", value + self.rng.randint(1, 9)),
                           ("Số cơ sở thực hiện", self.rng.randint(3, 12))],
                          [("Số buổi sinh hoạt", str(value))])

    def figures_table_total(self):
        parts = [self.rng.randint(10, 90) for _ in range(4)]
        rows = [(f"Cơ sở {at}", part) for at, part in enumerate(parts, 1)]
        return self.sheet(("Đơn vị", "Số lượt"),
                          rows + [(self.rng.choice(("Tổng cộng", "Tổng", "Cộng")), sum(parts) + 10)])

    def figures_table_empty(self):
        return self.sheet(("Họ và tên", "Năm sinh", "Chi đoàn"), [])

    def figures_table_repeated(self):
        rows = [(f"Đoàn viên {at}", 2000 + at % 6, f"Ấp {at % 4}") for at in range(1, 9)]
        return self.sheet(("Họ và tên", "Năm sinh", "Chi đoàn"), rows + [rows[2]])


CODES = ("figures.missing", "figures.negative", "figures.not_whole", "figures.share",
         "figures.part_over_whole", "figures.repeated", "figures.text_percent",
         "figures.text_share", "figures.text_contradicts", "figures.table_contradicts",
         "figures.table_total", "figures.table_empty", "figures.table_repeated")
