"""The running year: work in progress of units that are far ahead or late, with faults of the kinds
that the article of 2023 names, and with activities that were there in 2023, too."""
import random
from dataclasses import replace

from campaign import exports, people
from campaign.defects import Planter, by_calendar, dated, title_share
from campaign.pieces import SKIPPED, Maker

# How much of what is due each unit has: far ahead down to late.
ZEAL = {"HD-TIEUCAN": 0.98, "TP-TRAVINH": 0.97, "HD-CANGLONG": 0.8, "DT-DHTV": 0.85, "HD-CAUKE": 0.78,
        "TX-DUYENHAI": 0.7, "HD-CAUNGANG": 0.62, "HD-CHAUTHANH": 0.72, "DK-CCQDN": 0.55,
        "HD-TRACU": 0.5, "HD-DUYENHAI": 0.35}
SHARE, FEWEST = 0.32, 150           # clean submissions, of the size of 2023, without those of the
THOROUGH = ("HD-TIEUCAN", "TP-TRAVINH")   # thorough units
FIGURES = ("figures.sum", "figures.text_sum", "figures.part_over_whole", "figures.share",
           "figures.missing", "figures.text_percent", "figures.text_contradicts", "figures.repeated")
ARTICLES = ("text.too_short", "text.page_noise", "text.doubled_word", "article.one_paragraph",
            "text.no_diacritics", "article.title_unrelated", "title.placeholder")
ERRORS = ("document.symbol", "kind.missing", "file.missing", "file.damaged", "link.syntax",
          "copy.text", "paper.no_signer", "file.type_mismatch", "title.too_short")
CODES = FIGURES + ARTICLES + ERRORS
# How many faults of how many kinds a unit has to fix; HD-TRACU has some of all.
FAULTS = {"HD-TRACU": len(CODES), "HD-CAUNGANG": 5, "HD-DUYENHAI": 4, "HD-CHAUTHANH": 4, "HD-CANGLONG": 4,
          "DK-CCQDN": 3, "TX-DUYENHAI": 3, "HD-CAUKE": 2, "DT-DHTV": 2}
RECURRING = ("HD-CANGLONG", "HD-CAUKE", "HD-TIEUCAN", "HD-TRACU", "TP-TRAVINH", "DT-DHTV")
SHARE_MIN = 60                      # of the words of the title that the text has
# A spreadsheet that this unit has not submitted yet, for a user to try.
SHEET_OF = "HD-TRACU"
RESENT = "HD-CAUNGANG"              # submits its article of 2023 again
# Exports of the member software: (unit, fault of the whole file, faults of rows, days ago).
EXPORTS = (("HD-TIEUCAN", None, (), 6), ("TP-TRAVINH", None, (), 3),
           ("HD-TRACU", None, ("members.name.font", "members.sex.unknown", "members.date.invalid",
                               "members.status.unknown", "members.member.twice"), 9),
           ("HD-CAUNGANG", exports.EMPTY_COLUMN, (), 12), ("HD-DUYENHAI", exports.SILENT, (), 40))


class Spoiler(Planter):
    """Plants faults of one unit after another."""
    unit = None

    def start(self, fits, kind, with_file=False):
        criterion = self.rng.choice([k for k in self.maker.criteria
                                     if fits(k) and (self.unit.code, k.code) not in SKIPPED])
        self.at += 1
        return self.maker.piece(self.rng, self.unit, criterion, (), kind, with_file)

    def fault(self, unit, code):
        self.unit = unit
        piece = getattr(self, code.replace(".", "_"))()
        piece.defects = list(dict.fromkeys([code] + piece.defects + by_calendar(piece)))
        return piece


def units():
    return tuple(replace(unit, zeal=ZEAL[unit.code]) for unit in people.UNITS)


def thorough(rng, maker):
    """The units that are far ahead have what each criterion asks for."""
    for unit in (u for u in maker.units if u.code in THOROUGH):
        for criterion in (k for k in maker.criteria if not k.figures and (unit.code, k.code) not in SKIPPED):
            yield from (maker.piece(rng, unit, criterion) for _ in range(criterion.pieces - 1))


def recurring(rng, maker, before):
    """An activity of 2023 by the same unit for the same criterion, this year with its own report."""
    for unit in (u for u in maker.units if u.code in RECURRING):
        for criterion in maker.criteria:
            old = next((p for p in before if p.unit.code == unit.code and p.kind == "article" and not p.defects
                        and p.criteria == [criterion.code] and not criterion.figures), None)
            if old is not None and "2023" not in old.title and unit.zeal > rng.random() > 0.4:
                piece = maker.piece(rng, unit, criterion, (), "article", False)
                piece.title = old.title
                if title_share(piece) >= SHARE_MIN:
                    yield piece


def resent(rng, maker, before):
    """The article of 2023, word by word."""
    unit = next(u for u in maker.units if u.code == RESENT)
    old = next((p for p in before if p.unit.code == RESENT and p.kind == "article" and not p.defects
                and p.criteria[0] in {k.code for k in maker.criteria if not k.figures}), None)
    if old is None:                 # a small 2023
        return
    criterion = next(k for k in maker.criteria if k.code == old.criteria[0])
    piece = maker.piece(rng, unit, criterion, (), "article", False)
    piece.text, piece.title, piece.defects = old.text, old.title, ["copy.text"]
    yield dated(piece, old.occurred)


def maker_of(seed, criteria, year, desk):
    return Maker(f"{seed} running", [k for k in criteria if year.has_begun(k)], year, units(), desk)


def pieces_of(seed, maker, before, size):
    rng, year = random.Random(f"{seed} running"), maker.year
    clean = maker.clean(max(FEWEST, round(size * SHARE)))
    spoiler = Spoiler(f"{seed} running", maker, clean)
    found = clean + list(thorough(rng, maker)) + list(recurring(rng, maker, before)) + list(resent(rng, maker, before))
    for at, unit in enumerate(u for u in maker.units if u.code in FAULTS):
        found += [spoiler.fault(unit, CODES[(at * 5 + n * 7) % len(CODES)]) for n in range(FAULTS[unit.code])]
    found.sort(key=lambda p: (p.received, p.unit.code, p.criteria, p.title))
    for at, piece in enumerate(found, 1):
        piece.key = f"demo-{year.code}-{at:04d}"
    return found
