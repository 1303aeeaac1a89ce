"""Clean submissions: unit, criterion, days and figures of each, so that a diligent unit
comes out ahead of a careless one."""
import random
from collections import defaultdict
from datetime import timedelta
from decimal import Decimal

from campaign import documents, people
from campaign.desk import Desk, Piece
from campaign.directory_sql import NOT_APPLICABLE
from campaign.words import Writer
from campaign.year import OVER

FILES_SHARE = {"document": 0.95, "photo": 0.85, "report": 0.12, "figures": 0.15,
               "list": 0.15, "article": 0.03, "other": 0.3}
PAPERS = {"1.5.2": ("Tờ trình", "TTr"), "6.6.2": ("Báo cáo", "BC")}
MIXED = ("article",) * 5 + ("photo",) * 2 + ("report",) * 2 + ("document", "other")
KIND_WEIGHTS = {"article": 5, "photo": 2, "report": 2, "document": 3, "figures": 1, "list": 1}
SIMPLE_RULES = ("exists", "per_occurrence", "bonus")
SKIPPED = {(unit, criterion) for unit, criterion, _ in NOT_APPLICABLE}


def clip(value, low, high):
    return max(low, min(high, value))


def draw_days(rng, year, criterion):
    """(day of the activity, day of submission): many come in the last weeks."""
    first, last = year.window(criterion)
    occurred = first + timedelta(rng.randint(0, (last - first).days))
    if rng.random() < 0.55:
        received = occurred + timedelta(rng.randint(0, 9))
    else:
        rush = year.rush - timedelta(int(rng.triangular(0, 40, 2)))
        received = max(rush, occurred + timedelta(rng.randint(0, 3)))
    return occurred, off_weekend(occurred, min(received, year.rush))


def off_weekend(occurred, received):
    """A very late submission comes on a working day: a backlog on a holiday is a finding of its own."""
    while received.weekday() >= 5 and (received - occurred).days >= 120:
        received -= timedelta(1)
    return received


def draw_kind(rng, criterion):
    if criterion.figures:
        return rng.choice(criterion.kinds or ("report", "report", "article", "figures"))
    if not criterion.kinds:
        return rng.choice(MIXED)
    return rng.choices(criterion.kinds, [KIND_WEIGHTS[kind] for kind in criterion.kinds])[0]


def number(value, criterion):
    return f"{value:.1f}" if "km" in criterion.figures[0] else str(round(value))


def cell_figures(rng, unit, criterion, count, done=1.0):
    """The figures of the `count` submissions of one cell, whose sum is what the unit reached."""
    if not criterion.figures:
        return [[] for _ in range(count)]
    reach = clip(rng.gauss(unit.zeal + 0.06, 0.1), 0.4, 1.3)
    kind = criterion.rule["kind"]
    total = criterion.target * (unit.size if kind in ("proportional", "share") else 1) * done
    found = []
    for at in range(count):
        if kind == "share":
            whole = max(4, round(total / count))
            part = clip(round(whole * reach), 1, whole)
            found.append([(criterion.figures[0], str(part)), (criterion.figures[1], str(whole))])
        elif criterion.rule.get("aggregate") == "max":
            value = total * reach * (at + 1) / count
            found.append([(criterion.figures[0], number(value, criterion))])
        else:
            found.append([(criterion.figures[0], number(total * reach / count, criterion))])
    return found


def headcount(rng):
    """A total with parts that add up."""
    men, women = rng.randint(20, 180), rng.randint(20, 180)
    return [("Tổng số người tham gia", str(men + women)), ("Nam", str(men)), ("Nữ", str(women))]


def targets(groups):
    """The target of each unit: (unit, criterion) -> value."""
    found = {}
    for criterion in (k for g in groups for c in g.contents for k in c.criteria):
        if criterion.rule["kind"] != "proportional":
            continue
        for unit in people.UNITS:
            if (unit.code, criterion.code) not in SKIPPED:
                scale = 1 if criterion.rule["aggregate"] == "count" else unit.size
                found[unit.code, criterion.code] = Decimal(max(1, round(criterion.target * scale)))
    return found


class Maker:
    """Of one year; the makers of two years share the desk, so that nothing of one is in the other."""

    def __init__(self, seed, criteria, year=OVER, units=people.UNITS, desk=None):
        self.seed = seed
        self.criteria = criteria
        self.year, self.units = year, units
        self.desk = desk or Desk(seed)

    def cells(self, rng):
        """Submissions as (unit, criterion), in the order of their importance."""
        first, more = [], []
        for unit in self.units:
            for criterion in self.criteria:
                if (unit.code, criterion.code) in SKIPPED:
                    continue
                chance = unit.zeal * (0.35 if criterion.is_bonus else 1)
                if rng.random() < chance:
                    first.append((unit, criterion))
                    more += [(unit, criterion) for _ in range(criterion.pieces - 1)
                             if rng.random() < unit.zeal]
        rng.shuffle(first)
        rng.shuffle(more)
        return first + more

    def clean(self, count):
        rng = random.Random(f"{self.seed} cells")
        wanted = self.cells(rng)
        while len(wanted) < count:
            unit, criterion = rng.choice(wanted)
            if not criterion.figures:
                wanted.append((unit, criterion))
        cells = defaultdict(int)
        for unit, criterion in wanted[:count]:
            cells[unit, criterion.code] += 1
        found = []
        for (unit, code), many in cells.items():
            criterion = next(k for k in self.criteria if k.code == code)
            draw = random.Random(f"{self.seed} {unit.code} {code}")
            is_whole = criterion.window or criterion.rule["kind"] == "share"
            done = 1.0 if is_whole else self.year.done
            for figures in cell_figures(draw, unit, criterion, many, done):
                piece = self.piece(draw, unit, criterion, figures)
                self.add_criterion(draw, piece, criterion)
                found.append(piece)
        return found

    def piece(self, rng, unit, criterion, figures=(), kind=None, with_file=None):
        """A submission without a fault, for one criterion; draws kind and file unless given."""
        kind = kind or draw_kind(rng, criterion)
        occurred, received = draw_days(rng, self.year, criterion)
        writer = Writer(rng, unit, rng.choice(criterion.activities), occurred, self.year)
        paper = PAPERS.get(criterion.code, ("Kế hoạch", "KH"))
        piece = Piece(unit, [criterion.code], kind, writer.title(kind, paper[0]), occurred,
                      received, figures=list(figures), campaign=self.year.code)
        if kind == "document" or (kind == "report" and rng.random() < 0.3):
            piece.symbol = self.desk.symbol(unit, paper[1] if kind == "document" else "BC")
        write = {"article": writer.article, "photo": writer.caption,
                 "document": writer.caption}.get(kind, writer.report)
        piece.text = self.desk.fresh(write)
        if kind in ("figures", "list", "report") and rng.random() < 0.5:
            piece.figures += headcount(rng)
        wants_file = rng.random() < FILES_SHARE[kind] if with_file is None else with_file
        if wants_file:
            self.attach(rng, piece, writer)
        if kind == "article" or (kind in ("photo", "document") and not wants_file):
            piece.link = self.desk.link(unit, piece.title)
        return piece

    def add_criterion(self, rng, piece, criterion):
        """Now and then one submission is for another criterion of the same group too."""
        if criterion.figures or rng.random() > 0.12:
            return
        others = [k for k in self.criteria
                  if k.code[0] == criterion.code[0] and k.code != criterion.code
                  and not k.window and k.rule["kind"] in SIMPLE_RULES
                  and (piece.unit.code, k.code) not in SKIPPED
                  and (not k.kinds or piece.kind in k.kinds)]
        if others:
            piece.criteria.append(rng.choice(others).code)

    def attach(self, rng, piece, writer):
        title = piece.title
        extension = {"photo": "jpg", "figures": "xlsx", "list": "xlsx"}.get(piece.kind)
        extension = extension or rng.choice(("docx", "pdf"))
        name = self.desk.file_name(title, extension)
        if extension == "jpg":
            data = documents.jpeg_bytes(f"{self.seed} {name}", title)
        elif extension == "xlsx":
            rows = [(n, v, piece.unit.name) for n, v in piece.figures]
            rows.append(("Số cơ sở thực hiện", str(rng.randint(3, 20)), piece.unit.name))
            data = documents.xlsx_bytes(title, ("Tên số liệu", "Giá trị", "Đơn vị"), rows)
        else:
            make = documents.docx_bytes if extension == "docx" else documents.pdf_bytes
            head = documents.heading(piece.unit.name, piece.symbol, "Trà Vinh", piece.occurred)
            body = self.desk.fresh(lambda: "\n".join(writer.paragraphs())).split("\n")
            data = make(head, title, body + documents.closing("BÍ THƯ"))
        piece.files.append((name, data))
