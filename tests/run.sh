#!/bin/bash
# run.sh SUITE... — runs the suites (build static unit rules integration demo e2e browser fault
# sanitize fuzz image-if-changed image docker bare), shows each test program with its count and
# time, keeps the logs under build/test-logs, and ends with the line "N passed, N failed".  A test
# that is skipped, hangs or does not exist counts as failed, and so does a run without tests.
#
# Programs run in parallel, also those of two suites: each has its own database, directory and
# ports.  As most of them mostly wait, one more runs than there are processors.  A program that
# hangs is ended (support/limits.sh).  run.sh finds processes that it left behind by their
# environment, and stops them.  Suites that need PostgreSQL share one scratch cluster
# (support/pg.sh).
set -uo pipefail
cd "$(dirname "$0")/.." || exit 2
build=${MC_BUILD:-$PWD/build}
logs=$build/test-logs
jobs=$(nproc)
at_once=$((jobs + 1))
# shellcheck source=tests/support/limits.sh
. tests/support/limits.sh

# ---------------------------------------------------------------- one test program

# count_cmocka LOG CODE: prints passed and failed; a test that began and did not pass has failed.
count_cmocka() {
    awk -v code="$2" '
        match($0, /\[==========\] Running [0-9]+/) { began += substr($0, RSTART + 21) }
        match($0, /\[  PASSED  \] [0-9]+ test/) { passed += substr($0, RSTART + 13) }
        /\[       OK \]/ { fine++ }
        END {
            if (fine > passed) { passed = fine }
            failed = began > passed ? began - passed : 0
            if (failed == 0 && (code != 0 || began == 0)) { failed = 1 }
            print passed + 0, failed
        }' "$1"
}

# Stops, with TERM and then KILL, every process that has the assignment $1 in its environment.
stop_tagged() {
    local signal found
    for signal in TERM TERM TERM TERM TERM TERM TERM TERM KILL; do
        found=$(grep -lszFx -- "$1" /proc/[0-9]*/environ | cut -d/ -f3)
        if [ -z "$found" ]; then
            return 0
        fi
        # shellcheck disable=SC2086 # one word each
        kill -"$signal" $found 2>/dev/null
        sleep 0.5
    done
    return 0
}

# run_item NAME KIND COMMAND...; KIND is cmocka or script.
run_item() {
    local name=$1 kind=$2 log code=0 began passed=0 failed=0 took tag left=
    shift 2
    log=$logs/${name//\//.}.log
    tag=MC_TEST_ITEM=$MC_TEST_RUN/$name
    began=${EPOCHREALTIME//./}
    env "$tag" CMOCKA_MESSAGE_OUTPUT=stdout timeout --kill-after=10 "$MC_PROGRAM_S" "$@" \
        >"$log" 2>&1 </dev/null || code=$?
    took=$(((${EPOCHREALTIME//./} - began) / 1000))
    if [ $code = 124 ] || [ $code = 137 ]; then
        echo "run.sh: hung for $MC_PROGRAM_S s (or killed)" >>"$log"
    fi
    if grep -qszFx -- "$tag" /proc/[0-9]*/environ; then
        left='  left processes behind'
        stop_tagged "$tag"
    fi
    if [ "$kind" = cmocka ]; then
        read -r passed failed < <(count_cmocka "$log" "$code")
    elif [ $code = 0 ]; then
        passed=1
    else
        failed=1
    fi
    echo "$passed $failed $name" >>"$MC_TEST_RESULTS"
    if [ "$failed" = 0 ]; then
        printf '  ok    %-52s %4d  %6d.%03d s%s\n' "$name" "$passed" \
            $((took / 1000)) $((took % 1000)) "$left"
    else
        printf '  FAIL  %-52s %4d  %6d.%03d s%s  (exit %d, %s)\n%s\n' "$name" "$failed" \
            $((took / 1000)) $((took % 1000)) "$left" "$code" "$log" \
            "$(tail -n 40 "$log" | sed 's/^/        | /')"
    fi
}

# As run_item, in the background once fewer than the maximum run.
start_item() {
    while [ "$(jobs -rp | wc -l)" -ge "$at_once" ]; do
        wait -n
    done
    run_item "$@" &
}

# ---------------------------------------------------------------- suites

# c_suite DIRECTORY [PREFIX]: the programs of tests/DIRECTORY in $MC_BUILD.
c_suite() {
    local source name
    for source in tests/"$1"/*_test.c; do
        [ -e "$source" ] || continue
        name=$1/$(basename "$source" .c)
        start_item "${2:-}$name" cmocka "$MC_BUILD/bin/$name"
    done
}

# script_suite DIRECTORY: the scripts of tests/DIRECTORY.
script_suite() {
    local source with
    for source in tests/"$1"/*.sh tests/"$1"/*_test.py; do
        [ -e "$source" ] || continue
        if [ -n "${MC_QUICK:-}" ] && sed -n '1,20p' "$source" | grep -q '^# slow'; then
            continue
        fi
        case $source in
        *.sh) with=bash ;;
        *.py) with=/usr/bin/python3 ;;
        esac
        start_item "$1/$(basename "$source")" script $with "$source"
    done
}

# build_item NAME MAKE-ARGUMENTS...: counts only when it fails.
build_item() {
    local log=$logs/build.$1.log name=$1
    shift
    printf '  ...   building (%s)\n' "$name"
    if ! make -k -j"$jobs" "$@" >"$log" 2>&1 </dev/null; then
        printf '  FAIL  build of %s (%s)\n' "$name" "$log"
        grep -E 'error|Error|\*\*\*' "$log" | head -40 | sed 's/^/        | /'
        echo "0 1 build/$name" >>"$MC_TEST_RESULTS"
        return 1
    fi
}

sanitize_suite() {
    export MC_BUILD=$build/asan
    build_item asan FLAVOUR=asan B="$MC_BUILD" binaries tests || return
    export ASAN_OPTIONS=detect_leaks=1:detect_stack_use_after_return=1:strict_string_checks=1
    export UBSAN_OPTIONS=print_stacktrace=1
    c_suite unit sanitize/
    c_suite integration sanitize/
    unset ASAN_OPTIONS UBSAN_OPTIONS
    export MC_BUILD=$build
}

fuzz_suite() {
    local source name seeds seconds=${MC_FUZZ_SECONDS:-30}
    build_item fuzz FLAVOUR=fuzz B="$build/fuzz" fuzzers || return
    for source in tests/fuzz/*_fuzz.c; do
        [ -e "$source" ] || continue
        name=$(basename "$source" .c)
        mkdir -p "$build/fuzz/corpus/$name" "$build/fuzz/found"
        seeds=()
        if [ -d "tests/fuzz/corpus/${name%_fuzz}" ]; then
            seeds=("tests/fuzz/corpus/${name%_fuzz}")
        fi
        start_item "fuzz/$name" script "$build/fuzz/bin/fuzz/$name" \
            -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
            -artifact_prefix="$build/fuzz/found/$name-" "$build/fuzz/corpus/$name" "${seeds[@]}"
    done
}

run_suite() {
    echo "== $1"
    case $1 in
    build) build_item all B="$build" all tests || exit 1 ;;
    unit | integration | e2e | fault)
        c_suite "$1"
        script_suite "$1"
        ;;
    static | rules | demo | browser | image | docker | bare) script_suite "$1" ;;
    image-if-changed) /usr/bin/python3 -B tests/image/rests_on.py || script_suite image ;;
    sanitize) sanitize_suite ;;
    fuzz) fuzz_suite ;;
    *)
        echo "run.sh: no suite $1"
        echo "0 1 $1" >>"$MC_TEST_RESULTS"
        ;;
    esac
}

# ---------------------------------------------------------------- the whole run

if [ "${1:-}" = --inside ]; then
    shift
    export MC_BUILD=$build
    for suite in "$@"; do
        run_suite "$suite"
    done
    wait
    exit 0
fi

finish() {
    trap '' INT TERM HUP EXIT
    stop_tagged "MC_TEST_RUN=$MC_TEST_RUN"
    awk '$2 > 0 { print "FAILED: " $3 }' "$MC_TEST_RESULTS"
    read -r passed failed < <(awk '{ p += $1; f += $2 } END { print p + 0, f + 0 }' "$MC_TEST_RESULTS")
    if [ $((passed + failed)) = 0 ] || { [ "$1" != 0 ] && [ "$failed" = 0 ]; }; then
        failed=$((failed + 1))
    fi
    echo "took $SECONDS s; logs in $logs"
    echo "$passed passed, $failed failed" | tee "$logs/summary"
    [ "$failed" = 0 ]
    exit
}

mkdir -p "$logs"
rm -f "$logs"/*.log
if [ -n "${MC_LONG:-}" ]; then
    MC_PROGRAM_S=$((MC_PROGRAM_S * 10))
fi
export MC_TEST_RESULTS=$logs/results
: >"$MC_TEST_RESULTS"
MC_TEST_RUN=$$.$(date +%s)
trap 'finish 130' INT TERM HUP
with=()
for suite in "$@"; do
    case $suite in
    unit | rules | fuzz | build | image* | docker | bare) ;;
    *) with=(tests/support/pg.sh) ;;
    esac
done
if [ -n "${MC_QUICK:-}" ]; then
    with=()
fi
# In the background, so that a signal ends the run at once; the last line is still printed.
MC_TEST_RUN=$MC_TEST_RUN "${with[@]}" bash tests/run.sh --inside "$@" &
child=$!
code=0
wait $child || code=$?
finish "$code"
