"""A second implementation of the rules, written from their description and not from the
code: fractions throughout, rounded once.  A value is a Fraction, or None for "a person".
"""
from datetime import date
from fractions import Fraction

from kinds import COMPUTE
from values import HUNDRED, number, within


def points(value):
    """To 0.01, half away from zero."""
    sign = -1 if value < 0 else 1
    return sign * Fraction((abs(value) * 100 * 2 + 1) // 2, 100)


class Cell:
    """The facts of one criterion: (figure, amount, day, days late), figure 0 the occurrence."""

    def __init__(self, criterion, rule, line, window):
        self.figures = criterion.get("figures", [])
        self.rule = rule
        self.line = line
        self.facts = []
        seen = set()
        for piece in line.get("evidence", []):
            if piece.get("id") in seen:
                continue
            seen |= {piece["id"]} if "id" in piece else set()
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
        return COMPUTE[rule["kind"]](self, rule)


# ---------------------------------------------------------------- a unit

def merged(lines):
    """The lines about one unit as one for each criterion."""
    cells = {}
    for line in lines:
        if "criterion" in line:
            into = cells.setdefault(line["criterion"], {"pieces": 0, "evidence": []})
            into["evidence"] += line.get("evidence", [])
            into["pieces"] += line.get("pieces", 0)
            into.update({k: v for k, v in line.items() if k not in ("evidence", "pieces", "assessed")})
            if into.get("assessed", {}).get("body") != "approved" and "assessed" in line:
                into["assessed"] = line["assessed"]
    return cells


def variant_of(criterion, unit):
    for variant in criterion.get("variants", []):
        kinds, peers = variant.get("kinds"), variant.get("peer_groups")
        if (not kinds or unit.get("kind") in kinds) and (not peers or unit.get("peer_group") in peers):
            return {**criterion, **variant}
    return criterion


def score_criterion(criteria_set, criterion, unit, line):
    """("computed", value) or ("person" | "not_applicable", None), and the points of the cell."""
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
    """Pools of all nodes, inherited from groups; also stored in the criteria themselves."""
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
        else:
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
    exact = total * whole / apply if rescaled and 0 < apply < whole else total
    total = points(exact)
    bonus = sum(value(n)[0] for n in nodes if n["pool"] == "bonus"
                and (not n.get("parent") or groups[n["parent"]]["pool"] != "bonus"))
    bonus = max(Fraction(0), min(bonus, number(criteria_set["points"].get("bonus", "0"))))
    under = whole if rescaled else apply
    total, exact = total + bonus, exact + bonus
    percent = exact * HUNDRED / under if under and apply else None
    return cells, total, (exact, percent), {n["code"]: value(n) for n in nodes}


def band_of(criteria_set, cells, _total, unrounded, values):
    """The name, or None: a person."""
    groups = {g["code"]: g for g in criteria_set.get("groups", [])}

    def inside(code, pools_of):
        """The criteria that make up the value of a node."""
        return [c["code"] for c in criteria_set["criteria"] if c["pool"] in pools_of
                and (c["code"] == code or code in ancestors(c, groups))]

    def judge(spec):
        own = next(n["pool"] for n in list(groups.values()) + criteria_set["criteria"]
                   if n["code"] == spec["node"])
        if all(cells[c][0] == "not_applicable" for c in inside(spec["node"], [own])):
            return True
        counted = [own, "deduction"]
        if any(cells[c][0] == "person" for c in inside(spec["node"], counted)):
            return None
        value, most = values[spec["node"]]
        if spec.get("in") == "percent":
            if most <= 0:
                return None
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
    exact, percent = unrounded
    if percent is None:
        return None
    by = exact if criteria_set.get("settings", {}).get("bands_by") == "points" else percent
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
