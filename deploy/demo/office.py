#!/usr/bin/python3
"""office.py CONF DATA: what people of the office do in the demo's two campaigns, over the API with
the demo's accounts.  2023 is closed by the councils, appraised, approved and published; of the
running year one unit has closed, one is returned, others have begun to score themselves.

CONF is the configuration of the command line, DATA the generator's folder.  After an interruption
it continues where it stopped.
"""
import base64
import json
import os
import random
import sys
import time
import urllib.error
import urllib.request
from datetime import timedelta

sys.dont_write_bytecode = True

from campaign import people, running  # noqa: E402
from campaign.assessed import appraised_score, approved_score, self_score  # noqa: E402
from campaign.year import DECIDED_BY, OVER, today  # noqa: E402
from office_register import keep_register  # noqa: E402
from office_rounds import hold_rounds  # noqa: E402

SEED, PAUSE_S, HANG_S, BUSY = 2023, 0.2, 600, (429, 503)
CLOSED, RETURNED, EXPLAINS = "TP-TRAVINH", "HD-CHAUTHANH", "HD-CAUNGANG"
DECISION = {"confirm": "CÔNG BỐ", "symbol": DECIDED_BY, "dated": "2023-12-20", "signer": "Bí thư Tỉnh đoàn"}
DECISION_FILE = "quyet-dinh.pdf"
APPEAL_DAYS = 14                     # from the day on which the demo is loaded, so that a unit may try it
# The share of the criteria that a council has scored so far.
DRAFTS = {"HD-CANGLONG": 0.6, "HD-CAUKE": 0.4, "DT-DHTV": 0.85, "HD-TIEUCAN": 0.95, "TX-DUYENHAI": 0.25}
WHY_RETURNED = ("Tiêu chí 1.1.2 và 2.1.4 tự chấm cao hơn minh chứng đã nộp; đề nghị bổ sung danh sách kèm theo, "
                "sửa các minh chứng còn lỗi rồi chốt lại.")
EXPLANATION = "Đơn vị đã đối chiếu với hồ sơ giấy: số liệu trong tệp kèm theo là số đúng, phần nội dung sẽ được sửa."


class Refused(Exception):
    def __init__(self, status, code, answer):
        super().__init__(f"{status} {code} {answer}")
        self.status, self.code = status, code


class Person:
    def __init__(self, url, account):
        self.url, self.token = url + "/api/v1", None
        sign_in = {"username": account["username"], "password": account["password"]}
        self.token = self.ask("POST", "/login", sign_in)["token"]

    def ask(self, method, path, body=None, key=None):
        """Asks again while the service is busy: whatever is asked here has the same effect twice."""
        until = time.monotonic() + HANG_S
        while True:
            try:
                return self.send(method, path, body, key)
            except Refused as refused:
                if refused.status not in BUSY or time.monotonic() > until:
                    raise
            time.sleep(PAUSE_S)

    def upload(self, name, data, kind):
        """A file, whole in one request (tus); its id."""
        words = {"filename": name, "filetype": kind}
        request = urllib.request.Request(self.url + "/uploads", method="POST", data=data, headers={
            "Tus-Resumable": "1.0.0", "Upload-Length": str(len(data)), "Authorization": "Bearer " + self.token,
            "Upload-Metadata": ",".join(f"{key} {base64.b64encode(word.encode()).decode()}" for key, word in words.items()),
            "Content-Type": "application/offset+octet-stream"})
        with urllib.request.urlopen(request, timeout=HANG_S) as answer:
            return answer.headers["Location"].rsplit("/", 1)[1]

    def send(self, method, path, body, key):
        raw = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, method=method, data=raw)
        request.add_header("Content-Type", "application/json")
        if key:
            request.add_header("Idempotency-Key", key)
        if self.token:
            request.add_header("Authorization", "Bearer " + self.token)
        try:
            with urllib.request.urlopen(request, timeout=HANG_S) as answer:
                return json.loads(answer.read() or "null")
        except urllib.error.HTTPError as refused:
            text = refused.read().decode()
            code = json.loads(text).get("code") if text.startswith("{") else None
            raise Refused(refused.code, code, f"{method} {path}: {text}") from None


def minutes(number, held_on, present=5):
    return {"symbol": f"{number:02d}-BB/HĐ", "held_on": str(held_on), "present": present}


class Unit:
    """One unit's assessment in one campaign."""

    def __init__(self, office, campaign, at):
        self.unit, self.office = people.UNITS[at], office
        self.path = f"/campaigns/{campaign}/units/{self.unit.code}"
        self.rng = random.Random(f"{SEED} office {campaign} {self.unit.code}")
        self.council = f"hoi-dong-{self.unit.code.lower()}"
        self.inspector = people.INSPECTORS[at % len(people.INSPECTORS)][0]

    def read(self, username):
        return self.office.ask(username, "GET", self.path + "/assessment")

    def score(self, username, body, choose, share=1.0):
        """choose: from a criterion to the score that the body gives it; share: of the criteria that the
        system computes."""
        criteria = [c for c in self.read(username)["criteria"] if c["not_applicable"] is None]
        scores = [choose(c) for c in criteria if c["computed_state"] == "person" or self.rng.random() < share]
        self.office.ask(username, "PUT", f"{self.path}/scores/{body}", {"scores": scores})

    def move(self, username, to, **more):
        self.office.ask(username, "POST", self.path + "/steps", {"to": to, **more})

    def close(self, zeal, held_on):
        self.score(self.council, "self", lambda c: self_score(self.rng, c, zeal))
        self.move(self.council, "self_closed", minutes=minutes(self.rng.randint(2, 9), held_on))

    def appraise(self, held_on):
        self.score(self.inspector, "appraised", lambda c: appraised_score(self.rng, c))
        self.move(self.inspector, "appraised", minutes=minutes(self.rng.randint(11, 40), held_on, 7))

    def approve(self, number, held_on):
        self.score("thuong-vu", "approved", lambda c: approved_score(self.rng, c))
        self.move("thuong-vu", "approved", minutes=minutes(number, held_on, 9))


class Office:
    def __init__(self, conf, data):
        self.url, self.people, self.data = conf["api.url"], {}, data
        self.dsn, self.psql = conf["store.dsn"], os.environ.get("PSQL", "psql")
        with open(os.path.join(data, "accounts.json"), encoding="utf-8") as file:
            self.accounts = {account["username"]: account for account in json.load(file)}
        with open(os.path.join(data, "running", "code"), encoding="utf-8") as file:
            self.running = file.read().strip()

    def person(self, username):
        if username not in self.people:
            self.people[username] = Person(self.url, self.accounts[username])
        return self.people[username]

    def ask(self, username, *what):
        return self.person(username).ask(*what)

    def upload_photo(self, username, name):
        """One of the photos of the running year."""
        folder = os.path.join(self.data, "running", "files")
        photo = min(one for one in os.listdir(folder) if one.endswith(".jpg"))
        with open(os.path.join(folder, photo), "rb") as file:
            return self.person(username).upload(name, file.read(), "image/jpeg")

    def upload_decision(self, username):
        with open(os.path.join(self.data, DECISION_FILE), "rb") as file:
            return self.person(username).upload(DECISION_FILE, file.read(), "application/pdf")

    def end_year(self):
        for at in range(len(people.UNITS)):
            unit = Unit(self, OVER.code, at)
            if unit.read("thuong-vu")["state"] == "draft":
                unit.close(unit.unit.zeal, "2023-10-31")
            if unit.read("thuong-vu")["state"] == "self_closed":
                unit.appraise(unit.unit.visited_on)
            if unit.read("thuong-vu")["state"] == "appraised":
                unit.approve(87 + at // 4, f"2023-12-{11 + at // 4}")

    def publish(self):
        """Waits until the scores that the appraisal has changed are computed."""
        decision = {**DECISION, "appeal_until": str(today() + timedelta(APPEAL_DAYS)),
                    "upload": self.upload_decision("thuong-vu")}
        until = time.monotonic() + HANG_S
        while True:
            try:
                self.ask("thuong-vu", "POST", f"/campaigns/{OVER.code}/publish", decision)
                return
            except Refused as refused:
                if refused.code != "campaign.busy" or time.monotonic() > until:
                    raise
            time.sleep(PAUSE_S)

    def work_on(self):
        yesterday = today() - timedelta(1)
        for at, unit in enumerate(people.UNITS):
            one, zeal = Unit(self, self.running, at), running.ZEAL[unit.code]
            now = one.read("thuong-vu")
            if now["state"] != "draft" or now["steps"]:
                continue
            if unit.code in (CLOSED, RETURNED):
                one.close(zeal, yesterday)
            elif unit.code in DRAFTS:
                one.score(one.council, "self", lambda c, o=one, z=zeal: self_score(o.rng, c, z), DRAFTS[unit.code])

    def return_one(self):
        at = [unit.code for unit in people.UNITS].index(RETURNED)
        one = Unit(self, self.running, at)
        if one.read("thuong-vu")["state"] == "self_closed":
            one.move(one.inspector, "draft", reason=WHY_RETURNED)

    def explain(self):
        """One unit answers two of its findings; the inspectors have not accepted that yet."""
        officer = EXPLAINS.lower()
        open_ones = self.ask(officer, "GET", f"/campaigns/{self.running}/findings?unit={EXPLAINS}&state=open")
        for finding in [f for f in open_ones["items"] if f["severity"] == "error"][:2]:
            self.ask(officer, "POST", f"/evidence/{finding['evidence']}/findings/{finding['key']}/answers",
                     {"answer": "explained", "reason": EXPLANATION})


def main():
    conf_path, data = sys.argv[1:]
    with open(conf_path, encoding="utf-8") as file:
        conf = dict(line.rstrip("\n").split(" = ", 1) for line in file if " = " in line)
    office = Office(conf, data)
    office.end_year()
    office.publish()
    print(f"Đợt {OVER.code}: đã tự chấm, thẩm định, duyệt và công bố.")
    office.work_on()
    office.return_one()
    office.explain()
    hold_rounds(office)
    keep_register(office)
    print(f"Đợt {office.running}: một đơn vị đã chốt, một đơn vị bị trả lại, các đơn vị khác đang làm.")


if __name__ == "__main__":
    main()
