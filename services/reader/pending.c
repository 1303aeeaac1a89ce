/*
 * pending.c — claims a file that is no evidence, has the pool read it, stores what came of it.
 *
 * It is stored as a batch without messages: the statement that stores a reading removes what was
 * pending of it, so a reader that dies in between leaves the row to be claimed again.
 */
#include "reader/pending.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/metrics.h"
#include "daemon/poller.h"
#include "reader/store.h"

enum { POLL_MS = 1000 };

struct pending {
    struct daemon *daemon;
    struct file_pool *pool;
    struct lane *lane;
    struct poller *poller;
    struct hash hash; /* of the claimed file */
    struct uuid claim;
    bool is_busy;
    struct metric *read;
};

static void pending_on_stored(void *arg, enum err err, const struct rows *result)
{
    struct pending *self = arg;
    (void)result;
    self->is_busy = false;
    poller_end(self->poller, &self->claim);
    if (err != ERR_NONE) {
        log_warn("storing a reading: %s; the file is read again", err_last());
        return;
    }
    metric_add(self->read, 1);
    poller_wake(self->poller);
}

static void pending_on_read(void *arg, const struct file_content *content)
{
    struct pending *self = arg;
    const struct found found = {self->hash,        content->media_type, content->problem,
                                content->text,     content->facts,      content->photo,
                                content->photo_len};
    store_complete(self->lane, NULL, 0, &found, 1, pending_on_stored, self);
}

static bool pending_take(void *arg, const struct rows *result, int row, const struct uuid *claim)
{
    struct pending *self = arg;
    struct bytes hash = column_bytes(result, row, 0);
    if (hash.len != HASH_SIZE) {
        return false;
    }
    memcpy(self->hash.bytes, hash.data, HASH_SIZE);
    self->claim = *claim;
    self->is_busy = true;
    file_pool_read(self->pool, &self->hash, pending_on_read, self);
    return true;
}

static size_t pending_room(void *arg)
{
    const struct pending *self = arg;
    return self->is_busy ? 0 : 1;
}

static void pending_claim(void *arg, size_t most, const struct lease *lease, lane_fn *then,
                          void *then_arg)
{
    struct pending *self = arg;
    (void)most;
    store_pending_claim(self->lane, &lease->claim, lease->ms, then, then_arg);
}

static void pending_renew(void *arg, struct uuids claims, int lease_ms)
{
    struct pending *self = arg;
    store_pending_renew(self->lane, claims, lease_ms);
}

static const struct poller_work WORK = {pending_room, pending_claim, pending_take, pending_renew};

struct pending *pending_open(struct daemon *daemon, struct file_pool *pool)
{
    struct pending *self = memory_zero(sizeof(*self));
    self->daemon = daemon;
    self->pool = pool;
    self->lane = daemon_lane(daemon, "pending");
    self->read = metric_counter("mc_reader_pending_total", "", "files read that are no evidence");
    self->poller = poller_open(daemon, POLL_MS, &WORK, self);
    return self;
}

void pending_close(struct pending **pointer)
{
    struct pending *self = *pointer;
    if (self == NULL) {
        return;
    }
    poller_close(&self->poller);
    free(self);
    *pointer = NULL;
}

bool pending_is_idle(const struct pending *self)
{
    return poller_is_idle(self->poller);
}
