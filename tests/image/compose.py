"""compose.py — runs the services of a compose file without Docker, each as a container:
own process, mount, host-name and network namespaces, the image read-only under a
writable layer, its volumes and secrets mounted, no capabilities."""
import os
import re
import shutil
import signal
import subprocess
import time

import yaml
from dockerfile import DEVICES, PATH, assignments, own_marks

NETWORK = "10.231.47"                  # exists in these namespaces only

# In the new namespaces: layer, mounts, then the program as its user.
START = f"""
set -e
read -r go
work=$1 root=$2 name=$3 uid=$4 gid=$5 is_read_only=$6 caps=$7 place=$8
shift 8
hostname "$name"
mount -t tmpfs tmpfs "$work"
mkdir "$work/upper" "$work/work" "$work/root"
mount -t overlay overlay -o "lowerdir=$root,upperdir=$work/upper,workdir=$work/work" "$work/root"
root=$work/root
mount -t proc proc "$root/proc"
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
for node in {DEVICES}; do
    : >"$root/dev/$node"
    mount --bind "/dev/$node" "$root/dev/$node"
done
mkdir -m 1777 "$root/dev/shm"
mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
while [ "$1" != -- ]; do               # kind source target, until --
    case $1 in
    tmpfs)
        mkdir -p "$root$3"
        mount -t tmpfs -o mode=1777 tmpfs "$root$3" ;;
    file)
        mkdir -p "$(dirname "$root$3")"
        [ -e "$root$3" ] || : >"$root$3"
        mount --bind "$2" "$root$3"
        mount -o remount,bind,ro "$root$3" ;;
    rw | ro)
        mkdir -p "$root$3"
        mount --bind "$2" "$root$3"
        [ "$1" = rw ] || mount -o remount,bind,ro "$root$3" ;;
    esac
    shift 3
done
shift
[ "$is_read_only" = 0 ] || mount -o remount,bind,ro "$root" 2>/dev/null || mount -o remount,ro "$root"
exec </dev/null
if [ "$caps" = none ]; then
    set -- --bounding-set=-all --inh-caps=-all --no-new-privs -- "$@"
else
    set -- -- "$@"
fi
exec chroot "$root" /usr/bin/env -C "$place" setpriv --reuid "$uid" --regid "$gid" --clear-groups "$@"
"""


def substitute(value):
    """${NAME:-default} as compose reads it."""
    if isinstance(value, str):
        return re.sub(r"\$\{(\w+):-([^}]*)\}", lambda m: os.environ.get(m[1]) or m[2], value)
    if isinstance(value, list):
        return [substitute(v) for v in value]
    if isinstance(value, dict):
        return {k: substitute(v) for k, v in value.items()}
    return value


def seconds(text):
    return float(text[:-1]) * {"s": 1, "m": 60}[text[-1]]


class Project:
    def __init__(self, path, place, images):
        with open(path, encoding="utf-8") as file:
            found = substitute(yaml.safe_load(file))
        self.home, self.place, self.images = os.path.dirname(os.path.abspath(path)), place, images
        self.services = {n: s for n, s in found["services"].items() if "profiles" not in s}
        self.secrets = found["secrets"]
        self.containers, self.volumes = [], {}
        self.addresses = {name: f"{NETWORK}.{at}" for at, name in enumerate(self.services, 10)}
        self.spare = 100
        self.net = subprocess.Popen(
            ["setpriv", "--pdeathsig", "KILL", "unshare", "--net", "sh", "-c",
             "ip link set lo up && ip link add br0 type bridge && "
             f"ip addr add {NETWORK}.1/24 dev br0 && ip link set br0 up && exec sleep infinity"],
            stdin=subprocess.DEVNULL)
        self._wait(lambda: self.in_network("ip", "-4", "addr", "show", "br0", check=False)
                   .stdout.count(NETWORK) > 0, 10, "no network")

    def in_network(self, *command, check=True):
        return subprocess.run(["nsenter", "-t", str(self.net.pid), "-n", *command],
                              check=check, capture_output=True, text=True,
                              stdin=subprocess.DEVNULL)

    @staticmethod
    def _wait(is_so, limit, what):
        until = time.monotonic() + limit
        while not is_so():
            if time.monotonic() > until:
                raise SystemExit(f"{what} within {limit:.0f} s")
            time.sleep(0.05)

    def secret(self, name):
        return os.path.join(self.home, self.secrets[name]["file"])

    def volume(self, name, image, target):
        """A volume, created at its first use with the image's contents of that place."""
        if name not in self.volumes:
            path = os.path.join(self.place, f"volume-{name}")
            inside = image.root + target
            if os.path.isdir(inside):
                subprocess.run(["cp", "-a", inside, path], check=True)
            else:
                os.makedirs(path)
            self.volumes[name] = path
        return self.volumes[name]

    def _mounts(self, spec, image, hosts):
        yield "file", hosts, "/etc/hosts"
        for target in spec.get("tmpfs", []):
            yield "tmpfs", "-", target
        for name in spec.get("secrets", []):
            yield "file", self.secret(name), f"/run/secrets/{name}"
        for volume in spec.get("volumes", []):
            source, target, *mode = volume.split(":")
            if source.startswith("./"):
                source = os.path.join(self.home, source)
                yield ("file" if os.path.isfile(source) else (mode or ["rw"])[0]), source, target
            else:
                yield (mode or ["rw"])[0], self.volume(source, image, target), target

    def run(self, service, name=None, command=None):
        """Starts a container of that service; with a name and a command of its own like
        `docker-compose run`."""
        spec, name = self.services[service], name or service
        image = self.images[spec["image"]]
        place = os.path.join(self.place, f"container-{name}")
        os.makedirs(place + "/layer", exist_ok=True)
        if name == service:
            address = self.addresses[service]
        else:
            self.spare += 1
            address = f"{NETWORK}.{self.spare}"
        with open(f"{place}/hosts", "w", encoding="utf-8") as file:
            file.write(f"127.0.0.1 localhost\n{address} {name}\n")
            file.writelines(f"{a} {s}\n" for s, a in self.addresses.items() if s != name)
        uid, gid, home = account(image)
        environment = {"PATH": PATH, "HOME": home, **image.environment,
                       **spec.get("environment", {}), **own_marks()}
        mounts = [word for mount in self._mounts(spec, image, f"{place}/hosts") for word in mount]
        command = spec.get("entrypoint", image.entrypoint) + \
            (command or spec.get("command", image.command))
        caps = "none" if spec.get("cap_drop") == ["ALL"] else "some"
        container = Container(self, name, spec, address, (uid, gid), environment, f"{place}/log")
        container.start([
            f"{place}/layer", image.root, name, uid, gid,
            "1" if spec.get("read_only") else "0", caps, spec.get("working_dir", "/"), *mounts, "--",
            "/usr/bin/env", "-i", *assignments(environment), *command])
        self.containers.append(container)
        return container

    def up(self):
        """Starts every service once its dependencies meet their conditions."""
        started = {}
        while len(started) < len(self.services):
            for name, spec in self.services.items():
                needs = spec.get("depends_on", {})
                if name in started or any(other not in started for other in needs):
                    continue
                for other, how in needs.items():
                    started[other].reach(how["condition"])
                started[name] = self.run(name)
        for name, container in started.items():
            if "healthcheck" in self.services[name]:
                container.reach("service_healthy")
        return started

    def down(self):
        codes = {}
        for container in reversed(self.containers):
            if container.process.poll() is None:
                codes[container.name] = container.stop()
        self.containers = []
        self.net.kill()
        self.net.wait()
        return codes


def account(image):
    with open(f"{image.root}/etc/passwd", encoding="utf-8") as file:
        for line in file:
            fields = line.rstrip("\n").split(":")
            if fields[0] == image.user:
                return fields[2], fields[3], fields[5]
    raise SystemExit(f"the image has no user {image.user}")


class Container:
    def __init__(self, project, name, spec, address, who, environment, log):
        self.project, self.name, self.spec, self.address = project, name, spec, address
        self.who, self.environment, self.log = who, environment, log
        self.process, self.pid, self.is_healthy, self.check_said = None, 0, False, ""

    def start(self, arguments):
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                ["setpriv", "--pdeathsig", "KILL", "unshare", "--net", "--mount", "--pid", "--uts",
                 "--ipc", "--fork", "--kill-child", "sh", "-c", START, self.name, *arguments],
                stdin=subprocess.PIPE, stdout=log, stderr=subprocess.STDOUT)
        self.project._wait(self._has_forked, 10, f"{self.name}: no namespaces")
        link = f"v{self.pid}"
        self.project.in_network("ip", "link", "add", link, "type", "veth", "peer", "name", "eth0",
                                "netns", str(self.pid))
        self.project.in_network("ip", "link", "set", link, "master", "br0", "up")
        subprocess.run(["nsenter", "-t", str(self.pid), "-n", "sh", "-ec",
                        f"ip link set lo up; ip addr add {self.address}/24 dev eth0; "
                        "ip link set eth0 up"], check=True)
        self.process.stdin.write(b"go\n")
        self.process.stdin.close()

    def _has_forked(self):
        path = f"/proc/{self.process.pid}/task/{self.process.pid}/children"
        with open(path, encoding="utf-8") as file:
            children = file.read().split()
        # setpriv and unshare execute in place: the only child is the container's first.
        self.pid = int(children[0]) if children else 0
        return self.pid != 0

    def exec(self, *argv, check=True, stdin=subprocess.DEVNULL):
        """Runs a program inside, as the container's user."""
        uid, gid = self.who
        return subprocess.run(
            ["nsenter", "-t", str(self.pid), "-m", "-n", "-u", "-p", "--root", "--wd",
             "setpriv", "--reuid", uid, "--regid", gid, "--clear-groups",
             "--bounding-set=-all", "--inh-caps=-all", "--no-new-privs",
             "/usr/bin/env", "-i", *assignments(self.environment), *argv],
            check=check, capture_output=True, text=True, stdin=stdin)

    def _check_health(self):
        if self.process.poll() is not None:
            raise SystemExit(f"{self.name} ended with {self.process.returncode}:\n{self.tail()}")
        kind, *command = self.spec["healthcheck"]["test"]
        if kind != "CMD":
            raise SystemExit(f"{self.name}: health check of kind {kind} is not known here")
        done = self.exec(*command, check=False)
        self.is_healthy, self.check_said = done.returncode == 0, done.stdout + done.stderr
        return self.is_healthy

    def reach(self, condition):
        if condition == "service_completed_successfully":
            if self.process.wait(timeout=60) != 0:
                raise SystemExit(f"{self.name} ended with {self.process.returncode}:\n{self.tail()}")
        elif condition == "service_healthy":
            check = self.spec["healthcheck"]
            limit = seconds(check.get("start_period", "0s")) + \
                seconds(check["interval"]) * check["retries"]
            try:
                self.project._wait(self._check_health, limit, f"{self.name} is not healthy")
            except SystemExit:
                print(f"{self.check_said}\n{self.tail()}")
                raise
        else:
            raise SystemExit(f"condition {condition} is not known here")

    def status(self):
        with open(f"/proc/{self.pid}/status", encoding="utf-8") as file:
            return dict(line.rstrip("\n").split(":\t", 1) for line in file if ":\t" in line)

    def stop(self):
        """TERM, and KILL after the grace period; the exit code."""
        os.kill(self.pid, signal.SIGTERM)
        try:
            return self.process.wait(seconds(self.spec.get("stop_grace_period", "10s")))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            return -signal.SIGKILL

    def tail(self, lines=30):
        with open(self.log, encoding="utf-8", errors="replace") as file:
            return "\n".join(file.read().split("\n")[-lines:])


def remove(path):
    shutil.rmtree(path, ignore_errors=True)
