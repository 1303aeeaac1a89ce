/*
 * finisher.h — makes a written file durable and renames it, in a worker's thread.
 */
#ifndef INGEST_FINISHER_H
#define INGEST_FINISHER_H

#include "daemon/worker.h"

/* One file to finish. */
struct finish_job {
    struct worker_job job;
    int fd;              /* of the file; closed by the thread */
    char from[512];      /* its path while it arrives; removed on failure */
    char directory[512]; /* created if missing: <root>/aa/bb */
    char to[512];
    int failure; /* errno, 0: durable */
    void *arg;
};

/* `then` as of struct worker_job. */
void finisher_add(struct worker *worker, struct finish_job *job,
                  void (*then)(struct worker_job *job));

#endif
