"""A submission as it is written out, and the desk, which hands out everything that must be unique:
numbers of papers, links, names of files, texts."""
import random
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, repeat
from operator import truediv

from campaign.people import Unit
from campaign.year import OVER

ALIKE, TRIES = 0.22, 12
MARKS = {mark: None for mark in range(0x300, 0x370) if unicodedata.combining(chr(mark))}
SHAPES = ("{0:02d}-{1}/{2}",) * 6 + ("{0} - {1}/{2}", "{0:02d}{1}/{2}", "{0}a-{1}/{2}",
                                     "{0}/{1}-{2}-BTV", "{0:02d}-{1}/{2}-VP", "{0:02d}- {1}/{2}")


@dataclass
class Piece:
    unit: Unit
    criteria: list
    kind: str
    title: str
    occurred: date
    received: date
    symbol: str = ""
    link: str = ""
    text: str = ""
    figures: list = field(default_factory=list)      # (name, value)
    files: list = field(default_factory=list)        # (name, bytes)
    defects: list = field(default_factory=list)
    companions: list = field(default_factory=list)   # clean submissions that this is judged against
    page: dict = field(default_factory=dict)         # differences of the page of its link
    more_pages: dict = field(default_factory=dict)   # host/path: the same for pages behind that
    key: str = ""
    campaign: str = OVER.code

    def record(self):
        return {"key": self.key, "received_on": self.received.isoformat(),
                "received_ground": f"Nộp trên hệ thống cũ ngày {self.received:%d/%m/%Y}, chuyển sang khi dựng dữ liệu mẫu",
                "evidence": {"campaign": self.campaign, "unit": self.unit.code,
                             "criteria": self.criteria, "kind": self.kind, "title": self.title,
                             "occurred_on": self.occurred.isoformat(),
                             "document_symbol": self.symbol, "link": self.link, "text": self.text,
                             "figures": [{"name": n, "value": v} for n, v in self.figures]},
                "files": [f"files/{name}" for name, _ in self.files]}


def fold(text):
    """Letters without marks, lower case: the form in which two texts are compared."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return " ".join(plain.translate(MARKS).split())


def slug(text, most):
    words = "".join(c if c.isascii() and c.isalnum() else " " for c in fold(text)).split()
    return "-".join(words)[:most].strip("-")


class Desk:
    def __init__(self, seed):
        self.rng = random.Random(f"{seed} desk")
        self.numbers = defaultdict(int)
        self.links = 0
        self.names = set()
        self.texts = defaultdict(list)         # numbers of texts by three words
        self.sizes = []

    def symbol(self, unit, paper):
        """The next number of the unit's papers of this type, in one of the shapes in use."""
        self.numbers[unit.code, paper] += self.rng.randint(1, 4)
        return self.rng.choice(SHAPES).format(self.numbers[unit.code, paper], paper, unit.short)

    def link(self, unit, title):
        self.links += 1
        return f"https://{unit.host}.example/tin-tuc/{slug(title, 60)}-{self.links}.html"

    def file_name(self, title, extension):
        base, at = slug(title, 48), 1
        while f"{base}-{at}.{extension}" in self.names:
            at += 1
        self.names.add(f"{base}-{at}.{extension}")
        return f"{base}-{at}.{extension}"

    def fresh(self, write):
        """A text that is unlike all before: few of its sequences of three words are theirs."""
        best = None
        for _ in range(TRIES):
            text = write()
            words = fold(text).split()
            grams = {tuple(words[at:at + 3]) for at in range(len(words) - 2)}
            shared = Counter(chain.from_iterable(self.texts[gram] for gram in grams if gram in self.texts))
            sizes = map(min, repeat(len(grams)), map(self.sizes.__getitem__, shared))
            worst = max(map(truediv, shared.values(), sizes), default=0)
            if best is None or worst < best[0]:
                best = (worst, text, grams)
            if worst < ALIKE:
                break
        for gram in best[2]:
            self.texts[gram].append(len(self.sizes))
        self.sizes.append(len(best[2]))
        return best[1]
