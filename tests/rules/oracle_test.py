#!/usr/bin/env python3
"""`minhchung score` against a second implementation (oracle.py) on 100 000 random cases:
every value, state, total and band agrees digit for digit.  And the properties of all rules:
values stay within cap and floor, the order of lines and facts never matters, and more of
what a rising rule counts never gives less.
"""
import json
import multiprocessing
import os
import random
import subprocess
import sys
import tempfile
from fractions import Fraction

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import oracle        # noqa: E402
import random_sets   # noqa: E402

MINHCHUNG = os.path.join(os.environ.get("MC_BUILD", "build"), "bin", "minhchung")
SETS, CRITERIA, UNITS = 10, 200, 50
SEED = 20231102


def run(folder, criteria_set, lines):
    """The printed lines, by unit."""
    paths = [os.path.join(folder, name) for name in ("set.json", "inputs.jsonl")]
    with open(paths[0], "w", encoding="utf-8") as file:
        json.dump(criteria_set, file, ensure_ascii=False)
    with open(paths[1], "w", encoding="utf-8") as file:
        file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    done = subprocess.run([MINHCHUNG, "score", "--set", paths[0], "--inputs", paths[1], "--json"],
                          capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise AssertionError(f"exit {done.returncode}: {done.stderr[:2000]}")
    return {one["unit"]: one for one in map(json.loads, done.stdout.splitlines())}


def make(chance):
    criteria_set = random_sets.criteria_set(chance, CRITERIA)
    units = [{"unit": f"U{i}", "kind": chance.choice(random_sets.KINDS),
              "peer_group": chance.choice(random_sets.PEERS)} for i in range(UNITS)]
    cells = {unit["unit"]: {} for unit in units}
    for unit in units:
        for criterion in criteria_set["criteria"]:
            line = random_sets.line(chance, unit["unit"], criterion["code"])
            if line is not None:
                cells[unit["unit"]][criterion["code"]] = line
    return criteria_set, units, cells


def compare(criteria_set, units, cells, printed):
    """The numbers of cells that agree and of those that a person decides; the first that
    does not agree ends the test."""
    persons = count = 0
    for unit in units:
        expected = oracle.score_unit(criteria_set, unit, cells[unit["unit"]])
        found = printed[unit["unit"]]
        for one in found["criteria"]:
            state, value, _ = expected[0][one["criterion"]]
            persons += state == "person"
            count += 1
            same = state == one["state"] and (value is None or Fraction(one["value"]) == value)
            if not same:
                raise AssertionError(f"{unit} {one['criterion']}: wanted {state} {value and float(value)}\n"
                         f"{json.dumps(one['receipt'], ensure_ascii=False, indent=1)}\n"
                         f"{json.dumps(cells[unit['unit']].get(one['criterion']), ensure_ascii=False)}")
        band = oracle.band_of(criteria_set, *expected)
        if Fraction(found["total"]) != expected[1] or found["band"] != band:
            raise AssertionError(f"{unit}: wanted {float(expected[1])} {band}: "
                     f"{json.dumps(found['receipt'], ensure_ascii=False, indent=1)}")
    return count, persons


def check_bounds(criteria_set, printed):
    pools = {c["code"]: c["pool"] for c in criteria_set["criteria"]}
    for unit in printed.values():
        for one in unit["criteria"]:
            if one["state"] != "computed":
                continue
            value, most = Fraction(one["value"]), Fraction(one["receipt"]["points"])
            low, high = (-most, 0) if pools[one["criterion"]] == "deduction" else (0, most)
            assert low <= value <= high, one
            assert (value * 100).denominator == 1, one


def shuffled(chance, lines):
    """The same facts in another order, each on a line of its own."""
    pieces = []
    for line in lines:
        parts = line.get("evidence", [])
        for part in parts[1:]:
            pieces.append({"unit": line["unit"], "criterion": line["criterion"], "evidence": [part]})
        pieces.append({**line, "evidence": parts[:1]} if "evidence" in line else line)
    chance.shuffle(pieces)
    return pieces


RISING = [{"kind": "exists", "points": "5"}, {"kind": "per_occurrence", "points": "0.35", "cap": "4"},
          {"kind": "proportional", "figure": 1, "aggregate": "sum", "points": "7.5", "cap": "7"},
          {"kind": "threshold", "figure": 2, "aggregate": "max", "from": "400", "points": "5"},
          {"kind": "by_role", "cap": "9", "roles": [{"figure": 1, "points": "0.5"}, {"figure": 3, "points": "1"}]},
          {"kind": "cadence", "unit": "day", "points": "6", "expected": "5"},
          {"kind": "all_of", "points": "4", "conditions": [{"pieces": "count", "from": "2"},
                                                           {"figure": 1, "aggregate": "sum", "from": "20"}]}]
RISING.append({"kind": "sum", "parts": RISING[:3]})
RISING.append({"kind": "best_of", "parts": RISING[1:5]})


def check_rising(chance, folder):
    """One more submission with one more of each figure never costs points."""
    criteria_set = random_sets.criteria_set(chance, len(RISING))
    for criterion, rule in zip(criteria_set["criteria"], RISING):
        criterion.update(rule=rule, points="20", pool="base")
        for key in ("variants", "not_applicable", "window"):
            criterion.pop(key, None)
    before, after = [], []
    for unit in range(300):
        for criterion in criteria_set["criteria"]:
            line = random_sets.line(chance, f"U{unit}", criterion["code"]) or {
                "unit": f"U{unit}", "criterion": criterion["code"], "evidence": []}
            line.update(target="40")
            line.pop("not_applicable", None)
            more = {"on": "2023-06-01", "figures": {n: random_sets.amount(chance) for n in random_sets.FIGURES}}
            before.append(line)
            after.append({**line, "evidence": line["evidence"] + [more]})
    old, new = run(folder, criteria_set, before), run(folder, criteria_set, after)
    for code, unit in old.items():
        for was, now in zip(unit["criteria"], new[code]["criteria"]):
            assert Fraction(now["value"]) >= Fraction(was["value"]), (was, now)


def try_set(at):
    """One random set with all its units: the numbers of cases, and of those for a person."""
    chance = random.Random(SEED + at)
    with tempfile.TemporaryDirectory() as folder:
        criteria_set, units, cells = make(chance)
        lines = units + [line for one in cells.values() for line in one.values()]
        printed = run(folder, criteria_set, lines)
        found = compare(criteria_set, units, cells, printed)
        check_bounds(criteria_set, printed)
        # The units are in another order; each result must be the same.
        if at == 0 and run(folder, criteria_set, shuffled(chance, lines)) != printed:
            raise AssertionError("another order of the same facts gives another result")
        if at == 1:
            check_rising(chance, folder)
    return found


def main():
    with multiprocessing.Pool(2) as pool:
        found = pool.map(try_set, range(SETS), chunksize=1)
    count, persons = (sum(part) for part in zip(*found))
    print(f"{count} cases agree, {persons} of them for a person")
    assert count == SETS * CRITERIA * UNITS and 0 < persons < count / 2


if __name__ == "__main__":
    main()
