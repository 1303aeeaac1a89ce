/*
 * pages.c — the life of a look at a page: claim, fetch, read in a child, commit.
 *
 * A claim carries a fence: only the worker that holds it can commit. When this process dies, its
 * claims expire and the pages are due again.
 */
#include "fetcher/pages.h"

#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>

#include "base/arena.h"
#include "base/json.h"
#include "base/log.h"
#include "base/metrics.h"
#include "bus/bus.h"
#include "daemon/poller.h"
#include "fetcher/feeds.h"
#include "fetcher/links.h"
#include "fetcher/page_child.h"
#include "fetcher/probe.h"
#include "fetcher/store.h"
#include "store/lane.h"

enum { POLL_MS = 1000 };

struct look {
    struct pages *pages;
    struct uuid page, claim;
    struct link_history before;
    struct link_step step;
    struct arena *arena; /* holds the answer's texts until they are committed */
    const char *final_url, *media_type, *etag, *last_modified;
    enum fetch_outcome outcome;
    int status;
    struct page_child *child;
    LIST_ENTRY(look) link;
};

struct pages {
    struct daemon *daemon;
    const struct fetcher_conf *conf;
    struct lane *lane;
    struct fetch *fetch;
    struct probes *probes;
    struct feeds *feeds;
    LIST_HEAD(look_list, look) looks;
    size_t count;
    struct poller *poller;
    struct metric *fetched, *enqueued;
};

/* ------------------------------------------------------------- committing */

static void look_drop(struct look *look)
{
    arena_free(&look->arena);
    free(look);
}

static void look_free(struct look *look)
{
    LIST_REMOVE(look, link);
    look->pages->count--;
    poller_end(look->pages->poller, &look->claim);
    look_drop(look);
}

static void pages_on_committed(void *arg, enum err err, const struct rows *result)
{
    struct look *look = arg;
    struct pages *self = look->pages;
    int enqueued = err == ERR_NONE ? column_int(result, 0, 0) : 0;
    if (err != ERR_NONE) {
        log_warn("the result of a page was not stored, its lease will expire: %s", err_last());
    }
    metric_add(self->fetched, 1);
    if (enqueued > 0) {
        metric_add(self->enqueued, (uint64_t)enqueued);
        bus_wake(daemon_bus(self->daemon), "validation", STAGE_VALIDATE);
    }
    look_free(look);
    poller_wake(self->poller);
}

static void add_page(const struct look *look, struct json *json, const struct page_seen *seen)
{
    json_text(json, "final_url", look->final_url);
    json_text(json, "media_type", look->media_type);
    json_text(json, "etag", look->etag);
    json_text(json, "last_modified", look->last_modified);
    json_text(json, "published_on", seen->published_on);
    json_text(json, "flags", seen->flags);
    json_text(json, "titles", seen->titles);
    json_text(json, "text", seen->text);
    json_text(json, "text_hash", seen->text_hash);
}

/* `page`: what was read; NULL: nothing. */
static void pages_commit(struct look *look, const struct page_seen *page)
{
    struct pages *self = look->pages;
    struct buf seen = {0};
    struct json json;
    bool is_same = look->outcome == FETCH_DONE && look->status == 304;
    json_start(&json, &seen);
    json_object_start(&json, NULL);
    json_int(&json, "state", look->step.next.state);
    json_int(&json, "attempts", look->step.next.attempts);
    json_int(&json, "looks", look->step.next.looks);
    json_int(&json, "pause_s", look->step.pause_s);
    json_text(&json, "outcome", fetch_outcome_name(look->outcome));
    json_int(&json, "status", look->status);
    json_bool(&json, "is_same", is_same);
    if (page != NULL) {
        add_page(look, &json, page);
    }
    json_object_end(&json);
    store_link_fetched(self->lane, &look->page, &look->claim, buf_string(&seen), pages_on_committed,
                       look);
    buf_free(&seen);
}

/* ------------------------------------------------------------- reading */

static void page_read(void *arg, const struct page_seen *seen)
{
    struct look *look = arg;
    look->child = NULL;
    pages_commit(look, seen);
}

static void pages_on_answered(void *arg, const struct fetch_answer *answer)
{
    struct look *look = arg;
    struct pages *self = look->pages;
    size_t type_len = strcspn(answer->content_type, "; \t");
    look->outcome = answer->outcome;
    look->status = answer->status;
    look->step = link_step(&look->before, answer->outcome, answer->status, self->conf);
    look->final_url = page_field(look->arena, answer->final_url);
    look->etag = page_field(look->arena, answer->etag);
    look->last_modified = page_field(look->arena, answer->last_modified);
    look->media_type =
        page_field(look->arena, arena_text(look->arena, answer->content_type, type_len));
    const struct page_job job = {answer, look->arena, page_read, look};
    struct page_seen nothing;
    if (!look->step.is_page || answer->status == 304) {
        pages_commit(look, NULL);
    } else if (!page_is_html(look->media_type)) {
        page_seen_nothing(look->arena, &nothing);
        pages_commit(look, &nothing);
    } else if (!page_child_start(&look->child, daemon_loop(self->daemon), self->conf, &job)) {
        log_warn("no child for a page now, its lease will expire");
        look_free(look);
    }
}

/* ------------------------------------------------------------- taking work */

static bool pages_take(void *arg, const struct rows *result, int row, const struct uuid *claim)
{
    struct pages *self = arg;
    struct look *look = memory_zero(sizeof(*look));
    look->pages = self;
    look->arena = arena_new();
    look->page = column_uuid(result, row, 0);
    look->claim = *claim;
    look->before = (struct link_history){.state = (enum page_state)column_int(result, row, 2),
                                         .attempts = column_int(result, row, 3),
                                         .looks = column_int(result, row, 4),
                                         .failing_s = column_int(result, row, 5)};
    LIST_INSERT_HEAD(&self->looks, look, link);
    self->count++;
    char *url = column_copy(result, row, 1, look->arena);
    char *etag = column_copy(result, row, 6, look->arena);
    char *modified = column_copy(result, row, 7, look->arena);
    bool has_page = column_bool(result, row, 8);
    fetch_start(self->fetch,
                &(struct fetch_request){.url = url,
                                        .etag = has_page ? etag : NULL,
                                        .last_modified = has_page ? modified : NULL,
                                        .accept = "text/html, */*;q=0.5"},
                pages_on_answered, look);
    return true;
}

static size_t pages_room(void *arg)
{
    const struct pages *self = arg;
    return self->conf->is_on ? self->conf->fetch.at_once - self->count : 0;
}

static void pages_claim(void *arg, size_t most, const struct lease *lease, lane_fn *then,
                        void *then_arg)
{
    const struct pages *self = arg;
    store_link_claim(self->lane, most, &lease->claim, lease->ms, then, then_arg);
}

static void pages_renew(void *arg, struct uuids claims, int lease_ms)
{
    const struct pages *self = arg;
    store_link_renew(self->lane, claims, lease_ms);
}

static const struct poller_work WORK = {pages_room, pages_claim, pages_take, pages_renew};

enum err pages_open(struct pages **out, struct daemon *daemon, const struct fetcher_conf *conf)
{
    struct pages *self = memory_zero(sizeof(*self));
    *out = self;
    self->daemon = daemon;
    self->conf = conf;
    self->lane = daemon_lane(daemon, "links");
    self->fetched = metric_counter("mc_fetcher_pages_total", "", "attempts at pages");
    self->enqueued =
        metric_counter("mc_fetcher_owed_total", "", "submissions enqueued again for a page");
    enum err err = fetch_open(&self->fetch, daemon_loop(daemon), &conf->fetch);
    if (err == ERR_NONE) {
        self->probes = probes_open(daemon, conf, self->lane, self->fetch);
        self->feeds = feeds_open(daemon, conf, self->fetch);
        self->poller = poller_open(daemon, POLL_MS, &WORK, self);
    }
    return err;
}

void pages_close(struct pages **pointer)
{
    struct pages *self = *pointer;
    if (self == NULL) {
        return;
    }
    poller_close(&self->poller);
    fetch_close(&self->fetch);
    probes_close(&self->probes);
    feeds_close(&self->feeds);
    while (!LIST_EMPTY(&self->looks)) {
        struct look *look = LIST_FIRST(&self->looks);
        LIST_REMOVE(look, link);
        page_child_kill(&look->child);
        look_drop(look);
    }
    free(self);
    *pointer = NULL;
}

bool pages_is_idle(const struct pages *self)
{
    return self->count == 0 && poller_is_idle(self->poller) && probes_are_idle(self->probes) &&
           feeds_is_idle(self->feeds);
}
