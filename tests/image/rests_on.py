#!/usr/bin/python3
"""rests_on.py — compares the inputs of the image's test with image.stamp, which that
test writes when it passes: prints every difference, and exits with 1 if there is one.  Inputs are
the files that make the image, the libraries and programs that the services need, configuration
keys and commands of the set-up, but not the sources.  Needs the built binaries."""
import glob
import hashlib
import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
STAMP = os.path.join(ROOT, "tests/image/image.stamp")
FILES = ("docker-compose.yml", ".env", ".dockerignore", "deploy/Dockerfile", "deploy/docker/*.*",
         "deploy/install-deps.sh", "services/web/package-lock.json", "tests/image/*.py",
         "tests/image/postgres/*")
# Commands of minhchung that init.sh, the README and the image's test use.
COMMANDS = ("init", "migrate", "accounts", "key", "ledger", "backup")
SHELL_WORDS = {"set", "umask", "shift", "exec", "case", "esac", "if", "then", "fi", "for", "do", "done",
               "echo", "printf", "export", "cd", "ALTER", "test"}


def binaries():
    build = os.environ.get("MC_BUILD") or os.path.join(ROOT, "build")
    found = [p for p in sorted(glob.glob(f"{build}/bin/*"))
             if os.path.isfile(p) and not os.path.basename(p).startswith("load_")]
    if not found:
        raise SystemExit(f"no binaries in {build}/bin: make binaries")
    return found


def output(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout


def text_of(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as file:
        return file.read()


def libraries():
    """Names of the shared libraries that the programs are linked with."""
    return sorted(set(re.findall(r"\(NEEDED\).*\[(.*)\]", output("readelf", "-d", *binaries()))))


def programs():
    """The programs that the services start, the image's scripts call and the health checks run;
    and files of the system that the sources name."""
    found = set()
    for path in glob.glob(f"{ROOT}/services/**/*.c", recursive=True):
        source = text_of(path)
        found.update(re.findall(r'arguments\[\] = \{"([^"/]+)"', source))
        found.update(re.findall(r'"(/usr/(?:bin|share)/[^" ]+)"', source))
    for path in ("deploy/docker/entrypoint.sh", "deploy/docker/init.sh"):
        script = re.sub(r"^\s*#.*$", "", text_of(path), flags=re.M).replace("'", "")
        script = re.sub(r"<<(\S+)\n.*?^\1$", "", script, flags=re.S | re.M)
        found.update(re.findall(r"(?:^\s*|[|(]\s*|exec )([a-z][a-z_-]+)(?: |\))(?![|)=])", script, re.M))
    found.update(re.findall(r'test: \["CMD", "(curl|pg_isready)"', text_of("docker-compose.yml")))
    return sorted(found - SHELL_WORDS - {os.path.basename(path) for path in binaries()})


def digest(data):
    return hashlib.sha256(data if isinstance(data, bytes) else data.encode()).hexdigest()[:32]


def current():
    lines = []
    for pattern in FILES:
        for path in sorted(glob.glob(os.path.join(ROOT, pattern))):
            if os.path.isfile(path):
                with open(path, "rb") as file:
                    lines.append(f"file {os.path.relpath(path, ROOT)} {digest(file.read())}")
    lines += [f"library {name}" for name in libraries()]
    lines += [f"program {name}" for name in programs()]
    for path in binaries():
        name = os.path.basename(path)
        if name == "minhchung":
            usage = subprocess.run([path], capture_output=True, text=True, check=False).stderr
            lines += [f"command {line.strip()}" for line in usage.split("\n")
                      if line.startswith("  ") and line.split()[0] in COMMANDS and line[2] != " "]
        else:
            keys = re.findall(r"^([a-z][a-z0-9_.]*) =", output(path, "--print-config"), re.M)
            lines.append(f"keys of {name} {digest(' '.join(sorted(keys)))}")
    return lines


def differences():
    stamped = text_of(STAMP).splitlines() if os.path.exists(STAMP) else []
    now = current()
    return [f"new or changed: {line}" for line in now if line not in stamped] + \
        [f"gone or changed: {line}" for line in stamped if line not in now]


def write(state):
    with open(STAMP, "w", encoding="utf-8") as file:
        file.write("\n".join(state) + "\n")


def main():
    found = differences()
    if found:
        print("The image's test has not passed since this changed (`make image` runs it and writes "
              "tests/image/image.stamp):", *found, sep="\n  ")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
