/*
 * members.c — one export at a time in an instance: it claims the row, gives its bytes to a
 * sandboxed child in a file without a name, and stores the child's JSON as the result.
 */
#include "ingest/members.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/log.h"
#include "base/metrics.h"
#include "daemon/poller.h"
#include "evidence/problem.h"
#include "ingest/store.h"
#include "members/import.h"
#include "sandbox/child.h"

enum { POLL_MS = 500, ANSWER_MAX = 64 << 20 };

struct running {
    struct members *members;
    struct uuid id, claim;
    char *order_json; /* what reading it needs, from the store */
    struct child *child;
    struct buf answer;
};

struct members {
    struct daemon *daemon;
    const struct ingest_conf *conf;
    struct lane *lane;
    struct running *running;
    struct poller *poller;
    bool is_storing;
    struct metric *exports;
};

/* ------------------------------------------------------------- in the child */

/* False: this is not an order as the store writes it. */
static bool order_of(const json_t *order_json, struct arena *arena, struct member_order *out)
{
    const char *day = json_string_value(json_object_get(order_json, "as_of"));
    const json_t *figure = json_object_get(order_json, "own_figure");
    *out = (struct member_order){.chosen = json_object_get(order_json, "chosen")};
    out->unit = json_string_value(json_object_get(order_json, "unit"));
    out->campaign = json_string_value(json_object_get(order_json, "campaign"));
    out->hash = json_string_value(json_object_get(order_json, "hash"));
    out->rules.own_figure = json_is_integer(figure) ? (long)json_integer_value(figure) : -1;
    member_order_known(order_json, arena, out);
    return out->unit != NULL && out->campaign != NULL && out->hash != NULL && day != NULL &&
           date_parse(day, &out->rules.as_of);
}

static int members_work(void *arg, int input, int output)
{
    struct arena *arena = arena_new();
    struct member_book book;
    struct member_order order;
    json_t *order_json = json_loads(arg, 0, NULL);
    if (!order_of(order_json, arena, &order)) {
        return EXIT_FAILURE;
    }
    json_t *answer = member_book_read_from(input, arena, &book) == ERR_NONE
                         ? member_import(&order, &book, arena)
                         : json_pack("{s:s, s:s}", "state", "refused", "problem", "sheet.unknown");
    char *text = json_dumps(answer, JSON_COMPACT);
    int code = text != NULL && file_write(output, text, strlen(text)) ? EXIT_SUCCESS : EXIT_FAILURE;
    free(text);
    json_decref(answer);
    json_decref(order_json);
    arena_free(&arena);
    return code;
}

/* ------------------------------------------------------------- the end */

static void run_free(struct running **pointer)
{
    struct running *run = *pointer;
    if (run != NULL) {
        child_kill(&run->child);
        buf_free(&run->answer);
        free(run->order_json);
        free(run);
    }
    *pointer = NULL;
}

static void members_on_finished(void *arg, enum err err, const struct rows *result)
{
    struct members *self = arg;
    (void)result;
    if (err != ERR_NONE) {
        log_warn("members: %s; the export will be read again", err_last());
    }
    self->is_storing = false;
    poller_end(self->poller, &self->running->claim);
    run_free(&self->running);
    poller_wake(self->poller);
}

static void members_store(struct running *run, json_t *answer)
{
    struct members *self = run->members;
    char *text = json_dumps(answer, JSON_COMPACT);
    json_decref(answer);
    self->is_storing = true;
    metric_add(self->exports, 1);
    store_members_finish(self->lane, &run->id, text != NULL ? text : "{}", members_on_finished,
                         self);
    free(text);
}

/* The reason in words why a file was refused. */
static json_t *members_refused(const char *code)
{
    struct arena *arena = arena_new();
    struct problem problem = problem_of_sheet(arena, code, "Họ và tên, Ngày sinh, Ngày vào Đoàn");
    json_t *answer = json_pack("{s:s, s:{s:s, s:s, s:s}}", "state", "refused", "problem", "code",
                               problem.code, "message", problem.detail, "mend", problem.mend);
    arena_free(&arena);
    return answer;
}

static void members_on_ended(void *arg, enum child_end how)
{
    struct running *run = arg;
    run->child = NULL;
    json_t *answer =
        how == CHILD_DONE ? json_loadb(run->answer.data, run->answer.len, 0, NULL) : NULL;
    const char *problem = json_string_value(json_object_get(answer, "problem"));
    if (answer != NULL && problem == NULL) {
        members_store(run, answer);
        return;
    }
    members_store(run, members_refused(problem != NULL         ? problem
                                       : how == CHILD_TIMEOUT  ? "sheet.timeout"
                                       : how == CHILD_TOO_MUCH ? "sheet.too_large"
                                                               : "sheet.damaged"));
    json_decref(answer);
}

/* ------------------------------------------------------------- taking work */

static void members_output(void *arg, const void *data, size_t len)
{
    struct running *run = arg;
    buf_add(&run->answer, data, len);
}

static bool members_take(void *arg, const struct rows *result, int row, const struct uuid *claim)
{
    static const struct child_events EVENTS = {.output = members_output, .ended = members_on_ended};
    static const struct child_conf CHILD = {
        .memory = (size_t)1 << 30, .seconds = 60, .output_max = ANSWER_MAX};
    struct members *self = arg;
    struct running *run = memory_zero(sizeof(*run));
    struct bytes content = column_bytes(result, row, 1);
    int fd = file_unnamed(content.data, content.len);
    run->members = self;
    run->id = column_uuid(result, row, 0);
    run->claim = *claim;
    run->order_json = memory_text(column_text(result, row, 2));
    self->running = run;
    if (fd < 0 || child_start(&run->child, daemon_loop(self->daemon), &CHILD, members_work,
                              run->order_json, fd, &EVENTS, run) != ERR_NONE) {
        run_free(&self->running); /* its lease will expire */
    }
    return self->running != NULL;
}

static size_t members_room(void *arg)
{
    const struct members *self = arg;
    return self->running == NULL ? 1 : 0;
}

static void members_claim(void *arg, size_t most, const struct lease *lease, lane_fn *then,
                          void *then_arg)
{
    struct members *self = arg;
    (void)most;
    store_members_claim(self->lane, lease->ms, self->conf->daemon.max_attempts, then, then_arg);
}

/* The row is known by its id. */
static void members_renew(void *arg, struct uuids claims, int lease_ms)
{
    const struct members *self = arg;
    (void)claims;
    if (self->running != NULL) {
        store_members_extend(self->lane, &self->running->id, lease_ms);
    }
}

static const struct poller_work WORK = {members_room, members_claim, members_take, members_renew};

/* ------------------------------------------------------------- life */

struct members *members_open(struct daemon *daemon, const struct ingest_conf *conf)
{
    struct members *self = memory_zero(sizeof(*self));
    self->daemon = daemon;
    self->conf = conf;
    self->lane = daemon_lane(daemon, "members");
    self->exports =
        metric_counter("mc_member_exports_total", "", "exports of the member software read");
    self->poller = poller_open(daemon, POLL_MS, &WORK, self);
    return self;
}

void members_close(struct members **pointer)
{
    struct members *self = *pointer;
    if (self == NULL) {
        return;
    }
    poller_close(&self->poller);
    run_free(&self->running);
    free(self);
    *pointer = NULL;
}

bool members_is_idle(const struct members *self)
{
    return !self->is_storing;
}
