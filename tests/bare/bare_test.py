#!/usr/bin/python3
"""bare_test.py — the README's first command in a Debian that has neither make nor a compiler: a
root made by mmdebstrap, with the files of a clone.  The test reads the line from the README; the
page must answer with the demo loaded, and Ctrl-C must end everything.  Needs root.

timeout: 5400
"""
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "tests/image"))

import machine  # noqa: E402
from dockerfile import Builder, PATH, Stage  # noqa: E402

# Types the command, waits until it prints that Ctrl-C stops it, checks, and presses Ctrl-C: the
# signal goes to the whole foreground group, as from a terminal.
TYPE = """
set -u
cd /src
for absent in make gcc cc clang python3; do
    if command -v $absent; then echo "the root is not bare"; exit 1; fi
done
setsid env --default-signal=INT sh -c "$COMMAND" >/tmp/run.log 2>&1 &
shell=$!
until grep -q 'Ctrl-C' /tmp/run.log; do
    kill -0 $shell 2>/dev/null || { tail -n 60 /tmp/run.log; exit 1; }
    sleep 1
done
tail -n 30 /tmp/run.log
curl -fsS "http://$MINHCHUNG_HTTP/readyz" && curl -fsS "http://$MINHCHUNG_HTTP/" | grep -q '<html' || exit 1
build/bin/minhchung --config var/conf/minhchung.conf ledger || exit 1
echo "the page answers"
kill -INT -$shell
wait $shell
tail -n 3 /tmp/run.log
# A process that has ended stays in the list until the first process of the namespace reaps it.
left=$(ps -eo stat=,comm= | sed -n 's/^[^Z][^ ]* *//p' | grep -Ex 'postgres|runsv.*|gateway|ingest|reader|fetcher|validation|scoring|papers|notification|python3')
if [ -n "$left" ]; then echo "left running: $left"; exit 1; fi
grep -q 'Đã dừng' /tmp/run.log && echo "everything stopped"
"""


def first_command():
    with open(f"{ROOT}/README.md", encoding="utf-8") as file:
        section = re.search(r"^## Two commands.*?^## ", file.read(), re.S | re.M)[0]
    return next(line.split("#")[0].strip() for line in section.split("\n") if line.startswith("    "))


def main():
    if os.geteuid() != 0:
        raise SystemExit("bare_test: needs root, for a root directory of its own")
    place = tempfile.mkdtemp(prefix="mc-bare.")
    os.chmod(place, 0o755)
    try:
        root = os.path.join(place, "debian")
        machine.bootstrap(root, "bookworm")
        machine.copy_sources(f"{root}/src")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            http = f"127.0.0.1:{probe.getsockname()[1]}"
        stage = Stage(root)
        stage.environment = {"PATH": PATH, "COMMAND": first_command(), "MINHCHUNG_HTTP": http, "USER": "root"}
        began = time.monotonic()
        with open(f"{place}/log", "ab") as log:
            builder = Builder(f"{root}/src", place, None, machine.build_environment(), log)
            builder.stages.append(stage)
            try:
                builder.run(TYPE)
            finally:
                with open(f"{place}/log", encoding="utf-8", errors="replace") as file:
                    print("\n".join(file.read().split("\n")[-80:]))
        print(f"ok    {first_command()}  ({time.monotonic() - began:.0f} s)")
    finally:
        shutil.rmtree(place, ignore_errors=True)


if __name__ == "__main__":
    main()
