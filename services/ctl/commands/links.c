/*
 * links.c — `minhchung sites` and `minhchung links`: the sites of units, and the state of the
 * pages that evidence items cite, which can be fetched again at once.  A JSON object a line.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ctl/answer.h"
#include "ctl/api.h"
#include "ctl/commands/links.h"
#include "ctl/sql.h"
#include "text/weblink.h"

static const struct statement SITES_LIST = {"sites_list", SQL_SITES_LIST};
static const struct statement LINKS = {"links", SQL_LINKS};
static const struct statement LOOK = {"links_look", SQL_LINKS_LOOK};

/* ------------------------------------------------------------- sites */

/* The two words of a line "UNIT ADDRESS", separated by blanks, a comma or a semicolon; false: there
 * are not two. */
static bool cut_line(char *line, char **unit, char **site)
{
    static const char BETWEEN[] = ",; \t\r\n";
    *unit = line + strspn(line, BETWEEN);
    char *end = *unit + strcspn(*unit, BETWEEN);
    *site = end + strspn(end, BETWEEN);
    char *last = *site + strcspn(*site, BETWEEN);
    bool is_good = last > *site && last[strspn(last, BETWEEN)] == '\0';
    *end = *last = '\0';
    return is_good;
}

/* {unit: [address...]}; # begins a comment.  NULL, after printing why: a line has another form. */
static json_t *read_sites(FILE *file)
{
    char line[2000], *unit, *site;
    json_t *sites = json_object();
    for (int number = 1; fgets(line, sizeof(line), file) != NULL; number++) {
        bool is_good = cut_line(line, &unit, &site);
        if (*unit == '#' || *unit == '\0') {
            continue;
        }
        if (!is_good) {
            (void)ctl_trouble("line %d is not \"UNIT ADDRESS\"", number);
            json_decref(sites);
            return NULL;
        }
        if (json_object_get(sites, unit) == NULL) {
            json_object_set_new(sites, unit, json_array());
        }
        json_array_append_new(json_object_get(sites, unit), json_string(site));
    }
    return sites;
}

/* Prints {} for a unit whose sites are registered, otherwise why they are not. */
static int put_sites(struct api *api, const char *unit, json_t *addresses)
{
    struct arena *arena = arena_new();
    json_t *body = json_pack("{s:O}", "sites", addresses), *answer = NULL;
    char *text = json_dumps(body, JSON_COMPACT);
    const struct api_request request = {
        "PUT", api_path(arena, (const char *const[]){"units", unit, "sites", NULL}), text,
        strlen(text), NULL};
    int code = api_ask(api, &request, &answer);
    json_t *result = code == EXIT_NO ? json_pack("{s:s, s:s}", "fault", answer_text(answer, "code"),
                                                 "message", answer_text(answer, "detail"))
                                     : json_object();
    json_t *shown = json_pack("{s:s, s:o}", "unit", unit, "result", result);
    if (code != EXIT_TROUBLE) {
        json_dumpf(shown, stdout, 0);
        printf("\n");
    }
    json_decref(shown);
    json_decref(answer);
    json_decref(body);
    free(text);
    arena_free(&arena);
    return code;
}

static int put_all(const struct ctl *ctl, json_t *sites)
{
    struct api *api = api_open(ctl, "editor");
    int worst = api != NULL ? EXIT_DONE : EXIT_TROUBLE;
    const char *unit;
    json_t *addresses;
    json_object_foreach(sites, unit, addresses) {
        int code = worst != EXIT_TROUBLE ? put_sites(api, unit, addresses) : EXIT_TROUBLE;
        worst = code > worst ? code : worst;
    }
    api_close(&api);
    return worst;
}

static int import_file(struct ctl *ctl, const char *path)
{
    FILE *file = path != NULL ? fopen(path, "re") : NULL;
    if (file == NULL) {
        return ctl_trouble("%s cannot be read", path != NULL ? path : "sites import: FILE");
    }
    json_t *sites = read_sites(file);
    fclose(file);
    int code = sites != NULL ? put_all(ctl, sites) : EXIT_TROUBLE;
    json_decref(sites);
    return code;
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

static int links_look(struct ctl *ctl)
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
        return links_look(ctl);
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
