/*
 * work.h — papers and templates as pending work: one at a time, each in a caged child.
 */
#ifndef PAPERS_WORK_H
#define PAPERS_WORK_H

#include <stdbool.h>

#include "papers/papers.h"

struct work;

struct work *work_open(struct daemon *daemon, const struct papers_conf *conf);
void work_close(struct work **self); /* NULL-safe */
bool work_is_idle(const struct work *self);

#endif
