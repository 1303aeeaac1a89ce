"""The parts of rules: numbers, ranges and steps, and random ones of each."""
from fractions import Fraction
from functools import lru_cache

HUNDRED = Fraction(100)
FIGURES = ["số liệu một", "số liệu hai", "số liệu ba"]


@lru_cache(maxsize=None)
def number(text):
    return Fraction(text)


def within(spec, value):
    return (("from" not in spec or value >= number(spec["from"]))
            and ("above" not in spec or value > number(spec["above"]))
            and ("to" not in spec or value < number(spec["to"]))
            and ("through" not in spec or value <= number(spec["through"])))


def held(rule, value, low="floor", high="cap"):
    if low in rule:
        value = max(value, number(rule[low]))
    return min(value, number(rule[high])) if high in rule else value


def step(rule, value):
    if value is None:
        return None
    return next((number(s["points"]) for s in rule["steps"] if within(s, value)), None)


# ---------------------------------------------------------------- random

def cents(chance, most):
    return f"{chance.randint(0, most * 100) / 100:.2f}".rstrip("0").rstrip(".") or "0"


def amount(chance):
    kind = chance.random()
    if kind < 0.5:
        return str(chance.randint(0, 12))
    if kind < 0.8:
        return f"{chance.randint(0, 400)}.{chance.choice(['5', '25', '3', '0001', '75'])}"
    return str(chance.randint(0, 3_000_000_000))


def figure(chance):
    at = chance.randint(1, 3)
    return at if chance.random() < 0.5 else FIGURES[at - 1]


def measure(chance):
    kind = chance.random()
    if kind < 0.5:
        spec = {"figure": chance.choice([0, 1, 2, 3])}
        spec["aggregate"] = chance.choice(["count", "sum", "max"]) if spec["figure"] else "count"
        if chance.random() < 0.2:
            spec["against"] = "target"
    elif kind < 0.75:
        spec = {"part": figure(chance), "whole": figure(chance)}
    else:
        spec = {"pieces": chance.choice(["count", "days", "weeks", "days_late"])}
    if chance.random() < 0.2:
        spec["missing"] = "person"
    return spec


def ends(chance):
    spec = {}
    low, high = sorted([chance.randint(0, 8), chance.randint(9, 70)])
    if chance.random() < 0.7:
        spec[chance.choice(["from", "above"])] = str(low)
    if chance.random() < 0.5 or not spec:
        spec[chance.choice(["to", "through"])] = str(high)
    return spec


def condition(chance, depth=0):
    if depth < 2 and chance.random() < 0.3:
        return {chance.choice(["all", "any"]): [condition(chance, depth + 1) for _ in range(2)]}
    return {**measure(chance), **ends(chance)}


def step_list(chance):
    """Rising steps, now and then with a gap."""
    rows, at = [], 0
    for _ in range(chance.randint(1, 4)):
        end = at + chance.randint(1, 30)
        rows.append({"from": str(at), "to": str(end), "points": cents(chance, 10)})
        at = end + (chance.random() < 0.2)
    if chance.random() < 0.7:
        rows.append({chance.choice(["from", "above"]): str(at), "points": cents(chance, 10)})
    return rows
