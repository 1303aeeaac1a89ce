/*
 * hosts.c — see hosts.h.
 */
#include "fetch/hosts.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/map.h"

struct host {
    char *name;
    struct turn *first, *last;
    bool is_busy;
    int64_t free_ms;               /* not before */
    struct host *next;             /* in the ring */
};

struct hosts {
    int pause_ms;
    struct map *by_name;
    struct host *first, *last;
};

static void append(struct hosts *self, struct host *host)
{
    host->next = NULL;
    if (self->last != NULL) {
        self->last->next = host;
    } else {
        self->first = host;
    }
    self->last = host;
}

static void take_out(struct hosts *self, struct host **link)
{
    struct host *host = *link, *before = NULL;
    for (struct host *it = self->first; it != host; it = it->next) {
        before = it;
    }
    *link = host->next;
    if (self->last == host) {
        self->last = before;
    }
}

static void forget(struct hosts *self, struct host *host)
{
    map_take(self->by_name, host->name, strlen(host->name));
    free(host->name);
    free(host);
}

struct hosts *hosts_new(int pause_ms)
{
    struct hosts *self = memory_zero(sizeof(*self));
    self->pause_ms = pause_ms;
    self->by_name = map_new();
    return self;
}

void hosts_free(struct hosts **pointer)
{
    struct hosts *self = *pointer;
    if (self == NULL) {
        return;
    }
    for (struct host *host = self->first, *next; host != NULL; host = next) {
        next = host->next;
        forget(self, host);
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
        append(self, host);
    }
    turn->next = is_first ? host->first : NULL;
    if (host->last == NULL) {
        host->first = host->last = turn;
    } else if (is_first) {
        host->first = turn;
    } else {
        host->last->next = turn;
        host->last = turn;
    }
}

static struct turn *take_of(struct host *host)
{
    struct turn *turn = host->first;
    host->first = turn->next;
    host->last = host->first == NULL ? NULL : host->last;
    turn->next = NULL;
    return turn;
}

struct turn *hosts_take(struct hosts *self, int64_t now_ms, int *wait_ms)
{
    *wait_ms = -1;
    for (struct host **link = &self->first; *link != NULL;) {
        struct host *host = *link;
        bool is_free = !host->is_busy && host->free_ms <= now_ms;
        if (is_free && host->first == NULL) {
            take_out(self, link);
            forget(self, host);
            continue;
        }
        if (is_free) {
            take_out(self, link);
            append(self, host);
            host->is_busy = true;
            return take_of(host);
        }
        if (!host->is_busy && host->first != NULL) {
            int64_t wait = host->free_ms - now_ms;
            int capped = wait > INT_MAX ? INT_MAX : (int)wait;
            *wait_ms = *wait_ms < 0 || capped < *wait_ms ? capped : *wait_ms;
        }
        link = &host->next;
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
    for (struct host *host = self->first; host != NULL; host = host->next) {
        if (host->first != NULL) {
            return take_of(host);
        }
    }
    return NULL;
}
