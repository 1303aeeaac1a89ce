#!/usr/bin/python3
"""The demo generator: same seed and day, same bytes; a criteria set that adds up; submissions that agree
with the truth file as far as that is visible without the checks; SQL that may be run again
(with MC_TEST_DSN, in a scratch database)."""
import collections
import glob
import json
import os
import re
import subprocess
import sys
import tempfile
import unicodedata
import zipfile
from datetime import date, timedelta
from decimal import Decimal

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
DEMO = os.path.join(ROOT, "deploy", "demo")
sys.dont_write_bytecode = True
sys.path.insert(0, DEMO)

from campaign.criteria_first import FIRST_GROUPS  # noqa: E402
from campaign.criteria_rest import REST_GROUPS  # noqa: E402
from campaign.defects import CODES  # noqa: E402
from campaign.defects_later import LATER_CODES  # noqa: E402
from campaign.defects_links import KINDS  # noqa: E402
from campaign.desk import fold  # noqa: E402
from campaign.links import place_of  # noqa: E402
from campaign.people import UNITS  # noqa: E402
from campaign.running import CODES as RUNNING_CODES  # noqa: E402
from campaign.year import groups_of, running  # noqa: E402

GROUPS = FIRST_GROUPS + REST_GROUPS
CRITERIA = {k.code: k for g in GROUPS for c in g.contents for k in c.criteria}
SMALL, FULL_MIN, DEADLINE = 320, 640, "2023-11-25"
TODAY, NEW_YEAR = date(2026, 11, 29), date(2027, 1, 3)
DAYS = (TODAY, NEW_YEAR, date(2027, 7, 31), date(2027, 8, 1), date(2026, 12, 31), date(2028, 2, 29))
failures = []


def check(is_good, what):
    if not is_good:
        failures.append(what)
        print(f"FAIL {what}")


def generate(out, *more):
    subprocess.run(["/usr/bin/python3", "-B", os.path.join(DEMO, "generate.py"), "--out", out,
                    *more], check=True)


def contents(folder):
    found = {}
    for path in glob.glob(os.path.join(folder, "**"), recursive=True):
        if os.path.isfile(path):
            with open(path, "rb") as file:
                found[os.path.relpath(path, folder)] = file.read()
    return found


def read_lines(folder, name):
    with open(os.path.join(folder, name), encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def most_points(rule):
    """The most points that a rule can give."""
    if rule["kind"] == "steps":
        return max(Decimal(step["points"]) for step in rule["steps"])
    return Decimal(rule.get("cap", rule["points"]))


def test_criteria():
    base = sum(g.points for g in GROUPS if not g.is_bonus)
    pool = sum(g.points for g in GROUPS if g.is_bonus)
    check(base == 450, f"base points are {base}")
    check(pool == 50, f"bonus points are {pool}")
    check([g.points for g in GROUPS[:6]] == [60, 134, 110, 30, 10, 106], "points of the six groups")
    check(len(CRITERIA) >= 42, f"{len(CRITERIA)} criteria")
    check(len({k.rule["kind"] for k in CRITERIA.values()}) >= 6, "six kinds of rule")
    check(len(UNITS) == 11, "eleven units")
    for criterion in CRITERIA.values():
        check(most_points(criterion.rule) == criterion.points, f"{criterion.code}: rule and points")
        check(criterion.is_bonus == (criterion.rule["kind"] == "bonus"), f"{criterion.code}: bonus")


def test_bytes(first, second, other):
    check(contents(first) == contents(second), "the same seed gives the same bytes")
    check(contents(first) != contents(other), "another seed gives other bytes")


def is_clean_text(text):
    doubled = re.search(r"\b(các|của|được|tại|trong|và|đã|đoàn|tổ|chức) \1\b", text, re.I)
    return unicodedata.is_normalized("NFC", text) and "\u00d0" not in text and not doubled


def check_clean(folder, piece):
    """Checks all properties of a clean submission that are visible here."""
    key, evidence = piece["key"], piece["evidence"]
    texts = [evidence["title"], evidence["text"], *(f["name"] for f in evidence["figures"])]
    check(all(map(is_clean_text, texts)), f"{key}: a clean text")
    check(evidence["occurred_on"] <= piece["received_on"] <= DEADLINE, f"{key}: its days")
    check(len(set(evidence["criteria"])) == len(evidence["criteria"]), f"{key}: criteria once each")
    for code in evidence["criteria"]:
        first, last = CRITERIA[code].window or ("2023-01-01", "2023-12-31")
        kinds = CRITERIA[code].kinds
        check(first <= evidence["occurred_on"] <= last, f"{key}: inside the window of {code}")
        check(not kinds or evidence["kind"] in kinds, f"{key}: a kind that {code} takes")
    if evidence["kind"] in ("document", "photo"):
        check(piece["files"] or evidence["link"], f"{key}: a file or a link")
    if evidence["kind"] == "article":
        check(len(evidence["text"].split()) >= 100, f"{key}: an article of some length")
    if evidence["kind"] == "document":
        check(re.search(r"\d", evidence["document_symbol"]), f"{key}: a symbol")
    for name in piece["files"]:
        if name.endswith((".docx", ".xlsx")):
            check(zipfile.is_zipfile(os.path.join(folder, name)), f"{key}: {name} can be opened")


def document_key(evidence):
    """The unit's document in one form, however its symbol is written; None if there is none."""
    plain = fold(evidence["document_symbol"]).replace(" ", "")
    found = re.fullmatch(r"(\d+)([a-z]?)(?:-?([a-z]+)/|/-?([a-z]+)-)([a-z][a-z].*)", plain)
    if evidence["kind"] != "document" or not found:
        return None
    number, letter, before, after, issuer = found.groups()
    return evidence["unit"], int(number), letter, before or after, issuer


NEARLY = {"copy.file_twice", "copy.near_text", "copy.near_document", "copy.near_photo",
          "copy.passage"}


def three_words(piece):
    words = re.findall(r"\w+", fold(piece["evidence"]["text"]))
    return {tuple(words[at:at + 3]) for at in range(len(words) - 2)}


def test_near(pieces, defects):
    """Planted copies share many sequences with an earlier text, all others few."""
    holders, sizes = collections.defaultdict(list), []
    for piece in pieces:
        grams, found = three_words(piece), defects[piece["key"]]
        shared = collections.Counter(at for gram in grams for at in holders[gram])
        most = max((count / min(len(grams), sizes[at]) for at, count in shared.items()), default=0)
        wanted = found & {"copy.near_text", "copy.passage", "copy.text"}
        check(not wanted or most >= 0.3, f"{piece['key']}: {wanted} and shares {most:.2f}")
        check(found or most < 0.45, f"{piece['key']}: clean and shares {most:.2f}")
        for gram in grams:
            holders[gram].append(len(sizes))
        sizes.append(len(grams))


def fingerprints(piece, files):
    evidence = piece["evidence"]
    found = [("file", files[name]) for name in piece["files"] if files[name]]
    if evidence["link"]:
        found.append(("link", re.sub(r"[?#].*", "", evidence["link"])))
    if document_key(evidence):
        found.append(("document", document_key(evidence)))
    if len(fold(evidence["text"])) >= 200:
        found.append(("text", fold(evidence["text"])))
    return list(dict.fromkeys(found))


def test_evidence(folder):
    pieces, truth = read_lines(folder, "evidence.jsonl"), read_lines(folder, "truth.jsonl")
    check([p["key"] for p in pieces] == [t["key"] for t in truth], "a line of truth for each submission")
    days = [p["received_on"] for p in pieces]
    check(days == sorted(days), "sorted by the day of submission")
    files, seen = contents(folder), {}
    defects = {t["key"]: set(t["defects"]) for t in truth}
    planted = collections.Counter(code for found in defects.values() for code in found)
    every = {*CODES, *LATER_CODES}
    check(set(planted) >= every, f"each kind of defect: {every - set(planted)}")
    for piece in pieces:
        found = {code for code in defects[piece["key"]]
                 if code.startswith("copy.") and code not in NEARLY}
        known = {f"copy.{kind}" for kind, content in fingerprints(piece, files)
                 if seen.get((kind, content), piece) is not piece}
        check(found == known, f"{piece['key']}: copies {sorted(known)}, truth {sorted(found)}")
        for name in fingerprints(piece, files):
            check(seen.get(name, {}).get("received_on", "") < piece["received_on"] or name not in seen,
                  f"{piece['key']}: copied on a later day")
            seen.setdefault(name, piece)
        if not defects[piece["key"]]:
            check_clean(folder, piece)
    test_near(pieces, defects)


def test_site(folder):
    """A page behind every link that can have one, and some defects of every kind."""
    with open(os.path.join(folder, "site.json"), encoding="utf-8") as file:
        site = json.load(file)
    defects = {t["key"]: set(t["defects"]) for t in read_lines(folder, "truth.jsonl")}
    planted = collections.Counter(code for found in defects.values() for code in found)
    check(len({code for code in planted if code.startswith("link.")}) == 12, "each check of links")
    check({page["kind"] for page in site["pages"].values()} >=
          {"article", "home", "list", "login", "missing", "empty", "file"}, "each kind of page")
    check({host["look"] for host in site["hosts"].values()} == {"wordpress", "portal", "news", "table",
                                                                "blog"}, "each look")
    for piece in read_lines(folder, "evidence.jsonl"):
        place = place_of(piece["evidence"]["link"])
        check(place is None or place in site["pages"], f"{piece['key']}: a page for its link")
        if place and not defects[piece["key"]]:
            page = site["pages"][place]
            check(page["kind"] == "article" and "status" not in page and
                  page["title"] == piece["evidence"]["title"], f"{piece['key']}: a page of its own")
    check(len(KINDS) >= 22, "many ways for a link to be wrong")


def test_imports(folder):
    names = sorted(os.path.basename(p) for p in glob.glob(os.path.join(folder, "imports", "*")))
    check(len([n for n in names if n.endswith(".xlsx")]) == 2, "two workbooks")
    with open(os.path.join(folder, "imports", "expected.json"), encoding="utf-8") as file:
        expected = json.load(file)
    check({e["code"] for e in expected} == {"unit.unknown", "date.invalid", "field.missing",
                                            "criterion.unknown"}, "each kind of bad row")
    check(all(e["file"] in names for e in expected), "bad rows of files that are there")


def test_accounts(folder):
    with open(os.path.join(folder, "accounts.json"), encoding="utf-8") as file:
        accounts = json.load(file)
    roles = {a["role"] for a in accounts}
    check(roles == {"officer", "council", "inspector", "committee", "editor", "admin", "system",
                    "viewer"}, f"roles {sorted(roles)}")
    check(all(len(a["password"]) >= 12 for a in accounts), "passwords of 12 bytes at least")


def test_years():
    """On any day a campaign is open that has run for months, and each window lies once in it."""
    for day in DAYS:
        year = running(day)
        check(year.code == str(day.year), f"{day}: campaign {year.code}")
        check(year.since <= day - timedelta(200) and day <= year.until, f"{day}: {year.since} to {year.until}")
        check((year.until - year.since).days in (364, 365), f"{day}: a year")
        check(day < year.deadline <= day + timedelta(31) and year.last < day, f"{day}: deadline {year.deadline}")
        for criterion in (k for g in groups_of(GROUPS, year) for c in g.contents for k in c.criteria):
            old, window = CRITERIA[criterion.code].window, criterion.window
            check("2023" not in criterion.name + "".join(criterion.activities), f"{day}: {criterion.name}")
            check((old is None) == (window is None), f"{day}: {criterion.code}")
            check(window is None or ([d[5:] for d in window] == [d[5:] for d in old] and window[0] < window[1]
                                     and str(year.since) <= window[0] <= str(year.until)),
                  f"{day}: {criterion.code} has {window}")


def test_running(folder, day):
    folder, year = os.path.join(folder, "running"), running(day)
    with open(os.path.join(folder, "code"), encoding="utf-8") as file:
        check(file.read() == year.code + "\n", f"the campaign of {day}")
    pieces, truth = read_lines(folder, "evidence.jsonl"), read_lines(folder, "truth.jsonl")
    criteria = {k.code: k for g in groups_of(GROUPS, year) for c in g.contents for k in c.criteria}
    check([p["key"] for p in pieces] == [t["key"] for t in truth], "a line of truth for each submission")
    planted = {code for t in truth for code in t["defects"]}
    check(planted >= set(RUNNING_CODES), f"each kind of defect: {set(RUNNING_CODES) - planted}")
    for piece, told in zip(pieces, truth):
        evidence, key = piece["evidence"], piece["key"]
        check(evidence["campaign"] == year.code, f"{key}: its campaign")
        check(str(year.since) <= evidence["occurred_on"] <= piece["received_on"] < str(day), f"{key}: its days")
        for code in () if told["defects"] else evidence["criteria"]:
            first, last = criteria[code].window or (str(year.since), str(year.until))
            check(first <= evidence["occurred_on"] <= last, f"{key}: inside the window of {code}")
    counts = collections.Counter(p["evidence"]["unit"] for p in pieces)
    check(len(counts) == 11 and max(counts.values()) > 1.5 * min(counts.values()), f"far and late units: {counts}")
    titles = {(p["evidence"]["unit"], p["evidence"]["title"]) for p in read_lines(os.path.dirname(folder), "evidence.jsonl")}
    check(any((p["evidence"]["unit"], p["evidence"]["title"]) in titles for p in pieces), "work of 2023 recurs")


def psql(dsn, *more):
    return subprocess.run(["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-At", "-d", dsn, *more],
                          check=True, capture_output=True, text=True).stdout.strip()


COUNTS = """SELECT (SELECT count(*) FROM unit), (SELECT count(*) FROM account),
  (SELECT count(*) FROM criterion), (SELECT count(*) FROM campaign_unit),
  (SELECT count(*) FROM target), (SELECT count(*) FROM not_applicable), (SELECT count(*) FROM visit)"""


def test_sql(folder, dsn):
    name = f"mc_demo_{os.getpid()}"
    scratch = re.sub(r"dbname=\S+", "", dsn) + f" dbname={name}"
    psql(dsn, "-c", f"CREATE DATABASE {name}")
    try:
        build = os.environ.get("MC_BUILD", os.path.join(ROOT, "build"))
        subprocess.run([os.path.join(build, "bin", "minhchung"), "migrate"], check=True,
                       capture_output=True, env={**os.environ, "MINHCHUNG_STORE_DSN": scratch})
        counts = []
        for _ in range(2):
            for file in ("directory.sql", "running/directory.sql"):
                psql(scratch, "-1", "-f", os.path.join(folder, file))
            counts.append(psql(scratch, "-c", COUNTS))
        check(counts[0] == counts[1], f"loading twice: {counts}")
        check(all(int(n) > 0 for n in counts[0].split("|")), f"rows in every table: {counts[0]}")
        check(counts[0].split("|")[2] == str(2 * (len(CRITERIA) + sum(1 + len(g.contents) for g in GROUPS))),
              "every node of the criteria sets")
        points = psql(scratch, "-c", "SELECT DISTINCT is_bonus, sum(points) FROM criterion "
                                     "WHERE level = 'criterion' GROUP BY is_bonus, set_id ORDER BY 1")
        check(points == "f|450.00\nt|50.00", f"points in the store: {points}")
        orphans = psql(scratch, "-c", "SELECT count(*) FROM criterion "
                                      "WHERE (level = 'group') <> (parent_id IS NULL)")
        check(orphans == "0", "a parent for all but groups")
    except subprocess.CalledProcessError as error:
        check(False, f"psql: {error.stderr}")
    finally:
        psql(dsn, "-c", f"DROP DATABASE {name}")


def main():
    with tempfile.TemporaryDirectory() as home:
        first, second, other, full = (os.path.join(home, n) for n in ("a", "b", "c", "full"))
        generate(first, "--size", str(SMALL), "--today", str(TODAY))
        generate(second, "--size", str(SMALL), "--today", str(TODAY))
        generate(other, "--size", str(SMALL), "--seed", "7", "--today", str(NEW_YEAR))
        generate(full, "--today", str(TODAY))
        test_criteria()
        test_years()
        for folder, day in ((first, TODAY), (other, NEW_YEAR), (full, TODAY)):
            test_running(folder, day)
        test_bytes(first, second, other)
        for folder in (first, other, full):
            test_evidence(folder)
            test_site(folder)
        check(len(read_lines(full, "evidence.jsonl")) >= FULL_MIN, "a campaign of full size")
        test_imports(full)
        test_accounts(full)
        if os.environ.get("MC_TEST_DSN"):
            test_sql(full, os.environ["MC_TEST_DSN"])
    print(f"{len(failures)} failed" if failures else "demo generator: good")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
