# shellcheck shell=bash
# limits.sh — how long a test may wait: the one place for every suite and language.  Source it.
#
#   MC_HANG_S     what must come, or must go on, and has not moved for so long hangs
#   MC_PROGRAM_S  a test program that runs for so long hangs
#
# Both end what hangs and say nothing about speed: they are ten times and more what the slowest
# wait and the slowest program need on a quiet two-core machine, so that load does not reach
# them.  run.sh and pg.sh source this file; every test finds the two in its environment.  C asks
# support/wait.h, a script `wait_until`, the browser process.env.MC_HANG_S.  Set from outside
# they hold as given: `MC_HANG_S=5 make one T=bus_test` fails sooner.
export MC_HANG_S=${MC_HANG_S:-120} MC_PROGRAM_S=${MC_PROGRAM_S:-1800}

# wait_until COMMAND...: runs it again and again until it succeeds; 1 when that hangs.
wait_until() {
    local end=$((SECONDS + MC_HANG_S))
    until "$@"; do
        [ "$SECONDS" -lt "$end" ] || return 1
        sleep 0.1
    done
}
