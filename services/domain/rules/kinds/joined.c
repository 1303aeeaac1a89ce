/*
 * joined.c — reads and computes the kinds all_of and any_of.
 */
#include "rules/kinds/joined.h"

struct params {
    struct condition condition;
    struct decimal points, otherwise;
};

const void *joined_read(struct rule_reader *reader, enum condition_join join)
{
    struct params *params = arena_zero(reader->arena, sizeof(*params));
    bool has_otherwise;
    params->condition.join = join;
    params->condition.parts = condition_read_list(reader, "conditions", &params->condition.count);
    params->points = read_points(reader, "points");
    params->otherwise = read_points_or(reader, "otherwise", &has_otherwise);
    return params;
}

void joined_compute(const void *from, struct sheet *sheet)
{
    const struct params *params = from;
    const char *text =
        condition_text(&params->condition, rule_figures(sheet->inputs->rule), sheet->arena);
    struct condition_facts facts = {0};
    condition_collect(&params->condition, &facts, sheet, sheet->arena);
    enum truth truth = condition_holds(&params->condition, &facts);
    if (truth == TRUTH_UNKNOWN) {
        sheet_person(sheet, "Chưa xét được điều kiện %s: cần người quyết định", text);
        return;
    }
    struct decimal value = truth == TRUTH_YES ? params->points : params->otherwise;
    char points[SHEET_AMOUNT_TEXT];
    sheet_step(sheet, value, "%s điều kiện %s: %s điểm", truth == TRUTH_YES ? "Đạt" : "Không đạt",
               text, sheet_amount(value, points));
    sheet_value(sheet, exact_of(value));
}

struct decimal joined_most(const void *from)
{
    const struct params *params = from;
    return decimal_max(params->points, params->otherwise);
}
