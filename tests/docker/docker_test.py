#!/usr/bin/python3
"""docker_test.py — the README's section "With Docker", typed as it stands, with Debian's docker.io
and docker-compose: a Docker daemon for this test, in mount and process namespaces that end with
all their processes; debian:bookworm-slim and postgres:15 built here from Debian's packages.
All services become healthy, the first account signs in, a document is submitted over HTTP
and scored, a backup is written, an operator's setting takes effect, everything stops.  Needs root.

timeout: 5400
"""
import glob
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path.insert(0, os.path.join(ROOT, "tests/image"))

import machine  # noqa: E402
from office import Office  # noqa: E402

SERVICES = ("postgres", "gateway", "ingest", "reader", "fetcher", "validation", "scoring", "papers", "notification")
HANGS_S = 600                          # limit of each wait; only a hang reaches it

# The first process of the namespaces reaps orphans; when it ends, all end.  The mount hides the
# machine's containerd, so that the daemon starts its own.
DAEMON = """
mount -t proc proc /proc
[ ! -d /run/containerd ] || mount -t tmpfs tmpfs /run/containerd
place=$1
shift
"$@" >"$place/dockerd.log" 2>&1 &
wait $!
"""


def remove_group(directory):
    """A group can be removed once the last of its processes has ended, which the kernel does soon."""
    until = time.monotonic() + 60
    while True:
        try:
            return os.rmdir(directory)
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


class Daemon:
    """dockerd with data, sockets and control group of its own.  It does not change the machine's
    firewall: containers of one network reach each other without rules."""

    def __init__(self, place):
        self.place, self.group = place, f"mc-docker-{os.getpid()}"
        self.address = f"unix://{place}/docker.sock"
        self.process = subprocess.Popen(
            ["setpriv", "--pdeathsig", "KILL", "unshare", "--mount", "--pid", "--fork", "--kill-child",
             "sh", "-c", DAEMON, "daemon", place, "/usr/sbin/dockerd", "--data-root", f"{place}/data",
             "--exec-root", f"{place}/exec", "--pidfile", f"{place}/docker.pid", "--host", self.address,
             "--cgroup-parent", f"/{self.group}", "--bridge=none", "--iptables=false",
             "--ip6tables=false", "--ip-forward=false", "--ip-masq=false"], stdin=subprocess.DEVNULL)

    def docker(self, *arguments, check=True, **more):
        return subprocess.run(["/usr/bin/docker", "--host", self.address, *arguments], check=check,
                              capture_output=True, text=True, **more)

    def wait(self):
        until = time.monotonic() + 60
        while self.docker("info", check=False).returncode != 0:
            if self.process.poll() is not None or time.monotonic() > until:
                with open(f"{self.place}/dockerd.log", encoding="utf-8") as file:
                    print("\n".join(file.read().split("\n")[-15:]))
                raise SystemExit("docker_test: dockerd cannot run on this machine; its last words are above")
            time.sleep(0.2)

    def stop(self):
        networks = self.docker("network", "ls", "-q", "--filter", "type=custom", check=False).stdout.split()
        self.process.send_signal(signal.SIGTERM)
        self.process.kill()
        self.process.wait()
        for network in networks:
            subprocess.run(["ip", "link", "delete", f"br-{network}"], check=False, capture_output=True)
        for top in glob.glob(f"/sys/fs/cgroup/*/{self.group}") + glob.glob(f"/sys/fs/cgroup/{self.group}"):
            for directory, _, _ in os.walk(top, topdown=False):
                remove_group(directory)


def readme_commands():
    """The lines of the README's block under "With Docker", without those of the package manager."""
    with open(os.path.join(ROOT, "README.md"), encoding="utf-8") as file:
        section = re.search(r"^## With Docker\n(.*?)^## ", file.read(), re.S | re.M)[1]
    lines = [line[4:] for line in section.split("\n") if line.startswith("    ")]
    return [line for line in lines if "apt" not in line.split()]


class Test:
    def __init__(self):
        self.place, self.failures = tempfile.mkdtemp(prefix="mc-docker."), 0
        self.daemon = Daemon(self.place)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.http = f"127.0.0.1:{probe.getsockname()[1]}"
        self.source = os.path.join(self.place, "source")
        self.environment = {**os.environ, "DOCKER_HOST": self.daemon.address, "HOME": self.place,
                            "MINHCHUNG_HTTP": self.http, "LINKS_FETCH": "off",
                            "COMPOSE_FILE": f"docker-compose.yml:{self.place}/network.yml"}

    def check(self, what, is_so, shown=""):
        print(f"{'ok   ' if is_so else 'FAIL '} {what}{'' if is_so else f': {shown}'}", flush=True)
        self.failures += not is_so

    def shell(self, line, must=True, stdin=subprocess.DEVNULL):
        began = time.monotonic()
        done = subprocess.run(["sh", "-ec", line], cwd=self.source, env=self.environment, text=True,
                              stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        print(f"  $ {line[:90]}  ({time.monotonic() - began:.1f} s)", flush=True)
        if must and done.returncode != 0:
            print("\n".join(done.stdout.split("\n")[-40:]))
            raise SystemExit(f"docker_test: exit code {done.returncode}")
        return done.stdout

    def make_images(self):
        """Builds debian:bookworm-slim with debootstrap, and postgres:15 as Debian's server on it."""
        base = os.path.join(self.place, "debian")
        machine.bootstrap(base, "bookworm")
        settings = [f"--change=ENV {k}={v}" for k, v in machine.build_environment().items()]
        with subprocess.Popen(["tar", "-C", base, "-c", "."], stdout=subprocess.PIPE) as tar:
            self.daemon.docker("import", *settings, "--change=CMD [\"bash\"]", "-",
                               "debian:bookworm-slim", stdin=tar.stdout)
        shutil.rmtree(base)
        done = self.daemon.docker("build", "--network=host", "-t", "postgres:15",
                                  os.path.join(ROOT, "tests/image/postgres"), check=False)
        if done.returncode != 0:
            raise SystemExit(done.stdout[-3000:] + done.stderr[-3000:])
        with open(f"{self.place}/network.yml", "w", encoding="utf-8") as file:
            json.dump({"services": {name: {"build": {"network": "host"}}
                                    for name in ("init", "demo", *SERVICES[1:])}}, file)

    def unhealthy(self):
        listed = self.daemon.docker("ps", "-a", "--format", "{{.Names}} {{.Status}}").stdout
        return [n for n in SERVICES if not re.search(rf"minhchung_{n}_1 Up .*\(healthy\)", listed)], listed

    def wait_healthy(self):
        began = time.monotonic()
        missing, listed = self.unhealthy()
        while missing:
            if time.monotonic() - began > HANGS_S:
                print(listed + self.shell("docker-compose logs --tail 20", must=False))
                raise SystemExit(f"docker_test: not healthy within {HANGS_S} s: {missing}")
            time.sleep(0.5)
            missing, listed = self.unhealthy()
        print(f"ok    all containers are healthy {time.monotonic() - began:.0f} s after `up` returned")

    def curl(self, path, *arguments):
        done = subprocess.run(["curl", "-sS", "--noproxy", "*", "--max-time", "20", *arguments,
                               f"http://{self.http}{path}"], capture_output=True, text=True, check=False)
        return done.stdout if done.returncode == 0 else done.stderr

    def type_readme(self, office):
        said = "".join(self.shell(line) for line in readme_commands())
        self.wait_healthy()
        link = re.search(r"/dat-mat-khau#(\S+)", said)
        self.check("the last line prints a one-time link", link, said[-500:])
        password = "mật khẩu của quản trị đầu tiên"
        made = self.curl("/api/v1/invitation", "-H", "Content-Type: application/json", "-d",
                         json.dumps({"token": link[1], "password": password, "full_name": "Quản trị"}))
        office.sign_in(json.loads(made)["username"], password)
        self.check("the first account is an administrator's",
                   '"admin"' in office.curl("/api/v1/session", *office.bearer))

    def running(self):
        """The demo's open campaign."""
        with open(f"{self.source}/var/exchange/demo/demo/running/code", encoding="utf-8") as file:
            return file.read().strip()

    def file_and_score(self, office):
        """In the demo, loaded as the README describes."""
        self.shell("docker-compose run --rm demo")
        demo = f"{self.source}/var/exchange/demo"
        with open(f"{demo}/demo-accounts.json", encoding="utf-8") as file:
            officer = next(a for a in json.load(file) if a["role"] == "officer")
        document = sorted(glob.glob(f"{demo}/demo/files/*.docx"))[0]
        office.sign_in(officer["username"], officer["password"])
        item = office.file_document(officer, document, self.running(), str(date.today() - timedelta(20)))
        office.wait_for_score(item)
        office.check_file(item, document)
        return officer

    def operate(self, office):
        """Everything that an operator has with `make up`: settings, the command line, backups, logs."""
        with open(f"{self.source}/var/conf/local/gateway.conf", "w", encoding="utf-8") as file:
            file.write("http.max_json = 2000\n")
        self.shell("docker-compose restart gateway")
        self.wait_healthy()
        said = office.curl("/api/v1/login", "-H", "Content-Type: application/json", "-o",
                                        "/dev/null", "-w", "%{http_code}", "-d", json.dumps({"x": "y" * 3000}))
        self.check("var/conf/local/gateway.conf is taken", said == "413", said)
        self.shell("docker-compose run --rm init key cli --account he-thong "
                   "--out /var/lib/minhchung/keys/system.key")
        said = self.shell(f"docker-compose run --rm init submit --campaign {self.running()} --unit HD-TIEUCAN "
                          "--criterion 1.1.1 --title 'Kế hoạch' --wait --json")
        self.check("the command line files an item and sees it scored", '"scored"' in said, said)
        self.shell("docker-compose run --rm init backup backup")
        self.check("a backup lies in var/exchange",
                   os.path.getsize(f"{self.source}/var/exchange/backup/database.dump") > 10000)
        self.check("logs are shown", "gateway_1" in self.shell("docker-compose logs --tail 5 gateway"))

    def restore(self, office, officer):
        """On an empty server, before the first `up`."""
        self.shell("docker-compose down --volumes")
        self.shell("docker-compose run --rm init restore backup")
        self.shell("docker-compose up -d")
        self.wait_healthy()
        office.sign_in(officer["username"], officer["password"])
        self.shell("docker-compose run --rm init verify")
        self.shell("docker-compose run --rm init ledger --json")

    def run(self):
        self.daemon.wait()
        machine.copy_sources(self.source)
        self.make_images()
        office = Office(self.curl, self.check)
        self.type_readme(office)
        officer = self.file_and_score(office)
        self.operate(office)
        self.restore(office, officer)
        self.shell("docker-compose down")
        left = self.daemon.docker("ps", "-aq").stdout
        self.check("nothing is left after `down`", left == "", left)

    def clean(self):
        self.daemon.stop()
        if os.environ.get("MC_KEEP"):
            print(f"kept: {self.place}")
        else:
            shutil.rmtree(self.place, ignore_errors=True)


def main():
    if os.geteuid() != 0:
        raise SystemExit("docker_test: needs root, for a Docker daemon of its own")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))   # so that clean() runs
    test = Test()
    try:
        test.run()
    finally:
        test.clean()
    sys.exit(test.failures != 0)


if __name__ == "__main__":
    main()
