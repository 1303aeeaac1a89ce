#!/usr/bin/python3
"""image_test.py — the image in a clean Debian: builds the Dockerfile in fresh roots,
then runs docker-compose.yml's services from it, each in
namespaces of its own; they must become healthy, accept one document over HTTP, check and
score it, survive a restart, and stop on request.  When it passes, it writes image.stamp:
the state of its inputs (rests_on.py).  Needs root, and Debian's packages.

timeout: 3600
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True

import machine  # noqa: E402
import rests_on  # noqa: E402
from compose import Project, account, remove  # noqa: E402
from dockerfile import Builder, Stage  # noqa: E402
from office import Office, generate_demo  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
SERVICES = ("gateway", "ingest", "reader", "fetcher", "validation", "scoring", "papers", "notification")


class Test:
    def __init__(self):
        self.place, self.project, self.failures = tempfile.mkdtemp(prefix="mc-image."), None, 0
        os.chmod(self.place, 0o755)
        self.bases, self.context = {}, ""

    def check(self, what, is_so, shown=""):
        print(f"{'ok   ' if is_so else 'FAIL '} {what}{'' if is_so else f': {shown}'}", flush=True)
        self.failures += not is_so
        return is_so

    # ------------------------------------------------------------ build

    def base(self, image):
        """The root for FROM debian:CODENAME-slim."""
        name, _, tag = image.partition(":")
        if name != "debian":
            raise SystemExit(f"FROM {image} is not known here")
        if image not in self.bases:
            root = os.path.join(self.place, "debian")
            machine.bootstrap(root, tag.split("-")[0])
            self.bases[image] = root
        return self.bases[image]

    def copy_sources(self):
        """A clone, and its owner's preparations."""
        context = os.path.join(self.place, "source")
        machine.copy_sources(context)
        subprocess.run([f"{context}/deploy/docker/prepare.sh"], check=True)
        with open(f"{context}/var/conf/local/gateway.conf", "w", encoding="utf-8") as file:
            file.write("http.max_json = 2000\n")
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
        """Instead of PostgreSQL's own image: the build has Debian's server."""
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

    def admin(self, name, command):
        """`docker-compose run init COMMAND`"""
        container = self.project.run("init", name, command)
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

    def load_directory(self, started, demo):
        """The demo's units, criteria and accounts, loaded as an operator does."""
        with open(f"{demo}/directory.sql", "rb") as sql:
            started["postgres"].exec("psql", "-U", "postgres", "-d", "minhchung", "-q", "-1", "-v",
                                     "ON_ERROR_STOP=1", stdin=sql)
        shutil.copy(f"{demo}/accounts.json", f"{self.context}/var/exchange/")
        code, said = self.admin("accounts", ["accounts", "accounts.json"])
        self.check("accounts come by the init service", code == 0, said)

    def survives(self, started):
        """Stops each service as an operator does, and starts it again."""
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
        demo = os.path.join(self.place, "demo")
        officer, document = generate_demo(demo)
        self.load_directory(started, demo)
        office = Office(self.curl, self.check)
        office.sign_in(officer["username"], officer["password"])
        item = office.file_document(officer, document)
        office.wait_for_score(item)
        office.check_file(item, document)
        said = self.curl("/api/v1/login", "-H", "Content-Type: application/json", "-d",
                         json.dumps({"x": "y" * 3000}), "-o", "/dev/null", "-w", "%{http_code}")
        self.check("the operator's own var/conf/local/gateway.conf takes effect", said == "413", said)
        self.survives(started)
        self.check("the item is still there",
                   office.json(f"/api/v1/evidence/{item}", *office.bearer).get("id") == item)
        code, said = self.admin("backup", ["backup", "backup"])
        self.check("a backup lies in var/exchange", code == 0 and os.path.getsize(
            f"{self.context}/var/exchange/backup/database.dump") > 10000, said)
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
    state = rests_on.current()
    test = Test()
    try:
        test.run()
    finally:
        test.clean()
    if test.failures == 0:
        rests_on.write(state)
        print("wrote tests/image/image.stamp: commit it")
    sys.exit(test.failures != 0)


if __name__ == "__main__":
    main()
