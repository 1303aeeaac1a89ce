/*
 * links.c — `minhchung sites` and `minhchung links`: on whose sites pages may stand, and what
 * became of those that pieces cite; looked at again at once.  A JSON object a line.
 */
#include <stdio.h>
#include <string.h>

#include "ctl/answer.h"
#include "ctl/commands/links.h"
#include "ctl/sql.h"
#include "text/weblink.h"

static const struct statement SITES_LIST = {"sites_list", SQL_SITES_LIST};
static const struct statement SITES_IMPORT = {"sites_import", SQL_SITES_IMPORT};
static const struct statement LINKS = {"links", SQL_LINKS};
static const struct statement LOOK = {"links_look", SQL_LINKS_LOOK};

/* ------------------------------------------------------------- sites */

/* Lines "UNIT ADDRESS" (blanks, a comma or a semicolon between them); # begins a comment.
 * False: a line is neither. */
static bool read_lines(FILE *file, struct params *params, int column)
{
    static const char BETWEEN[] = ",; \t\r\n";
    char line[2000];
    params_array_begin(params, PARAMS_TEXT);
    for (int number = 1; fgets(line, sizeof(line), file) != NULL; number++) {
        char *unit = line + strspn(line, BETWEEN);
        size_t unit_len = strcspn(unit, BETWEEN);
        if (*unit == '#' || unit_len == 0) {
            continue;
        }
        char *site = unit + unit_len + strspn(unit + unit_len, BETWEEN);
        size_t site_len = strcspn(site, BETWEEN);
        if (site_len == 0 || site[site_len + strspn(site + site_len, BETWEEN)] != '\0') {
            (void)ctl_trouble("line %d is not \"UNIT ADDRESS\"", number);
            return false;
        }
        unit[unit_len] = site[site_len] = '\0';
        params_add_text(params, column == 0 ? unit : site);
    }
    params_array_end(params);
    return true;
}

static int import(struct ctl *ctl, struct params *params)
{
    struct lane *lane = ctl_store(ctl);
    PGresult *result = lane != NULL ? ctl_query(lane, &SITES_IMPORT, params) : NULL;
    int exit_code = result != NULL ? EXIT_DONE : EXIT_TROUBLE;
    for (int row = 0; result != NULL && row < PQntuples(result); row++) {
        const char *fault = column_text(result, row, 1);
        printf("{\"unit\": \"%s\", \"result\": %s}\n", column_text(result, row, 0), fault);
        exit_code = strcmp(fault, "{}") == 0 ? exit_code : EXIT_NO;
    }
    PQclear(result);
    lane_close(&lane);
    return exit_code;
}

static int import_file(struct ctl *ctl, const char *path)
{
    FILE *file = path != NULL ? fopen(path, "re") : NULL;
    if (file == NULL) {
        return ctl_trouble("%s cannot be read", path != NULL ? path : "sites import: FILE");
    }
    struct params *params = params_new();
    bool is_read = read_lines(file, params, 0);
    rewind(file);
    is_read = is_read && read_lines(file, params, 1);
    fclose(file);
    int exit_code = is_read ? import(ctl, params) : EXIT_TROUBLE;
    params_free(&params);
    return exit_code;
}

int command_sites(struct ctl *ctl)
{
    const char *what = ctl_argument(ctl, 0);
    if (what != NULL && strcmp(what, "import") == 0) {
        return import_file(ctl, ctl_argument(ctl, 1));
    }
    if (what != NULL && strcmp(what, "list") == 0) {
        return answer_print_rows(ctl, &SITES_LIST, NULL);
    }
    return ctl_trouble("sites list or sites import FILE");
}

/* ------------------------------------------------------------- links */

static int look(struct ctl *ctl)
{
    struct params *params = params_new();
    struct arena *arena = arena_new();
    params_array_begin(params, PARAMS_UUID);
    for (int i = 1; ctl_argument(ctl, i) != NULL; i++) {
        struct uuid page = weblink_name(ctl_argument(ctl, i), arena);
        params_add_uuid(params, &page);
    }
    params_array_end(params);
    int exit_code = answer_print_rows(ctl, &LOOK, params);
    arena_free(&arena);
    params_free(&params);
    return exit_code;
}

int command_links(struct ctl *ctl)
{
    const char *what = ctl_argument(ctl, 0), *campaign = ctl_option(ctl, "--campaign");
    if (what != NULL && strcmp(what, "look") == 0 && ctl_argument(ctl, 1) != NULL) {
        return look(ctl);
    }
    if (what != NULL && strcmp(what, "check") == 0 && ctl_argument(ctl, 1) != NULL) {
        return links_check(ctl);
    }
    if (what != NULL || campaign == NULL) {
        return ctl_trouble("links --campaign C [--unit U], links look URL..., or links check URL");
    }
    struct params *params = params_new();
    params_text(params, campaign);
    params_text(params, ctl_option(ctl, "--unit"));
    int exit_code = answer_print_rows(ctl, &LINKS, params);
    params_free(&params);
    return exit_code;
}
