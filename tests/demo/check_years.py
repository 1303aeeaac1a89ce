#!/usr/bin/python3
"""check_years.py URL VAR RUNNING — the demo's two campaigns.  2023 is published, and board, unit
page, receipt and publication say the same; the running year is open and shows each kind of work
that waits."""
import json
import sys
from datetime import date, timedelta
from decimal import Decimal

sys.dont_write_bytecode = True

from asking import ask, check, end, sign_in  # noqa: E402

RUNNING = sys.argv[3]


def approved_of(token, unit):
    """(criterion, approved score) of the unit's page."""
    page = ask(f"/campaigns/2023/units/{unit}", token)
    return [(c["code"], c["assessed"]["approved"]["value"]) for c in page["criteria"]
            if c["level"] == "criterion" and c["state"] != "not_applicable"]


def check_over(token):
    board = ask("/campaigns/2023/scoreboard", token)
    result = ask("/campaigns/2023/publication", token)
    published = {row["code"]: row for row in json.loads(result["parts"]["board"])}
    check(board["state"] == "published", f"2023 is {board['state']}")
    differing = 0
    for row in board["units"]:
        code = row["code"]
        receipt = ask(f"/campaigns/2023/units/{code}/receipt?body=approved", token)
        part = json.loads(result["parts"][f"unit/{code}"])
        summed = Decimal(part["sums"]["approved"]["base"]) + Decimal(part["sums"]["approved"]["bonus"])
        check(row["approved"] == receipt["value"] == published[code]["approved"] == str(summed),
              f"{code}: {row['approved']} on the board, {receipt['value']} in the receipt, "
              f"{published[code]['approved']} published")
        check((row["rank"], row["band"]) == (published[code]["rank"], published[code]["band"]) and row["rank"]
              and row["band"] == receipt["band"], f"{code}: rank or band")
        inputs = [(i["criterion"], i["value"]) for i in receipt["inputs"] if i["not_applicable"] is None]
        signed = [(c["criterion"], c["assessed"]["approved"]["value"]) for c in part["criteria"] if "approved" in c["assessed"]]
        check(inputs == approved_of(token, code) == signed, f"{code}: criteria of page, receipt and publication")
        assessment = ask(f"/campaigns/2023/units/{code}/assessment", token)
        check([s["to"] for s in assessment["steps"]] == ["self_closed", "appraised", "approved", "published"],
              f"{code}: its steps")
        differing += sum(c["assessed"]["appraised"]["value"] != c["assessed"]["self"]["value"]
                         and c["assessed"]["appraised"]["reason"] != ""
                         for c in assessment["criteria"] if c["not_applicable"] is None)
    check(len(board["units"]) == 11 and differing >= 20, f"{differing} scores differ from the unit's own, with a reason")


def check_running(token):
    path = f"/campaigns/{RUNNING}"
    campaign, now = ask(path, token), date.today()
    check(campaign["state"] == "open", f"{RUNNING} is {campaign['state']}")
    check(now < date.fromisoformat(campaign["filing_deadline"]) < now + timedelta(60), "its deadline is ahead")
    check(campaign["period_from"] < now.isoformat() <= campaign["period_to"], "today is in its period")
    states = {u["code"]: u["state"] for u in ask(path + "/assessments", token)["units"]}
    check(sorted(states.values()) == ["draft"] * 10 + ["self_closed"], f"states {states}")
    steps = {code: [s["to"] for s in ask(f"{path}/units/{code}/assessment", token)["steps"]] for code in states}
    check([s for s in steps.values() if s and s[-1] == "draft"] == [["self_closed", "draft"]], "one unit is returned")
    board = ask(path + "/scoreboard", token)["units"]
    total = sorted(float(u["computed"]) for u in board)
    check(total[-1] > 3 * total[0] > 0, f"some units are far, some late: {total}")
    check(3 <= sum(u["self"] is not None and states[u["code"]] == "draft" for u in board) <= 8, "drafts of self scores")
    summary = {u["unit"]: u["error"] + u["warning"] for u in ask(path + "/findings/summary", token)["units"]}
    check(summary["HD-TRACU"] >= 12 and summary["HD-TIEUCAN"] <= 3, f"one has much to fix, one little: {summary}")
    behind = {u["code"]: u["behind"] for u in ask(path + "/pace", token)["units"]}
    check(sum(n > 0 for n in behind.values()) >= 5, f"targets behind pace: {behind}")
    missed = [u["news"]["due"] - u["news"]["covered"] for u in ask(path + "/cadence", token)["units"]]
    check(len(missed) == 11 and min(missed) > 0, f"missed days of posts: {missed}")
    empty = [c for c in ask(f"{path}/units/HD-TRACU", token)["criteria"]
             if c["level"] == "criterion" and not any(c["evidence"].values())]
    check(len(empty) >= 5, "criteria without evidence")


def main():
    token = sign_in("committee")
    check_over(token)
    check_running(token)
    end("The year that is over says the same everywhere; the running year is at work.")


main()
