"""The demo's criteria set: the six groups of the central structure of 2021 (450 points)
and a bonus pool (50), each criterion with its rule and the activities that it counts.

Points, names of criteria and targets are the demo's own; the real set of Trà Vinh 2023
is not public.
"""
from dataclasses import dataclass, field
from decimal import Decimal

BASE, BONUS = Decimal(450), Decimal(50)
BANDS = [{"name": "Xuất sắc", "from": "90"}, {"name": "Tốt", "from": "80"},
         {"name": "Khá", "from": "65"}, {"name": "Trung bình", "from": "50"},
         {"name": "Chưa hoàn thành", "from": "0"}]

ANY = ()
PAPER = ("document",)
REPORT = ("report", "document", "figures", "list")
NEWS = ("article", "photo", "report")
DATA = ("report", "figures", "list")


@dataclass
class Criterion:
    code: str
    name: str
    points: Decimal
    rule: dict
    kinds: tuple
    activities: tuple
    figures: tuple = ()
    window: tuple = None            # (first day, last day) or the campaign's period
    target: int = 0                 # the target of a unit of middle size
    pieces: int = 1                 # the submissions of a diligent unit
    is_bonus: bool = False


@dataclass
class Content:
    code: str
    name: str
    criteria: list = field(default_factory=list)

    @property
    def points(self):
        return sum(c.points for c in self.criteria)


@dataclass
class Group:
    code: str
    name: str
    contents: list
    is_bonus: bool = False

    @property
    def points(self):
        return sum(c.points for c in self.contents)


def exists(points):
    return points, {"kind": "exists", "points": points}


def each(points, cap):
    return cap, {"kind": "per_occurrence", "points": points, "cap": cap}


def toward(points, figure=1, aggregate="sum"):
    return points, {"kind": "proportional", "figure": figure, "aggregate": aggregate,
                    "points": points, "cap": points, "floor": "0"}


def count_toward(points):
    return toward(points, 0, "count")


def share(points):
    return points, {"kind": "share", "part": 1, "whole": 2, "points": points}


def reached(points, amount):
    return points, {"kind": "threshold", "figure": 1, "aggregate": "sum", "from": amount,
                    "points": points}


def weeks(points, expected):
    return points, {"kind": "cadence", "unit": "week", "points": points, "expected": expected}


def late(points, per_day):
    return points, {"kind": "lateness", "points": points, "per_day": per_day, "floor": "0"}


def manual(points):
    return points, {"kind": "manual", "points": points}


def bonus(points, cap):
    return cap, {"kind": "bonus", "points": points, "cap": cap}


def steps(table, figure=0, aggregate="count"):
    """table: ((from, points), ...) in rising order; each step ends where the next begins."""
    rows = []
    for at, (start, points) in enumerate(table):
        row = {"from": start, "points": points}
        if at + 1 < len(table):
            row["to"] = table[at + 1][0]
        rows.append(row)
    return table[-1][1], {"kind": "steps", "figure": figure, "aggregate": aggregate, "steps": rows}


def one(code, name, rule, kinds, activities, **more):
    points, data = rule
    return Criterion(code, name, Decimal(points), data, kinds, tuple(activities), **more)
