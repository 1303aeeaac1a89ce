#!/bin/bash
# layers.sh — who may include whom:  base <- {rules, likeness, tables, wire} <-
# {checks, workbook, bus, store} <- members <- {daemon, sandbox, fetch} <- services.
# Services never include each other; only lib/store and a service's store.c (and tests)
# know libpq, only lib/bus knows ZeroMQ, a handler.c knows neither the store nor the bus.
set -euo pipefail
cd "$(dirname "$0")/../.."
find services -name '*.[ch]' -not -path '*/node_modules/*' -print0 | sort -z |
    xargs -0 awk '
    BEGIN {
        split("base:0 rules:1 likeness:1 tables:1 workbook:2 members:2.5 checks:2 sandbox:3 fetch:3 wire:1 bus:2 store:2 daemon:3", pairs, " ")
        for (i in pairs) { split(pairs[i], p, ":"); rank[p[1]] = p[2] }
        split("gateway ingest validation scoring notification ctl", names, " ")
        for (i in names) { service[names[i]] = 1; rank[names[i]] = 4 }
    }
    function wrong(why) { print FILENAME ":" FNR ": " why ": " $0; bad = 1 }
    FNR == 1 {
        split(FILENAME, part, "/")
        owner = part[2] == "lib" ? part[3] : part[2]
        is_store = owner == "store" || FILENAME ~ /\/store\.c$/
        is_handler = FILENAME ~ /\/handler\.c$/
    }
    /^#[ \t]*include[ \t]*[<"]/ {
        name = $0
        sub(/^#[ \t]*include[ \t]*[<"]/, "", name)
        sub(/[>"].*/, "", name)
        if (name ~ /^(libpq|postgres)/ && !is_store) { wrong("libpq outside the store") }
        if (name ~ /^(zmq|czmq)/ && owner != "bus") { wrong("ZeroMQ outside lib/bus") }
        if (name ~ /\/v1\// || name == "migrations.h" || name !~ /\//) { next }
        to = name
        sub(/\/.*/, "", to)
        if (is_handler && (to == "store" || to == "bus" || to == "daemon" || name ~ /\/store\.h$/)) {
            wrong("a handler is pure")
        }
        if (to == owner || !(to in rank)) { next }
        if (service[to]) { wrong("services do not include each other") }
        else if (rank[to] >= rank[owner]) { wrong("against the layers") }
    }
    END { exit bad }'
