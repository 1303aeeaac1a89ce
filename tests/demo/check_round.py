#!/usr/bin/python3
"""check_round.py URL VAR — the article as a test: what it tells of the inspection round of 2023 (plan
and day, window, 11 of 11 units, limits, seven recommendations) is read off the system and off the news
item that the system writes.  What the demo planted in the evidence of each unit is in the conclusion's
figures.  VAR is the demo's directory."""
import collections
import hashlib
import json
import re
import sys
from datetime import date

sys.dont_write_bytecode = True

from asking import VAR, ask, check, end, sign_in  # noqa: E402

ROUND = "/campaigns/2023/rounds/KT-2023"
PLAN = ("128-KH/UBKTTĐ", "2023-10-18", "2023-11-02", "2023-11-10")
# What the article calls weak, and where the system has it: evidence with faults, weak articles, inexact
# figures, work behind schedule, inspection and supervision, the member software.
LIMITS = (("evidence.file", "evidence.document", "evidence.copy"), ("evidence.article", "evidence.text"),
          ("evidence.figures",), ("targets.behind",), ("people",), ("members.low",))
LATE = {"HD-TRACU": 1, "HD-DUYENHAI": 3}      # units, and days after the due day of the report
SAMPLE = 2
# A word of each recommendation, and how many units have done it.
ASKED = (("Internet", 7), ("nông thôn mới", 6), ("Vì đàn em thân yêu", 8), ("nguồn cán bộ", 4),
         ("phần mềm Quản lý đoàn viên", 5), ("chi đoàn mạnh", 6), ("yêu cầu minh chứng tiêu chí", 3))


def lines_of(name):
    with open(f"{VAR}/demo/{name}", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def check_course(held):
    told = (held["symbol"], held["dated"], held["period_from"], held["period_to"])
    check(told == PLAN, f"plan and window: {told}")
    check((held["done_count"], held["unit_count"]) == (11, 11), f"{held['done_count']} of {held['unit_count']} units")
    check(held["state"] == "closed", f"the round is {held['state']}")
    for unit in held["units"]:
        check(PLAN[2] <= (unit["visited_on"] or "") <= PLAN[3], f"{unit['code']}: visited on {unit['visited_on']}")
        check(unit["visited_on"] and date.fromisoformat(unit["visited_on"]).weekday() < 5, f"{unit['code']}: on a free day")
        check(unit["minutes"] == "locked", f"{unit['code']}: minutes {unit['minutes']}")


def check_before(token, held):
    """Who was late with the report, and the lots: drawn a second time from what the answers state."""
    late = {unit["code"]: unit["report"]["days_late"] for unit in held["units"] if unit["report"]["state"] != "kept"}
    check(late == LATE, f"late reports: {late}")
    for unit in held["units"]:
        drawn = ask(f"{ROUND}/units/{unit['code']}/preparation", token)["sample"]["versions"][0]
        keys = [one["code"] or one["name"] for one in drawn["candidates"]]
        again = sorted(keys, key=lambda key: hashlib.sha256(f"{drawn['seed']}/{key}".encode()).digest())[:SAMPLE]
        check({one["code"] or one["name"] for one in drawn["units"]} == set(again), f"{unit['code']}: another lot than {again}")


def planted(severities):
    """Families of checks by unit, of the defects that count as more than hints."""
    unit_of = {piece["key"]: piece["evidence"]["unit"] for piece in lines_of("evidence.jsonl")}
    found = collections.defaultdict(set)
    for one in lines_of("truth.jsonl"):
        for code in one["defects"]:
            if severities.get(code) in ("warning", "error", "fatal"):
                found[code.split(".")[0]].add(unit_of[one["key"]])
    return found


def check_conclusion(token, told):
    facts = {fact["key"]: fact for fact in told["facts"]}
    check(told["state"] == "issued" and told["symbol"], "the conclusion is not issued")
    for fact in told["facts"]:
        check(fact["count"] == len(fact["units"]), f"{fact['key']}: {fact['count']}, {len(fact['units'])} units")
    for words in LIMITS:
        check(any(word in facts and facts[word]["section"] == "limit" for word in words), f"no limit of {words}")
    severities = {one["code"]: one["severity"] for family in ask("/handbook", token)["families"] for one in family["checks"]}
    for family, units in planted(severities).items():
        named = {one["unit"] for one in facts.get(f"evidence.{family}", {"units": []})["units"]}
        check(units <= named, f"{family}: planted at {sorted(units - named)}, which are not named")
    check(sum(line["section"] == "strength" for line in told["lines"]) >= 3, "no strengths")
    limits = [line for line in told["lines"] if line["section"] == "limit" and "unit" not in line]
    for line in limits:
        fact = facts.get(line.get("fact"))
        check(fact and line["text"].startswith(f"{fact['count']}/{fact['of']} "), f"{line['text']}: not its figure")


def check_asked(token, told):
    lines = [line["text"] for line in told["lines"] if line["section"] == "recommendation"]
    items = ask("/campaigns/2023/recommendations", token)["items"]
    items = sorted((one for one in items if one["round"] == "KT-2023"), key=lambda one: one["number"])
    check(lines == [one["text"] for one in items] and len(items) == 7, f"{len(items)} recommendations, {len(lines)} lines")
    for (word, done), one in zip(ASKED, items):
        check(word in one["text"], f"{one['number']}: {one['text']}")
        check((one["accepted"], one["of"]) == (done, 11), f"{one['number']}: {one['accepted']} of {one['of']}")
        check(len(one["units"]) == 11, f"{one['number']}: {len(one['units'])} units")


def check_news(news, held):
    text = "\n".join("".join(part["text"] for part in parts) for parts in news["paragraphs"])
    for word in ("128-KH/UBKTTĐ", "18/10/2023", "02/11/2023", "10/11/2023", "11/11"):
        check(word in text, f"the news item does not say {word}")
    places = [text.find(unit["name"]) for unit in sorted(held["units"], key=lambda unit: (unit["visited_on"], unit["code"]))]
    check(places == sorted(places) and min(places) >= 0, "the visits are not told in their order")
    for parts in news["paragraphs"]:
        for part in parts:
            check(part["source"] or not re.search(r"\d", part["text"]), f"a figure without a source: {part['text']}")


def main():
    token = sign_in("committee")
    held, told = ask(ROUND, token), ask(ROUND + "/conclusion", token)
    check_course(held)
    check_before(token, held)
    check_conclusion(token, told)
    check_asked(token, told)
    check_news(ask(ROUND + "/news", token), held)
    end("The round of the article: its plan, 11 of 11, limits, seven recommendations.")


main()
