"""Random criteria sets of every kind of rule, and random inputs for them."""
from datetime import date, timedelta

FIGURES = ["số liệu một", "số liệu hai", "số liệu ba"]
KINDS = ["xa", "truong", "khoi"]
PEERS = ["cum-1", "cum-2"]
FROM, DAYS = date(2023, 1, 1), 365


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
        spec = {"figure": chance.choice([0, 1, 2, 3]), "aggregate": chance.choice(["count", "sum", "max"])}
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
    """Rising steps with now and then a hole."""
    rows, at = [], 0
    for _ in range(chance.randint(1, 4)):
        end = at + chance.randint(1, 30)
        rows.append({"from": str(at), "to": str(end), "points": cents(chance, 10)})
        at = end + (chance.random() < 0.2)
    if chance.random() < 0.7:
        rows.append({chance.choice(["from", "above"]): str(at), "points": cents(chance, 10)})
    return rows


def rule(chance, depth=0):
    kinds = ["exists", "steps", "table", "proportional", "per_occurrence", "by_role", "lateness",
             "deduct", "threshold", "share", "survey", "cadence", "bonus", "manual", "all_of", "any_of"]
    if depth < 2:
        kinds += ["sum", "best_of", "cap", "floor"] * 2
    kind = chance.choice(kinds)
    spec = {"kind": kind, "points": cents(chance, 10)}
    if kind == "exists" and chance.random() < 0.3:
        spec["least"] = str(chance.randint(1, 4))
    elif kind == "steps":
        del spec["points"]
        spec.update(measure(chance), steps=step_list(chance), holes="person")
    elif kind == "table":
        del spec["points"]
        spec.update(match=chance.choice(["only", "first"]), holes="person",
                    rows=[{**condition(chance), "points": cents(chance, 10)} for _ in range(2)])
    elif kind == "proportional":
        spec.update(figure=figure(chance), aggregate=chance.choice(["count", "sum", "max"]))
        if chance.random() < 0.7:
            spec["cap"] = cents(chance, 12)
        if chance.random() < 0.3:
            spec["floor"] = cents(chance, 3)
    elif kind in ("per_occurrence", "bonus") and chance.random() < 0.7:
        spec["cap"] = cents(chance, 10)
    elif kind == "by_role":
        del spec["points"]
        spec.update(cap=cents(chance, 20), roles=[{"figure": figure(chance), "points": cents(chance, 3)}
                                                  for _ in range(chance.randint(1, 3))])
    elif kind == "lateness":
        spec["per_day"] = cents(chance, 1)
    elif kind == "deduct":
        spec.update(measure(chance), points=cents(chance, 1), cap=cents(chance, 6))
    elif kind == "threshold":
        spec.update(measure(chance), below=cents(chance, 2))
        spec["from"] = amount(chance)
    elif kind == "share":
        spec.update(part=figure(chance), whole=figure(chance))
        if chance.random() < 0.5:
            spec["full_at"] = str(chance.randint(1, 100))
    elif kind == "survey":
        del spec["points"]
        spec.update(yes=figure(chance), asked=figure(chance), least_asked=str(chance.randint(0, 30)),
                    steps=step_list(chance), holes="person")
    elif kind == "cadence":
        spec.update(unit=chance.choice(["day", "week"]), expected=str(chance.randint(1, 20)))
    elif kind in ("all_of", "any_of"):
        spec.update(conditions=[condition(chance) for _ in range(chance.randint(1, 3))],
                    otherwise=cents(chance, 2))
    elif kind in ("sum", "best_of"):
        del spec["points"]
        spec["parts"] = [rule(chance, depth + 1) for _ in range(chance.randint(1, 3))]
    elif kind in ("cap", "floor"):
        spec["part"] = rule(chance, depth + 1)
    return spec


def criterion(chance, code, parent):
    spec = {"code": code, "name": f"Tiêu chí {code}", "parent": parent, "points": cents(chance, 12),
            "pool": chance.choice(["base"] * 8 + ["bonus", "deduction"]), "figures": FIGURES,
            "rule": rule(chance)}
    if chance.random() < 0.2:
        spec["window"] = {"from": "2023-03-01", "to": "2023-09-30"}
    if chance.random() < 0.2:
        spec["not_applicable"] = {"kinds": [chance.choice(KINDS)], "reason": "không có đối tượng"}
    if chance.random() < 0.2:
        spec["variants"] = [{"kinds": [chance.choice(KINDS)], "points": cents(chance, 12),
                             "rule": rule(chance)},
                            {"peer_groups": [chance.choice(PEERS)], "rule": rule(chance)}]
    return spec


def criteria_set(chance, count):
    groups = [{"code": f"G{i}", "name": f"Nhóm {i}", "points": str(chance.randint(10, 120)),
               "limit": "cap", "floor": chance.choice(["0", "0", "none"])} for i in range(12)]
    for i in range(4, 12):
        groups[i]["parent"] = f"G{chance.randint(0, i - 1)}"
    criteria = [criterion(chance, f"C{i}", f"G{chance.randint(0, 11)}") for i in range(count)]
    gates = [{"code": f"K{i}", "name": f"Điều kiện {i}", "node": chance.choice(groups)["code"],
              "in": "percent", "from": str(chance.randint(1, 40))} for i in range(3)]
    gates.append({"code": "K3", "name": "Điều kiện 3", "any": [
        {"node": "C1", "from": "1"}, {"all": [{"node": "C2", "from": "1"}, {"node": "C3", "above": "0"}]}]})
    return {"format": "minhchung-criteria-set/1", "code": "NGAU-NHIEN", "name": "Bộ ngẫu nhiên",
            "period": {"from": "2023-01-01", "to": "2023-12-31"},
            "points": {"base": str(sum(int(g["points"]) for g in groups if "parent" not in g)),
                       "bonus": "20"},
            "settings": {"rescale": chance.choice(["none", "proportional"])},
            "groups": groups, "criteria": criteria, "gates": gates,
            "bands": [{"name": "Cao", "from": "40", "gates": ["K0", "K3"]},
                      {"name": "Vừa", "from": "20", "to": "40", "gates": ["K1"]},
                      {"name": "Thấp", "from": "5", "to": "20"}]}


def line(chance, unit, code):
    """What one unit files for one criterion, or None."""
    if chance.random() < 0.1:
        return None
    spec = {"unit": unit, "criterion": code}
    evidence = []
    for i in range(chance.choice([0, 1, 1, 2, 3, 6])):
        day = FROM + timedelta(days=chance.randint(-20, DAYS + 20))
        piece = {"id": f"{unit}-{code}-{i}", "on": day.isoformat(), "days_late": chance.choice([0, 0, 3, 11])}
        piece["figures"] = {name: amount(chance) for name in FIGURES if chance.random() < 0.6}
        evidence.append(piece)
    spec["evidence"] = evidence
    if chance.random() < 0.2:
        spec["figures"] = {name: amount(chance) for name in FIGURES if chance.random() < 0.7}
    if chance.random() < 0.1:
        spec["pieces"] = chance.randint(0, 5)
    if chance.random() < 0.6:
        spec["target"] = chance.choice(["0", "10", "33.3333", "250", "1000000"])
    if chance.random() < 0.4:
        spec["assessed"] = {"body": "appraised", "value": cents(chance, 12), "reason": "thẩm định"}
    if chance.random() < 0.03:
        spec["not_applicable"] = "được miễn"
    return spec
