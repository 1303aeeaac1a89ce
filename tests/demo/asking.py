"""asking.py — what the checks of the running demo share: the script's first two arguments are the
page's address and the demo's directory; each fault is kept until the end."""
import json
import sys
import urllib.request

URL, VAR = sys.argv[1:3]
faults = []


def check(is_good, what):
    if not is_good:
        faults.append(what)


def ask(path, token=None, body=None):
    request = urllib.request.Request(f"{URL}/api/v1{path}", data=json.dumps(body).encode() if body else None)
    request.add_header("Content-Type", "application/json")
    if token:
        request.add_header("Authorization", "Bearer " + token)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


def sign_in(role):
    with open(VAR + "/demo-accounts.json", encoding="utf-8") as file:
        account = next(a for a in json.load(file) if a["role"] == role)
    return ask("/login", body={name: account[name] for name in ("username", "password")})["token"]


def end(good):
    print("\n".join(faults) or good)
    sys.exit(1 if faults else 0)
