/*
 * worker.h — one thread for what waits for a disk or takes long, so that the loop never does.
 *
 * Jobs run in the order in which they were added; each comes back to the loop when it is done.
 */
#ifndef DAEMON_WORKER_H
#define DAEMON_WORKER_H

#include <sys/queue.h>

#include "bus/loop.h"

struct worker;

/* The first member of a job, which is one block of memory of malloc.  The worker owns it until
 * `then` is called. */
struct worker_job {
    void (*work)(struct worker_job *job); /* in the thread: touches only what the job owns */
    void (*then)(struct worker_job *job); /* in the loop: frees the job */
    STAILQ_ENTRY(worker_job) link;
};

struct worker *worker_open(struct loop *loop);
/* Does the jobs it has, then frees them; calls no `then` any more.  NULL-safe. */
void worker_close(struct worker **self);
void worker_add(struct worker *self, struct worker_job *job);

#endif
