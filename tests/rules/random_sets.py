"""Random criteria sets of every kind of rule, and random inputs for them."""
from datetime import date, timedelta

from kinds import rule
from values import FIGURES, amount, cents

KINDS = ["xa", "truong", "khoi"]
PEERS = ["cum-1", "cum-2"]
FROM, DAYS = date(2023, 1, 1), 365


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
    groups[11]["pool"] = "bonus"
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
    """One unit's submissions for one criterion, or None."""
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
