/*
 * work.h — one batch of the reader: reads the files of its submissions and enqueues validation.
 */
#ifndef READER_WORK_H
#define READER_WORK_H

#include "daemon/stage.h"
#include "reader/file_pool.h"

struct work {
    struct daemon *daemon;
    struct file_pool *pool;
};

/* A stage_work_fn; `arg` is a struct work, which outlives the batch. */
void work_start(void *arg, struct batch *batch);

#endif
