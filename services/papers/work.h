/*
 * work.h — papers and templates as pending work: one at a time, each in a caged child.
 */
#ifndef PAPERS_WORK_H
#define PAPERS_WORK_H

#include <stdbool.h>

#include "papers/papers.h"
#include "papers/photos.h"

struct work;

/* `photos` must live longer. */
struct work *work_open(struct daemon *daemon, const struct papers_conf *conf,
                       struct photos *photos);
void work_close(struct work **self); /* NULL-safe */
bool work_is_idle(const struct work *self);

#endif
