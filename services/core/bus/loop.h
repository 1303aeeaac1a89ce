/*
 * loop.h — the one event loop of a process: sockets, descriptors, timers (zloop).
 *
 * One thread, level-triggered.  Callbacks must not block.
 */
#ifndef BUS_LOOP_H
#define BUS_LOOP_H

#include <stdbool.h>

#include "base/err.h"

struct loop;

enum loop_want { LOOP_READ = 1, LOOP_WRITE = 2 };

typedef void loop_fd_fn(void *arg, int fd, int ready); /* ready: LOOP_READ | LOOP_WRITE */
typedef void loop_fn(void *arg);

MUST_CHECK enum err loop_new(struct loop **out);
void loop_free(struct loop **self);

/* Watches fd; calling again changes `want`.  want 0 stops watching it. */
void loop_watch(struct loop *self, int fd, int want, loop_fd_fn *fn, void *arg);
void loop_forget(struct loop *self, int fd);

/* Returns a timer's number (> 0).  every_ms repeats until cancelled. */
int loop_every(struct loop *self, int every_ms, loop_fn *fn, void *arg);
int loop_after(struct loop *self, int after_ms, loop_fn *fn, void *arg);
void loop_cancel(struct loop *self, int timer);

/* Called once at the end of the current turn, after all ready events. */
void loop_defer(struct loop *self, loop_fn *fn, void *arg);
void loop_recall(struct loop *self, loop_fn *fn, void *arg); /* cancels loop_defer */

void loop_run(struct loop *self); /* until loop_stop */
void loop_stop(struct loop *self);

#endif
