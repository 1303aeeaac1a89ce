/*
 * receipt.c — `minhchung receipt`: how a number was computed, as text: for a criterion its
 * arithmetic line by line, for a unit its criteria and sums.
 */
#include <stdio.h>
#include <string.h>

#include <jansson.h>

#include "ctl/ctl.h"
#include "ctl/sql.h"

static const struct statement RECEIPT = {"ctl_receipt", SQL_RECEIPT};
static const struct statement UNIT = {"ctl_receipt_unit", SQL_RECEIPT_UNIT};

static const char *text_of(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    return text != NULL ? text : "–";
}

static void print_steps(const json_t *receipt)
{
    size_t at;
    json_t *step;
    json_array_foreach(json_object_get(receipt, "steps"), at, step) {
        const char *value = json_string_value(json_object_get(step, "value"));
        int depth = (int)json_integer_value(json_object_get(step, "depth"));
        printf("  %2zu. %*s%s%s%s\n", at + 1, 2 * depth, "", text_of(step, "text"),
               value != NULL ? " = " : "", value != NULL ? value : "");
    }
}

static void print_criterion(const json_t *root)
{
    printf("%s  %s\nĐiểm: %s trên %s\n", text_of(root, "criterion"), text_of(root, "name"),
           text_of(root, "value"), text_of(root, "points"));
    print_steps(json_object_get(root, "receipt"));
}

static const char *pool_of(const json_t *line)
{
    return json_is_true(json_object_get(line, "is_bonus"))       ? " (thưởng) "
           : json_is_true(json_object_get(line, "is_deduction")) ? " (trừ) "
                                                                 : " ";
}

static void print_unit(const json_t *root)
{
    size_t at;
    json_t *line;
    printf("%s  %s\n", text_of(root, "unit"), text_of(root, "name"));
    json_array_foreach(json_object_get(root, "criteria"), at, line) {
        bool is_absent = json_is_string(json_object_get(line, "not_applicable"));
        printf("  %-12s %8s / %-8s%s%s\n", text_of(line, "criterion"),
               is_absent ? "–" : text_of(line, "value"), text_of(line, "points"), pool_of(line),
               text_of(line, "name"));
    }
    print_steps(json_object_get(root, "sums"));
}

int command_receipt(struct ctl *ctl)
{
    const char *criterion = ctl_option(ctl, "--criterion");
    struct lane *lane = ctl_store(ctl);
    if (lane == NULL) {
        return EXIT_TROUBLE;
    }
    struct params *params = params_new();
    params_text(params, ctl_option(ctl, "--campaign"));
    params_text(params, ctl_option(ctl, "--unit"));
    const char *body = ctl_option(ctl, "--body");
    params_text(params, criterion != NULL ? criterion : body != NULL ? body : "computed");
    struct rows *result = ctl_query(lane, criterion != NULL ? &RECEIPT : &UNIT, params);
    int code = result == NULL ? EXIT_TROUBLE : rows_count(result) == 0 ? EXIT_NO : EXIT_DONE;
    if (code == EXIT_DONE && ctl->is_json) {
        printf("%s\n", column_text(result, 0, 0));
    } else if (code == EXIT_DONE) {
        json_t *root = json_loads(column_text(result, 0, 0), 0, NULL);
        (criterion != NULL ? print_criterion : print_unit)(root);
        json_decref(root);
    } else if (code == EXIT_NO) {
        ctl_trouble("there is no such score");
    }
    rows_free(&result);
    params_free(&params);
    lane_close(&lane);
    return code;
}
