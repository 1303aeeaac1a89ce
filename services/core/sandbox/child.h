/*
 * child.h — runs a function on hostile input in a child process that can do
 * nothing but compute and write its answer.
 *
 * The child has limits on memory, processor time and files, no network, no way to
 * gain rights and, unless it may run a tool of the system, no way to open anything:
 * its input is opened before.  A child that exceeds a limit is killed and reported
 * to its owner.  The owner's loop never waits.
 */
#ifndef SANDBOX_CHILD_H
#define SANDBOX_CHILD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "bus/loop.h"

struct child;

struct child_conf {
    size_t memory;     /* bytes of address space */
    int seconds;       /* of processor time; the limit of elapsed time is twice that */
    size_t output_max; /* bytes; more ends the child */
    bool may_execute;  /* programs of the system, e.g. pdftotext */
    bool may_thread;   /* threads of its own process; no other processes */
    const char *place; /* a directory: it may run a big program of the system (program_run) that
                        * reads and writes there, and reads of other files only those of the
                        * system; NULL: none.  It needs Landlock: without, nothing is run */
    bool is_idle;      /* works only while no other process wants to */
    int nice;          /* above 0: makes way for other processes, but is not kept from working */
};

enum child_end {
    CHILD_DONE,   /* the function returned 0 */
    CHILD_FAILED, /* it returned another value, or was killed by a signal */
    CHILD_TIMEOUT,
    CHILD_TOO_MUCH /* more output than allowed */
};

/* In the child.  `input` is open for reading at its start, `output` for writing. */
typedef int child_work_fn(void *arg, int input, int output);

struct child_events {
    void (*output)(void *arg, const void *data, size_t len);
    void (*ended)(void *arg, enum child_end end); /* the last call; the child is freed */
};

/* Starts a child; takes over the descriptor `take_input` (of bytes: file_unnamed).  ERR_RETRY: no
 * process or descriptor is available now. */
MUST_CHECK enum err child_start(struct child **out, struct loop *loop,
                                const struct child_conf *conf, child_work_fn *work, void *work_arg,
                                int take_input, const struct child_events *events, void *arg);

/* Ends it without further calls; NULL-safe. */
void child_kill(struct child **self);

/* Stops and resumes reading its output: for owners that cannot keep up. */
void child_pause(struct child *self, bool is_paused);

#endif
