/*
 * work.h — one batch in validation: load, judge, complete, notify.
 */
#ifndef VALIDATION_WORK_H
#define VALIDATION_WORK_H

#include "checks/directory.h"
#include "daemon/stage.h"

struct validation_conf;

/* `directory` points to the caller's current directory; the batch holds the one it starts with. */
void work_batch(struct daemon *daemon, struct directory *const *directory,
                const struct validation_conf *conf, struct batch *batch);

#endif
