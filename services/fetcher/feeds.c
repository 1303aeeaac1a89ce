/*
 * feeds.c — the life of a visit: claim, fetch, read in a child, commit.
 *
 * A claim carries a fence: only the worker that holds it can commit. When this process dies, its
 * claims expire and the feeds are due again.
 */
#include "fetcher/feeds.h"

#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/json.h"
#include "base/log.h"
#include "base/metrics.h"
#include "base/text.h"
#include "daemon/poller.h"
#include "fetcher/feed_step.h"
#include "fetcher/store.h"
#include "formats/feed.h"
#include "sandbox/child.h"
#include "store/lane.h"
#include "text/weblink.h"

enum { POLL_MS = 1000, TITLE_MAX = 500, OUTPUT_MAX = 16 << 20 };

struct visit {
    struct feeds *feeds;
    struct uuid feed, claim;
    struct feed_history before;
    struct feed_step step;
    struct arena *arena;
    const char *source, *other;
    bool is_address; /* the source is the unit's own address, and may be any page */
    const char *etag, *last_modified, *outcome;
    int status;
    struct feed_input input;
    struct child *child;
    struct buf answer;
    LIST_ENTRY(visit) link;
};

struct feeds {
    struct daemon *daemon;
    const struct fetcher_conf *conf;
    struct lane *lane;
    struct fetch *fetch;
    LIST_HEAD(visit_list, visit) visits;
    size_t count;
    struct poller *poller;
    struct metric *looked, *brought;
};

/* ------------------------------------------------------------- committing */

static void visit_drop(struct visit *visit)
{
    buf_free(&visit->answer);
    arena_free(&visit->arena);
    free(visit);
}

static void visit_end(struct visit *visit)
{
    LIST_REMOVE(visit, link);
    visit->feeds->count--;
    poller_end(visit->feeds->poller, &visit->claim);
    visit_drop(visit);
}

static void feeds_on_committed(void *arg, enum err err, const struct rows *result)
{
    struct visit *visit = arg;
    struct feeds *self = visit->feeds;
    int brought = err == ERR_NONE ? column_int(result, 0, 0) : 0;
    if (err != ERR_NONE) {
        log_warn("the result of a feed was not stored, its lease will expire: %s", err_last());
    }
    metric_add(self->looked, 1);
    metric_add(self->brought, brought > 0 ? (uint64_t)brought : 0);
    visit_end(visit);
    poller_wake(self->poller);
}

static void start_seen(const struct visit *visit, struct json *json, struct buf *into)
{
    json_start(json, into);
    json_object_start(json, NULL);
    json_int(json, "attempts", visit->step.attempts);
    json_int(json, "pause_s", visit->step.pause_s);
    json_text(json, "outcome", visit->outcome);
    json_int(json, "status", visit->status);
}

static void feeds_commit(struct visit *visit, struct json *json, struct buf *seen)
{
    json_object_end(json);
    store_feed_looked(visit->feeds->lane, &visit->feed, &visit->claim, buf_string(seen),
                      feeds_on_committed, visit);
    buf_free(seen);
}

static void add_source(struct json *json, const char *source, bool is_wordpress, const char *other)
{
    json_text(json, "source", source);
    json_bool(json, "is_wordpress", is_wordpress);
    json_text(json, "other", other);
}

/* Nothing was read: commits only what the step means. */
static void commit_step(struct visit *visit)
{
    struct buf seen = {0};
    struct json json;
    start_seen(visit, &json, &seen);
    if (visit->step.meaning == FEED_ELSEWHERE) {
        add_source(&json, visit->other, false, "");
    } else if (visit->step.meaning == FEED_END) {
        json_text(&json, "kind", "wordpress");
        json_text(&json, "etag", "");
        json_text(&json, "last_modified", "");
        json_int(&json, "left_out", 0);
        json_bool(&json, "is_full", false);
        json_array_start(&json, "items");
        json_array_end(&json);
    }
    feeds_commit(visit, &json, &seen);
}

static void commit_unread(struct visit *visit, const char *outcome)
{
    visit->outcome = outcome;
    visit->step = feed_step_unread(&visit->before);
    commit_step(visit);
}

/* ------------------------------------------------------------- the child's answer */

/* The child's output, untrusted: lines, each of fields between tabs. */
struct lines {
    char *at;
};

/* Cuts the next line off; NULL at the end. */
static char *next_line(struct lines *lines)
{
    char *line = lines->at;
    if (line == NULL || *line == '\0') {
        return NULL;
    }
    char *end = strchr(line, '\n');
    lines->at = end != NULL ? end + 1 : NULL;
    if (end != NULL) {
        *end = '\0';
    }
    return line;
}

/* Cuts the next field off; "" behind the last. */
static const char *next_field(char **rest)
{
    static const char NONE[] = "";
    char *field = *rest;
    if (field == NULL) {
        return NONE;
    }
    char *tab = strchr(field, '\t');
    *rest = tab != NULL ? tab + 1 : NULL;
    if (tab != NULL) {
        *tab = '\0';
    }
    return field;
}

static bool write_item(struct visit *visit, struct json *json, char *rest)
{
    date_days day;
    const char *when = next_field(&rest), *title = next_field(&rest), *link = next_field(&rest);
    if (!date_parse(when, &day) || title[0] == '\0') {
        return false;
    }
    json_object_start(json, NULL);
    json_text(json, "published_on", when);
    json_text_len(json, "title", title, text_cut(title, strlen(title), TITLE_MAX));
    json_text(json, "link", weblink_is_good(link) ? weblink_canonical(link, visit->arena) : "");
    json_array_start(json, "categories");
    while (rest != NULL) {
        json_text(json, NULL, next_field(&rest));
    }
    json_array_end(json);
    json_object_end(json);
    return true;
}

struct found {
    const char *kind, *wordpress, *feed;
    long total;
};

static void commit_items(struct visit *visit, const struct found *found, struct lines lines)
{
    struct buf seen = {0};
    struct json json;
    long taken = 0;
    bool is_full = visit->before.is_wordpress && found->total >= FEED_PAGE;
    start_seen(visit, &json, &seen);
    json_text(&json, "kind", found->kind);
    json_text(&json, "etag", visit->etag);
    json_text(&json, "last_modified", visit->last_modified);
    json_bool(&json, "is_full", is_full);
    json_array_start(&json, "items");
    for (char *line; (line = next_line(&lines)) != NULL;) {
        const char *what = next_field(&line);
        if (strcmp(what, "I") == 0 && taken < FEED_ITEMS_MAX) {
            taken += write_item(visit, &json, line) ? 1 : 0;
        }
    }
    json_array_end(&json);
    json_int(&json, "left_out", found->total > taken ? found->total - taken : 0);
    feeds_commit(visit, &json, &seen);
}

static void commit_leads(struct visit *visit, const struct found *found)
{
    struct buf seen = {0};
    struct json json;
    bool is_wordpress = found->wordpress[0] != '\0';
    start_seen(visit, &json, &seen);
    add_source(&json, is_wordpress ? found->wordpress : found->feed, is_wordpress,
               is_wordpress ? found->feed : "");
    feeds_commit(visit, &json, &seen);
}

/* Finds the first line of each kind. */
static struct found feeds_parse(struct visit *visit, const char *answer)
{
    struct found found = {"", "", "", 0};
    struct lines lines = {arena_text(visit->arena, answer, strlen(answer))};
    for (char *line; (line = next_line(&lines)) != NULL;) {
        const char *what = next_field(&line);
        if (strcmp(what, "K") == 0 && found.kind[0] == '\0') {
            found.kind = next_field(&line);
            found.total = strtol(next_field(&line), NULL, 10);
        } else if (strcmp(what, "A") == 0) {
            bool is_wordpress = strcmp(next_field(&line), "wordpress") == 0;
            const char *address = next_field(&line);
            *(is_wordpress ? &found.wordpress : &found.feed) =
                weblink_is_good(address) ? address : "";
        }
    }
    return found;
}

static bool is_kind(const char *kind)
{
    return strcmp(kind, "rss") == 0 || strcmp(kind, "atom") == 0 || strcmp(kind, "wordpress") == 0;
}

static void take_answer(struct visit *visit)
{
    char *answer = arena_text(visit->arena, buf_string(&visit->answer), visit->answer.len);
    text_clean(answer, visit->answer.len);
    struct found found = feeds_parse(visit, answer);
    bool leads = found.wordpress[0] != '\0' || found.feed[0] != '\0';
    bool is_round = strcmp(found.feed, visit->source) == 0 && found.wordpress[0] == '\0';
    if (leads && !is_round && visit->is_address && !visit->before.is_wordpress) {
        commit_leads(visit, &found);
    } else if (is_kind(found.kind)) {
        commit_items(visit, &found, (struct lines){answer});
    } else {
        commit_unread(visit, "no_feed");
    }
}

/* ------------------------------------------------------------- reading */

static int feeds_work(void *arg, int input, int output)
{
    struct feed_input *about = arg;
    about->input.fd = input;
    return format_feed(about, output);
}

static void feeds_output(void *arg, const void *data, size_t len)
{
    struct visit *visit = arg;
    buf_add(&visit->answer, data, len);
}

static void feeds_on_ended(void *arg, enum child_end end)
{
    struct visit *visit = arg;
    visit->child = NULL;
    switch (end) {
    case CHILD_DONE:
        take_answer(visit);
        return;
    case CHILD_TIMEOUT:
        commit_unread(visit, "slow");
        return;
    case CHILD_FAILED:
    case CHILD_TOO_MUCH:
        break;
    }
    commit_unread(visit, "damaged");
}

static const char *feeds_header(struct visit *visit, const char *text)
{
    enum { HEADER_MAX = 1000 };
    size_t len = strlen(text);
    char *copy = arena_text(visit->arena, text, len <= HEADER_MAX ? len : 0);
    text_clean(copy, strlen(copy));
    return copy;
}

static bool start_reading(struct visit *visit, const struct fetch_answer *answer)
{
    struct feeds *self = visit->feeds;
    static const struct child_events EVENTS = {.output = feeds_output, .ended = feeds_on_ended};
    struct child_conf conf = {.memory = self->conf->page_memory,
                              .seconds = self->conf->page_seconds,
                              .output_max = OUTPUT_MAX};
    int fd = file_unnamed(answer->body, answer->len);
    visit->input =
        (struct feed_input){.input = {.text_max = self->conf->fetch.bytes,
                                      .size = answer->len,
                                      .content_type = feeds_header(visit, answer->content_type)},
                            .url = arena_print(visit->arena, "%s", answer->final_url),
                            .today = date_of_us(clock_wall_us())};
    return fd >= 0 && child_start(&visit->child, daemon_loop(self->daemon), &conf, feeds_work,
                                  &visit->input, fd, &EVENTS, visit) == ERR_NONE;
}

static void feeds_answered(void *arg, const struct fetch_answer *answer)
{
    struct visit *visit = arg;
    visit->outcome = fetch_outcome_name(answer->outcome);
    visit->status = answer->status;
    visit->etag = feeds_header(visit, answer->etag);
    visit->last_modified = feeds_header(visit, answer->last_modified);
    visit->step = feed_step(&visit->before, answer->outcome, answer->status,
                            visit->feeds->conf->feed_every_s);
    if (visit->step.meaning != FEED_READ) {
        commit_step(visit);
    } else if (!start_reading(visit, answer)) {
        log_warn("no child for a feed now, its lease will expire");
        visit_end(visit);
    }
}

/* ------------------------------------------------------------- taking work */

static bool feeds_take(void *arg, const struct rows *result, int row, const struct uuid *claim)
{
    struct feeds *self = arg;
    struct visit *visit = memory_zero(sizeof(*visit));
    visit->feeds = self;
    visit->arena = arena_new();
    visit->feed = column_uuid(result, row, 0);
    visit->claim = *claim;
    visit->source = column_copy(result, row, 1, visit->arena);
    visit->other = column_copy(result, row, 4, visit->arena);
    visit->before = (struct feed_history){.is_wordpress = column_bool(result, row, 2),
                                          .page = column_int(result, row, 3),
                                          .has_other = visit->other[0] != '\0',
                                          .attempts = column_int(result, row, 5)};
    visit->is_address = column_bool(result, row, 8);
    LIST_INSERT_HEAD(&self->visits, visit, link);
    self->count++;
    fetch_start(self->fetch,
                &(struct fetch_request){
                    .url = feed_address(visit->source, &visit->before, visit->arena),
                    .etag = column_copy(result, row, 6, visit->arena),
                    .last_modified = column_copy(result, row, 7, visit->arena),
                    .accept = "application/rss+xml, application/atom+xml, application/json, "
                              "application/xml;q=0.9, text/html;q=0.8, */*;q=0.5"},
                feeds_answered, visit);
    return true;
}

static size_t feeds_room(void *arg)
{
    const struct feeds *self = arg;
    return self->conf->is_on ? self->conf->fetch.at_once - self->count : 0;
}

static void feeds_claim(void *arg, size_t most, const struct lease *lease, lane_fn *then,
                        void *then_arg)
{
    const struct feeds *self = arg;
    store_feed_claim(self->lane, most, &lease->claim, lease->ms, then, then_arg);
}

static void feeds_renew(void *arg, struct uuids claims, int lease_ms)
{
    const struct feeds *self = arg;
    store_feed_renew(self->lane, claims, lease_ms);
}

static const struct poller_work WORK = {feeds_room, feeds_claim, feeds_take, feeds_renew};

struct feeds *feeds_open(struct daemon *daemon, const struct fetcher_conf *conf,
                         struct fetch *fetch)
{
    struct feeds *self = memory_zero(sizeof(*self));
    self->daemon = daemon;
    self->conf = conf;
    self->fetch = fetch;
    self->lane = daemon_lane(daemon, "feeds");
    self->looked = metric_counter("mc_fetcher_feeds_total", "", "attempts at feeds");
    self->brought = metric_counter("mc_fetcher_posts_total", "", "new posts from feeds");
    self->poller = poller_open(daemon, POLL_MS, &WORK, self);
    return self;
}

void feeds_close(struct feeds **pointer)
{
    struct feeds *self = *pointer;
    if (self == NULL) {
        return;
    }
    poller_close(&self->poller);
    while (!LIST_EMPTY(&self->visits)) {
        struct visit *visit = LIST_FIRST(&self->visits);
        LIST_REMOVE(visit, link);
        child_kill(&visit->child);
        visit_drop(visit);
    }
    free(self);
    *pointer = NULL;
}

bool feeds_is_idle(const struct feeds *self)
{
    return self->count == 0 && poller_is_idle(self->poller);
}
