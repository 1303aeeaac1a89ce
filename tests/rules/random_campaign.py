#!/usr/bin/env python3
"""random_campaign.py COUNT FOLDER — random criteria sets N.json, and N.sql that opens a campaign
RN of each with its own units, targets, facts and scores by people."""
import json
import os
import random
import sys

import random_sets

SEED, CRITERIA, UNITS = 20231110, 60, 12


def text(value):
    return "'" + str(value).replace("'", "''") + "'"


def facts(criteria, unit, line):
    spec = criteria[line["criterion"]]
    for piece in line.get("evidence", []):
        rows = [(0, "1")] + [(spec["figures"].index(name) + 1, amount)
                             for name, amount in piece["figures"].items()]
        for figure, amount in rows:
            yield (f"({text(unit)}, {text(line['criterion'])}, {text(piece['id'])}, {figure}, {amount},"
                   f" DATE {text(piece['on'])}, {piece['days_late']})")


def script(chance, n, criteria_set):
    criteria = {spec["code"]: spec for spec in criteria_set["criteria"]}
    units = [{"code": f"R{n}-{i}", "name": f"Đơn vị {i}", "kind": chance.choice(random_sets.KINDS),
              "peer_group": chance.choice(random_sets.PEERS)} for i in range(UNITS)]
    lines = [random_sets.line(chance, unit["code"], code) for unit in units for code in criteria]
    lines = [line for line in lines if line is not None]
    doc = {**criteria_set, "directory": {"units": units}, "targets": [
        {"unit": line["unit"], "criterion": line["criterion"], "value": line["target"]}
        for line in lines if "target" in line]}
    yield "INSERT INTO unit (code, name, kind, parent_id) VALUES " + ", ".join(
        f"({text(u['code'])}, {text(u['name'])}, {text(u['kind'])}, 1)" for u in units) + ";"
    asked = {"code": f"R{n}", "name": f"Đợt {n}", "deadline": "2023-12-31"}
    yield (f"DO $do$ DECLARE faults jsonb; BEGIN faults := open_campaign($json${json.dumps(doc)}$json$,"
           f" {text(json.dumps(asked))}); IF faults <> '[]' THEN RAISE EXCEPTION '%', faults; END IF; END $do$;")
    place = (f" FROM (VALUES %s) AS t(unit, criterion, %s) JOIN campaign c ON c.code = 'R{n}'"
             " JOIN unit u ON u.code = t.unit JOIN criterion k ON k.set_id = c.criteria_set_id"
             " AND k.code = t.criterion %s;")
    rows = [row for line in lines for row in facts(criteria, line["unit"], line)]
    yield ("INSERT INTO evidence_fact SELECT c.id, u.id, k.id, md5(t.piece)::uuid, t.figure, t.amount, t.day, t.late"
           + place % (", ".join(rows), "piece, figure, amount, day, late", ""))
    said = [f"({text(l['unit'])}, {text(l['criterion'])}, {l['assessed']['value']}, {text(l['assessed']['reason'])})"
            for l in lines if "assessed" in l]
    yield ("INSERT INTO assessed_score SELECT c.id, u.id, k.id, 'appraised', t.value, t.reason, 1"
           + place % (", ".join(said), "value, reason", ""))
    free = [f"({text(l['unit'])}, {text(l['criterion'])}, {text(l['not_applicable'])})"
            for l in lines if "not_applicable" in l]
    if free:
        yield ("INSERT INTO not_applicable SELECT c.id, u.id, k.id, t.reason"
               + place % (", ".join(free), "reason", "ON CONFLICT DO NOTHING"))
    yield f"SELECT mark_campaign(id) FROM campaign WHERE code = 'R{n}';"


def main(count, folder):
    for n in range(1, int(count) + 1):
        chance = random.Random(SEED + n)
        criteria_set = random_sets.criteria_set(chance, CRITERIA)
        criteria_set.update(code=f"NGAU-NHIEN-{n}", version=n)
        for gate in criteria_set["gates"][:3]:      # on single criteria: whole groups mostly wait for a person
            gate.update({"node": f"C{chance.randint(0, CRITERIA - 1)}", "in": "points", "from": "0.5"})
        criteria_set["settings"]["tie_break"] = ["G0", "G1"]
        criteria_set["settings"]["bands_by"] = chance.choice(["percent", "points"])
        with open(os.path.join(folder, f"{n}.json"), "w", encoding="utf-8") as file:
            json.dump(criteria_set, file, ensure_ascii=False)
        with open(os.path.join(folder, f"{n}.sql"), "w", encoding="utf-8") as file:
            file.writelines(line + "\n" for line in script(chance, n, criteria_set))


main(*sys.argv[1:])
