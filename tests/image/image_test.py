#!/usr/bin/python3
"""image_test.py — the image's steps in a clean Debian: the Dockerfile is built in roots
that were made a moment ago, then docker-compose.yml's services run from it, each in
namespaces of its own; they must become healthy, take one piece with a file over HTTP,
check and score it, survive a restart, and stop when asked.  Needs root, and Debian's
packages; about two minutes.

timeout: 1800
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True

import machine  # noqa: E402
from compose import Project, account, remove  # noqa: E402
from dockerfile import Builder, Stage  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
SERVICES = ("gateway", "ingest", "reader", "fetcher", "validation", "scoring", "notification")
TEXT = "Huyện đoàn tổ chức ra quân chiến dịch Thanh niên tình nguyện hè với 120 đoàn viên tham gia."


class Test:
    def __init__(self):
        self.place, self.project, self.failures = tempfile.mkdtemp(prefix="mc-image."), None, 0
        os.chmod(self.place, 0o755)
        self.bases = {}

    def check(self, what, is_so, shown=""):
        print(f"{'ok   ' if is_so else 'FAIL '} {what}{'' if is_so else f': {shown}'}", flush=True)
        self.failures += not is_so
        return is_so

    # ------------------------------------------------------------ build

    def base(self, image):
        """The root that FROM means: debian:CODENAME-slim."""
        name, _, tag = image.partition(":")
        if name != "debian":
            raise SystemExit(f"FROM {image} is not known here")
        if image not in self.bases:
            root = os.path.join(self.place, "debian")
            machine.bootstrap(root, tag.split("-")[0])
            self.bases[image] = root
        return self.bases[image]

    def copy_sources(self):
        """What a clone has, and what its owner adds: nothing that was built here."""
        context = os.path.join(self.place, "source")
        os.makedirs(context)
        listed = subprocess.run(["git", "-C", ROOT, "ls-files", "-z", "--cached", "--others",
                                 "--exclude-standard"], check=True, capture_output=True).stdout
        for name in filter(None, listed.decode().split("\0")):
            if os.path.exists(os.path.join(ROOT, name)):
                os.makedirs(os.path.dirname(os.path.join(context, name)), exist_ok=True)
                shutil.copy(os.path.join(ROOT, name), os.path.join(context, name))
        secrets = os.path.join(context, "deploy/docker/secrets")
        os.makedirs(secrets)
        for name in ("postgres_password", "store_password"):
            with open(os.path.join(secrets, name), "w", encoding="utf-8") as file:
                file.write(os.urandom(24).hex() + "\n")
        return context

    def build(self):
        self.context = self.copy_sources()
        with open(os.path.join(self.place, "build.log"), "ab") as log:
            builder = Builder(self.context, self.place, self.base, machine.build_environment(), log)
            try:
                image = builder.build(os.path.join(self.context, "deploy/Dockerfile"))
            except SystemExit:
                self.show(os.path.join(self.place, "build.log"))
                raise
        source = builder.stages[0].root + "/src"
        self.check("no secret of the checkout is in the build",
                   not os.path.exists(source + "/deploy/docker/secrets"))
        self.check("the image runs as a user of its own", account(image)[0] != "0")
        linked = subprocess.run(["chroot", image.root, "sh", "-c",
                                 "ldd /usr/local/bin/* | grep 'not found'"],
                                capture_output=True, text=True, check=False)
        self.check("every library is in the image", linked.returncode != 0, linked.stdout)
        size = subprocess.run(["du", "-sm", image.root], check=True, capture_output=True, text=True)
        print(f"      the image has {size.stdout.split()[0]} MiB")
        return image, self.stand_in(builder.stages[0])

    @staticmethod
    def stand_in(stage):
        """PostgreSQL's own image is not here; the build has Debian's server."""
        postgres = Stage(stage.root)
        postgres.user, postgres.entrypoint = "postgres", ["/usr/local/bin/postgres.sh"]
        shutil.copy(os.path.join(HERE, "postgres/entrypoint.sh"), stage.root + "/usr/local/bin/postgres.sh")
        os.chmod(stage.root + "/usr/local/bin/postgres.sh", 0o755)
        uid, gid, _ = account(postgres)
        for path in ("/var/lib/postgresql/data", "/run/postgresql"):
            os.makedirs(stage.root + path, mode=0o700, exist_ok=True)
            os.chown(stage.root + path, int(uid), int(gid))
        version = os.listdir(stage.root + "/usr/lib/postgresql")
        postgres.environment["PATH"] += f":/usr/lib/postgresql/{version[0]}/bin"
        return postgres, f"postgres:{version[0]}"

    # ------------------------------------------------------------ run

    def curl(self, path, *arguments):
        address = self.project.addresses["gateway"]
        done = self.project.in_network("curl", "-sS", "--max-time", "20", *arguments,
                                       f"http://{address}:8080{path}", check=False)
        return done.stdout if done.returncode == 0 else done.stderr

    def json(self, path, *arguments):
        said = self.curl(path, *arguments)
        try:
            return json.loads(said)
        except json.JSONDecodeError:
            return {"unreadable": said}

    def admin(self, name, command, files=()):
        """`docker compose run init COMMAND`"""
        container = self.project.run("init", name, command, files)
        code = container.process.wait(timeout=120)
        return code, container.tail(200)

    def confined(self, started):
        for name in SERVICES:
            container, status = started[name], started[name].status()
            self.check(f"{name}: no root, no capabilities, no new privileges",
                       "0" not in status["Uid"].split() and status["NoNewPrivs"] == "1"
                       and int(status["CapEff"], 16) == 0 and int(status["CapBnd"], 16) == 0, status)
            wrote = container.exec("sh", "-c", ": >/usr/local/bin/x || : >/var/lib/minhchung/x",
                                   check=False)
            self.check(f"{name}: the root is read-only", "Read-only" in wrote.stderr, wrote.stderr)

    def load_directory(self, started):
        """The demo's units, criteria and accounts, as an operator brings them."""
        out = os.path.join(self.place, "demo")
        subprocess.run(["/usr/bin/python3", os.path.join(ROOT, "deploy/demo/generate.py"), "--out",
                        out, "--size", "60"], check=True, stdout=subprocess.DEVNULL)
        with open(f"{out}/directory.sql", "rb") as sql:
            started["postgres"].exec("psql", "-U", "postgres", "-d", "minhchung", "-q", "-1", "-v",
                                     "ON_ERROR_STOP=1", stdin=sql)
        code, said = self.admin("accounts", ["accounts", "/accounts.json"],
                                [(f"{out}/accounts.json", "/accounts.json")])
        self.check("accounts come by the init service", code == 0, said)
        with open(f"{out}/accounts.json", encoding="utf-8") as file:
            return next(a for a in json.load(file) if a["role"] == "officer"), out

    def file_piece(self, officer, document):
        token = ""
        for _ in range(50):
            token = self.json("/api/v1/login", "-H", "Content-Type: application/json", "-d", json.dumps(
                {k: officer[k] for k in ("username", "password")})).get("token", "")
            if token:
                break
            time.sleep(0.2)
        self.check("an officer signs in", token != "")
        self.bearer = ("-H", f"Authorization: Bearer {token}")
        unit = self.json(f"/api/v1/campaigns/2023/units/{officer['unit']}", *self.bearer)
        cell = next(c["code"] for c in unit["criteria"] if c["level"] == "criterion")
        piece = {"campaign": "2023", "unit": officer["unit"], "criteria": [cell], "kind": "document",
                 "title": "Kế hoạch ra quân", "occurred_on": "2023-06-01", "text": TEXT}
        answer = self.json("/api/v1/evidence", *self.bearer, "-H", "Idempotency-Key: image-1",
                           "-F", f"evidence={json.dumps(piece)};type=application/json",
                           "-F", f"file=@{document};filename=ke-hoach.docx")
        self.check("a piece with a file is accepted", answer.get("state") == "accepted", answer)
        return answer.get("id", "")

    def wait_for_score(self, piece):
        found, until = {}, time.monotonic() + 60
        while time.monotonic() < until:
            found = self.json(f"/api/v1/evidence/{piece}", *self.bearer)
            if found.get("state") == "scored":
                break
            time.sleep(0.2)
        self.check("it gets its verdict and its score", found.get("state") == "scored"
                   and found.get("verdict") in ("valid", "mend", "invalid")
                   and found["scores"][0]["value"] is not None, found)

    def survives(self, started):
        """Each service stopped as an operator does it, and started again."""
        for name in SERVICES:
            code = started[name].stop()
            self.check(f"{name} drains and ends when asked", code == 0, f"exit code {code}")
            started[name] = self.project.run(name)
        for name in SERVICES:
            if "healthcheck" in self.project.services[name]:
                started[name].reach("service_healthy")
        second = self.project.run("validation", "validation-2")
        second.reach("service_healthy")
        print("ok    all are healthy again, and a second validation beside the first")

    def run(self):
        image, (postgres, postgres_name) = self.build()
        self.project = Project(os.path.join(self.context, "docker-compose.yml"), self.place,
                               {"minhchung:latest": image, postgres_name: postgres})
        started = self.project.up()
        self.check("every service has a health check, and is healthy",
                   all(started[name].is_healthy for name in SERVICES))
        self.confined(started)
        code, said = self.admin("init-again", None)
        self.check("init again is harmless", code == 0, said)
        officer, demo = self.load_directory(started)
        document = next(os.path.join(demo, "files", n) for n in sorted(os.listdir(f"{demo}/files"))
                        if n.endswith(".docx"))
        piece = self.file_piece(officer, document)
        self.wait_for_score(piece)
        self.check("the file comes back as it was", self.curl(
            f"/api/v1/evidence/{piece}/files/1", *self.bearer, "-o", "/dev/null", "-w",
            "%{size_download}") == str(os.path.getsize(document)))
        self.check("the page is served", "<html" in self.curl("/"))
        self.survives(started)
        self.check("the piece is still there",
                   self.json(f"/api/v1/evidence/{piece}", *self.bearer).get("id") == piece)
        code, said = self.admin("ledger", ["ledger", "--json"])
        self.check("the ledger balances", code == 0, said)
        codes = self.project.down()
        self.check("everything stops in time", set(codes.values()) == {0}, codes)

    def show(self, path):
        with open(path, encoding="utf-8", errors="replace") as file:
            print("\n".join(file.read().split("\n")[-40:]))

    def clean(self):
        if self.project is not None:
            self.project.down()
        if os.environ.get("MC_KEEP"):
            print(f"kept: {self.place}")
        else:
            remove(self.place)


def main():
    if os.geteuid() != 0:
        raise SystemExit("image_test: needs root, for roots and namespaces")
    test = Test()
    try:
        test.run()
    finally:
        test.clean()
    sys.exit(test.failures != 0)


if __name__ == "__main__":
    main()
