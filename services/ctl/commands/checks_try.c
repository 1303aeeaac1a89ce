/*
 * checks_try.c — `minhchung checks try CODE --campaign C`: one check, as it would be set and as
 * it is set, over the pieces of a campaign that was: how many it would tell, and some of them.
 * Asked of the validation service as anybody's trial is, so that it knows the same around a
 * piece as a verdict does.
 */
#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "ctl/commands/checks.h"
#include "ctl/sql.h"
#include "members/catalogue.h"

static const struct statement ORDER = {"ctl_trial_order", SQL_TRIAL_ORDER};
static const struct statement LOOK = {"ctl_trial_look", SQL_TRIAL_LOOK};

/* Without a step for so long the command gives up; the trial stays owed. */
enum { LOOK_MS = 200, STILL_MS = 60000 };

static bool order(struct lane *lane, const struct uuid *id, const struct check *check,
                  const char *campaign, const char *setting)
{
    struct params *params = params_new();
    params_uuid(params, id);
    params_text(params, check->code);
    params_text(params, campaign);
    params_text(params, setting);
    PGresult *result = ctl_query(lane, &ORDER, params);
    params_free(&params);
    bool is_owed = result != NULL && PQntuples(result) == 1;
    if (result != NULL && !is_owed) {
        ctl_trouble("there is no such campaign");
    }
    PQclear(result);
    return is_owed;
}

static int print_report(const PGresult *result)
{
    json_t *document = json_loads(column_text(result, 0, 3), 0, NULL);
    json_dumpf(document, stdout, JSON_INDENT(1));
    printf("\n");
    json_decref(document);
    return strcmp(column_text(result, 0, 0), "done") == 0 ? EXIT_DONE : EXIT_NO;
}

/* Until it is no longer owed. */
static int watch(struct lane *lane, const struct uuid *id)
{
    const struct timespec pause = {.tv_nsec = (long)LOOK_MS * 1000000};
    int seen = -1, still_ms = 0, code = EXIT_TROUBLE;
    bool is_over = false;
    struct params *params = params_new();
    params_uuid(params, id);
    while (!is_over && still_ms < STILL_MS) {
        PGresult *result = ctl_query(lane, &LOOK, params);
        is_over = result == NULL || PQntuples(result) == 0;
        if (!is_over) {
            int pieces = column_int(result, 0, 1);
            ctl_progress("trial", (size_t)pieces, (size_t)column_int(result, 0, 2));
            still_ms = pieces == seen ? still_ms + LOOK_MS : 0;
            seen = pieces;
            is_over = strcmp(column_text(result, 0, 0), "owed") != 0;
            code = is_over ? print_report(result) : EXIT_TROUBLE;
        }
        PQclear(result);
        if (!is_over) {
            nanosleep(&pause, NULL);
        }
    }
    params_free(&params);
    return is_over ? code : ctl_trouble("the trial does not go on: does validation run?");
}

int checks_try(struct ctl *ctl)
{
    const char *campaign = ctl_option(ctl, "--campaign");
    const struct check *check = checks_named(ctl);
    struct arena *arena = arena_new();
    struct checks_wish wish;
    struct uuid id = uuid_new();
    int code = EXIT_TROUBLE;
    if (check == NULL || !checks_read_wish(ctl, check, arena, &wish)) {
        arena_free(&arena);
        return code;
    }
    const char *setting = arena_print(
        arena, "{\"off\": %s, \"severity\": %d, \"parameters\": %s}",
        wish.setting.is_off ? "true" : "false", (int)wish.setting.severity, wish.parameters);
    struct lane *lane = NULL;
    if (campaign == NULL) {
        ctl_trouble("--campaign is missing");
    } else if (!catalogue_can_try(check)) {
        ctl_trouble("copies cannot be tried: who was first is known only when a piece is filed");
    } else if ((lane = ctl_store(ctl)) != NULL && order(lane, &id, check, campaign, setting)) {
        code = watch(lane, &id);
    }
    lane_close(&lane);
    arena_free(&arena);
    return code;
}
