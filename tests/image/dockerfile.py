"""dockerfile.py — builds the stages of a Dockerfile as plain directories: each instruction
runs in a chroot with mounts of its own.  Supports the instructions of ours, and refuses others."""
import fnmatch
import json
import os
import re
import shlex
import shutil
import subprocess
import time

PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
DEVICES = "null zero full random urandom tty"

# Mounts what every container has, then executes the program.
MOUNTS = f"""
set -e
root=$1
shift
mount --bind "$root" "$root"
mount -t proc proc "$root/proc"
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
for node in {DEVICES}; do
    : >"$root/dev/$node"
    mount --bind "/dev/$node" "$root/dev/$node"
done
ln -s /proc/self/fd "$root/dev/fd"
mkdir -m 1777 "$root/dev/shm"
exec chroot "$root" /usr/bin/env -i "$@"
"""


def own_marks():
    """tests/run.sh recognises the processes of a test by these variables."""
    return {k: v for k, v in os.environ.items() if k.startswith("MC_TEST_")}


def assignments(environment):
    return [f"{name}={value}" for name, value in environment.items()]


class Stage:
    """A root directory, and the environment of programs in it."""

    def __init__(self, root):
        self.root, self.workdir, self.user = root, "/", "root"
        self.environment = {"PATH": PATH}
        self.arguments = {}
        self.entrypoint, self.command = [], []

    def inside(self, path):
        return os.path.normpath(self.root + os.path.join(self.workdir, path))


def instructions(path):
    """[(word, rest)] with continued lines joined and comments left out."""
    with open(path, encoding="utf-8") as file:
        lines = [line for line in file.read().split("\n") if not line.lstrip().startswith("#")]
    text = re.sub(r"\\\n", " ", "\n".join(lines))
    for line in text.split("\n"):
        if line.strip():
            word, rest = line.strip().split(None, 1)
            yield word.upper(), rest.strip()


class Builder:
    def __init__(self, context, place, base, environment, log):
        self.context, self.place, self.base = context, place, base
        self.environment, self.log = environment, log
        self.stages, self.names = [], {}
        with open(os.path.join(context, ".dockerignore"), encoding="utf-8") as file:
            self.ignored = [line.strip() for line in file if line.strip()]

    def build(self, path):
        """Executes every instruction; the last stage is the image."""
        for word, rest in instructions(path):
            began = time.monotonic()
            method = getattr(self, f"_{word.lower()}", None)
            if method is None:
                raise SystemExit(f"{path}: {word} is not known here")
            method(rest)
            print(f"  {word} {rest[:70]}  ({time.monotonic() - began:.1f} s)", flush=True)
        return self.stages[-1]

    @property
    def stage(self):
        return self.stages[-1]

    def _from(self, rest):
        words = rest.split()
        root = os.path.join(self.place, f"stage-{len(self.stages)}")
        subprocess.run(["cp", "-a", "--reflink=auto", self.base(words[0]), root], check=True)
        self.stages.append(Stage(root))
        if len(words) == 3 and words[1].upper() == "AS":
            self.names[words[2]] = self.stage

    def _workdir(self, rest):
        self.stage.workdir = os.path.join(self.stage.workdir, rest)
        os.makedirs(self.stage.root + self.stage.workdir, exist_ok=True)

    def _arg(self, rest):
        """As it is built without --build-arg."""
        name, _, value = rest.partition("=")
        self.stage.arguments[name] = value

    def _user(self, rest):
        self.stage.user = rest

    def _entrypoint(self, rest):
        self.stage.entrypoint = json.loads(rest)

    def _is_ignored(self, path):
        parts = os.path.relpath(path, self.context).split("/")
        for pattern in self.ignored:
            anywhere = pattern.startswith("**/")
            for at in range(len(parts)):
                if fnmatch.fnmatch("/".join(parts[:at + 1]), pattern) or \
                        (anywhere and fnmatch.fnmatch(parts[at], pattern[3:])):
                    return True
        return False

    def _copy(self, rest):
        words = shlex.split(rest)
        origin = None
        if words[0].startswith("--from="):
            origin = self.names[words.pop(0)[len("--from="):]]
        target = words[-1]
        into = self.stage.inside(target)
        for source in words[:-1]:
            path = (origin.root if origin else self.context) + "/" + source.lstrip("/")
            if origin is None and self._is_ignored(path):
                raise SystemExit(f"COPY {source}: .dockerignore keeps it out")
            self._copy_one(path, into, target.endswith("/"), origin is None)

    def _copy_one(self, path, into, is_directory, is_context):
        if os.path.isdir(path):
            def leave_out(directory, names):
                return [n for n in names if is_context and self._is_ignored(f"{directory}/{n}")]
            shutil.copytree(path, into, symlinks=True, ignore=leave_out, dirs_exist_ok=True)
            return
        if is_directory or os.path.isdir(into):
            into = os.path.join(into, os.path.basename(path))
        os.makedirs(os.path.dirname(into), exist_ok=True)
        shutil.copy(path, into)

    def _run(self, rest):
        self.run(rest)

    def run(self, command):
        """Runs a command line in the stage."""
        environment = {"HOME": "/root", **self.stage.arguments, **self.stage.environment, **self.environment,
                       **own_marks()}
        line = f"cd {shlex.quote(self.stage.workdir)} && {command}"
        done = subprocess.run(
            ["setpriv", "--pdeathsig", "KILL", "unshare", "--mount", "--pid", "--uts", "--fork",
             "--kill-child", "sh", "-c", MOUNTS, "run", self.stage.root,
             *assignments(environment), "/bin/sh", "-c", line],
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=subprocess.STDOUT, check=False)
        if done.returncode != 0:
            raise SystemExit(f"RUN {command}: exit code {done.returncode}")
