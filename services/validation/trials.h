/*
 * trials.h — trials of checks on the submissions of an earlier campaign, as pending work: a portion
 * at a time while no verdict is in progress; in a flood a portion every few seconds.
 */
#ifndef VALIDATION_TRIALS_H
#define VALIDATION_TRIALS_H

#include <stdbool.h>

#include "checks/directory.h"

struct daemon;
struct stage;
struct trials;
struct validation_conf;

/* `directory` and `stage` are borrowed pointers to the caller's current ones. */
struct trials *trials_open(struct daemon *daemon, const struct validation_conf *conf,
                           struct directory *const *directory, struct stage *const *stage);
void trials_close(struct trials **self);
bool trials_is_idle(const struct trials *self);

#endif
