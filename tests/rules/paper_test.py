#!/usr/bin/env python3
"""The examples of docs/scoring.md: `minhchung score` and the second implementation (oracle.py)
give what the paper says, and `minhchung criteria check` refuses what the paper says is refused."""
import json
import os
import re
import subprocess
import sys
import tempfile
from fractions import Fraction

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import oracle        # noqa: E402

ROOT = os.path.dirname(os.path.dirname(HERE))
PAPER = os.path.join(ROOT, "docs", "scoring.md")
MINHCHUNG = os.path.join(os.environ.get("MC_BUILD", os.path.join(ROOT, "build")), "bin", "minhchung")
KEYS = {"about", "bonus", "settings", "groups", "criteria", "targets", "gates", "bands", "inputs",
        "gives", "refused", "input_refused"}


def examples():
    with open(PAPER, encoding="utf-8") as file:
        return [json.loads(text) for text in re.findall(r"```json example\n(.*?)```", file.read(), re.S)]


def set_of(example):
    """The example with what every set has: names, a period, the sum of the top nodes."""
    groups = [{"name": g["code"], **g} for g in example.get("groups", [])]
    criteria = [{"name": c["code"], **c} for c in example["criteria"]]
    base = sum(Fraction(n["points"]) for n in groups + criteria
               if "parent" not in n and n.get("pool", "base") == "base")
    made = {"format": "minhchung-criteria-set/1", "code": "S", "name": example["about"],
            "period": {"from": "2023-01-01", "to": "2023-12-31"},
            "points": {"base": str(base), "bonus": example.get("bonus", "0")},
            "groups": groups, "criteria": criteria}
    made.update({key: example[key] for key in ("settings", "targets", "bands") if key in example})
    made["gates"] = [{"name": g["code"], **g} for g in example.get("gates", [])]
    return made


def run(*arguments):
    return subprocess.run([MINHCHUNG, *arguments], capture_output=True, text=True, check=False)


def write(folder, name, lines):
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    return path


def check_refused(example, path):
    wanted = example.get("refused")
    found = json.loads(run("criteria", "check", path, "--json").stdout)
    wrong = [f for f in found["faults"] if f["weight"] == "wrong"]
    if wanted is None:
        assert not wrong, wrong
        return
    assert any(f["place"] == wanted["place"] and wanted["says"] in f["text"] for f in wrong), found


def by_program(path, inputs):
    done = run("score", "--set", path, "--inputs", inputs, "--json")
    assert done.returncode == 0, done.stderr
    unit = json.loads(done.stdout)
    found = {c["criterion"]: c["value"] if c["state"] == "computed" else c["state"] for c in unit["criteria"]}
    found.update(total=unit["total"], band=unit["band"], percent=unit["receipt"]["percent"])
    return found, done.stdout


def by_oracle(made, lines):
    cells = oracle.merged(lines)
    expected = oracle.score_unit(made, {"unit": "U"}, cells)
    found = {code: f"{float(value):.2f}" if state == "computed" else state
             for code, (state, value, _) in expected[0].items()}
    found.update(total=f"{float(expected[1]):.2f}", band=oracle.band_of(made, *expected))
    return found


def check_scored(example, made, path, inputs, lines):
    found, printed = by_program(path, inputs)
    second = by_oracle(made, lines)
    for key, value in example["gives"].items():
        if key == "says":
            for text in [value] if isinstance(value, str) else value:
                assert text in printed, (text, printed)
            continue
        assert found[key] == value, (key, value, found)
        assert key == "percent" or second[key] == value, (key, value, "second implementation", second)


def check(example):
    assert not set(example) - KEYS, set(example) - KEYS
    made = set_of(example)
    lines = [{"unit": "U"}] + [{"unit": "U", **line} for line in example.get("inputs", [])]
    with tempfile.TemporaryDirectory() as folder:
        path, inputs = write(folder, "set.json", [made]), write(folder, "inputs.jsonl", lines)
        check_refused(example, path)
        if "input_refused" in example:
            done = run("score", "--set", path, "--inputs", inputs)
            assert done.returncode == 1 and example["input_refused"] in done.stderr, done.stderr
        if "gives" in example:
            check_scored(example, made, path, inputs, lines)


def kinds_in(json_value):
    """All rule kinds in it."""
    if isinstance(json_value, list):
        return set().union(*map(kinds_in, json_value))
    if isinstance(json_value, dict):
        return set().union({json_value["kind"]} if "kind" in json_value else set(),
                           *map(kinds_in, json_value.values()))
    return set()


def check_kinds(found):
    """The paper has an example of each kind, and a word about it in its table."""
    schema = json.loads(run("score", "--schema").stdout)
    known = {one["properties"]["kind"]["const"] for one in schema["$defs"].values()
             if "const" in one.get("properties", {}).get("kind", {})}
    shown = set().union(*(kinds_in(one["criteria"]) for one in found if "gives" in one))
    with open(PAPER, encoding="utf-8") as file:
        rows = " ".join(line.split("|")[1] for line in file if line.startswith("| `"))
    assert known and known == shown, known ^ shown
    assert not [kind for kind in known if f"`{kind}`" not in rows], rows


def main():
    failed = 0
    found = examples()
    check_kinds(found)
    for example in found:
        try:
            check(example)
        except (AssertionError, KeyError) as fault:
            failed += 1
            print(f"{example['about']}: {fault!r}")
    print(f"{len(found)} examples, {failed} failed")
    sys.exit(1 if failed or not found else 0)


main()
