/*
 * deduct.c — points deducted for each unit of a measure (a fault, a missing report, a
 * day), up to a cap.  The value is negative: it is a part of a sum with a floor, or the
 * rule of a criterion of deductions.
 * {"kind":"deduct","figure":1,"aggregate":"sum","points":"0.5","cap":"5"}
 */
#include "rules/kinds/kinds.h"

struct params {
    struct measure measure;
    struct decimal points;
    bool has_cap;
    struct decimal cap;
};

static const void *read_params(struct rule_reader *reader)
{
    struct params *params = arena_zero(reader->arena, sizeof(*params));
    params->measure = measure_read(reader);
    params->points = read_points(reader, "points");
    params->cap = read_points_or(reader, "cap", &params->has_cap);
    return params;
}

static void deduct_compute(const void *from, struct sheet *sheet)
{
    const struct params *params = from;
    struct exact amount, value;
    if (!measure_take(&params->measure, sheet, &amount)) {
        return;
    }
    if (!exact_scale(amount, params->points, decimal_int(1), &value)) {
        sheet->is_overflow = true;
        return;
    }
    char each[SHEET_AMOUNT_TEXT], times[SHEET_AMOUNT_TEXT];
    sheet_step_exact(sheet, exact_negate(value), "Trừ %s × %s điểm",
                     sheet_exact_amount(amount, times), sheet_amount(params->points, each));
    if (params->has_cap) {
        value = sheet_cap(sheet, value, params->cap, "mức trừ cao nhất");
    }
    sheet_value(sheet, exact_negate(value));
}

static struct decimal deduct_most(const void *params)
{
    (void)params;
    return decimal_int(0);
}

const struct rule_kind RULE_DEDUCT = {
    .name = "deduct",
    .meaning = "Trừ điểm cho mỗi lần vi phạm",
    .read = read_params,
    .compute = deduct_compute,
    .most = deduct_most,
    .about = "Points deducted for each unit of a measure; the value is negative.",
    .takes_measure = true,
    .keys = JSON({"points" : "points", "cap?" : "points"}),
};
