/*
 * cadence.c — days or ISO weeks with at least one evidence item, of those expected:
 * covered / expected × points, at most the points.
 * {"kind":"cadence","unit":"week","points":"10","expected":"52"}
 */
#include "rules/kinds/kinds.h"

enum cadence_unit { CADENCE_DAY, CADENCE_WEEK };

struct params {
    enum cadence_unit unit;
    struct decimal points;
    struct decimal expected;
};

static const void *read_params(struct rule_reader *reader)
{
    static const char *const UNITS[] = {[CADENCE_DAY] = "day", [CADENCE_WEEK] = "week", NULL};
    struct params *params = arena_zero(reader->arena, sizeof(*params));
    params->unit = (enum cadence_unit)read_word(reader, "unit", UNITS);
    params->points = read_points(reader, "points");
    params->expected = read_amount(reader, "expected");
    if (params->expected.raw <= 0) {
        read_fault(reader, "“expected” phải lớn hơn 0");
    }
    return params;
}

static void cadence_compute(const void *from, struct sheet *sheet)
{
    const struct params *params = from;
    const char *name = params->unit == CADENCE_DAY ? "ngày" : "tuần";
    const struct aggregate *pieces = sheet_find(sheet, 0);
    sheet_items(sheet);
    struct decimal covered = decimal_int(0);
    if (pieces != NULL) {
        covered = params->unit == CADENCE_DAY ? pieces->days : pieces->weeks;
    }
    char first[SHEET_AMOUNT_TEXT], second[SHEET_AMOUNT_TEXT], third[SHEET_AMOUNT_TEXT];
    sheet_step(sheet, covered, "Số %s có minh chứng: %s", name, sheet_amount(covered, first));
    struct exact value = exact_quotient(covered, params->points, params->expected);
    sheet_step_exact(sheet, value, "%s / %s %s × %s điểm", first,
                     sheet_amount(params->expected, second), name,
                     sheet_amount(params->points, third));
    sheet_value(sheet, sheet_cap(sheet, value, params->points, "mức cao nhất của quy tắc"));
}

const struct rule_kind RULE_CADENCE = {
    .name = "cadence",
    .meaning = "Đều đặn theo ngày hoặc tuần",
    .read = read_params,
    .compute = cadence_compute,
    .asks = RULE_ASKS_DAYS,
    .about = "Days or weeks with evidence, of those expected.",
    .keys = JSON({"unit" : [ "day", "week" ], "points" : "points", "expected" : "amount"}),
};
