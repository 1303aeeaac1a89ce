"""Titles and texts: believable, all different, without a single fault that the checks look for.
Faults are planted later (defects.py)."""
import re

from campaign.phrases import COURSES, CROWDS, GOALS, LEADS, LIMITS, PLANS, RESULTS, VOICES

CHOICE = re.compile(r"\[([^][]*)\]")

TITLES = {
    "article": ("{unit}: {activity}", "Sôi nổi {activity} tại {place}",
                "{unit} tổ chức {activity}", "Tuổi trẻ {place} với {activity}"),
    "photo": ("Ảnh: {activity} tại {place}", "Chùm ảnh {activity}, ngày {day}"),
    "document": ("{paper} {activity}", "{paper} tổ chức {activity}"),
    "report": ("Báo cáo kết quả {activity}", "Báo cáo số liệu {activity} của {unit}"),
    "figures": ("Số liệu {activity}", "Bảng số liệu {activity} tại {place}"),
    "list": ("Danh sách kèm số liệu {activity}", "Danh sách tổng hợp {activity} của {unit}"),
    "other": ("Tư liệu về {activity}", "Hồ sơ {activity} tại {place}")}


def spoken_day(day):
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


def expand(rng, template):
    """The template with every [a|b|c] replaced by one of its parts, inner ones first."""
    while CHOICE.search(template):
        template = CHOICE.sub(lambda found: rng.choice(found[1].split("|")), template)
    return template


class Writer:
    """Texts about one activity of one unit; every random choice comes from `rng`."""

    def __init__(self, rng, unit, activity, day, year):
        self.rng = rng
        self.place = rng.choice(unit.places)
        self.slots = {"unit": unit.name, "Unit": unit.name, "activity": activity,
                      "place": self.place, "day": spoken_day(day), "year": year.code, "quarter": "I II III IV".split()
                      [(day.month - 1) // 3]}

    def say(self, template):
        rng = self.rng
        numbers = {"n": rng.randint(41, 480), "m": rng.randint(3, 24), "k": rng.randint(2, 19),
                   "money": rng.randint(5, 96), "percent": rng.randint(71, 99),
                   "paper": "Kế hoạch"}
        return expand(rng, template).format(**dict(numbers, **self.slots))

    def some(self, bank, count):
        return [self.say(template) for template in self.rng.sample(bank, count)]

    def title(self, kind, paper="Kế hoạch"):
        self.slots["paper"] = paper
        title = self.say(self.rng.choice(TITLES[kind]))
        return title[0].upper() + title[1:]

    def article(self):
        """Four paragraphs, 150 to 300 words."""
        rng = self.rng
        paragraphs = [self.some(LEADS, 1) + self.some(GOALS, 1) + self.some(CROWDS, 1),
                      self.some(COURSES, rng.randint(2, 3)) + self.some(VOICES, rng.randint(1, 2)),
                      self.some(RESULTS, rng.randint(1, 2)) + self.some(LIMITS, rng.randint(0, 1)),
                      self.some(PLANS, rng.randint(1, 2))]
        return "\n\n".join(" ".join(sentences) for sentences in paragraphs)

    def report(self):
        parts = (self.some(LEADS, 1) + self.some(CROWDS, 1) + self.some(RESULTS, 2)
                 + self.some(LIMITS, 1) + self.some(PLANS, 1))
        return " ".join(parts)

    def caption(self):
        return " ".join(self.some(LEADS, 1) + self.some(CROWDS, 1))

    def paragraphs(self):
        """The body of an attached paper."""
        return ([self.some(LEADS, 1)[0] + " " + self.some(GOALS, 1)[0]]
                + self.some(CROWDS, 1) + self.some(COURSES, 2) + self.some(RESULTS, 2)
                + self.some(PLANS, 2))
