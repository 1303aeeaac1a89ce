/*
 * threshold.c — all points from an amount on (money, people, works), below it the "below"
 * points (0 by default).
 * {"kind":"threshold","figure":1,"aggregate":"sum","from":"50000000","points":"5"}
 */
#include "rules/kinds/kinds.h"

struct params {
    struct measure measure;
    struct decimal from;
    struct decimal points;
    struct decimal below;
};

static const void *read_params(struct rule_reader *reader)
{
    struct params *params = arena_zero(reader->arena, sizeof(*params));
    bool has_below;
    params->measure = measure_read(reader);
    params->from = read_amount(reader, "from");
    params->points = read_points(reader, "points");
    params->below = read_points_or(reader, "below", &has_below);
    return params;
}

static void threshold_compute(const void *given, struct sheet *sheet)
{
    const struct params *params = given;
    struct exact amount;
    if (!measure_take(&params->measure, sheet, &amount)) {
        return;
    }
    bool is_reached = exact_compare(amount, params->from) >= 0;
    struct decimal value = is_reached ? params->points : params->below;
    char from[SHEET_AMOUNT_TEXT], points[SHEET_AMOUNT_TEXT];
    sheet_step(sheet, value, "%s ngưỡng %s: %s điểm", is_reached ? "Đạt" : "Chưa đạt",
               sheet_amount(params->from, from), sheet_amount(value, points));
    sheet_value(sheet, exact_of(value));
}

const struct rule_kind RULE_THRESHOLD = {
    .name = "threshold",
    .meaning = "Đạt một ngưỡng thì được trọn điểm",
    .read = read_params,
    .compute = threshold_compute,
    .about = "All points from an amount on.",
    .takes_measure = true,
    .keys = JSON({"from" : "amount", "points" : "points", "below?" : "points"}),
};
