/*
 * rules.c — the campaign's own rules across figures (figure_rules/figure_rule.h), all under one
 * code.
 */
#include "checks/engine/check.h"
#include "checks/figure_rules/figure_rule.h"

/* Each broken rule is a finding of its own, with the severity that the editor set. */
static void check_figure_rules(struct inspection *in)
{
    const struct past *past = in->context->past;
    const struct figure_rules *rules = past != NULL ? past->rules : NULL;
    for (size_t i = 0; rules != NULL && i < rules->count; i++) {
        const struct figure_rule *rule = rules->all[i];
        struct decimal left, right;
        if (figure_rule_applies(rule, in) && figure_rule_compute(rule, in, &left, &right) &&
            !figure_rule_holds(rule, left, right)) {
            report_rule(in, rule->code, rule->severity,
                        figure_rule_message(rule, in->arena, left, right));
        }
    }
}

/* ------------------------------------------------------------- the table */

static const struct check CHECKS[] = {
    {.code = "figure.rule",
     .severity = WARNING,
     .kinds = "",
     .message = "Số liệu trái với quy tắc của đợt đánh giá.",
     .message_en = "The figures break a rule that the campaign's editor wrote.",
     .mend = "Kiểm tra các số liệu mà quy tắc nêu; nếu đúng thì giải trình.",
     .run = check_figure_rules,
     .examples =
         EXAMPLES({.fires = true,
                   .figures = {"Nam", "30", "Nữ", "25", "Số người", "50"},
                   .rule = "{\"name\": \"Nam và nữ không quá số người\", \"severity\": \"warning\","
                           "\"left\":[{\"take\":\"piece\",\"figure\":\"Nam\"},"
                           "{\"take\":\"piece\",\"figure\":\"Nữ\"}],\"compare\":\"at_most\","
                           "\"right\":[{\"take\":\"piece\",\"figure\":\"Số người\"}],"
                           " \"message\": \"Nam và nữ là {left}, số người chỉ {right}.\"}"},
                  {.figures = {"Nam", "25", "Nữ", "25", "Số người", "50"},
                   .rule = "{\"name\": \"Nam và nữ không quá số người\", \"severity\": \"warning\","
                           "\"left\":[{\"take\":\"piece\",\"figure\":\"Nam\"},"
                           "{\"take\":\"piece\",\"figure\":\"Nữ\"}],\"compare\":\"at_most\","
                           "\"right\":[{\"take\":\"piece\",\"figure\":\"Số người\"}],"
                           " \"message\": \"Nam và nữ là {left}, số người chỉ {right}.\"}"})},
    {.code = NULL},
};

CHECK_FAMILY(FAMILY_RULES) = {.name = "Quy tắc số liệu của đợt", .checks = CHECKS};
