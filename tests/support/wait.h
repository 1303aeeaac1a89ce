/*
 * wait.h — how a test waits for a condition.  A wait ends when the condition holds; it gives up
 * only after the one limit of support/limits.sh, which is for hangs.  No test has its own limit.
 */
#ifndef SUPPORT_WAIT_H
#define SUPPORT_WAIT_H

#include <stdbool.h>
#include <stdint.h>

#include "bus/loop.h"

typedef bool wait_fn(void *arg);
typedef long wait_count_fn(void *arg);

/* A wait without any movement for so long hangs. */
int wait_hang_ms(void);
/* For a loop of the test's own: the steady time at which a wait that begins now hangs. */
int64_t wait_hangs_at_ms(void);

/* Polls until `is_so`; returns false when it hangs. */
bool wait_until(wait_fn *is_so, void *arg);
/* Polls until nothing is left, as long as the number changes; returns the last number. */
long wait_drained(wait_count_fn *left, void *arg);
/* Runs the loop until `is_so`; returns false when it hangs. */
bool wait_loop(struct loop *loop, wait_fn *is_so, void *arg);

/* For a time, to see that nothing comes or to act at some moment; never to wait for a condition. */
void wait_ms(int ms);
void wait_loop_ms(struct loop *loop, int ms);

#endif
