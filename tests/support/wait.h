/*
 * wait.h — turning a lane or a loop until something is so, with a limit.
 */
#ifndef SUPPORT_WAIT_H
#define SUPPORT_WAIT_H

#include <stdbool.h>

#include "bus/loop.h"

typedef bool wait_fn(void *arg);

/* Runs the loop until `is_so`, at most `limit_ms`; says whether it became so. */
bool wait_loop(struct loop *loop, int limit_ms, wait_fn *is_so, void *arg);
/* Runs the loop for a time. */
void wait_ms(struct loop *loop, int ms);

#endif
