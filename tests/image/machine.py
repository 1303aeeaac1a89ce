"""machine.py — what the clean root takes from this machine: the sources of Debian
packages, and what a build needs to reach them (proxies, certificates)."""
import glob
import os
import shutil
import subprocess
import time

PASSED = ("http_proxy", "https_proxy", "ftp_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY",
          "NO_PROXY")
APT_SETTINGS = ("Acquire::http", "Acquire::https", "Acquire::Check-", "Acquire::ForceIPv")
CERTIFICATES = "/usr/local/share/ca-certificates"
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def copy_sources(target):
    """The files of a clone: no build output, and no secrets."""
    listed = subprocess.run(["git", "-C", ROOT, "ls-files", "-z", "--cached", "--others",
                             "--exclude-standard"], check=True, capture_output=True).stdout
    for name in filter(None, listed.decode().split("\0")):
        if os.path.exists(os.path.join(ROOT, name)):
            os.makedirs(os.path.dirname(os.path.join(target, name)), exist_ok=True)
            shutil.copy(os.path.join(ROOT, name), os.path.join(target, name))


def _said(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def apt_sources(codename):
    """The lines of sources.list for Debian's own packages, as apt here is configured."""
    found = []
    shown = _said("apt-get", "indextargets", "--format",
                  "$(ORIGIN)|$(CODENAME)|$(RELEASE)|$(REPO_URI)|$(COMPONENT)",
                  "Created-By: Packages")
    for line in shown.splitlines():
        origin, name, suite, uri, component = line.split("|")
        wanted = origin == "Debian" and name.split("-")[0] == codename and component == "main"
        entry = f"deb {uri} {suite} main"
        if wanted and entry not in found and "backports" not in suite:
            found.append(entry)
    if not found:
        raise SystemExit(f"apt knows no source of Debian {codename} (apt-get update?)")
    return found


def _apt_settings():
    return [line for line in _said("apt-config", "dump").splitlines()
            if line.startswith(APT_SETTINGS) and not line.endswith('"";')]


def _base(codename):
    """A minimal Debian, as small as the image of that name; kept for a day.  As in Debian's
    images, dpkg does not wait for the disk."""
    build = os.environ.get("MC_BUILD") or os.path.join(ROOT, "build")
    path = os.path.join(build, f"debian-{codename}.tar")
    if not os.path.exists(path) or os.path.getmtime(path) < time.time() - 86400:
        options = [f"--aptopt={line}" for line in _apt_settings()]
        subprocess.run(["mmdebstrap", "--quiet", "--variant=minbase", "--format=tar",
                        "--skip=cleanup/reproducible", "--dpkgopt=force-unsafe-io", *options, codename,
                        path + ".new", *apt_sources(codename)], check=True, stdin=subprocess.DEVNULL)
        os.rename(path + ".new", path)
    return path


def bootstrap(root, codename):
    os.makedirs(root)
    subprocess.run(["tar", "-C", root, "-xf", _base(codename)], check=True)
    with open(f"{root}/etc/apt/apt.conf.d/99machine", "w", encoding="utf-8") as file:
        file.write("\n".join(_apt_settings()) + "\n")
    # As in Debian's images: no package starts a service while it is installed.
    with open(f"{root}/usr/sbin/policy-rc.d", "w", encoding="utf-8") as file:
        file.write("#!/bin/sh\nexit 101\n")
    os.chmod(f"{root}/usr/sbin/policy-rc.d", 0o755)
    os.makedirs(f"{root}{CERTIFICATES}", exist_ok=True)
    for path in glob.glob(f"{CERTIFICATES}/*.crt"):
        shutil.copy(path, f"{root}{CERTIFICATES}/")


def build_environment():
    found = {name: os.environ[name] for name in PASSED if name in os.environ}
    if glob.glob(f"{CERTIFICATES}/*.crt"):
        found["NODE_EXTRA_CA_CERTS"] = "/etc/ssl/certs/ca-certificates.crt"
    try:
        registry = _said("npm", "config", "get", "registry").strip()
    except (OSError, subprocess.CalledProcessError):
        registry = ""
    if registry.startswith("http"):
        found["npm_config_registry"] = registry
    return found
