"""Counts, for each check, how many defects were planted, found and missed, and how many alarms are false.

Usage: quality.py DIR ACCOUNT_ID OUT.json, where DIR holds demo/truth.jsonl, findings.tsv, members.tsv,
catalogue.jsonl and judged.jsonl (see quality.sh).  A finding on a real article counts as an
alarm whether or not the article is at fault: an upper bound of false ones.
"""
import collections
import json
import os
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "demo"))
from compare_truth import submission_id  # noqa: E402


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def read_findings(path):
    found = collections.defaultdict(set)
    with open(path, encoding="utf-8") as file:
        for line in file:
            identity, _, code = line.rstrip("\n").partition("\t")
            found[identity].add(code)
    return found


def count_members(folder, planted, right, false):
    """Findings in the exports of the member software: by unit, sheet and row."""
    with open(os.path.join(folder, "demo", "exports", "expected.json"), encoding="utf-8") as file:
        wanted = {(one["unit"], sheet, str(row), code)
                  for one in json.load(file) for sheet, row, code in one["findings"]}
    with open(os.path.join(folder, "members.tsv"), encoding="utf-8") as file:
        found = {tuple(line.rstrip("\n").split("\t")) for line in file}
    planted.update(place[3] for place in wanted)
    right.update(place[3] for place in found & wanted)
    false.update(place[3] for place in found - wanted)


def share(part, whole):
    return f"{part / whole:7.3f}" if whole else "      –"


SURE = 0.95  # of what a check tells, so much is right, else it may cost no points
ENOUGH = 20  # findings, to say so


def overbold(checks):
    """The checks that cost points and are not sure enough for it, with their precision."""
    for code, one in checks.items():
        told = one["found"] + one["false"] + one.get("hands_false", 0)
        if one["severity"] > 1 and told >= ENOUGH and one["found"] < SURE * told:
            yield f"{code}: {one['found']} of {told} findings are right; below {SURE:.0%} it may cost no points"


def main():
    folder, account, out = sys.argv[1:4]
    truth = lines(os.path.join(folder, "demo", "truth.jsonl"))
    found = read_findings(os.path.join(folder, "findings.tsv"))
    judged = lines(os.path.join(folder, "judged.jsonl"))
    catalogue = lines(os.path.join(folder, "catalogue.jsonl"))
    planted, right, false, clean_alarms = (collections.Counter() for _ in range(4))
    clean = 0
    for piece in truth:
        codes = found[submission_id(account, piece["key"])] - {""}
        planted.update(piece["defects"])
        right.update(codes & set(piece["defects"]))
        false.update(codes - set(piece["defects"]))
        if not piece["defects"]:
            clean += 1
            clean_alarms.update(codes)
    count_members(folder, planted, right, false)
    alarms = collections.Counter()
    for article in judged:
        alarms.update({finding["code"] for finding in article["findings"]})
    checks = {}
    print(f"{'check':28} {'planted':>7} {'found':>6} {'false':>6} {'recall':>7} {'precis.':>7} "
          f"{'per 1000':>9}")
    for entry in catalogue:
        code = entry["code"]
        per_1000 = alarms[code] * 1000 / len(judged) if judged else 0.0
        checks[code] = {"planted": planted[code], "found": right[code], "false": false[code],
                        "per_1000_articles": round(per_1000, 1), "severity": entry["severity"]}
        print(f"{code:28} {planted[code]:7} {right[code]:6} {false[code]:6} "
              f"{share(right[code], planted[code])} {share(right[code], right[code] + false[code])} "
              f"{per_1000:9.1f}")
    names = {1: "hints", 2: "warnings", 3: "errors", 4: "fatal"}
    total = {"pieces": len(truth), "clean": clean, "planted": sum(planted.values()),
             "found": sum(right.values()), "false": sum(false.values()),
             "checks": len(catalogue), "checks_planted": len(planted), "articles": len(judged),
             "alarms_per_1000_clean_pieces": round(sum(clean_alarms.values()) * 1000 / clean, 1)}
    severity = {entry["code"]: entry["severity"] for entry in catalogue}
    for number, name in names.items():
        told = sum(count for code, count in alarms.items() if severity[code] == number)
        total[f"{name}_per_1000_articles"] = round(told * 1000 / len(judged), 1) if judged else None
    print(json.dumps(total, indent=1))
    figures = os.path.join(folder, "figures.json")
    if os.path.exists(figures):
        with open(figures, encoding="utf-8") as file:
            checks["figures.text_contradicts"]["real"] = json.load(file)
    with open(os.path.join(folder, "hands.json"), encoding="utf-8") as file:
        hands = json.load(file)
    for kind, one in hands.items():
        for code, check in one["checks"].items():
            checks[code].setdefault("hands", {})[kind] = {"planted": check["planted"], "found": check["found"]}
        for line in one["reported"]:
            code = line.split()[1]
            checks[code]["hands_false"] = checks[code].get("hands_false", 0) + 1
    total["hands"] = sum(one["papers"] for one in hands.values())
    copies = {}
    for name in ("texts", "verdicts", "photos"):
        path = os.path.join(folder, f"{name}.json")
        if os.path.exists(path):
            with open(path, encoding="utf-8") as file:
                copies[name] = json.load(file)
    with open(out, "w", encoding="utf-8") as file:
        json.dump({"total": total, "checks": checks, "copies": copies}, file, ensure_ascii=False, indent=1)
    faults = list(overbold(checks))
    print("\n".join(faults))
    return 1 if faults else 0


sys.exit(main())
