/*
 * work.h — one batch on its way through validation: load, judge, complete, tell.
 */
#ifndef VALIDATION_WORK_H
#define VALIDATION_WORK_H

#include "checks/directory.h"
#include "daemon/stage.h"

struct validation_conf;

/* `directory` must stay until the batch is done with loading: it is borrowed for the
 * time of one callback only, through the pointer. */
void work_batch(struct daemon *daemon, struct directory *const *directory,
                const struct validation_conf *conf, struct batch *batch);

#endif
