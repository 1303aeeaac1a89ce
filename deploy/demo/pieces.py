"""The pieces of evidence of a year: first which unit files what for which criterion and when,
then their content.  Everything here is clean; defects.py plants what is wrong."""

import datetime
import random

from criteria import CRITERIA, DEADLINE, is_applicable, target_of
from papers import TYPE_NAMES, list_register, plan_paper, report_paper
from phrases import Scene, day_text, slug
from pictures import Picture
from territory import BRANCHES, FACULTIES, UNITS

FIRST_DAY = datetime.date(2023, 1, 5)
LAST_DAY = datetime.date(2023, 11, 20)
DUE = datetime.date.fromisoformat(DEADLINE)
NEWS = ("1.4.1", "1.4.2")          # every article is news of its week and its day
PLAN_TYPES = ["KH", "KH", "KH", "HD", "CTr", "TB"]
BY_CODE = {criterion.code: criterion for criterion in CRITERIA}


class File:
    """A file of a piece: what it holds, as which format, under which name; `harm` says what
    has happened to its bytes since ("" nothing)."""

    def __init__(self, name, form, content, harm=""):
        self.name = name
        self.form = form           # docx, pdf, xlsx, jpg
        self.content = content
        self.harm = harm


class Piece:
    """One piece of evidence and, in the end, what is wrong with it."""

    def __init__(self, unit, criterion, kind, day, received):
        self.unit = unit
        self.criteria = [criterion.code]
        self.kind = kind
        self.theme = criterion.theme
        self.day = day
        self.received = received
        self.title = self.symbol = self.link = self.text = ""
        self.figures = []
        self.files = []
        self.defects = []
        self.serial = 0
        self.paper_type = ""
        self.is_original = False   # another piece is a copy of it

    @property
    def criterion(self):
        return BY_CODE[self.criteria[0]]


# ---------------------------------------------------------------- the plan

def _count(unit, criterion, rng):
    """How many pieces the unit files for a criterion; the first is the one that matters."""
    rule, care = criterion.rule, unit.care
    kind = rule["kind"]
    if kind == "per_occurrence":
        full = float(rule["cap"]) / float(rule["points"])
        return round(full * care * rng.uniform(0.75, 1.15))
    if kind == "steps" and rule["figure"] == 0:
        return min(4, round(3.2 * care * rng.uniform(0.6, 1.2)))
    if kind == "cadence":
        return 4 if criterion.code == NEWS[0] else 0
    if kind == "bonus":
        return rng.choice([0, 0, 1, 1, 2]) if rng.random() < care else 0
    if rng.random() > care + 0.08:
        return 0
    if kind in ("proportional", "threshold") or (kind == "steps" and rule["aggregate"] == "sum"):
        return rng.choice([1, 1, 2, 2, 3])
    return 1


def _day(criterion, rng):
    first, last = FIRST_DAY, LAST_DAY
    if criterion.window:
        first, last = (datetime.date.fromisoformat(day) for day in criterion.window)
    elif criterion.kinds == ("document",) and not criterion.is_bonus:
        last = datetime.date(2023, 4, 28)      # plans come at the beginning of the year
    elif criterion.rule["kind"] == "lateness":
        first = datetime.date(2023, 11, 6)
    return first + datetime.timedelta(rng.randint(0, (last - first).days))


def _received(day, rng):
    """Half is filed within days, the rest at the end of a quarter or in the last fortnight."""
    chance = rng.random()
    if chance < 0.5:
        filed = day + datetime.timedelta(rng.randint(0, 12))
    elif chance < 0.75:
        month = (day.month + 2) // 3 * 3
        filed = datetime.date(2023, month, 28) + datetime.timedelta(rng.randint(-6, 8))
    else:
        filed = DUE - datetime.timedelta(int(rng.triangular(0, 14, 2)))
    return min(max(filed, day + datetime.timedelta(1)), DUE)


def _kind(criterion, rng):
    if criterion.kinds == ("article", "photo"):
        return "article" if rng.random() < 0.78 else "photo"
    return rng.choice(criterion.kinds)


def _plan(seed):
    """All pieces that the units would file in a full year, each with its place in the line
    when there is not room for all: the first pieces of a cell come before the second."""
    plan = []
    for unit in UNITS:
        for criterion in CRITERIA:
            rng = random.Random("%s:plan:%s:%s" % (seed, unit.code, criterion.code))
            if not is_applicable(unit.code, criterion):
                continue
            for number in range(_count(unit, criterion, rng)):
                day = _day(criterion, rng)
                piece = Piece(unit, criterion, _kind(criterion, rng), day, _received(day, rng))
                plan.append((min(number, 3) + rng.random(), len(plan), piece))
    return plan


def plan_pieces(seed, size):
    """`size` pieces in the order of their days."""
    plan = sorted(_plan(seed), key=lambda entry: entry[:2])[:size]
    pieces = [piece for _, _, piece in sorted(plan, key=lambda entry: (entry[2].day, entry[1]))]
    for serial, piece in enumerate(pieces, 1):
        piece.serial = serial
    _number_papers(pieces, random.Random("%s:symbols" % seed))
    _add_news(pieces, random.Random("%s:news" % seed))
    return pieces


def _add_news(pieces, rng):
    for piece in pieces:
        if piece.criteria == [NEWS[0]]:
            piece.criteria = list(NEWS)
        elif piece.kind == "article" and piece.criterion.rule["kind"] != "bonus" \
                and rng.random() < 0.85:
            piece.criteria += NEWS


# ---------------------------------------------------------------- symbols

SPELLINGS = ["{n}-{t}/{o}"] * 12 + ["{n} - {t}/{o}", "{n}/{t}-{o}", "{n}{t}/{o}", "{n} {t}/{o}",
                                    "{n}- {t}/{o}", "{n} /{t}- {o}", "{n}a-{t}/{o}"]


def _number_papers(pieces, rng):
    """Numbers run per unit and type through the term, spelled as people spell them."""
    last = {}
    for piece in pieces:
        if piece.kind not in ("document", "report"):
            continue
        piece.paper_type = "BC" if piece.kind == "report" else rng.choice(PLAN_TYPES)
        if piece.criteria[0].startswith("T."):
            piece.paper_type = "QĐ"
        at = (piece.unit.code, piece.paper_type)
        last[at] = last.get(at, rng.randint(2, 30)) + rng.randint(1, 5)
        office = piece.unit.symbol + rng.choice(["", "", "", "-VP", "-TCKT"])
        piece.symbol = rng.choice(SPELLINGS).format(n="%02d" % last[at], t=piece.paper_type,
                                                    o=office)


# ---------------------------------------------------------------- figures

MOST_OF_SHARE = {"1.1.2": 1, "1.2.2": 0.9}


def _spread(total, parts, rng):
    """`total` over `parts` pieces, every part at least 1 where that is possible."""
    weights = [rng.uniform(0.6, 1.4) for _ in range(parts)]
    values = [int(total * weight / sum(weights)) for weight in weights]
    values[-1] += total - sum(values)
    return values


def _share(unit, criterion, rng):
    if "(đồng)" in criterion.figures[0]:
        whole = rng.randint(40, 180) * 100_000_000
        return round(whole * rng.uniform(0.97, 0.999) / 1000) * 1000, whole
    if criterion.code in MOST_OF_SHARE:
        whole = int(unit.members * MOST_OF_SHARE[criterion.code])
    elif criterion.code == "6.1.1":
        whole = max(9, len(unit.communes) * 8)
    else:
        whole = max(9, len(unit.communes))
    return min(whole, round(whole * unit.care * rng.uniform(0.85, 1.05))), whole


def _amounts(unit, criterion, count, rng):
    """For each piece of one cell the values of the criterion's figures, as decimal text."""
    rule = criterion.rule
    if rule["kind"] == "share":
        part, whole = _share(unit, criterion, rng)
        return [[str(part), str(whole)]] * count
    if rule["kind"] == "threshold":
        return [[str(rng.randint(24, 95) * 1_000_000)] for _ in range(count)]
    if rule["kind"] == "steps":
        if rule["aggregate"] == "max":
            return [[str(min(12, round(12 * unit.care * rng.uniform(0.7, 1.1))))]] * count
        return [[str(rng.randint(1, 4))] for _ in range(count)]
    total = target_of(unit, criterion) * unit.care * rng.uniform(0.75, 1.2)
    if "km" in criterion.figures[0]:
        tenths = _spread(round(total * 10), count, rng)
        return [["%d.%d" % divmod(value, 10)] for value in tenths]
    return [[str(value)] for value in _spread(max(count, round(total)), count, rng)]


def _set_figures(pieces, seed):
    cells = {}
    for piece in pieces:
        if piece.criterion.figures:
            cells.setdefault((piece.unit.code, piece.criteria[0]), []).append(piece)
    for (unit_code, code), members in cells.items():
        rng = random.Random("%s:figures:%s:%s" % (seed, unit_code, code))
        rows = _amounts(members[0].unit, members[0].criterion, len(members), rng)
        for piece, row in zip(members, rows):
            piece.figures = list(zip(piece.criterion.figures, row))


def _add_people(piece, scene):
    piece.figures += [("Tổng số người tham dự", scene.slots["all"]),
                      ("Nam", scene.slots["men"]), ("Nữ", scene.slots["women"])]


# ---------------------------------------------------------------- content

def _picture(piece, scene, number, seed):
    hour = "%02d:%02d:00" % (scene.rng.randint(7, 17), scene.rng.randint(0, 59))
    stamp = piece.day.strftime("%Y:%m:%d ") + hour if scene.rng.random() < 0.5 else None
    picture = Picture(scene.theme["banner"], "%s – %s" % (scene.slots["place"],
                                                          day_text(piece.day)),
                      stamp, "%s:picture:%d:%d" % (seed, piece.serial, number))
    return File("%04d-anh-%d-%s.jpg" % (piece.serial, number, slug(scene.slots["place"])),
                "jpg", picture)


def _fill_article(piece, scene, seed):
    with_counts = scene.rng.random() < 0.45
    piece.title = scene.headline()
    piece.text = scene.article(with_counts)
    piece.link = "https://%s.tinhdoan.example/%s/%s-%d/" % (
        piece.unit.site, piece.day.strftime("%Y/%m"), slug(piece.title), 1000 + piece.serial * 7)
    if with_counts and scene.rng.random() < 0.6:
        _add_people(piece, scene)
    if scene.rng.random() < 0.12:
        piece.files = [_picture(piece, scene, 1, seed)]


def _fill_photo(piece, scene, seed):
    piece.title = "Hình ảnh " + scene.noun_of_year()
    piece.text = scene.caption()
    piece.files = [_picture(piece, scene, number, seed)
                   for number in range(1, scene.rng.choice([2, 2, 3]))]


def _fill_paper(piece, scene, seed):
    del seed
    rng = scene.rng
    noun = scene.noun_of_year()
    name = TYPE_NAMES[piece.paper_type].capitalize()
    if piece.kind == "report":
        if rng.random() < 0.5:
            _add_people(piece, scene)
        piece.title = "Báo cáo kết quả " + noun
        paper = report_paper(piece.unit, piece.symbol, piece.day, scene, piece.figures)
    else:
        piece.title = "%s tổ chức %s" % (name, noun)
        paper = plan_paper(piece.unit, piece.symbol, piece.day, piece.paper_type, scene)
    piece.text = scene.fill("%s số %s, {day} của {unit} về %s; nơi thực hiện: {place}."
                            % (name, piece.symbol, noun))
    form = "pdf" if rng.random() < 0.45 else "docx"
    piece.files = [File("%04d-%s.%s" % (piece.serial, slug(piece.title), form), form, paper)]


def _fill_figures(piece, scene, seed):
    del seed
    piece.title = "Số liệu " + scene.noun_of_year()
    piece.text = scene.fill("Số liệu do {base} tổng hợp, {unit} đối chiếu và chịu trách nhiệm, "
                            "tính đến {day}.")
    if scene.rng.random() < 0.4:
        _add_people(piece, scene)


def _fill_list(piece, scene, seed):
    del seed
    unit = piece.unit
    places = unit.communes or (FACULTIES if unit.code == "TRUONG-DHTV" else BRANCHES)
    piece.title = "Danh sách kết quả " + scene.noun_of_year()
    piece.text = scene.fill("Danh sách tại {n:4-9} cơ sở của {unit}, chốt {day}, có ký nhận của "
                            "từng nơi.")
    register = list_register(unit, piece.day, scene, piece.figures, places)
    piece.files = [File("%04d-%s.xlsx" % (piece.serial, slug(piece.title)), "xlsx", register)]


FILLERS = {"article": _fill_article, "photo": _fill_photo, "document": _fill_paper,
           "report": _fill_paper, "figures": _fill_figures, "list": _fill_list,
           "other": _fill_figures}


def make_pieces(seed, size):
    """`size` clean pieces with their content."""
    pieces = plan_pieces(seed, size)
    _set_figures(pieces, seed)
    for piece in pieces:
        rng = random.Random("%s:scene:%d" % (seed, piece.serial))
        FILLERS[piece.kind](piece, Scene(piece.unit, piece.theme, piece.day, rng), seed)
    return pieces
