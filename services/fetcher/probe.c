/*
 * probe.c — the life of a probe: claim, fetch, read in a child, commit the answer. A probe whose
 * process died is claimed again when its lease expires; answering twice changes nothing.
 */
#include "fetcher/probe.h"

#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>

#include "base/arena.h"
#include "base/log.h"
#include "daemon/poller.h"
#include "fetcher/page_child.h"
#include "fetcher/probe_answer.h"
#include "fetcher/store.h"

enum { POLL_MS = 1000, PROBES_MAX = 8 };

struct probe {
    struct probes *owner;
    struct uuid id, claim;
    struct arena *arena;
    struct probe_wish wish;
    struct fetch_answer answer; /* what was fetched, with copies of its texts */
    struct page_child *child;
    LIST_ENTRY(probe) link;
};

struct probes {
    struct daemon *daemon;
    const struct fetcher_conf *conf;
    struct lane *lane;
    struct fetch *fetch;
    struct poller *poller;
    LIST_HEAD(probe_list, probe) running;
    size_t count;
};

static void probe_drop(struct probe *probe)
{
    arena_free(&probe->arena);
    free(probe);
}

static void probe_free(struct probe *probe)
{
    LIST_REMOVE(probe, link);
    probe->owner->count--;
    poller_end(probe->owner->poller, &probe->claim);
    probe_drop(probe);
}

static void probe_on_committed(void *arg, enum err err, const struct rows *result)
{
    struct probe *probe = arg;
    (void)result;
    if (err != ERR_NONE) {
        log_warn("the answer about a page was not stored, its lease will expire: %s", err_last());
    }
    struct probes *self = probe->owner;
    probe_free(probe);
    poller_wake(self->poller); /* there is room for another */
}

static void probe_commit(struct probe *probe, const struct page_seen *seen)
{
    struct buf text = {0};
    probe_answer(probe->arena, &probe->wish, &probe->answer, seen, &text);
    store_probe_done(probe->owner->lane, &probe->id, &probe->claim, buf_string(&text),
                     probe_on_committed, probe);
    buf_free(&text);
}

static void page_read(void *arg, const struct page_seen *seen)
{
    struct probe *probe = arg;
    probe->child = NULL;
    probe_commit(probe, seen);
}

static const char *probe_copy(struct probe *probe, const char *text)
{
    return arena_text(probe->arena, text, strlen(text));
}

static void probe_on_answered(void *arg, const struct fetch_answer *answer)
{
    struct probe *probe = arg;
    struct probes *self = probe->owner;
    probe->answer = *answer;
    probe->answer.final_url = probe_copy(probe, answer->final_url);
    probe->answer.content_type = probe_copy(probe, answer->content_type);
    probe->answer.detail = probe_copy(probe, answer->detail);
    probe->answer.trace = probe_copy(probe, answer->trace);
    probe->answer.etag = probe->answer.last_modified = probe->answer.body = "";
    const char *type = probe_copy(probe, answer->content_type);
    type = arena_text(probe->arena, type, strcspn(type, "; \t"));
    const struct page_job job = {answer, probe->arena, page_read, probe};
    bool is_page = answer->outcome == FETCH_DONE && page_is_html(type);
    if (!is_page) {
        probe_commit(probe, NULL);
    } else if (!page_child_start(&probe->child, daemon_loop(self->daemon), self->conf, &job)) {
        log_warn("no child for a page now, its lease will expire");
        probe_free(probe);
    }
}

static bool probes_take(void *arg, const struct rows *result, int row, const struct uuid *claim)
{
    struct probes *self = arg;
    struct probe *probe = memory_zero(sizeof(*probe));
    probe->owner = self;
    probe->arena = arena_new();
    probe->id = column_uuid(result, row, 0);
    probe->claim = *claim;
    probe->wish = (struct probe_wish){.url = probe_copy(probe, column_text(result, row, 1)),
                                      .title = probe_copy(probe, column_text(result, row, 2)),
                                      .occurred_on = probe_copy(probe, column_text(result, row, 3)),
                                      .sites = probe_copy(probe, column_text(result, row, 4))};
    LIST_INSERT_HEAD(&self->running, probe, link);
    self->count++;
    fetch_start(self->fetch,
                &(struct fetch_request){.url = probe->wish.url, .accept = "text/html, */*;q=0.5"},
                probe_on_answered, probe);
    return true;
}

static size_t probes_room(void *arg)
{
    const struct probes *self = arg;
    return self->conf->is_on ? PROBES_MAX - self->count : 0;
}

static void probes_claim(void *arg, size_t most, const struct lease *lease, lane_fn *then,
                         void *then_arg)
{
    const struct probes *self = arg;
    store_probe_claim(self->lane, most, &lease->claim, lease->ms, then, then_arg);
}

static void probes_renew(void *arg, struct uuids claims, int lease_ms)
{
    const struct probes *self = arg;
    store_probe_renew(self->lane, claims, lease_ms);
}

static const struct poller_work WORK = {probes_room, probes_claim, probes_take, probes_renew};

struct probes *probes_open(struct daemon *daemon, const struct fetcher_conf *conf,
                           struct lane *lane, struct fetch *fetch)
{
    struct probes *self = memory_zero(sizeof(*self));
    *self = (struct probes){.daemon = daemon, .conf = conf, .lane = lane, .fetch = fetch};
    self->poller = poller_open(daemon, POLL_MS, &WORK, self);
    return self;
}

void probes_close(struct probes **pointer)
{
    struct probes *self = *pointer;
    if (self == NULL) {
        return;
    }
    poller_close(&self->poller);
    while (!LIST_EMPTY(&self->running)) {
        struct probe *probe = LIST_FIRST(&self->running);
        LIST_REMOVE(probe, link);
        page_child_kill(&probe->child);
        probe_drop(probe);
    }
    free(self);
    *pointer = NULL;
}

bool probes_are_idle(const struct probes *self)
{
    return self->count == 0 && poller_is_idle(self->poller);
}
