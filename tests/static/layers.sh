#!/bin/bash
# layers.sh — the order of the layers, which no other place states.  A library may include
# those of the groups before its own, and:
#   core never includes domain; domain includes of core only what is pure (PURE) and never
#   a service; a service never includes another service;
#   only core/store and tests know libpq; only core/bus knows ZeroMQ;
#   a handler.c knows neither the store nor the bus.
set -euo pipefail
cd "$(dirname "$0")/../.."
core='base | package | tables wire | bus store | sandbox | daemon fetch'
domain='evidence text | rules likeness itinerary | checks | members posts proposals lists workbook formats template'
pure='base package tables'

# Every library is in one of the lists.
for home in core domain; do
    for folder in services/"$home"/*/; do
        name=$(basename "$folder")
        if ! grep -qw "$name" <<<"${!home}"; then
            echo "$folder: not in the list of $home in tests/static/layers.sh"
            exit 1
        fi
    done
done

find services -name '*.[ch]' -not -path '*/node_modules/*' -print0 | sort -z |
    xargs -0 awk -v core="$core" -v domain="$domain" -v pure="$pure" '
    function place(list, where,    groups, names, g, n) {
        split(list, groups, "|")
        for (g in groups) {
            split(groups[g], names, " ")
            for (n in names) { rank[names[n]] = g + 0; home[names[n]] = where }
        }
    }
    function wrong(why) { print FILENAME ":" FNR ": " why ": " $0; bad = 1 }
    BEGIN {
        place(core, "core")
        place(domain, "domain")
        split(pure, names, " ")
        for (n in names) { is_pure[names[n]] = 1 }
        count = split("gateway ingest validation reader fetcher scoring papers notification ctl", names, " ")
        for (n = 1; n <= count; n++) { home[names[n]] = "service" }
    }
    FNR == 1 {
        split(FILENAME, part, "/")
        owner = part[2] == "core" || part[2] == "domain" ? part[3] : part[2]
        is_store = owner == "store"
        is_handler = FILENAME ~ /\/handler\.c$/
    }
    !is_store && /(^|[^A-Za-z_])(PGresult|PGconn|PQ[a-z][A-Za-z]*\()/ { wrong("libpq outside core/store") }
    /^#[ \t]*include[ \t]*[<"]/ {
        name = $0
        sub(/^#[ \t]*include[ \t]*[<"]/, "", name)
        sub(/[>"].*/, "", name)
        if (name ~ /^(libpq|postgres)/ && !is_store) { wrong("libpq outside the store") }
        if (name ~ /^(zmq|czmq)/ && owner != "bus") { wrong("ZeroMQ outside core/bus") }
        if (name ~ /\/v1\// || name !~ /\//) { next }
        to = name
        sub(/\/.*/, "", to)
        if (is_handler && (to == "store" || to == "bus" || to == "daemon" || name ~ /\/store\.h$/)) {
            wrong("a handler is pure")
        }
        if (to == owner || !(to in home)) { next }
        if (home[to] == "service") { wrong("a service is included by itself alone") }
        else if (home[owner] == "core" && home[to] == "domain") { wrong("core includes domain") }
        else if (home[owner] == "domain" && home[to] == "core" && !(to in is_pure)) {
            wrong("domain includes of core only what is pure")
        }
        else if (home[owner] == home[to] && rank[to] >= rank[owner]) { wrong("against the layers") }
    }
    END { exit bad }'
