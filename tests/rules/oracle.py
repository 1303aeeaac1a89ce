"""A second implementation of the rules, written from their description and not from the
code: fractions throughout, rounded once.  A value is a Fraction, or None for "a person".
"""
from datetime import date
from fractions import Fraction
from functools import lru_cache

HUNDRED = Fraction(100)


def points(value):
    """To 0.01, half away from zero."""
    sign = -1 if value < 0 else 1
    return sign * Fraction((abs(value) * 100 * 2 + 1) // 2, 100)


@lru_cache(maxsize=None)
def number(text):
    return Fraction(text)


class Cell:
    """What was filed for one criterion: (figure, amount, day, days late), figure 0 the piece."""

    def __init__(self, criterion, rule, line, window):
        self.figures = criterion.get("figures", [])
        self.rule = rule
        self.line = line
        self.facts = []
        for piece in line.get("evidence", []):
            late = piece.get("days_late", 0)
            self.add(0, Fraction(1), piece["on"], late)
            for name, amount in piece.get("figures", {}).items():
                self.add(self.figure(name), number(amount), piece["on"], late)
        for _ in range(line.get("pieces", 0)):
            self.add(0, Fraction(1), window[0], 0)
        for name, amount in line.get("figures", {}).items():
            self.add(self.figure(name), number(amount), window[0], 0)
        self.facts = [f for f in self.facts if window[0] <= f[2] <= window[1]]
        self.target = number(line["target"]) if "target" in line else None

    def add(self, figure, amount, day, late):
        self.facts.append((figure, amount, day, late))

    def figure(self, key):
        return key if isinstance(key, int) else self.figures.index(key) + 1

    def of(self, key):
        figure = self.figure(key)
        return [f for f in self.facts if f[0] == figure]

    def amount(self, key, aggregate):
        found = self.of(key)
        if not found:
            return Fraction(0)
        if self.figure(key) == 0 or aggregate == "count":
            return Fraction(len(found))
        amounts = [f[1] for f in found]
        return sum(amounts) if aggregate == "sum" else max(amounts)

    def days(self, weeks):
        days = {date.fromisoformat(f[2]) for f in self.of(0)}
        return Fraction(len({d.isocalendar()[:2] for d in days} if weeks else days))

    def late(self):
        return Fraction(max((f[3] for f in self.of(0)), default=0))

    # ------------------------------------------------------------ measures

    def percent(self, part, whole):
        if not self.of(0) and not self.of(part) and not self.of(whole):
            return Fraction(0)
        a, b = self.amount(part, "sum"), self.amount(whole, "sum")
        return None if b <= 0 or a > b else a * HUNDRED / b

    def against_target(self, result):
        return None if self.target is None or self.target <= 0 else result * HUNDRED / self.target

    def measure(self, spec):
        wanted = spec.get("part", spec.get("figure", 0))
        if spec.get("missing") == "person" and not self.of(wanted):
            return None
        if "part" in spec:
            return self.percent(spec["part"], spec["whole"])
        if "pieces" in spec:
            return {"count": lambda: Fraction(len(self.of(0))), "days": lambda: self.days(False),
                    "weeks": lambda: self.days(True), "days_late": self.late}[spec["pieces"]]()
        result = self.amount(spec["figure"], spec["aggregate"])
        return self.against_target(result) if "against" in spec else result

    def holds(self, spec):
        """True, False or None."""
        if "all" in spec or "any" in spec:
            parts = [self.holds(p) for p in spec.get("all", spec.get("any"))]
            decisive = "any" in spec
            if decisive in parts:
                return decisive
            return None if None in parts else not decisive
        value = self.measure(spec)
        return None if value is None else within(spec, value)

    def compute(self, rule):
        return KINDS[rule["kind"]](self, rule)


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


# ---------------------------------------------------------------- kinds

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


KINDS = {"exists": exists, "steps": steps, "table": table, "proportional": proportional,
         "per_occurrence": each, "bonus": each, "by_role": by_role, "lateness": lateness,
         "deduct": deduct, "threshold": threshold, "share": share, "survey": survey,
         "cadence": cadence, "manual": manual, "all_of": joined("all"), "any_of": joined("any"),
         "sum": of_parts(sum), "best_of": of_parts(max), "cap": bound(min), "floor": bound(max)}


# ---------------------------------------------------------------- a unit

def variant_of(criterion, unit):
    for variant in criterion.get("variants", []):
        kinds, peers = variant.get("kinds"), variant.get("peer_groups")
        if (not kinds or unit.get("kind") in kinds) and (not peers or unit.get("peer_group") in peers):
            return {**criterion, **variant}
    return criterion


def score_criterion(criteria_set, criterion, unit, line):
    """("computed", value) or ("person" | "not_applicable", None), and the points that it had."""
    chosen = variant_of(criterion, unit)
    most = number(chosen["points"])
    absent = criterion.get("not_applicable", {})
    if ("not_applicable" in line or unit.get("kind") in absent.get("kinds", [])
            or unit["unit"] in absent.get("units", [])):
        return "not_applicable", None, Fraction(0)
    period = criteria_set.get("period", {})
    window = criterion.get("window", {})
    days = (window.get("from", period.get("from", "0001-01-01")),
            window.get("to", period.get("to", "9999-12-31")))
    value = Cell(criterion, chosen["rule"], line, days).compute(chosen["rule"])
    if value is None:
        return "person", None, most
    low, high = (-most, Fraction(0)) if criterion["pool"] == "deduction" else (Fraction(0), most)
    return "computed", points(max(low, min(value, high))), most


def pools(criteria_set):
    """Pools of all nodes, handed down from groups; also into the criteria themselves."""
    groups = {g["code"]: g for g in criteria_set.get("groups", [])}

    def pool(node):
        own = node.get("pool", "base")
        if own == "base" and node.get("parent"):
            return pool(groups[node["parent"]])
        return own
    for node in list(groups.values()) + criteria_set["criteria"]:
        node["pool"] = pool(node)
    return groups


def score_unit(criteria_set, unit, lines):
    groups = pools(criteria_set)
    cells = {c["code"]: score_criterion(criteria_set, c, unit, lines.get(c["code"], {}))
             for c in criteria_set["criteria"]}
    nodes = list(groups.values()) + criteria_set["criteria"]

    def children(code):
        return [n for n in nodes if n.get("parent") == code]

    known = {}

    def value(node):
        """Its value, and its points that apply."""
        if node["code"] not in known:
            known[node["code"]] = compute(node)
        return known[node["code"]]

    def compute(node):
        if "rule" in node:
            _, found, most = cells[node["code"]]
            return found or Fraction(0), most
        own = [value(n) for n in children(node["code"]) if n["pool"] == node["pool"]]
        most = min(number(node["points"]), sum(p for _, p in own))
        total = sum(v for v, _ in own)
        if node["pool"] == "deduction":
            return max(-number(node["points"]), min(total, 0)), most
        if node["pool"] == "base":
            total += sum(value(n)[0] for n in children(node["code"]) if n["pool"] == "deduction")
        low = None if node.get("floor") == "none" else Fraction(0)
        total = min(total, most)
        return (total if low is None else max(low, total)), most

    top = [n for n in nodes if not n.get("parent")]
    base = [value(n) for n in top if n["pool"] == "base"]
    apply = sum(p for _, p in base)
    total = sum(v for v, _ in base) + sum(value(n)[0] for n in top if n["pool"] == "deduction")
    total = max(Fraction(0), min(total, apply))
    whole = number(criteria_set["points"]["base"])
    rescaled = criteria_set.get("settings", {}).get("rescale") == "proportional"
    if rescaled and 0 < apply < whole:
        total = points(total * whole / apply)
    bonus = sum(value(n)[0] for n in nodes if n["pool"] == "bonus"
                and (not n.get("parent") or groups[n["parent"]]["pool"] != "bonus"))
    bonus = max(Fraction(0), min(bonus, number(criteria_set["points"].get("bonus", "0"))))
    under = whole if rescaled else apply
    total += bonus
    percent = total * HUNDRED / under if under else Fraction(0)
    return cells, total, percent, {n["code"]: value(n) for n in nodes}


def band_of(criteria_set, cells, total, percent, values):
    """The name, or None: a person."""
    groups = {g["code"]: g for g in criteria_set.get("groups", [])}

    def inside(code, pools_of):
        """Criteria that the value of a node is made of."""
        return [c["code"] for c in criteria_set["criteria"] if c["pool"] in pools_of
                and (c["code"] == code or code in ancestors(c, groups))]

    def judge(spec):
        own = next(n["pool"] for n in list(groups.values()) + criteria_set["criteria"]
                   if n["code"] == spec["node"])
        if all(cells[c][0] == "not_applicable" for c in inside(spec["node"], [own])):
            return True
        counted = [own, "deduction"] if own == "base" else [own]
        if any(cells[c][0] == "person" for c in inside(spec["node"], counted)):
            return None
        value, most = values[spec["node"]]
        if spec.get("in") == "percent" and most > 0:
            value = value * HUNDRED / most
        return within(spec, value)

    def gate(spec):
        if "all" in spec or "any" in spec:
            parts = [gate(p) for p in spec.get("all", spec.get("any"))]
            decisive = "any" in spec
            if decisive in parts:
                return decisive
            return None if None in parts else not decisive
        return judge(spec)
    gates = {g["code"]: gate(g) for g in criteria_set.get("gates", [])}
    by = total if criteria_set.get("settings", {}).get("bands_by") == "points" else percent
    bands = criteria_set.get("bands", [])
    start = next((i for i, b in enumerate(bands) if within(b, by)), len(bands))
    for band in bands[start:]:
        truths = [gates[code] for code in band.get("gates", [])]
        if False in truths:
            continue
        return None if None in truths else band["name"]
    return None


def ancestors(node, groups):
    while node.get("parent"):
        node = groups[node["parent"]]
        yield node["code"]
