#!/usr/bin/python3
"""Whether figures are outliers, by `minhchung figures judge` and by the definition of the
modified z-score computed with decimals of 60 digits: on random values of all magnitudes, and
by its properties: any order, any unit of counting."""
import json
import os
import random
import subprocess
import sys
import tempfile
from decimal import Decimal, getcontext

getcontext().prec = 60
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = os.path.join(os.environ.get("MC_BUILD", os.path.join(ROOT, "build")), "bin", "minhchung")
CASES = 4000
failures = []


def check(is_good, what):
    if not is_good:
        failures.append(what)


def run(lines):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        file.write("".join(json.dumps(line) + "\n" for line in lines))
        file.flush()
        done = subprocess.run([PROGRAM, "figures", "judge", file.name], check=True,
                              capture_output=True, text=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def median(values):
    values = sorted(values)
    half = len(values) // 2
    return values[half] if len(values) % 2 else (values[half - 1] + values[half]) / 2


def exactly(value):
    """Rounds away what 60 digits leave of a difference of equals."""
    return value if abs(value) > Decimal("1e-40") else Decimal(0)


def reference(line):
    """(verdict, score, distance from the limits: too small to decide with 32 places)"""
    others = [Decimal(text) for text in line["others"] if Decimal(text) > 0]
    value = Decimal(line["value"])
    if len(others) < line["values_min"] or value <= 0:
        return "too_few", None, None
    logs = [other.ln() for other in others]
    middle = median(logs)
    away = [exactly(abs(log - middle)) for log in logs]
    distance = exactly(value.ln() - middle)
    if median(away) > 0:
        score = Decimal("0.6745") * distance / median(away)
    elif sum(away) > 0:
        score = Decimal("0.7979") * distance * len(away) / sum(away)
    else:
        score = Decimal(0) if distance == 0 else distance.copy_sign(distance) * Decimal("1e30")
    limit = Decimal(line["z_tenths"]) / 10
    times = value / median(others)
    if score >= limit and times >= line["times_min"]:
        verdict = "high"
    elif score <= -limit and 1 / times >= line["times_min"]:
        verdict = "low"
    else:
        verdict = "usual"
    near = min(abs(abs(score) - limit), abs(times - line["times_min"]),
               abs(1 / times - line["times_min"]))
    return verdict, score, near


def shown(value):
    return format(value.quantize(Decimal("0.0001")).normalize(), "f")


def random_case(rng):
    center = Decimal(10) ** rng.randint(0, 7)
    width = rng.choice((0, 0.05, 0.3, 1, 2.5))
    count = rng.randint(0, 40)

    def draw(spread):
        return shown(max(Decimal("0.0001"), center * Decimal(rng.lognormvariate(0, spread))))
    others = [draw(width) for _ in range(count)]
    if rng.random() < 0.3:                       # more than half are equal
        others[: count * 2 // 3] = [shown(center)] * (count * 2 // 3)
    if rng.random() < 0.2 and count:
        others[rng.randrange(count)] = rng.choice(("0", "-3"))
    value = shown(Decimal(draw(width)) * rng.choice((1, 1, 10, 100, Decimal("0.1"), 7)))
    return {"value": rng.choice((value,) * 20 + ("0",)), "others": others,
            "values_min": rng.choice((1, 5, 6)), "z_tenths": rng.choice((20, 35, 60)),
            "times_min": rng.choice((1, 3, 8))}


def compare(lines, answers):
    seen = {}
    for line, answer in zip(lines, answers):
        wanted, score, near = reference(line)
        seen[wanted] = seen.get(wanted, 0) + 1
        if near is not None and near < Decimal("0.000001"):
            continue
        check(answer["verdict"] == wanted, (line, answer, wanted))
        check(answer["is_outlier"] == (wanted in ("high", "low")), (line, answer, wanted))
        if score is not None and abs(score) < 10000:
            check(abs(Decimal(answer["z_hundredths"]) / 100 - score) < Decimal("0.0101"),
                  (line, answer, score))
    return seen


def main():
    rng = random.Random(20231102)
    lines = [random_case(rng) for _ in range(CASES)]
    answers = run(lines)
    seen = compare(lines, answers)
    check(all(seen.get(name, 0) > 100 for name in ("too_few", "usual", "high", "low")), seen)

    mixed = [dict(line, others=rng.sample(line["others"], len(line["others"]))) for line in lines]
    check(run(mixed) == answers, "the order of the others changed an answer")

    whole = [line for line in lines if all("." not in text for text in line["others"])
             and "." not in line["value"]]
    tenfold = [dict(line, value=str(int(line["value"]) * 1000),
                    others=[str(int(text) * 1000) for text in line["others"]]) for line in whole]
    for one, other in zip(run(whole), run(tenfold)):
        check(one["verdict"] == other["verdict"]
              and abs(one["z_hundredths"] - other["z_hundredths"]) <= 1, (one, other))
    check(len(whole) > 50, "too few whole cases")
    print(f"{len(lines)} cases, {seen}, {len(whole)} counted in thousands: {len(failures)} differ")
    for failure in failures[:5]:
        print(failure)
    sys.exit(1 if failures else 0)


main()
