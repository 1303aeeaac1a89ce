/*
 * probe.c — see probe.h.  A probe that is lost with its process is taken up again when its lease
 * is over; answering it twice changes nothing.
 */
#include "fetcher/probe.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/log.h"
#include "fetcher/page_child.h"
#include "fetcher/probe_answer.h"
#include "fetcher/store.h"

enum { PROBES_MAX = 8, FENCE_MS = 10000 };

struct probe {
    struct probes *owner;
    struct uuid id, claim;
    struct arena *arena;
    struct probe_wish wish;
    struct fetch_answer answer;    /* what the child reads about, with copies of its texts */
    struct page_child *child;
    struct probe *next;
};

struct probes {
    struct daemon *daemon;
    const struct fetcher_conf *conf;
    struct lane *lane;
    struct fetch *fetch;
    struct uuid claim;
    bool is_claiming;
    struct probe *first;
    size_t count;
};

static void probe_drop(struct probe *probe)
{
    arena_free(&probe->arena);
    free(probe);
}

static void probe_free(struct probe *probe)
{
    struct probe **link = &probe->owner->first;
    while (*link != probe) {
        link = &(*link)->next;
    }
    *link = probe->next;
    probe->owner->count--;
    probe_drop(probe);
}

static void committed(void *arg, enum err err, const PGresult *result)
{
    (void)result;
    if (err != ERR_NONE) {
        log_warn("an answer about a page was lost, the lease brings it back: %s", err_last());
    }
    probe_free(arg);
}

static void commit(struct probe *probe, const struct page_seen *seen)
{
    struct buf text = {0};
    probe_answer(probe->arena, &probe->wish, &probe->answer, seen, &text);
    store_probe_done(probe->owner->lane, &probe->id, &probe->claim, buf_string(&text), committed,
                     probe);
    buf_free(&text);
}

static void page_read(void *arg, const struct page_seen *seen)
{
    struct probe *probe = arg;
    probe->child = NULL;
    commit(probe, seen);
}

static const char *copy(struct probe *probe, const char *text)
{
    return arena_text(probe->arena, text, strlen(text));
}

static void answered(void *arg, const struct fetch_answer *answer)
{
    struct probe *probe = arg;
    struct probes *self = probe->owner;
    probe->answer = *answer;
    probe->answer.final_url = copy(probe, answer->final_url);
    probe->answer.content_type = copy(probe, answer->content_type);
    probe->answer.detail = copy(probe, answer->detail);
    probe->answer.trace = copy(probe, answer->trace);
    probe->answer.etag = probe->answer.last_modified = probe->answer.body = "";
    const char *type = copy(probe, answer->content_type);
    type = arena_text(probe->arena, type, strcspn(type, "; \t"));
    const struct page_job job = {answer, probe->arena, page_read, probe};
    bool is_page = answer->outcome == FETCH_DONE && page_is_html(type);
    if (!is_page) {
        commit(probe, NULL);
    } else if (!page_child_start(&probe->child, daemon_loop(self->daemon), self->conf, &job)) {
        log_warn("no child for a page now; the lease brings it back");
        probe_free(probe);
    }
}

static void begin(struct probes *self, const PGresult *result, int row)
{
    struct probe *probe = memory_zero(sizeof(*probe));
    probe->owner = self;
    probe->arena = arena_new();
    probe->id = column_uuid(result, row, 0);
    probe->claim = self->claim;
    probe->wish = (struct probe_wish){.url = copy(probe, column_text(result, row, 1)),
                                      .title = copy(probe, column_text(result, row, 2)),
                                      .occurred_on = copy(probe, column_text(result, row, 3)),
                                      .sites = copy(probe, column_text(result, row, 4))};
    probe->next = self->first;
    self->first = probe;
    self->count++;
    fetch_start(self->fetch, &(struct fetch_request){.url = probe->wish.url,
                                                     .accept = "text/html, */*;q=0.5"},
                answered, probe);
}

static void claimed(void *arg, enum err err, const PGresult *result)
{
    struct probes *self = arg;
    self->is_claiming = false;
    for (int row = 0; err == ERR_NONE && row < PQntuples(result); row++) {
        begin(self, result, row);
    }
}

void probes_look(struct probes *self)
{
    if (self->is_claiming || self->count >= PROBES_MAX) {
        return;
    }
    int wall_s = self->conf->fetch.seconds + 2 * self->conf->page_seconds;
    self->is_claiming = true;
    self->claim = uuid_new();
    store_probe_claim(self->lane, PROBES_MAX - self->count, &self->claim,
                      wall_s * 1000 + FENCE_MS, claimed, self);
}

struct probes *probes_open(struct daemon *daemon, const struct fetcher_conf *conf,
                           struct lane *lane, struct fetch *fetch)
{
    struct probes *self = memory_zero(sizeof(*self));
    *self = (struct probes){.daemon = daemon, .conf = conf, .lane = lane, .fetch = fetch};
    return self;
}

void probes_close(struct probes **pointer)
{
    struct probes *self = *pointer;
    for (struct probe *probe = self != NULL ? self->first : NULL, *next; probe != NULL;
         probe = next) {
        next = probe->next;
        page_child_kill(&probe->child);
        probe_drop(probe);
    }
    free(self);
    *pointer = NULL;
}

bool probes_are_idle(const struct probes *self)
{
    return self->count == 0 && !self->is_claiming;
}
