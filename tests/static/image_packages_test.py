#!/usr/bin/python3
"""image_packages_test.py — each shared library that the services load, and each program and file
of the system that they use, belongs to a package in the image: one of the list "image" of
deploy/install-deps.sh, a dependency of those, or an essential package of Debian."""
import glob
import os
import re
import sys

sys.dont_write_bytecode = True
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "tests/image"))

from rests_on import binaries, output, programs  # noqa: E402


def installed():
    """The dependencies of each package that is installed here, and the essential packages."""
    needs, provided, essential = {}, {}, []
    shown = output("dpkg-query", "-W", "-f",
                   "${Package}|${Essential}|${Pre-Depends}, ${Depends}|${Provides}\\n".replace("|", "\t"))
    for line in shown.splitlines():
        name, is_essential, depends, provides = line.split("\t")
        needs[name] = [[re.split(r"[ :(]", choice.strip())[0] for choice in group.split("|")]
                       for group in depends.split(",") if group.strip()]
        for virtual in provides.split(","):
            provided.setdefault(virtual.strip().split(" ")[0], []).append(name)
        if is_essential == "yes":
            essential.append(name)
    return needs, provided, essential


def closure(roots, needs, provided):
    """Of each choice the first that is installed, as apt chooses."""
    reached, waiting = set(), list(roots)
    while waiting:
        name = waiting.pop()
        if name in reached:
            continue
        reached.add(name)
        for choices in needs.get(name, []):
            found = [c for choice in choices for c in ([choice] if choice in needs else provided.get(choice, []))]
            waiting += found[:1]
    return reached


def owners():
    """The packages of each file; /lib and /usr/lib are one directory."""
    found = {}
    for path in glob.glob("/var/lib/dpkg/info/*.list"):
        package = os.path.basename(path).removesuffix(".list").split(":")[0]
        with open(path, encoding="utf-8") as file:
            for name in file.read().split("\n"):
                found.setdefault(name.removeprefix("/usr"), set()).add(package)
    return found


def needed_files():
    loaded = re.findall(r"(/\S+) \(0x", output("ldd", *binaries()))
    for path in sorted(set(loaded)):
        yield path, [path]
    for name in programs():
        if name.startswith("/"):
            yield name, sorted(glob.glob(name + "*"))[:1]
        else:
            yield name, [p for d in ("/usr/bin", "/bin", "/usr/sbin", "/sbin")
                         if os.path.exists(p := f"{d}/{name}")][:1]


def main():
    image = output("deploy/install-deps.sh", "image", "--list").split()
    needs, provided, essential = installed()
    wrong = [f"{name}: in the list \"image\", but not known to dpkg here" for name in image if name not in needs]
    there = closure(image + essential, needs, provided)
    owner, count = owners(), 0
    for name, paths in needed_files():
        count += 1
        packages = set().union(*(owner.get(p.removeprefix("/usr"), set())
                                 for path in paths for p in (path, os.path.realpath(path))))
        if not packages & there:
            wrong.append(f"{name}: {', '.join(packages) or 'no package'} is not in the image; add it to "
                         "the list \"image\" of deploy/install-deps.sh")
    print(f"{count} libraries and programs checked")
    print("\n".join(wrong))
    sys.exit(bool(wrong) or count == 0)


if __name__ == "__main__":
    main()
