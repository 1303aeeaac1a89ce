/*
 * units.c — `minhchung units`: imports a list of units or an act; prints the tree on a day, the
 * history of one unit, a result on a later tree.  A list or an act is stored whole or, with the
 * faults of all rows printed, not at all.
 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "ctl/answer.h"
#include "ctl/api.h"
#include "ctl/ctl.h"
#include "ctl/sheet_in.h"
#include "ctl/sql.h"
#include "lists/lists.h"

static const struct statement IMPORT = {"ctl_units_import", SQL_UNITS_IMPORT};
static const struct statement ACT = {"ctl_units_act", SQL_UNITS_ACT};
static const struct statement RECAST = {"ctl_recast", SQL_RECAST};

enum { PAGE = 5000 };

/* ---------------------------------------------------------------- a sheet in */

static bool is_day(const char *text)
{
    date_days day;
    return text != NULL && date_parse(text, &day);
}

static int import_units(const struct ctl *ctl, const char *path)
{
    const char *since = ctl_option(ctl, "--since");
    if (since != NULL && !is_day(since)) {
        return ctl_trouble("units import: --since is a day such as 2020-01-01");
    }
    struct sheet_in sheet = {ctl, &LIST_UNITS, arena_new(), {0}, path};
    int code = EXIT_TROUBLE;
    if (sheet_in_read(&sheet, path)) {
        char *rows = sheet_in_rows(&sheet);
        struct params *params = params_new();
        params_text(params, rows);
        params_text(params, since != NULL ? since : "1900-01-01");
        code = sheet_in_put(&sheet, &IMPORT, params);
        params_free(&params);
        free(rows);
    }
    arena_free(&sheet.arena);
    return code;
}

static int record_act(const struct ctl *ctl, const char *path)
{
    const char *symbol = ctl_option(ctl, "--symbol"), *dated = ctl_option(ctl, "--dated");
    const char *effective = ctl_option(ctl, "--effective"), *note = ctl_option(ctl, "--note");
    if (symbol == NULL || !is_day(dated) || !is_day(effective)) {
        return ctl_trouble("units act FILE --symbol S --dated DAY --effective DAY");
    }
    struct sheet_in sheet = {ctl, &LIST_ACT, arena_new(), {0}, path};
    int code = EXIT_TROUBLE;
    if (sheet_in_read(&sheet, path)) {
        json_t *document = json_pack("{s:s, s:s, s:s, s:s}", "symbol", symbol, "dated", dated,
                                     "effective", effective, "note", note != NULL ? note : "");
        char *about = json_dumps(document, JSON_COMPACT), *rows = sheet_in_rows(&sheet);
        struct params *params = params_new();
        params_text(params, about);
        params_text(params, rows);
        code = sheet_in_put(&sheet, &ACT, params);
        params_free(&params);
        free(rows);
        free(about);
        json_decref(document);
    }
    arena_free(&sheet.arena);
    return code;
}

/* ---------------------------------------------------------------- reads */

/* Appends the units of the pages that follow, each after the last code of the one before. */
static int add_pages(const struct ctl *ctl, struct arena *arena, const char *path, json_t *tree)
{
    json_t *units = json_object_get(tree, "units"), *page = NULL;
    int code = EXIT_DONE;
    for (size_t last = PAGE; code == EXIT_DONE && last == PAGE; json_decref(page)) {
        const char *after = answer_text(json_array_get(units, json_array_size(units) - 1), "code");
        const struct api_request request = {.method = "GET",
                                            .path = api_path_with(arena, path, "after", after)};
        code = api_do(ctl, "system", &request, NULL, &page);
        last = json_array_size(json_object_get(page, "units"));
        json_array_extend(units, json_object_get(page, "units"));
    }
    return code;
}

static int show_tree(const struct ctl *ctl, struct arena *arena)
{
    const char *day = ctl_option(ctl, "--as-of");
    if (day != NULL && !is_day(day)) {
        return ctl_trouble("units tree: --as-of is a day such as 2025-07-01");
    }
    const char *path = api_path(arena, (const char *const[]){"units", NULL});
    path = api_path_with(arena, path, "as_of", day);
    path = api_path_with(arena, path, "parent", ctl_option(ctl, "--under"));
    path = api_path_with(arena, path, "limit", arena_print(arena, "%d", PAGE));
    const struct api_request request = {.method = "GET", .path = path};
    json_t *tree = NULL;
    int code = api_do(ctl, "system", &request, NULL, &tree);
    if (code == EXIT_DONE && json_array_size(json_object_get(tree, "units")) == PAGE) {
        code = add_pages(ctl, arena, path, tree);
    }
    if (code == EXIT_DONE) {
        (ctl->is_json ? answer_print : answer_print_indented)(tree);
    }
    json_decref(tree);
    return code;
}

static int show_history(const struct ctl *ctl, struct arena *arena, const char *unit)
{
    const struct api_request request = {
        .method = "GET",
        .path = api_path(arena, (const char *const[]){"units", unit, "history", NULL})};
    json_t *history = NULL;
    int code = api_do(ctl, "system", &request, NULL, &history);
    if (code == EXIT_DONE) {
        (ctl->is_json ? answer_print : answer_print_indented)(history);
    }
    json_decref(history);
    return code;
}

static int show_recast(const struct ctl *ctl)
{
    const char *campaign = ctl_option(ctl, "--campaign"), *rule = ctl_option(ctl, "--rule");
    const char *day = ctl_option(ctl, "--as-of");
    bool is_rule = rule == NULL || strcmp(rule, "child") == 0 || strcmp(rule, "share") == 0 ||
                   strcmp(rule, "closed") == 0;
    if (campaign == NULL || !is_rule || (day != NULL && !is_day(day))) {
        return ctl_trouble("units recast --campaign C [--rule child|share|closed] [--as-of DAY]");
    }
    struct params *params = params_new();
    params_text(params, campaign);
    params_text(params, rule != NULL ? rule : "child");
    params_text(params, day);
    int code = answer_show(ctl, &RECAST, params, answer_print_indented);
    params_free(&params);
    return code;
}

int command_units(struct ctl *ctl)
{
    const char *what = ctl_argument(ctl, 0), *about = ctl_argument(ctl, 1);
    what = what != NULL ? what : "";
    if (strcmp(what, "import") == 0 && about != NULL) {
        return import_units(ctl, about);
    }
    if (strcmp(what, "act") == 0 && about != NULL) {
        return record_act(ctl, about);
    }
    if (strcmp(what, "recast") == 0) {
        return show_recast(ctl);
    }
    bool is_history = strcmp(what, "history") == 0 && about != NULL;
    if (!is_history && strcmp(what, "tree") != 0) {
        return ctl_trouble("units import FILE, act FILE, tree, history CODE, or recast");
    }
    struct arena *arena = arena_new();
    int code = is_history ? show_history(ctl, arena, about) : show_tree(ctl, arena);
    arena_free(&arena);
    return code;
}
