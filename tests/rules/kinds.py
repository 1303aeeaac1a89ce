"""Every kind of rule: a second implementation, written from its description and not from the
code, and a random rule of it.  `cell` has the facts (oracle.py); None is "a person"."""
from fractions import Fraction

from values import HUNDRED, amount, cents, condition, figure, held, measure, number, step, step_list, within


def exists(cell, rule):
    enough = len(cell.of(0)) >= number(rule.get("least", "1"))
    return number(rule["points"]) if enough else Fraction(0)


def steps(cell, rule):
    return step(rule, cell.measure(rule))


def table(cell, rule):
    found = []
    for row in rule["rows"]:
        truth = cell.holds(row)
        if truth is None:
            return None
        if truth:
            found.append(number(row["points"]))
            if rule.get("match") == "first":
                break
    return found[0] if len(set(found)) == 1 else None


def proportional(cell, rule):
    percent = cell.against_target(cell.amount(rule["figure"], rule["aggregate"]))
    return None if percent is None else held(rule, percent * number(rule["points"]) / HUNDRED)


def each(cell, rule):
    return held(rule, len(cell.of(0)) * number(rule["points"]))


def by_role(cell, rule):
    total = sum(held(r, cell.amount(r["figure"], "sum") * number(r["points"])) for r in rule["roles"])
    return held(rule, total)


def lateness(cell, rule):
    if not cell.of(0):
        return Fraction(0)
    value = number(rule["points"]) - number(rule["per_day"]) * cell.late()
    return max(value, number(rule.get("floor", "0")))


def deduct(cell, rule):
    value = cell.measure(rule)
    return None if value is None else -held(rule, value * number(rule["points"]))


def threshold(cell, rule):
    value = cell.measure(rule)
    if value is None:
        return None
    return number(rule["points"] if value >= number(rule["from"]) else rule.get("below", "0"))


def share(cell, rule):
    percent = cell.percent(rule["part"], rule["whole"])
    if percent is None:
        return None
    full = number(rule.get("full_at", "100"))
    return min(percent / full, 1) * number(rule["points"])


def survey(cell, rule):
    if not cell.of(rule["yes"]):
        return None
    if cell.of(rule["asked"]) and cell.amount(rule["asked"], "sum") < number(rule.get("least_asked", "0")):
        return None
    return step(rule, cell.percent(rule["yes"], rule["asked"]))


def cadence(cell, rule):
    covered = cell.days(rule["unit"] == "week")
    whole = number(rule["points"])
    return min(whole, covered * whole / number(rule["expected"]))


def manual(cell, rule):
    said = cell.line.get("assessed")
    return None if said is None else min(number(said["value"]), number(rule["points"]))


def joined(word):
    def compute(cell, rule):
        truth = cell.holds({word: rule["conditions"]})
        return None if truth is None else number(rule["points"] if truth else rule.get("otherwise", "0"))
    return compute


def of_parts(join):
    def compute(cell, rule):
        values = [cell.compute(p) for p in rule["parts"]]
        return None if None in values else join(values)
    return compute


def bound(join):
    def compute(cell, rule):
        value = cell.compute(rule["part"])
        return None if value is None else join(value, number(rule["points"]))
    return compute


# ---------------------------------------------------------------- random rules of a kind
# Beside {"kind", "points"}; a key whose value is None is left out.

def some_least(chance):
    return {"least": str(chance.randint(1, 4))} if chance.random() < 0.3 else {}


def some_steps(chance):
    return {"points": None, **measure(chance), "steps": step_list(chance), "holes": "person"}


def some_table(chance):
    return {"points": None, "match": chance.choice(["only", "first"]), "holes": "person",
            "rows": [{**condition(chance), "points": cents(chance, 10)} for _ in range(2)]}


def some_proportional(chance):
    spec = {"figure": figure(chance), "aggregate": chance.choice(["count", "sum", "max"])}
    if chance.random() < 0.7:
        spec["cap"] = cents(chance, 12)
    if chance.random() < 0.3:
        spec["floor"] = cents(chance, 3)
    return spec


def some_cap(chance):
    return {"cap": cents(chance, 10)} if chance.random() < 0.7 else {}


def some_roles(chance):
    return {"points": None, "cap": cents(chance, 20),
            "roles": [{"figure": figure(chance), "points": cents(chance, 3)}
                      for _ in range(chance.randint(1, 3))]}


def some_lateness(chance):
    return {"per_day": cents(chance, 1)}


def some_deduct(chance):
    return {**measure(chance), "points": cents(chance, 1), "cap": cents(chance, 6)}


def some_threshold(chance):
    return {**measure(chance), "below": cents(chance, 2), "from": amount(chance)}


def some_share(chance):
    spec = {"part": figure(chance), "whole": figure(chance)}
    if chance.random() < 0.5:
        spec["full_at"] = str(chance.randint(1, 100))
    return spec


def some_survey(chance):
    return {"points": None, "yes": figure(chance), "asked": figure(chance),
            "least_asked": str(chance.randint(0, 30)), "steps": step_list(chance), "holes": "person"}


def some_cadence(chance):
    return {"unit": chance.choice(["day", "week"]), "expected": str(chance.randint(1, 20))}


def some_manual(chance):
    return {}


def some_conditions(chance):
    return {"conditions": [condition(chance) for _ in range(chance.randint(1, 3))],
            "otherwise": cents(chance, 2)}


# Each kind: its computation, and a random rule.  Kinds made of other rules follow.
SIMPLE = {"exists": (exists, some_least), "steps": (steps, some_steps), "table": (table, some_table),
          "proportional": (proportional, some_proportional), "per_occurrence": (each, some_cap),
          "by_role": (by_role, some_roles), "lateness": (lateness, some_lateness),
          "deduct": (deduct, some_deduct), "threshold": (threshold, some_threshold),
          "share": (share, some_share), "survey": (survey, some_survey),
          "cadence": (cadence, some_cadence), "bonus": (each, some_cap),
          "manual": (manual, some_manual), "all_of": (joined("all"), some_conditions),
          "any_of": (joined("any"), some_conditions)}
OF_PARTS = {"sum": of_parts(sum), "best_of": of_parts(max)}
OF_ONE = {"cap": bound(min), "floor": bound(max)}
COMPUTE = {**{kind: both[0] for kind, both in SIMPLE.items()}, **OF_PARTS, **OF_ONE}


def rule(chance, depth=0):
    names = list(SIMPLE)
    if depth < 2:
        names += list(OF_PARTS | OF_ONE) * 2
    kind = chance.choice(names)
    spec = {"kind": kind, "points": cents(chance, 10)}
    if kind in OF_PARTS:
        spec.update(points=None, parts=[rule(chance, depth + 1) for _ in range(chance.randint(1, 3))])
    elif kind in OF_ONE:
        spec["part"] = rule(chance, depth + 1)
    else:
        spec.update(SIMPLE[kind][1](chance))
    return {key: value for key, value in spec.items() if value is not None}
