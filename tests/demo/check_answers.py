#!/usr/bin/python3
"""check_answers.py URL VAR OPENAPI IMPORT RUNNING — requests every GET route of /api/v1 (and the
writes that change little) of the running demo, and validates each answer against its schema in
openapi.json.  A field that the schema does not name is a fault too: the page's types are
generated from these schemas.  VAR is the demo's directory, IMPORT the id of a spreadsheet
of evidence with faulty rows, RUNNING the campaign that is open; that of 2023 is published."""
import copy
import gzip
import json
import re
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from datetime import date, timedelta

import jsonschema

URL, VAR, OPENAPI, IMPORT, RUNNING = sys.argv[1:]
OVER, CAMPAIGN = "/api/v1/campaigns/2023", f"/api/v1/campaigns/{RUNNING}"
DAY = (date.today() - timedelta(3)).isoformat()
contract = json.load(open(OPENAPI, encoding="utf-8"))
faults, asked = set(), set()
# A stream; and what only the account that has begun an upload may ask for.
NOT_HERE = ("/api/v1/events", "/api/v1/uploads/{id}")


def whole(answer):
    """The bytes of an answer; long JSON has to come compressed."""
    content, encoding = answer.read(), answer.headers.get("Content-Encoding")
    if encoding == "gzip":
        return gzip.decompress(content)
    if len(content) > 4096 and answer.headers.get_content_type() == "application/json":
        faults.add(f"{answer.geturl()}: {len(content)} bytes of JSON, not compressed")
    return content


def close(schema):
    """The schema, refusing fields that it does not name."""
    if isinstance(schema, dict):
        if "properties" in schema and "additionalProperties" not in schema:
            schema["additionalProperties"] = False
        for part in schema.values():
            close(part)
    elif isinstance(schema, list):
        for part in schema:
            close(part)
    return schema


COMPONENTS = close(copy.deepcopy(contract["components"]["schemas"]))


def operation_of(method, path):
    for pattern, methods in contract["paths"].items():
        if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", pattern), path) and method in methods:
            return pattern, methods[method]
    raise SystemExit(f"openapi.json has no {method} {path}")


class Person:
    def __init__(self, role):
        self.token = None
        account = next(a for a in json.load(open(VAR + "/demo-accounts.json", encoding="utf-8")) if a["role"] == role)
        self.unit = account["unit"]
        if role == "system":
            with open(VAR + "/keys/command-line.tokens", encoding="utf-8") as lines:
                self.token = next(token for name, _, token in map(str.split, lines) if name == account["username"])
            return
        sign_in = {"username": account["username"], "password": account["password"]}
        self.token = self.ask("post", "/api/v1/login", sign_in)["token"]

    def send(self, method, path, body, kind):
        request = urllib.request.Request(URL + path, method=method.upper(), data=body)
        request.add_header("Content-Type", kind)
        request.add_header("Accept-Encoding", "gzip")
        self.key = f"answers-{time.time_ns()}"
        request.add_header("Idempotency-Key", self.key)
        if self.token:
            request.add_header("Authorization", "Bearer " + self.token)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, answer.headers.get_content_type(), whole(answer)
        except urllib.error.HTTPError as refused:
            return refused.code, refused.headers.get_content_type(), whole(refused)

    def ask(self, method, path, body=None, kind="application/json"):
        """The validated answer; None where it is a refusal that the contract allows."""
        raw = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        status, content_type, answer = self.send(method, path, raw, kind)
        pattern, operation = operation_of(method, path.split("?")[0])
        name = f"{method} {pattern}"
        promised = operation["responses"].get(str(status))
        if promised is None or status >= 500 or status in (400, 415, 422):
            faults.add(f"{name}: {path}: {status} {answer[:200]!r}")
            return None
        if status >= 300:
            if method != "get":
                faults.add(f"{name}: {path}: {status} {answer[:200]!r}")
            return None
        asked.add(name)
        content = promised.get("content", {})
        if content_type not in content and "*/*" not in content and answer:
            faults.add(f"{name}: {content_type} is not promised")
        if content_type != "application/json" or not answer:
            return answer
        schema = close(copy.deepcopy(content[content_type]["schema"]))
        whole = {"components": {"schemas": COMPONENTS}, **schema}
        value = json.loads(answer)
        checker = jsonschema.Draft202012Validator(whole)
        for fault in list(checker.iter_errors(value))[:5]:
            where = re.sub(r"\d+", "N", "/".join(map(str, fault.absolute_path)))
            faults.add(f"{name}: at {where}: {fault.message[:200]}")
        return value

    def get(self, path):
        return self.ask("get", path)


def read_pdf(person, path):
    for _ in range(1200):
        if (person.get(path) or {}).get("pdf") != "owed":
            break
        time.sleep(0.1)
    person.get(path + "/pdf")


def read_campaign(person, path):
    campaign = person.get(path)
    units = sorted(campaign["units"], key=lambda unit: not unit["readable"])[:4]
    units = [unit["code"] for unit in units]
    criteria = [c["code"] for c in campaign["criteria"] if c["level"] == "criterion"]
    for what in ("", "/scoreboard", f"/scoreboard?around={units[0]}", "/sensitivity?percent=5", "/pace",
                 f"/pace?unit={units[0]}&on={DAY}", "/cadence", "/findings", "/findings?state=mended",
                 "/findings/summary", "/checks", "/assessments", "/differences", "/publication",
                 "/publication/summary", "/publication/file", "/overview", "/recast?rule=share", "/figure-rules", "/setting-changes",
                 "/template.xlsx", "/search?q=ke%20hoach", "/search?q=2023-1", "/findings?q=bao%20cao"):
        person.get(path + what)
    for one in (person.get(path + "/rounds") or {"items": []})["items"]:
        person.get(f"{path}/rounds/{one['code']}")
        person.get(f"{path}/rounds/{one['code']}/inspectors")
        person.get(f"{path}/rounds/{one['code']}/conclusion")
        person.get(f"{path}/rounds/{one['code']}/news")
        papers = person.get(f"{path}/rounds/{one['code']}/papers") or {"kinds": []}
        for kind, paper in [(kind, paper) for kind in papers["kinds"] for paper in kind["papers"][:1]]:
            person.get(f"/api/v1/papers/{paper['id']}")
            person.get(f"/api/v1/papers/{paper['id']}/file")
            if kind["is_table"]:
                person.get(f"/api/v1/papers/{paper['id']}/sheet.xlsx")
            read_pdf(person, f"/api/v1/papers/{paper['id']}")
        for version in (person.get(f"{path}/rounds/{one['code']}/templates/plan") or {"versions": []})["versions"][:1]:
            person.get(f"{path}/rounds/{one['code']}/templates/plan/{version['version']}/file?part=file")
        person.get(f"{path}/rounds/{one['code']}/itinerary")
        person.get(f"{path}/rounds/{one['code']}/itinerary.ics")
        for unit in units[:2]:
            visit = person.get(f"{path}/rounds/{one['code']}/units/{unit}/visit") or {"items": []}
            for entry in [entry for item in visit["items"] for entry in item["entries"] if entry["photos"]]:
                person.get(f"/api/v1/visit-photos/{entry['id']}/1")
            person.get(f"{path}/rounds/{one['code']}/units/{unit}/minutes")
            ready = person.get(f"{path}/rounds/{one['code']}/units/{unit}/preparation") or {"report": None}
            for report in (ready["report"] or {"versions": []})["versions"]:
                person.get(f"/api/v1/self-reports/{report['id']}/files/1")
                person.get(f"/api/v1/self-reports/{report['id']}/files/1/text")
                person.get(f"/api/v1/self-reports/{report['id']}/files/1/pages/1?width=160")
                person.get(f"/api/v1/self-reports/{report['id']}/files/1/pages/1/words")
    for one in (person.get(path + "/recommendations?state=unmet") or {"items": []})["items"]:
        person.get(f"/api/v1/recommendations/{one['id']}")
    for unit in units:
        for what in ("", "/posts", "/receipt", "/receipt?body=approved", "/gains", "/members",
                     "/figures", "/assessment", "/explanations", "/found"):
            person.get(f"{path}/units/{unit}{what}")
        for what in ("feeds", "history", "preparations", "recommendations", "sites"):
            person.get(f"/api/v1/units/{unit}/{what}")
    for criterion in criteria:
        person.get(f"{path}/units/{units[0]}/criteria/{criterion}/receipt")


def read_evidence(person):
    after, seen = None, 0
    while seen < 100:
        page = person.get("/api/v1/evidence?campaign=2023&limit=50" + (f"&after={after}" if after else ""))
        for item in page["items"]:
            evidence = person.get(f"/api/v1/evidence/{item['id']}")
            person.get(f"/api/v1/evidence/{item['id']}/revisions")
            person.get(f"{OVER}/evidence/{item['code']}")
            if evidence["link"]:
                person.get(f"/api/v1/evidence/{item['id']}/page")
            if evidence["files"]:
                person.get(f"/api/v1/evidence/{item['id']}/files/1")
                person.get(f"/api/v1/evidence/{item['id']}/files/1/text")
            # A valid PDF has a first page; the pages of a damaged one are refused.
            if evidence["verdict"] == "valid" and evidence["files"] and evidence["files"][0]["name"].endswith(".pdf"):
                person.get(f"/api/v1/evidence/{item['id']}/files/1/pages/1?width=160")
                person.get(f"/api/v1/evidence/{item['id']}/files/1/pages/1/words")
        seen += len(page["items"])
        after = page["next"]
        if after is None:
            break


def read_the_rest(person):
    for path in ("/api/v1/session", "/api/v1/campaigns", "/api/v1/inbox", "/api/v1/units?limit=20",
                 "/api/v1/cadres?within_months=60", "/api/v1/handbook", "/api/v1/openapi.json",
                 f"/api/v1/imports/{IMPORT}", f"/api/v1/imports/{IMPORT}/rows", f"/api/v1/imports/{IMPORT}/faulty.xlsx",
                 "/api/v1/imports?limit=5", "/api/v1/setup", "/healthz", "/readyz", "/metrics"):
        person.get(path)
    read_register(person)
    for notice in person.get("/api/v1/inbox")["items"][:2]:
        person.ask("post", f"/api/v1/inbox/{notice['id']}/read")


def read_register(person):
    person.get("/api/v1/register/books")
    person.get("/api/v1/register/sheet?year=2023")
    person.get("/api/v1/register/sheet.xlsx?type=kh")
    for entry in (person.get("/api/v1/register/entries?q=kiem%20tra") or {"items": []})["items"]:
        person.get(f"/api/v1/register/books/{entry['book']}/entries/{entry['label']}")


def try_checks(editor):
    for check in editor.get(CAMPAIGN + "/checks")["checks"]:
        if check["code"] == "text.too_short":
            wish = {"off": False, "severity": None, "parameters": {}}
            editor.ask("put", CAMPAIGN + "/checks/text.too_short", wish)
            trial = editor.ask("post", CAMPAIGN + "/checks/text.too_short/trials", wish)
            for _ in range(1200):
                if editor.get(f"/api/v1/trials/{trial['id']}")["state"] == "done":
                    return
                time.sleep(0.1)
            faults.add("the trial does not end")


def change_rules(editor):
    unit = next(u["code"] for u in editor.get("/api/v1/units?limit=20")["units"] if u["kind"] == "district")
    sites = editor.get(f"/api/v1/units/{unit}/sites")
    if sites is not None:
        editor.ask("put", f"/api/v1/units/{unit}/sites", {"sites": sites["sites"]})
    rule = {"name": "Thử", "left": [{"take": "figure", "figure": "số lượt"}], "relation": "<=",
            "right": [{"take": "number", "value": "5"}]}
    for kept in editor.get(CAMPAIGN + "/figure-rules")["rules"][:1]:
        rule = kept["rule"]
    editor.ask("post", CAMPAIGN + "/figure-rule-trials", rule)
    ground = "?ground=" + urllib.parse.quote("Công văn số 12-CV/TĐTN")
    editor.ask("put", CAMPAIGN + "/figure-rules/answers" + ground, rule)
    editor.get(CAMPAIGN + "/figure-rules")
    editor.ask("delete", CAMPAIGN + "/figure-rules/answers" + ground)


def send_export(officer):
    """A member export with a new layout: assigns its columns, then its findings appear."""
    place = f"{CAMPAIGN}/units/{officer.unit}/members/imports"
    named = {"ho va ten lot": "full_name", "sinh luc": "born_on", "ket nap luc": "admitted_on"}
    table = "Họ và tên lót,Sinh lúc,Kết nạp lúc\nNguyễn Văn An,2001-02-03,2017-03-26\n".encode()
    parts = [f'Content-Disposition: form-data; name="export"\r\n\r\n{{"as_of": "{DAY}", "own_figure": 1}}'.encode(),
             b'Content-Disposition: form-data; name="file"; filename="e.csv"\r\nContent-Type: text/csv\r\n\r\n' + table]
    body = b"".join(b"--answers-boundary\r\n" + part + b"\r\n" for part in parts) + b"--answers-boundary--\r\n"
    sent = officer.ask("post", place, body, "multipart/form-data; boundary=answers-boundary")
    for _ in range(600):
        found = officer.get(f"{place}/{sent['id']}")
        if found["state"] == "needs_mapping":
            officer.get(f"{CAMPAIGN}/units/{officer.unit}/members")
            sheets = {sheet["id"]: {column["heading"]: named.get(column["heading"], "") for column in sheet["columns"]}
                      for sheet in found["layout"]["sheets"]}
            officer.ask("put", f"{place}/{sent['id']}", {"sheets": sheets})
        elif found["state"] != "accepted":
            return
        time.sleep(0.1)
    faults.add("the export is not judged")


def write(officer):
    unit = officer.unit
    listed = f"Ngày đăng,Tiêu đề,Liên kết,Loại\n{DAY},Tin để thử,,tin tốt\n".encode()
    officer.ask("post", f"{CAMPAIGN}/posts?unit={unit}&name=t.csv", listed, "text/csv")
    for post in (officer.get(f"{CAMPAIGN}/units/{unit}/posts?limit=1000") or {"posts": []})["posts"]:
        if post["title"] == "Tin để thử":
            officer.ask("delete", f"/api/v1/posts/{post['id']}")
    feed = officer.ask("post", f"/api/v1/units/{unit}/feeds", {"address": "https://example.org/tin.rss"})
    officer.ask("delete", f"/api/v1/units/{unit}/feeds/{feed['id']}")
    criterion = next(c["code"] for c in officer.get(CAMPAIGN)["criteria"]
                     if c["level"] == "criterion" and not c["required_kinds"])
    officer.ask("post", "/api/v1/evidence", {
        "campaign": RUNNING, "unit": unit, "criteria": [criterion], "kind": "other", "title": "Để thử câu trả lời",
        "occurred_on": DAY})
    officer.get(f"/api/v1/submissions?keys={officer.key}")
    page = officer.get(f"{CAMPAIGN}/findings?unit={unit}&state=open") or {"items": []}
    for told in page["items"][:1]:
        officer.ask("post", f"/api/v1/evidence/{told['evidence']}/findings/{told['key']}/answers",
                    {"answer": "explained", "reason": "Đã kiểm tra lại."})
    officer.get(f"{CAMPAIGN}/findings?unit={unit}")


def follow_calendar(person):
    person.get("/api/v1/calendar")
    person.get((person.ask("post", "/api/v1/calendar") or {})["path"])
    person.ask("delete", "/api/v1/calendar")


def manage_access_keys(admin):
    listed = admin.get("/api/v1/access-keys")
    key = admin.ask("post", "/api/v1/access-keys", {
        "account": listed["accounts"][0]["username"], "client": "check_answers", "areas": ["posts:read"],
        "reach": "all", "valid_until": (date.today() + timedelta(30)).isoformat()})
    admin.ask("delete", f"/api/v1/access-keys/{key['id']}")


def main():
    people = {role: Person(role) for role in ("committee", "inspector", "officer", "editor", "admin", "system")}
    for role, person in people.items():
        read_the_rest(person)
        if role == "admin":
            person.get("/api/v1/accounts?limit=5")
            manage_access_keys(person)
        if role in ("committee", "officer", "editor"):
            read_campaign(person, OVER)
            read_campaign(person, CAMPAIGN)
    people["committee"].get("/api/v1/accounts/kiem-tra-1/ties")
    read_evidence(people["inspector"])
    follow_calendar(people["inspector"])
    try_checks(people["editor"])
    change_rules(people["editor"])
    send_export(people["officer"])
    write(people["officer"])
    people["officer"].ask("post", "/api/v1/logout")
    for pattern, methods in contract["paths"].items():
        if "get" in methods and f"get {pattern}" not in asked and pattern not in NOT_HERE:
            faults.add(f"get {pattern}: never answered")
    for fault in sorted(faults):
        print(fault)
    missed = [f"{m} {p}" for p, ms in contract["paths"].items() for m in ms if f"{m} {p}" not in asked]
    print(f"{len(asked)} operations answered as described; not requested: {', '.join(missed)}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
