/*
 * targets.c — `minhchung targets`: imports a spreadsheet of targets, whole or not at all, and
 * lists the changes to them.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "ctl/answer.h"
#include "ctl/ctl.h"
#include "ctl/sheet_in.h"
#include "ctl/sql.h"
#include "lists/lists.h"

static const struct statement IMPORT = {"ctl_targets_import", SQL_TARGETS_IMPORT};
static const struct statement PACE = {"ctl_targets_pace", SQL_TARGETS_PACE};
static const struct statement HISTORY = {"ctl_targets_history", SQL_TARGETS_HISTORY};

static int import_targets(const struct ctl *ctl, const char *campaign, const char *path)
{
    const struct sheet_list list = {.form = &LIST_TARGETS,
                                    .statement = &IMPORT,
                                    .campaign = campaign,
                                    .source = ctl_option(ctl, "--source")};
    return sheet_in_list(ctl, &list, path);
}

static void print_unit(const json_t *unit)
{
    size_t at;
    json_t *line;
    printf("%s  %s: chậm %lld trên %lld chỉ tiêu\n", answer_text(unit, "code"),
           answer_text(unit, "name"), answer_number(unit, "behind"),
           answer_number(unit, "targets"));
    json_array_foreach(json_object_get(unit, "criteria"), at, line) {
        if (json_is_true(json_object_get(line, "is_behind"))) {
            printf("  %-10s %s trên %s (%s%%), đến nay cần %s; còn %lld ngày: %s\n",
                   answer_text(line, "criterion"), answer_text(line, "achieved"),
                   answer_text(line, "target"), answer_text(line, "percent"),
                   answer_text(line, "expected"), answer_number(line, "days_left"),
                   answer_text(line, "name"));
        }
    }
}

static void print_pace(const json_t *root)
{
    size_t at;
    json_t *unit;
    json_array_foreach(json_object_get(root, "units"), at, unit) {
        print_unit(unit);
    }
}

static int targets_show(const struct ctl *ctl, const struct statement *statement,
                        const char *campaign)
{
    bool is_pace = statement == &PACE;
    struct params *params = params_new();
    params_text(params, campaign);
    params_text(params, ctl_option(ctl, "--unit"));
    if (is_pace) {
        params_text(params, ctl_option(ctl, "--on"));
    }
    int code = answer_show(ctl, statement, params, is_pace ? print_pace : answer_print);
    if (code == EXIT_NO) {
        ctl_trouble("there is no campaign \"%s\"", campaign);
    }
    params_free(&params);
    return code;
}

int command_targets(struct ctl *ctl)
{
    const char *what = ctl_argument(ctl, 0), *path = ctl_argument(ctl, 1);
    const char *campaign = ctl_option(ctl, "--campaign");
    if (what != NULL && strcmp(what, "import") == 0 && path != NULL) {
        return import_targets(ctl, campaign, path);
    }
    if (what != NULL && strcmp(what, "history") == 0) {
        return targets_show(ctl, &HISTORY, campaign);
    }
    if (what != NULL && strcmp(what, "pace") == 0) {
        return targets_show(ctl, &PACE, campaign);
    }
    return ctl_trouble("targets import FILE | history | pace, each with --campaign C");
}
