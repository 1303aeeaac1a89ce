/*
 * targets.c — `minhchung targets`: a sheet of targets read in, whole or not at all, and what
 * has been changed in them.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ctl/ctl.h"
#include "ctl/sheet_in.h"
#include "ctl/sql.h"

static const struct statement IMPORT = {"ctl_targets_import", SQL_TARGETS_IMPORT};
static const struct statement HISTORY = {"ctl_targets_history", SQL_TARGETS_HISTORY};

/* "1.250,5" as people write it here, "1250.5" as it is computed with; other text stays, and
 * the store says what is wrong with it. */
static const char *amount_of(const char *cell, struct arena *arena)
{
    if (strchr(cell, ',') == NULL) {
        return cell;
    }
    char *plain = arena_text(arena, cell, strlen(cell)), *into = plain;
    for (const char *at = cell; *at != '\0'; at++) {
        if (*at != '.' && *at != ' ') {
            *into++ = *at == ',' ? '.' : *at;
        }
    }
    *into = '\0';
    return plain;
}

static const struct sheet_field FIELDS[] = {
    {{"Mã đơn vị", "|ma don vi|don vi|unit|", true}, "unit", NULL},
    {{"Mã tiêu chí", "|ma tieu chi|tieu chi|criterion|", true}, "criterion", NULL},
    {{"Chỉ tiêu", "|chi tieu|chi tieu duoc giao|giao|value|", true}, "value", amount_of},
};

static int import_targets(const struct ctl *ctl, const char *campaign, const char *path)
{
    struct sheet_in sheet = {ctl, FIELDS, sizeof(FIELDS) / sizeof(FIELDS[0]), arena_new(), {0}};
    int code = EXIT_TROUBLE;
    if (sheet_in_read(&sheet, path)) {
        const char *base = strrchr(path, '/'), *source = ctl_option(ctl, "--source");
        char *rows = sheet_in_rows(&sheet);
        struct params *params = params_new();
        params_text(params, campaign);
        params_text(params, rows);
        params_text(params, source != NULL ? source : base != NULL ? base + 1 : path);
        code = sheet_in_put(&sheet, &IMPORT, params);
        params_free(&params);
        free(rows);
    }
    arena_free(&sheet.arena);
    return code;
}

static int show_history(const struct ctl *ctl, const char *campaign)
{
    struct lane *lane = ctl_store(ctl);
    if (lane == NULL) {
        return EXIT_TROUBLE;
    }
    struct params *params = params_new();
    params_text(params, campaign);
    params_text(params, ctl_option(ctl, "--unit"));
    PGresult *result = ctl_query(lane, &HISTORY, params);
    if (result != NULL) {
        printf("%s\n", column_text(result, 0, 0));
    }
    int code = result != NULL ? EXIT_DONE : EXIT_TROUBLE;
    PQclear(result);
    params_free(&params);
    lane_close(&lane);
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
        return show_history(ctl, campaign);
    }
    return ctl_trouble("targets import FILE --campaign C, or targets history --campaign C");
}
