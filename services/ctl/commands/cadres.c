/*
 * cadres.c — `minhchung cadres`: imports a spreadsheet of cadres; lists who is over age, and how
 * many will be.
 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "ctl/answer.h"
#include "ctl/ctl.h"
#include "ctl/sheet_in.h"
#include "ctl/sql.h"
#include "lists/lists.h"

static const struct statement IMPORT = {"ctl_cadres_import", SQL_CADRES_IMPORT};
static const struct statement WATCH = {"ctl_cadres_watch", SQL_CADRES_WATCH};
static const struct statement FORECAST = {"ctl_cadres_forecast", SQL_CADRES_FORECAST};

enum { MONTHS_USUAL = 12, MONTHS_MAX = 240 };

/* ---------------------------------------------------------------- import */

static int tell_import(const struct sheet_in *self, const json_t *answer)
{
    size_t rows = self->grid.count + self->grid.fault_rows;
    struct grid_counts counts = sheet_in_counts(answer);
    size_t written = counts.accepted;
    json_t *faults = sheet_in_faults(self, json_object_get(answer, "faults"));
    size_t count = json_array_size(faults);
    if (self->ctl->is_json) {
        json_t *report = json_pack("{s:i, s:i, s:O}", "rows", (int)rows, "written", (int)written,
                                   "faults", faults);
        sheet_in_add_counts(report, &counts);
        answer_print(report);
        json_decref(report);
    } else {
        sheet_in_print_faults(faults);
        printf("%zu dòng, ghi mới hoặc sửa %zu, %zu lỗi\n", rows, written, count);
        sheet_in_print_counts(&counts);
    }
    json_decref(faults);
    return count > 0 ? EXIT_NO : EXIT_DONE;
}

static int import_file(const struct ctl *ctl, const char *path)
{
    struct sheet_in sheet = {ctl, &LIST_CADRES, arena_new(), {0}, path};
    int code = EXIT_TROUBLE;
    if (sheet_in_read(&sheet, path)) {
        char *rows = sheet_in_rows(&sheet);
        json_t *answer = NULL;
        struct params *params = params_new();
        char *left_out = sheet_in_left_out(&sheet);
        params_text(params, rows);
        params_text(params, left_out);
        code = answer_json(ctl, &IMPORT, params, &answer);
        if (code == EXIT_DONE) {
            code = tell_import(&sheet, answer);
        }
        json_decref(answer);
        params_free(&params);
        free(left_out);
        free(rows);
    }
    arena_free(&sheet.arena);
    return code;
}

/* ---------------------------------------------------------------- the watch */

static int months_of(const struct ctl *ctl, const char *option)
{
    const char *text = ctl_option(ctl, option);
    char *end;
    long months = text != NULL ? strtol(text, &end, 10) : MONTHS_USUAL;
    bool is_good = text == NULL || (*end == '\0' && end != text && months >= 1);
    return is_good && months <= MONTHS_MAX ? (int)months : -1;
}

static void print_cadres(const json_t *root)
{
    size_t at;
    json_t *cadre;
    json_array_foreach(json_object_get(root, "cadres"), at, cadre) {
        const char *over = answer_given(cadre, "over_from");
        printf("%-16s  %-10s  %s, %s, %s\n", answer_given(cadre, "verdict"),
               over != NULL ? over : "–", answer_given(cadre, "full_name"),
               answer_given(cadre, "post_name"), answer_given(cadre, "unit_name"));
    }
}

static void print_months(const json_t *root)
{
    size_t at;
    json_t *month;
    json_array_foreach(json_object_get(root, "months"), at, month) {
        printf("%s  thêm %3lld  cộng %3lld\n", answer_given(month, "month"),
               answer_number(month, "passing"), answer_number(month, "over"));
    }
}

static int tell_store(const struct ctl *ctl, const struct statement *statement, bool is_watch)
{
    const char *day = ctl_option(ctl, "--as-of");
    int months = months_of(ctl, is_watch ? "--within" : "--months");
    date_days parsed;
    if (months < 0 || (day != NULL && !date_parse(day, &parsed))) {
        return ctl_trouble("cadres: --as-of is a day such as 2023-11-02, months are 1 to %d",
                           MONTHS_MAX);
    }
    struct params *params = params_new();
    params_text(params, day);
    params_int(params, months);
    if (is_watch) {
        params_bool(params, ctl_flag(ctl, "--all"));
    }
    int code = answer_show(ctl, statement, params, is_watch ? print_cadres : print_months);
    params_free(&params);
    return code;
}

int command_cadres(struct ctl *ctl)
{
    const char *what = ctl_argument(ctl, 0), *path = ctl_argument(ctl, 1);
    if (what != NULL && strcmp(what, "import") == 0 && path != NULL) {
        return import_file(ctl, path);
    }
    if (what != NULL && strcmp(what, "over-age") == 0) {
        return tell_store(ctl, &WATCH, true);
    }
    if (what != NULL && strcmp(what, "forecast") == 0) {
        return tell_store(ctl, &FORECAST, false);
    }
    return ctl_trouble("cadres import FILE, cadres over-age, or cadres forecast");
}
