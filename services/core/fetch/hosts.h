/*
 * hosts.h — whose turn it is: one request per host at a time, with a pause between two, hosts
 * in a ring so that one with many pages does not come before the others.
 */
#ifndef FETCH_HOSTS_H
#define FETCH_HOSTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/queue.h>

struct hosts;

/* Waits for its turn; the first member of what its owner queues. */
struct turn {
    TAILQ_ENTRY(turn) link;
    char *host; /* in lower case; owned by the owner */
};

struct hosts *hosts_new(int pause_ms);
void hosts_free(struct hosts **self);

/* `is_first`: before the others of its host. */
void hosts_add(struct hosts *self, struct turn *turn, bool is_first);
/* Takes one whose host is free, which then is busy until hosts_end.  NULL: none now;
 * *wait_ms is in how long there may be one without a hosts_end (-1: never). */
struct turn *hosts_take(struct hosts *self, int64_t now_ms, int *wait_ms);
void hosts_end(struct hosts *self, const char *host, int64_t now_ms);
/* Any that waits, for clearing up. */
struct turn *hosts_drop(struct hosts *self);

#endif
