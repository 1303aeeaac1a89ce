/*
 * figures.c — `minhchung figures judge FILE.jsonl`: whether figures stand apart from others, a
 * JSON object {"value","others","values_min","z_tenths","times_min"} a line; and `minhchung
 * figure-rules`: the rules across figures of a campaign.
 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "checks/figure_rules/figure_rule.h"
#include "checks/spread.h"
#include "ctl/answer.h"
#include "ctl/api.h"
#include "ctl/ctl.h"
#include "ctl/sql.h"

static const struct statement LIST = {"ctl_figure_rules", SQL_FIGURE_RULES};

/* ------------------------------------------------------------- figures judge */

static long whole_or(const json_t *line, const char *name, long usual)
{
    const json_t *value = json_object_get(line, name);
    return json_is_integer(value) ? (long)json_integer_value(value) : usual;
}

static bool decimal_in(const json_t *value, struct decimal *out)
{
    return json_is_string(value) && decimal_parse(json_string_value(value), out);
}

static bool judge_line(const json_t *line)
{
    static const char *const VERDICTS[] = {[SPREAD_TOO_FEW] = "too_few",
                                           [SPREAD_USUAL] = "usual",
                                           [SPREAD_HIGH] = "high",
                                           [SPREAD_LOW] = "low"};
    const struct spread_limits limits = {(size_t)whole_or(line, "values_min", 6),
                                         whole_or(line, "z_tenths", 35),
                                         whole_or(line, "times_min", 6)};
    const json_t *list = json_object_get(line, "others");
    struct decimal value, others[SPREAD_VALUES_MAX];
    char median[DECIMAL_TEXT];
    size_t count = json_array_size(list);
    bool is_good = count <= SPREAD_VALUES_MAX && decimal_in(json_object_get(line, "value"), &value);
    for (size_t i = 0; i < count && is_good; i++) {
        is_good = decimal_in(json_array_get(list, i), &others[i]);
    }
    if (is_good) {
        struct spread spread = spread_judge(value, others, count, &limits);
        printf("{\"verdict\":\"%s\",\"count\":%zu,\"median\":\"%s\",\"z_hundredths\":%ld,"
               "\"is_outlier\":%s}\n",
               VERDICTS[spread.verdict], spread.count, decimal_print(spread.median, median),
               spread.z_hundredths,
               spread_is_outlier(value, others, count, &limits) ? "true" : "false");
    }
    return is_good;
}

int command_figures(struct ctl *ctl)
{
    const char *part = ctl_argument(ctl, 0), *path = ctl_argument(ctl, 1);
    bool is_asked = part != NULL && strcmp(part, "judge") == 0 && path != NULL;
    FILE *file = is_asked ? fopen(path, "re") : NULL;
    if (file == NULL) {
        return ctl_trouble("figures judge FILE.jsonl: \"%s\" cannot be read", path ? path : "");
    }
    char *text = NULL;
    size_t capacity = 0;
    int code = EXIT_DONE;
    while (getline(&text, &capacity, file) > 0) {
        json_t *line = json_loads(text, 0, NULL);
        if (!judge_line(line)) {
            code = ctl_trouble("a line is not {\"value\", \"others\"} with decimal texts");
        }
        json_decref(line);
    }
    free(text);
    fclose(file);
    return code;
}

/* ------------------------------------------------------------- figure-rules */

struct wish {
    struct figure_rule *rule;
    const char *text; /* JSON */
};

/* Reads the rule of a file; false, after printing every fault, if it cannot be read. */
static bool read_rule(const char *path, struct arena *arena, struct wish *out)
{
    struct faults faults = {.arena = arena};
    json_t *json = path != NULL ? json_load_file(path, JSON_REJECT_DUPLICATES, NULL) : NULL;
    if (json == NULL) {
        ctl_trouble("\"%s\" cannot be read as JSON", path != NULL ? path : "");
        return false;
    }
    out->rule = figure_rule_read(json, arena, &faults);
    char *text = json_dumps(json, JSON_COMPACT);
    out->text = arena_print(arena, "%s", text != NULL ? text : "");
    free(text);
    json_decref(json);
    for (const struct fault *fault = faults.first; fault != NULL; fault = fault->next) {
        ctl_trouble("%s: %s", fault->place, fault->text);
    }
    return out->rule != NULL;
}

static int list_rules(struct ctl *ctl, const char *campaign)
{
    struct params *params = params_new();
    params_text(params, campaign);
    int code = answer_show(ctl, &LIST, params, answer_print);
    if (code == EXIT_NO) {
        ctl_trouble("there is no campaign \"%s\"", campaign);
    }
    params_free(&params);
    return code;
}

/* Sends the rule as it stands in its file, and prints the API's answer. */
static int send_rule(const struct ctl *ctl, const char *method, const char *path,
                     const struct wish *wish, size_t style)
{
    json_t *answer = NULL;
    const struct api_request request = {
        .method = method, .path = path, .body = wish->text, .len = strlen(wish->text)};
    int code = api_do(ctl, "editor", &request, NULL, &answer);
    if (code == EXIT_DONE) {
        json_dumpf(answer, stdout, style);
        printf("\n");
    }
    json_decref(answer);
    return code;
}

static int set_rule(struct ctl *ctl, const char *campaign, struct arena *arena)
{
    const char *name = ctl_argument(ctl, 1);
    struct wish wish = {0};
    if (name == NULL || !read_rule(ctl_argument(ctl, 2), arena, &wish)) {
        return name == NULL ? ctl_trouble("figure-rules set CODE FILE.json") : EXIT_TROUBLE;
    }
    const char *path =
        api_path(arena, (const char *const[]){"campaigns", campaign, "figure-rules", name, NULL});
    path = api_path_with(arena, path, "ground", ctl_option(ctl, "--ground"));
    return send_rule(ctl, "PUT", path, &wish, 0);
}

static int try_rule(struct ctl *ctl, const char *campaign, struct arena *arena)
{
    struct wish wish = {0};
    if (!read_rule(ctl_argument(ctl, 1), arena, &wish)) {
        return EXIT_TROUBLE;
    }
    const char *path =
        api_path(arena, (const char *const[]){"campaigns", campaign, "figure-rule-trials", NULL});
    return send_rule(ctl, "POST", path, &wish, JSON_COMPACT);
}

int command_figure_rules(struct ctl *ctl)
{
    const char *part = ctl_argument(ctl, 0), *campaign = ctl_option(ctl, "--campaign");
    struct arena *arena = arena_new();
    int code = EXIT_TROUBLE;
    if (part == NULL || campaign == NULL) {
        code = ctl_trouble("figure-rules list | set CODE FILE.json | try FILE.json --campaign C");
    } else if (strcmp(part, "list") == 0) {
        code = list_rules(ctl, campaign);
    } else if (strcmp(part, "set") == 0) {
        code = set_rule(ctl, campaign, arena);
    } else if (strcmp(part, "try") == 0) {
        code = try_rule(ctl, campaign, arena);
    } else {
        code = ctl_trouble("figure-rules list | set | try");
    }
    arena_free(&arena);
    return code;
}
