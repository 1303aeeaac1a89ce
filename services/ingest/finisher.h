/*
 * finisher.h — one thread that makes written files durable and renames them, so that the loop never
 * waits for a disk.
 */
#ifndef INGEST_FINISHER_H
#define INGEST_FINISHER_H

#include <sys/queue.h>

#include "base/hash.h"
#include "bus/loop.h"

struct finisher;

/* One file to finish; owned by the finisher until `then` is called in the loop. */
struct finish_job {
    int fd;              /* of the file; closed by the thread */
    char from[512];      /* its path while it arrives */
    char directory[512]; /* created if missing: <root>/aa/bb */
    char to[512];
    int failure; /* errno, 0: durable */
    void (*then)(struct finish_job *job);
    void *arg;
    STAILQ_ENTRY(finish_job) link;
};

struct finisher *finisher_open(struct loop *loop);
void finisher_close(struct finisher **self); /* finishes the jobs it has; no more `then` */
void finisher_add(struct finisher *self, struct finish_job *job);

#endif
