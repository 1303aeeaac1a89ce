#!/usr/bin/env python3
"""Compares the output of `minhchung score` with the store, digit for digit, including receipts."""
import json
import sys

STATES = {1: "computed", 2: "person", 3: "not_applicable"}


def lines(path):
    with open(path, encoding="utf-8") as file:
        return {one["unit"]: one for one in map(json.loads, file)}


def main(pure_path, stored_path):
    pure, stored = lines(pure_path), lines(stored_path)
    assert pure.keys() == stored.keys(), (len(pure), len(stored))
    cells = bands = 0
    for unit, wanted in pure.items():
        found = stored[unit]
        for key in ("total", "band", "rank", "receipt"):
            assert wanted[key] == found[key], (unit, key, wanted[key], found[key])
        scores = {one["criterion"]: one for one in found["criteria"]}
        for one in wanted["criteria"]:
            score = scores[one["criterion"]]
            same = (one["state"], one["value"], one["receipt"]) == (
                STATES[score["state"]], score["value"], score["receipt"])
            assert same, (unit, one, score)
            cells += 1
        bands += wanted["band"] is not None
    print(f"{len(pure)} units, {cells} scores, {bands} with a band")


main(*sys.argv[1:])
