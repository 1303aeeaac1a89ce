/*
 * submit.c — `minhchung submit`: submits one evidence item from options; --wait prints its
 * verdict.
 */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/date.h"
#include "ctl/client.h"
#include "ctl/commands/piece.h"
#include "ctl/sql.h"

static const struct statement EVIDENCE = {"ctl_evidence", SQL_EVIDENCE};

enum { WAIT_MS = 120000, LOOK_MS = 50 };

static json_t *text_or_empty(const struct ctl *ctl, const char *option, const char *otherwise)
{
    const char *value = ctl_option(ctl, option);
    return json_string(value != NULL ? value : otherwise);
}

static json_t *read_criteria(const struct ctl *ctl)
{
    json_t *list = json_array();
    const char *value;
    for (int n = 0; (value = ctl_option_nth(ctl, "--criterion", n)) != NULL; n++) {
        json_array_append_new(list, json_string(value));
    }
    return list;
}

static json_t *read_figures(const struct ctl *ctl)
{
    json_t *list = json_array();
    const char *value;
    for (int n = 0; (value = ctl_option_nth(ctl, "--figure", n)) != NULL; n++) {
        const char *equals = strrchr(value, '=');
        size_t len = equals != NULL ? (size_t)(equals - value) : strlen(value);
        json_array_append_new(list, json_pack("{s:s%,s:s}", "name", value, len, "value",
                                              equals != NULL ? equals + 1 : ""));
    }
    return list;
}

static json_t *read_options(const struct ctl *ctl)
{
    char today[DATE_TEXT];
    date_print(date_of_us(clock_wall_us()), today);
    const char *kind = ctl_option(ctl, "--file") != NULL ? "document" : "other";
    json_t *object = json_object();
    json_object_set_new(object, "campaign", text_or_empty(ctl, "--campaign", ""));
    json_object_set_new(object, "unit", text_or_empty(ctl, "--unit", ""));
    json_object_set_new(object, "kind", text_or_empty(ctl, "--kind", kind));
    json_object_set_new(object, "title", text_or_empty(ctl, "--title", ""));
    json_object_set_new(object, "occurred_on", text_or_empty(ctl, "--occurred-on", today));
    json_object_set_new(object, "document_symbol", text_or_empty(ctl, "--symbol", ""));
    json_object_set_new(object, "link", text_or_empty(ctl, "--link", ""));
    json_object_set_new(object, "text", text_or_empty(ctl, "--text", ""));
    json_object_set_new(object, "criteria", read_criteria(ctl));
    json_object_set_new(object, "figures", read_figures(ctl));
    return object;
}

static void submit_keep(void *arg, const struct answer *answer)
{
    *(struct answer *)arg = *answer;
}

static int tell_refusal(const struct ctl *ctl, const struct answer *answer)
{
    if (ctl->is_json) {
        json_t *object = json_pack("{s:s,s:s,s:s,s:s}", "code", answer->code, "field",
                                   answer->field, "detail", answer->message, "mend", answer->mend);
        json_dumpf(object, stdout, JSON_COMPACT);
        printf("\n");
        json_decref(object);
    } else {
        fprintf(stderr, "%s (%s%s%s) %s\n", answer->message, answer->code,
                answer->field[0] != '\0' ? ": " : "", answer->field, answer->mend);
    }
    return EXIT_NO;
}

/* Prints the evidence item once nothing about it is pending; exit 1 if it is not scored then, for
 * example because a cell is dead-lettered. */
static int wait_for_verdict(const struct ctl *ctl, const struct uuid *id)
{
    struct lane *lane = ctl_store(ctl);
    struct params *params = params_new();
    params_uuid(params, id);
    int code = EXIT_TROUBLE;
    for (int64_t until = clock_steady_ms() + WAIT_MS; lane != NULL;) {
        struct rows *result = ctl_query(lane, &EVIDENCE, params);
        bool has_failed = result == NULL;
        bool is_there = !has_failed && rows_count(result) == 1;
        bool is_over = (is_there && column_bool(result, 0, 2)) || clock_steady_ms() > until;
        if (is_there && is_over) {
            printf("%s\n", column_text(result, 0, 0));
            code = column_bool(result, 0, 1) ? EXIT_DONE : EXIT_NO;
        }
        rows_free(&result);
        if (has_failed || is_over) {
            break;
        }
        struct timespec pause = {.tv_nsec = LOOK_MS * 1000000};
        nanosleep(&pause, NULL);
    }
    params_free(&params);
    lane_close(&lane);
    return code;
}

static int tell_accepted(const struct ctl *ctl, const struct answer *answer)
{
    char id[UUID_TEXT];
    uuid_print(&answer->id, id);
    if (ctl_flag(ctl, "--wait")) {
        return wait_for_verdict(ctl, &answer->id);
    }
    if (ctl->is_json) {
        printf("{\"id\":\"%s\",\"revision\":%u,\"state\":\"accepted\"}\n", id, answer->revision);
    } else {
        printf("%s\n", id);
    }
    return EXIT_DONE;
}

static int file_piece(const struct ctl *ctl, struct client *client, struct arena *arena)
{
    json_t *options = read_options(ctl);
    const char *why = "";
    Evidence__V1__Submission *piece = piece_from_json(options, arena, &why);
    json_decref(options);
    const char *path;
    for (int n = 0; (path = ctl_option_nth(ctl, "--file", n)) != NULL; n++) {
        if (piece == NULL || !piece_add_file(piece, client, path, arena)) {
            return EXIT_NO;
        }
    }
    struct uuid random = uuid_new();
    char key[UUID_TEXT];
    const char *given = ctl_option(ctl, "--key");
    Evidence__V1__Submit submit = EVIDENCE__V1__SUBMIT__INIT;
    submit.idempotency_key =
        arena_print(arena, "%s", given != NULL ? given : uuid_print(&random, key));
    submit.submission = piece;
    struct answer answer = {0};
    client_submit(client, &submit, submit_keep, &answer);
    client_wait(client, 0);
    return answer.is_good ? tell_accepted(ctl, &answer) : tell_refusal(ctl, &answer);
}

int command_submit(struct ctl *ctl)
{
    const char *path;
    for (int n = 0; (path = ctl_option_nth(ctl, "--file", n)) != NULL; n++) {
        if (!ctl_readable(path)) {
            return EXIT_TROUBLE;
        }
    }
    struct client *client = client_open(ctl);
    if (client == NULL) {
        return EXIT_TROUBLE;
    }
    struct arena *arena = arena_new();
    int code = file_piece(ctl, client, arena);
    arena_free(&arena);
    client_close(&client);
    return code;
}
