/*
 * trace.c — `minhchung trace ID`: the life of a submission with its times, what is pending and
 * what failed; found by any of its ids.
 */
#include <stdio.h>
#include <string.h>

#include <jansson.h>

#include "base/arena.h"
#include "ctl/answer.h"
#include "ctl/ctl.h"
#include "ctl/sql.h"
#include "evidence/limits.h"
#include "evidence/names.h"
#include "evidence/v1/evidence.pb-c.h"
#include "wire/trace_id.h"
#include "wire/wire.h"

static const struct statement ACCOUNTS = {"ctl_trace_accounts", SQL_TRACE_ACCOUNTS};
static const struct statement FIND = {"ctl_trace_find", SQL_TRACE_FIND};
static const struct statement TRACE = {"ctl_trace", SQL_TRACE};

/* ------------------------------------------------------------- finding */

enum { SHOWN_MAX = 100 }; /* as in trace_find.sql */

/* The id itself, and the keys that each account would have made from such a key. */
static void add_ids(struct params *params, const char *wanted, const struct rows *accounts)
{
    struct uuid id;
    params_array_begin(params, PARAMS_UUID);
    if (trace_id_read(wanted, &id)) {
        params_add_uuid(params, &id);
    }
    bool is_key = strlen(wanted) <= EVIDENCE_KEY_MAX;
    for (int row = 0; is_key && row < rows_count(accounts); row++) {
        uint32_t account = (uint32_t)column_int(accounts, row, 0);
        id = evidence_submission_id(account, wanted);
        params_add_uuid(params, &id);
        id = evidence_import_id(account, wanted);
        params_add_uuid(params, &id);
    }
    params_array_end(params);
}

static struct rows *trace_find(struct lane *lane, const char *wanted)
{
    struct rows *accounts = ctl_query(lane, &ACCOUNTS, NULL), *found = NULL;
    if (accounts != NULL) {
        struct params *params = params_new();
        add_ids(params, wanted, accounts);
        found = ctl_query(lane, &FIND, params);
        params_free(&params);
    }
    rows_free(&accounts);
    return found;
}

static void add_files(struct params *params, const Evidence__V1__Submission *submission)
{
    size_t count = submission != NULL ? submission->n_files : 0;
    params_array_begin(params, PARAMS_BYTEA);
    for (size_t i = 0; i < count; i++) {
        params_add_bytes(params, submission->files[i]->hash.data, submission->files[i]->hash.len);
    }
    params_array_end(params);
    params_array_begin(params, PARAMS_TEXT);
    for (size_t i = 0; i < count; i++) {
        params_add_text(params, submission->files[i]->name);
    }
    params_array_end(params);
}

/* NULL, after printing why: the store could not be asked. */
static json_t *life_of(struct lane *lane, const struct rows *found, int row)
{
    struct arena *arena = arena_new();
    struct params *params = params_new();
    struct uuid id = column_uuid(found, row, 0);
    struct bytes body = column_bytes(found, row, 1);
    params_uuid(params, &id);
    add_files(params,
              wire_unpack(arena, &evidence__v1__submission__descriptor, body.data, body.len));
    struct rows *result = ctl_query(lane, &TRACE, params);
    json_t *life = result != NULL ? json_loads(column_text(result, 0, 0), 0, NULL) : NULL;
    rows_free(&result);
    params_free(&params);
    arena_free(&arena);
    return life;
}

/* ------------------------------------------------------------- printing */

static void print_value(const char *key, const json_t *value)
{
    if (json_is_string(value)) {
        printf("  %s=%s", key, json_string_value(value));
    } else {
        printf("  %s=%lld", key, (long long)json_integer_value(value));
    }
}

/* The time, the name, then all other members of an event. */
static void print_line(const json_t *line, const char *time, const char *name)
{
    const char *key;
    json_t *value;
    printf("  %-32s  %-9s", answer_text(line, time), answer_text(line, name));
    json_object_foreach((json_t *)(uintptr_t)line, key, value) {
        if (strcmp(key, time) != 0 && strcmp(key, name) != 0) {
            print_value(key, value);
        }
    }
    printf("\n");
}

static void print_lines(const json_t *life, const char *list, const char *time, const char *name)
{
    size_t at;
    json_t *line;
    const json_t *lines = json_object_get(life, list);
    if (json_array_size(lines) > 0) {
        printf("%s\n", list);
    }
    json_array_foreach(lines, at, line) {
        print_line(line, time, name);
    }
}

static void print_life(const json_t *life)
{
    bool is_current = json_is_true(json_object_get(life, "is_current"));
    printf("submission %s, revision %lld%s of evidence %s\ntrace %s\n"
           "campaign %s, unit %s, account %s\n",
           answer_text(life, "submission"), answer_number(life, "revision"),
           is_current ? "" : " (replaced)", answer_text(life, "evidence"),
           answer_text(life, "trace"), answer_text(life, "campaign"), answer_text(life, "unit"),
           answer_text(life, "account"));
    print_lines(life, "events", "at", "event");
    print_lines(life, "pending", "next_at", "stage");
    print_lines(life, "failed", "at", "stage");
}

static void print_lives(const struct ctl *ctl, const json_t *lives)
{
    size_t at;
    json_t *life;
    if (ctl->is_json) {
        json_dumpf(lives, stdout, JSON_COMPACT);
        printf("\n");
        return;
    }
    json_array_foreach((json_t *)(uintptr_t)lives, at, life) {
        printf("%s", at > 0 ? "\n" : "");
        print_life(life);
    }
}

int command_trace(struct ctl *ctl)
{
    const char *wanted = ctl_argument(ctl, 0);
    struct lane *lane = wanted != NULL ? ctl_store(ctl) : NULL;
    if (lane == NULL) {
        return wanted == NULL ? ctl_trouble("trace ID") : EXIT_TROUBLE;
    }
    struct rows *found = trace_find(lane, wanted);
    int count = found != NULL ? rows_count(found) : 0;
    json_t *lives = json_array();
    for (int row = 0; row < count; row++) {
        json_array_append_new(lives, life_of(lane, found, row));
    }
    int code = found != NULL && json_array_size(lives) == (size_t)count ? EXIT_DONE : EXIT_TROUBLE;
    if (code == EXIT_DONE && count == 0) {
        ctl_trouble(
            "nothing is stored under \"%s\": it is not the id of an evidence item, submission, "
            "import or trace, nor an account's Idempotency-Key; a refused request stands "
            "only in the logs",
            wanted);
        code = EXIT_NO;
    } else if (code == EXIT_DONE) {
        print_lives(ctl, lives);
        if (count == SHOWN_MAX) {
            fprintf(stderr, "minhchung: the first %d are shown\n", SHOWN_MAX);
        }
    }
    json_decref(lives);
    rows_free(&found);
    lane_close(&lane);
    return code;
}
