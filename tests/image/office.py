"""office.py — the use of a system that runs in containers: load the demo's
directory, sign in as an officer, submit a document over HTTP and read its score."""
import json
import os
import subprocess
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TEXT = "Huyện đoàn tổ chức ra quân chiến dịch Thanh niên tình nguyện hè với 120 đoàn viên tham gia."


def generate_demo(out):
    """The demo's directory.sql, accounts.json and documents."""
    subprocess.run(["/usr/bin/python3", "-B", os.path.join(ROOT, "deploy/demo/generate.py"), "--out",
                    out, "--size", "60"], check=True, stdout=subprocess.DEVNULL)
    with open(f"{out}/accounts.json", encoding="utf-8") as file:
        officer = next(a for a in json.load(file) if a["role"] == "officer")
    document = next(os.path.join(out, "files", n) for n in sorted(os.listdir(f"{out}/files"))
                    if n.endswith(".docx"))
    return officer, document


class Office:
    def __init__(self, curl, check):
        """curl(path, *arguments) returns the body of an answer; check(what, is_so, shown)."""
        self.curl, self.check, self.bearer = curl, check, ()

    def json(self, path, *arguments):
        said = self.curl(path, *arguments)
        try:
            return json.loads(said)
        except json.JSONDecodeError:
            return {"unreadable": said}

    def sign_in(self, username, password):
        """The gateway reads new accounts within a second."""
        token, until = "", time.monotonic() + 60
        while not token and time.monotonic() < until:
            token = self.json("/api/v1/login", "-H", "Content-Type: application/json", "-d",
                              json.dumps({"username": username, "password": password})).get("token", "")
            time.sleep(0 if token else 0.2)
        self.check(f"{username} signs in", token != "")
        self.bearer = ("-H", f"Authorization: Bearer {token}")

    def file_document(self, officer, document, campaign="2023", day="2023-06-01"):
        unit = self.json(f"/api/v1/campaigns/{campaign}/units/{officer['unit']}", *self.bearer)
        cell = next(c["code"] for c in unit["criteria"] if c["level"] == "criterion")
        item = {"campaign": campaign, "unit": officer["unit"], "criteria": [cell], "kind": "document",
                "title": "Kế hoạch ra quân", "occurred_on": day, "text": TEXT}
        answer = self.json("/api/v1/evidence", *self.bearer, "-H", "Idempotency-Key: image-1",
                           "-F", f"evidence={json.dumps(item)};type=application/json",
                           "-F", f"file=@{document};filename=ke-hoach.docx")
        self.check("an evidence item with a file is accepted", answer.get("state") == "accepted", answer)
        return answer.get("id", "")

    def wait_for_score(self, item):
        found, until = {}, time.monotonic() + 300
        while time.monotonic() < until:
            found = self.json(f"/api/v1/evidence/{item}", *self.bearer)
            if found.get("state") == "scored":
                break
            time.sleep(0.2)
        self.check("it gets its verdict and its score", found.get("state") == "scored"
                   and found.get("verdict") in ("valid", "mend", "invalid")
                   and found["scores"][0]["value"] is not None, found)

    def check_file(self, item, document):
        self.check("the file comes back as it was", self.curl(
            f"/api/v1/evidence/{item}/files/1", *self.bearer, "-o", "/dev/null", "-w",
            "%{size_download}") == str(os.path.getsize(document)))
        self.check("the page is served", "<html" in self.curl("/"))
