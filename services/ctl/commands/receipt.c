/*
 * receipt.c — `minhchung receipt`: how a number was computed, as text: for a criterion its
 * arithmetic line by line, for a unit its criteria and sums.
 */
#include <stdio.h>
#include <string.h>

#include <jansson.h>

#include "ctl/answer.h"
#include "ctl/ctl.h"
#include "ctl/sql.h"

static const struct statement RECEIPT = {"ctl_receipt", SQL_RECEIPT};
static const struct statement UNIT = {"ctl_receipt_unit", SQL_RECEIPT_UNIT};

static void print_steps(const json_t *receipt)
{
    size_t at;
    json_t *step;
    json_array_foreach(json_object_get(receipt, "steps"), at, step) {
        const char *value = answer_given(step, "value");
        int depth = (int)answer_number(step, "depth");
        printf("  %2zu. %*s%s%s%s\n", at + 1, 2 * depth, "", answer_shown(step, "text"),
               value != NULL ? " = " : "", value != NULL ? value : "");
    }
}

static void print_criterion(const json_t *root)
{
    printf("%s  %s\nĐiểm: %s trên %s\n", answer_shown(root, "criterion"),
           answer_shown(root, "name"), answer_shown(root, "value"), answer_shown(root, "points"));
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
    printf("%s  %s\n", answer_shown(root, "unit"), answer_shown(root, "name"));
    json_array_foreach(json_object_get(root, "criteria"), at, line) {
        bool is_absent = json_is_string(json_object_get(line, "not_applicable"));
        printf("  %-12s %8s / %-8s%s%s\n", answer_shown(line, "criterion"),
               is_absent ? "–" : answer_shown(line, "value"), answer_shown(line, "points"),
               pool_of(line), answer_shown(line, "name"));
    }
    print_steps(json_object_get(root, "sums"));
}

int command_receipt(struct ctl *ctl)
{
    const char *criterion = ctl_option(ctl, "--criterion");
    struct params *params = params_new();
    params_text(params, ctl_option(ctl, "--campaign"));
    params_text(params, ctl_option(ctl, "--unit"));
    const char *body = ctl_option(ctl, "--body");
    params_text(params, criterion != NULL ? criterion : body != NULL ? body : "computed");
    int code = criterion != NULL ? answer_show(ctl, &RECEIPT, params, print_criterion)
                                 : answer_show(ctl, &UNIT, params, print_unit);
    if (code == EXIT_NO) {
        ctl_trouble("there is no such score");
    }
    params_free(&params);
    return code;
}
