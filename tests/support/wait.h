/*
 * wait.h — waiting in a test for what must come.  A wait ends when it has come; only what hangs
 * is given up, after the one limit of support/limits.sh.  No test has a limit of its own.
 */
#ifndef SUPPORT_WAIT_H
#define SUPPORT_WAIT_H

#include <stdbool.h>
#include <stdint.h>

#include "bus/loop.h"

typedef bool wait_fn(void *arg);
typedef long wait_count_fn(void *arg);

/* After so long without any movement a wait hangs. */
int wait_hang_ms(void);
/* For a loop of the test's own: the steady time at which a wait that begins now hangs. */
int64_t wait_hangs_at_ms(void);

/* Asks until `is_so`; returns false when it hangs. */
bool wait_until(wait_fn *is_so, void *arg);
/* Asks how much is left until nothing is, as long as that number changes; returns the last. */
long wait_drained(wait_count_fn *left, void *arg);
/* Runs the loop until `is_so`; returns false when it hangs. */
bool wait_loop(struct loop *loop, wait_fn *is_so, void *arg);

/* For a time, to see that nothing comes or to strike at some moment; never for what must come. */
void wait_ms(int ms);
void wait_loop_ms(struct loop *loop, int ms);

#endif
