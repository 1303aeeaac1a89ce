/*
 * hosts.h — schedules requests: one per host at a time, with a pause between two, hosts in
 * round-robin order so that a host with many pages does not delay the others.
 */
#ifndef FETCH_HOSTS_H
#define FETCH_HOSTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/queue.h>

struct hosts;

/* A request that waits for its turn; the first member of the owner's struct. */
struct turn {
    TAILQ_ENTRY(turn) link;
    char *host; /* in lower case; the owner frees it */
};

struct hosts *hosts_new(int pause_ms);
void hosts_free(struct hosts **self);

/* `is_first`: ahead of the others of its host. */
void hosts_add(struct hosts *self, struct turn *turn, bool is_first);
/* Takes a turn whose host is free; the host is busy until hosts_end.  NULL: none now;
 * *wait_ms is the time until there may be one without a hosts_end (-1: never). */
struct turn *hosts_take(struct hosts *self, int64_t now_ms, int *wait_ms);
void hosts_end(struct hosts *self, const char *host, int64_t now_ms);
/* Removes any waiting turn, for cleanup; NULL: none. */
struct turn *hosts_drop(struct hosts *self);

#endif
