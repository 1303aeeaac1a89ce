#!/bin/bash
# compose.sh — Debian's docker-compose accepts docker-compose.yml, and so does the plugin where
# it is installed; both give the project the name of .env in whatever directory; and every service
# has what it must have.  The secrets need not exist.
set -euo pipefail
cd "$(dirname "$0")/../.."
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
cp --parents docker-compose.yml .env "$home"

# takes COMMAND...: the command reads the file in a directory of another name.
takes() {
    (cd "$home" && "$@" config --quiet)
}
takes /usr/bin/docker-compose
if docker compose version >/dev/null 2>&1; then
    takes docker compose
fi
if grep -q '^name:' docker-compose.yml; then
    echo "docker-compose.yml: docker-compose 1.29 refuses a top-level name"
    exit 1
fi
grep -qx 'COMPOSE_PROJECT_NAME=minhchung' .env
/usr/bin/python3 - docker-compose.yml <<'PY'
import os, re, sys, yaml

with open(sys.argv[1], encoding="utf-8") as file:
    compose = yaml.safe_load(file)
wrong = []
services = compose.get("services") or {}
for name in ("gateway", "ingest", "validation", "scoring", "papers", "notification"):
    if name not in services:
        wrong.append(f"no service {name}")
volumes, secrets = compose.get("volumes") or {}, compose.get("secrets") or {}
for name, service in services.items():
    if "image" not in service and "build" not in service:
        wrong.append(f"{name}: neither image nor build")
    needs = service.get("depends_on") or []
    for other in needs:
        if other not in services:
            wrong.append(f"{name}: depends on {other}, which is not there")
        elif isinstance(needs, dict) and needs[other].get("condition") == "service_healthy" \
                and "healthcheck" not in services[other]:
            wrong.append(f"{name}: waits for the health of {other}, which has no health check")
    for secret in service.get("secrets") or []:
        secret = secret if isinstance(secret, str) else secret["source"]
        if secret not in secrets:
            wrong.append(f"{name}: secret {secret} is not declared")
    for volume in service.get("volumes") or []:
        source = volume.split(":")[0] if isinstance(volume, str) else volume.get("source", "")
        if re.fullmatch(r"[A-Za-z0-9_-]+", source) and source not in volumes:
            wrong.append(f"{name}: volume {source} is not declared")
    build = service.get("build")
    if build:
        context = build if isinstance(build, str) else build.get("context", ".")
        given = "Dockerfile" if isinstance(build, str) else build.get("dockerfile", "Dockerfile")
        if not os.path.exists(os.path.join(context, given)):
            wrong.append(f"{name}: no {given} in {context}")
    if name in ("gateway", "ingest", "reader", "fetcher", "validation", "scoring", "notification"):
        if "container_name" in service:
            wrong.append(f"{name}: container_name forbids --scale")
        if "healthcheck" not in service:
            wrong.append(f"{name}: no health check")
# What runs the command line: it acts over the API, the demo as soon as it starts.
for script in ("deploy/docker/init.sh", "deploy/docker/demo.sh"):
    with open(script, encoding="utf-8") as file:
        text = file.read()
    if "api.url = http://gateway:8080\n" not in text or "api.tokens = " not in text:
        wrong.append(f"{script}: api.url is not the gateway's, or there is no api.tokens")
if services["demo"]["depends_on"].get("gateway") != {"condition": "service_healthy"}:
    wrong.append("demo: does not wait for a healthy gateway")
print("\n".join(wrong))
sys.exit(bool(wrong))
PY
