# shellcheck shell=bash
# limits.sh — the limits of waits in tests: the one place for every suite and language.  Source it.
#
#   MC_HANG_S     a wait without any movement for so long hangs
#   MC_PROGRAM_S  a test program that runs for so long hangs
#
# Both are for hangs and do not measure speed: they are at least ten times what the slowest
# wait and the slowest program need on a quiet two-core machine, so that load does not reach
# them.  run.sh and pg.sh source this file; every test has both in its environment.  C uses
# support/wait.h, a script `wait_until`, the browser process.env.MC_HANG_S.  Values from the
# environment override them: `MC_HANG_S=5 make one T=bus_test` fails sooner.
export MC_HANG_S=${MC_HANG_S:-120} MC_PROGRAM_S=${MC_PROGRAM_S:-1800}

# wait_until COMMAND...: repeats it until it succeeds; returns 1 when that hangs.
wait_until() {
    local end=$((SECONDS + MC_HANG_S))
    until "$@"; do
        [ "$SECONDS" -lt "$end" ] || return 1
        sleep 0.1
    done
}
