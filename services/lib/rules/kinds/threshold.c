/*
 * threshold.c — all points from an amount on, none below it.
 * {"kind":"threshold","figure":1,"aggregate":"sum","from":"50000000","points":"5"}
 */
#include "rules/kinds/kinds.h"

struct params {
    int figure;
    enum sheet_aggregate aggregate;
    struct decimal from;
    struct decimal points;
};

static const void *read_params(struct rule_reader *reader)
{
    struct params *params = arena_zero(reader->arena, sizeof(*params));
    params->figure = read_figure(reader, "figure", 0);
    params->aggregate = read_aggregate(reader, "aggregate");
    params->from = read_amount(reader, "from");
    params->points = read_points(reader, "points");
    return params;
}

static void compute(const void *given, struct sheet *sheet)
{
    const struct params *params = given;
    struct decimal amount = sheet_measure(sheet, params->figure, params->aggregate);
    bool is_reached = decimal_compare(amount, params->from) >= 0;
    struct decimal value = is_reached ? params->points : decimal_int(0);
    char from[SHEET_AMOUNT_TEXT], points[SHEET_AMOUNT_TEXT];
    sheet_step(sheet, value, "%s ngưỡng %s: %s điểm", is_reached ? "Đạt" : "Chưa đạt",
               sheet_amount(params->from, from), sheet_amount(value, points));
    sheet_value(sheet, exact_of(value));
}

const struct rule_kind RULE_THRESHOLD = {
    "threshold", "Đạt một ngưỡng thì được trọn điểm", read_params, compute};
