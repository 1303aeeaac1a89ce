/*
 * score.c — what all rules have in common: whether the criterion applies, whether
 * the numbers can be trusted, the criterion's maximum, and the one rounding at the
 * end.  The rule itself does the arithmetic.
 */
#include "rules/score.h"

#include "rules/receipt.h"
#include "rules/rule.h"

static void apply_rule(struct sheet *sheet)
{
    const struct inputs *inputs = sheet->inputs;
    if (inputs->is_overflow) {
        sheet_person(sheet, "Số liệu vượt quá giới hạn tính được: cần người kiểm tra");
        return;
    }
    const struct rule *rule = inputs->rule;
    if (rule->node == NULL) {
        sheet_person(sheet, "Quy tắc của tiêu chí không dùng được (%s): cần người quyết định",
                     rule->fault);
        return;
    }
    rule->node->kind->compute(rule->node->params, sheet);
    if (sheet->is_overflow) {
        sheet_person(sheet, "Kết quả vượt quá giới hạn tính được: cần người kiểm tra");
    }
}

/* Limits the value to 0 .. points (of a deduction -points .. 0) and rounds it once. */
static void score_finish(struct sheet *sheet, struct outcome *outcome)
{
    const struct inputs *inputs = sheet->inputs;
    struct decimal none = decimal_int(0);
    struct decimal least = none, most = inputs->points;
    if (inputs->is_deduction) {
        least.raw = -inputs->points.raw;
        most = none;
    }
    struct exact value = sheet_floor(sheet, sheet->value, least, "điểm thấp nhất của tiêu chí");
    value = sheet_cap(sheet, value, most, "điểm tối đa của tiêu chí");
    if (!exact_to_points(value, &outcome->value)) {
        sheet_person(sheet, "Kết quả vượt quá giới hạn tính được: cần người kiểm tra");
        outcome->value = none;
        return;
    }
    char text[SHEET_AMOUNT_TEXT];
    sheet_step(sheet, outcome->value, "%s: %s điểm",
               exact_compare(value, outcome->value) == 0 ? "Điểm hệ thống"
                                                         : "Làm tròn đến 0,01, điểm hệ thống",
               sheet_amount(outcome->value, text));
    outcome->state = OUTCOME_COMPUTED;
}

struct outcome score_cell(const struct inputs *inputs, struct arena *arena)
{
    struct sheet sheet;
    sheet_open(&sheet, arena, inputs);
    struct outcome outcome = {.state = OUTCOME_PERSON};
    if (inputs->not_applicable != NULL) {
        sheet_note(&sheet, "Tiêu chí không áp dụng cho đơn vị này: %s", inputs->not_applicable);
        outcome.state = OUTCOME_NOT_APPLICABLE;
    } else {
        apply_rule(&sheet);
        if (!sheet.is_person) {
            score_finish(&sheet, &outcome);
        }
    }
    outcome.receipt = receipt_write(&sheet, &outcome);
    return outcome;
}
