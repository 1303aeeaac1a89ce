/*
 * hosts.c — a circular list of hosts, each with its queue of turns.
 */
#include "fetch/hosts.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/map.h"

struct host {
    char *name;
    TAILQ_HEAD(turn_list, turn) turns; /* waiting */
    bool is_busy;
    int64_t free_ms; /* not before */
    TAILQ_ENTRY(host) link;
};

struct hosts {
    int pause_ms;
    struct map *by_name;
    TAILQ_HEAD(host_list, host) ring; /* a host moves to the end after its turn */
};

static void hosts_forget(struct hosts *self, struct host *host)
{
    TAILQ_REMOVE(&self->ring, host, link);
    map_take(self->by_name, host->name, strlen(host->name));
    free(host->name);
    free(host);
}

struct hosts *hosts_new(int pause_ms)
{
    struct hosts *self = memory_zero(sizeof(*self));
    self->pause_ms = pause_ms;
    self->by_name = map_new();
    TAILQ_INIT(&self->ring);
    return self;
}

void hosts_free(struct hosts **pointer)
{
    struct hosts *self = *pointer;
    if (self == NULL) {
        return;
    }
    for (struct host *host = TAILQ_FIRST(&self->ring), *next; host != NULL; host = next) {
        next = TAILQ_NEXT(host, link);
        hosts_forget(self, host);
    }
    map_free(&self->by_name);
    free(self);
    *pointer = NULL;
}

void hosts_add(struct hosts *self, struct turn *turn, bool is_first)
{
    struct host *host = map_get_text(self->by_name, turn->host);
    if (host == NULL) {
        host = memory_zero(sizeof(*host));
        host->name = memory_text(turn->host);
        map_put_text(self->by_name, host->name, host);
        TAILQ_INIT(&host->turns);
        TAILQ_INSERT_TAIL(&self->ring, host, link);
    }
    if (is_first) {
        TAILQ_INSERT_HEAD(&host->turns, turn, link);
    } else {
        TAILQ_INSERT_TAIL(&host->turns, turn, link);
    }
}

static struct turn *take_of(struct host *host)
{
    struct turn *turn = TAILQ_FIRST(&host->turns);
    TAILQ_REMOVE(&host->turns, turn, link);
    return turn;
}

struct turn *hosts_take(struct hosts *self, int64_t now_ms, int *wait_ms)
{
    *wait_ms = -1;
    for (struct host *host = TAILQ_FIRST(&self->ring), *next; host != NULL; host = next) {
        bool is_free = !host->is_busy && host->free_ms <= now_ms;
        next = TAILQ_NEXT(host, link);
        if (is_free && TAILQ_EMPTY(&host->turns)) {
            hosts_forget(self, host);
            continue;
        }
        if (is_free) {
            TAILQ_REMOVE(&self->ring, host, link);
            TAILQ_INSERT_TAIL(&self->ring, host, link);
            host->is_busy = true;
            return take_of(host);
        }
        if (!host->is_busy && !TAILQ_EMPTY(&host->turns)) {
            int64_t wait = host->free_ms - now_ms;
            int capped = wait > INT_MAX ? INT_MAX : (int)wait;
            *wait_ms = *wait_ms < 0 || capped < *wait_ms ? capped : *wait_ms;
        }
    }
    return NULL;
}

void hosts_end(struct hosts *self, const char *name, int64_t now_ms)
{
    struct host *host = map_get_text(self->by_name, name);
    if (host != NULL) {
        host->is_busy = false;
        host->free_ms = now_ms + self->pause_ms;
    }
}

struct turn *hosts_drop(struct hosts *self)
{
    for (struct host *host = TAILQ_FIRST(&self->ring); host != NULL;
         host = TAILQ_NEXT(host, link)) {
        if (!TAILQ_EMPTY(&host->turns)) {
            return take_of(host);
        }
    }
    return NULL;
}
