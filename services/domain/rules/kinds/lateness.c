/*
 * lateness.c — points less a deduction for each day that the latest evidence item was
 * late, at least the floor.  Without evidence the value is 0, which the receipt states.
 * {"kind":"lateness","points":"5","per_day":"0.25","floor":"0"}
 */
#include "rules/kinds/kinds.h"

struct params {
    struct decimal points;
    struct decimal per_day;
    struct decimal floor;
};

static const void *read_params(struct rule_reader *reader)
{
    struct params *params = arena_zero(reader->arena, sizeof(*params));
    bool has_floor;
    params->points = read_points(reader, "points");
    params->per_day = read_amount(reader, "per_day");
    params->floor = read_points_or(reader, "floor", &has_floor);
    return params;
}

static void lateness_compute(const void *from, struct sheet *sheet)
{
    const struct params *params = from;
    const struct aggregate *pieces = sheet_find(sheet, 0);
    if (pieces == NULL) {
        sheet_step(sheet, decimal_int(0), "Chưa nộp minh chứng nào: 0 điểm");
        sheet_value(sheet, exact_of(decimal_int(0)));
        return;
    }
    char points[SHEET_AMOUNT_TEXT], days[SHEET_AMOUNT_TEXT], each[SHEET_AMOUNT_TEXT];
    sheet_items(sheet);
    sheet_step(sheet, pieces->days_late, "Số ngày nộp trễ nhiều nhất: %s",
               sheet_amount(pieces->days_late, days));
    struct exact value = exact_difference(params->points, params->per_day, pieces->days_late);
    sheet_step_exact(sheet, value, "%s điểm − %s ngày × %s điểm",
                     sheet_amount(params->points, points), days,
                     sheet_amount(params->per_day, each));
    sheet_value(sheet, sheet_floor(sheet, value, params->floor, "mức thấp nhất của quy tắc"));
}

const struct rule_kind RULE_LATENESS = {
    .name = "lateness",
    .meaning = "Trừ điểm theo số ngày nộp trễ",
    .read = read_params,
    .compute = lateness_compute,
    .about = "Points less a deduction for each day late.",
    .keys = JSON({"points" : "points", "per_day" : "amount", "floor?" : "points"}),
};
