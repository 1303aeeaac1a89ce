/*
 * reads.c — commands that only read the store: board, status, ledger, dead letters.
 */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "ctl/ctl.h"
#include "ctl/sql.h"
#include "store/peer.h"

static const struct statement SCOREBOARD = {"ctl_scoreboard", SQL_SCOREBOARD};
static const struct statement STATUS = {"ctl_status", SQL_STATUS};
static const struct statement LEDGER = {"ctl_ledger", SQL_LEDGER};
static const struct statement DEAD_LETTERS = {"ctl_dead_letters", SQL_DEAD_LETTERS};
static const struct statement REQUEUE = {"ctl_requeue", SQL_REQUEUE};

/* Text padded to a width in characters, not bytes. */
static void print_padded(const char *text, size_t width, bool is_right)
{
    size_t characters = text_characters(text, strlen(text));
    int gap = characters < width ? (int)(width - characters) : 0;
    printf(is_right ? "%*s%s  " : "%.0d%s", is_right ? gap : 0, is_right ? "" : text,
           is_right ? text : "");
    if (!is_right) {
        printf("%*s  ", gap, "");
    }
}

static const char *reads_field(const json_t *unit, const char *key)
{
    const json_t *value = json_object_get(unit, key);
    const char *text = json_string_value(value);
    return text != NULL ? text : "–";
}

static void print_board(const char *json)
{
    json_t *board = json_loads(json, 0, NULL);
    const char *group = "";
    size_t at;
    json_t *unit;
    json_array_foreach(json_object_get(board, "units"), at, unit) {
        if (strcmp(group, reads_field(unit, "peer_group")) != 0) {
            group = reads_field(unit, "peer_group");
            printf("\n%s\nHạng  %-44s%10s  %10s  %10s  %10s  Xếp loại\n", group, "Đơn vị",
                   "Hệ thống", "Tự chấm", "Thẩm định", "Duyệt");
        }
        printf("%4lld  ", (long long)json_integer_value(json_object_get(unit, "rank")));
        print_padded(reads_field(unit, "name"), 40, false);
        print_padded(reads_field(unit, "computed"), 8, true);
        print_padded(reads_field(unit, "self"), 8, true);
        print_padded(reads_field(unit, "appraised"), 8, true);
        print_padded(reads_field(unit, "approved"), 8, true);
        printf("%s\n", reads_field(unit, "band"));
    }
    json_decref(board);
}

int command_scoreboard(struct ctl *ctl)
{
    const char *campaign = ctl_option(ctl, "--campaign");
    struct lane *lane = campaign != NULL ? ctl_store(ctl) : NULL;
    if (lane == NULL) {
        return campaign == NULL ? ctl_trouble("scoreboard --campaign C") : EXIT_TROUBLE;
    }
    struct params *params = params_new();
    params_text(params, campaign);
    struct rows *result = ctl_query(lane, &SCOREBOARD, params);
    int code = result == NULL ? EXIT_TROUBLE : rows_count(result) == 0 ? EXIT_NO : EXIT_DONE;
    if (code == EXIT_DONE && ctl->is_json) {
        printf("%s\n", column_text(result, 0, 0));
    } else if (code == EXIT_DONE) {
        print_board(column_text(result, 0, 0));
    } else if (code == EXIT_NO) {
        ctl_trouble("there is no campaign \"%s\"", campaign);
    }
    rows_free(&result);
    params_free(&params);
    lane_close(&lane);
    return code;
}

/* Prints the JSON of a statement without parameters; indented for people. */
static int print_document(const struct ctl *ctl, const struct statement *statement,
                          bool (*is_yes)(const struct rows *))
{
    struct lane *lane = ctl_store(ctl);
    struct rows *result = lane != NULL ? ctl_query(lane, statement, NULL) : NULL;
    int code = EXIT_TROUBLE;
    if (result != NULL) {
        json_t *document = json_loads(column_text(result, 0, 0), 0, NULL);
        json_dumpf(document, stdout, ctl->is_json ? JSON_COMPACT : JSON_INDENT(2));
        printf("\n");
        json_decref(document);
        code = is_yes == NULL || is_yes(result) ? EXIT_DONE : EXIT_NO;
    }
    rows_free(&result);
    lane_close(&lane);
    return code;
}

static bool reads_balances(const struct rows *result)
{
    return column_bool(result, 0, 1);
}

int command_ledger(struct ctl *ctl)
{
    return print_document(ctl, &LEDGER, reads_balances);
}

/* A statement fails on a database with another schema; which file differs is the better report. */
int command_status(struct ctl *ctl)
{
    struct lane *lane = ctl_store(ctl);
    if (lane == NULL) {
        return EXIT_TROUBLE;
    }
    enum err err = peer_check_schema(lane);
    lane_close(&lane);
    return err == ERR_NONE ? print_document(ctl, &STATUS, NULL) : ctl_trouble("%s", err_last());
}

int command_dead_letters(struct ctl *ctl)
{
    if (!ctl_flag(ctl, "--requeue")) {
        return print_document(ctl, &DEAD_LETTERS, NULL);
    }
    struct lane *lane = ctl_store(ctl);
    struct rows *result = lane != NULL ? ctl_query(lane, &REQUEUE, NULL) : NULL;
    int code = EXIT_TROUBLE;
    if (result != NULL) {
        printf(ctl->is_json ? "{\"requeued\":%lld}\n" : "%lld\n", column_long(result, 0, 0));
        code = EXIT_DONE;
    }
    rows_free(&result);
    lane_close(&lane);
    return code;
}
