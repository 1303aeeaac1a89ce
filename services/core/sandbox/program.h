/*
 * program.h — runs a big program of the system in a child that has a place (child.h).
 */
#ifndef SANDBOX_PROGRAM_H
#define SANDBOX_PROGRAM_H

#include "sandbox/child.h"

/* In the child: runs it with its working directory in the place, and waits for its end; it can
 * start threads, but no other process.  Both lists end with NULL; the first argument is its path.
 * Returns its exit status, or -1: it could not be started, was killed, or what lies in the place
 * has outgrown `room` bytes; then it still runs, and the child has to end. */
int program_run(const char *place, size_t room, const char *const *arguments,
                const char *const *environment);

#endif
