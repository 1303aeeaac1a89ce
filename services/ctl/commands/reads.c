/*
 * reads.c — commands that only read the store: board, status, ledger, dead letters.
 */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "ctl/answer.h"
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

static void print_board(const json_t *board)
{
    const char *group = "";
    size_t at;
    json_t *unit;
    json_array_foreach(json_object_get(board, "units"), at, unit) {
        if (strcmp(group, answer_shown(unit, "peer_group")) != 0) {
            group = answer_shown(unit, "peer_group");
            printf("\n%s\nHạng  %-44s%10s  %10s  %10s  %10s  Xếp loại\n", group, "Đơn vị",
                   "Hệ thống", "Tự chấm", "Thẩm định", "Duyệt");
        }
        printf("%4lld  ", answer_number(unit, "rank"));
        print_padded(answer_shown(unit, "name"), 40, false);
        print_padded(answer_shown(unit, "computed"), 8, true);
        print_padded(answer_shown(unit, "self"), 8, true);
        print_padded(answer_shown(unit, "appraised"), 8, true);
        print_padded(answer_shown(unit, "approved"), 8, true);
        printf("%s\n", answer_shown(unit, "band"));
    }
}

int command_scoreboard(struct ctl *ctl)
{
    const char *campaign = ctl_option(ctl, "--campaign");
    struct params *params = params_new();
    params_text(params, campaign);
    int code = answer_show(ctl, &SCOREBOARD, params, print_board);
    if (code == EXIT_NO) {
        ctl_trouble("there is no campaign \"%s\"", campaign);
    }
    params_free(&params);
    return code;
}

/* Exit 1 if it does not balance. */
int command_ledger(struct ctl *ctl)
{
    json_t *ledger = NULL;
    int code = answer_json(ctl, &LEDGER, NULL, &ledger);
    if (code == EXIT_DONE) {
        (ctl->is_json ? answer_print : answer_print_indented)(ledger);
        code = json_is_true(json_object_get(ledger, "balances")) ? EXIT_DONE : EXIT_NO;
    }
    json_decref(ledger);
    return code;
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
    return err == ERR_NONE ? answer_show(ctl, &STATUS, NULL, answer_print_indented)
                           : ctl_trouble("%s", err_last());
}

int command_dead_letters(struct ctl *ctl)
{
    if (!ctl_flag(ctl, "--requeue")) {
        return answer_show(ctl, &DEAD_LETTERS, NULL, answer_print_indented);
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
