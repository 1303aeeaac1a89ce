/*
 * proportional.c — result against the unit's target: result / target × points,
 * limited by an optional cap and floor.  Without a target a person decides.
 * {"kind":"proportional","figure":1,"aggregate":"sum","points":"10","cap":"10","floor":"0"}
 */
#include "rules/kinds/kinds.h"

struct params {
    int figure;
    enum sheet_aggregate aggregate;
    struct decimal points;
    bool has_cap, has_floor;
    struct decimal cap, floor;
};

static const void *read_params(struct rule_reader *reader)
{
    struct params *params = arena_zero(reader->arena, sizeof(*params));
    params->figure = read_figure(reader, "figure", 0);
    params->aggregate = read_aggregate(reader, "aggregate");
    params->points = read_points(reader, "points");
    params->cap = read_points_or(reader, "cap", &params->has_cap);
    params->floor = read_points_or(reader, "floor", &params->has_floor);
    return params;
}

static void proportional_compute(const void *from, struct sheet *sheet)
{
    const struct params *params = from;
    struct decimal result = sheet_measure(sheet, params->figure, params->aggregate);
    if (!sheet->inputs->has_target) {
        sheet_person(sheet, "Đơn vị chưa được giao chỉ tiêu: cần người quyết định");
        return;
    }
    struct decimal target = sheet->inputs->target;
    char first[SHEET_AMOUNT_TEXT], second[SHEET_AMOUNT_TEXT], third[SHEET_AMOUNT_TEXT];
    sheet_step(sheet, target, "Chỉ tiêu được giao: %s", sheet_amount(target, first));
    if (target.raw <= 0) {
        sheet_person(sheet, "Chỉ tiêu bằng 0, không tính được tỷ lệ: cần người quyết định");
        return;
    }
    struct exact value = exact_quotient(result, params->points, target);
    sheet_step_exact(sheet, value, "%s / %s × %s điểm", sheet_amount(result, first),
                     sheet_amount(target, second), sheet_amount(params->points, third));
    if (params->has_floor) {
        value = sheet_floor(sheet, value, params->floor, "mức thấp nhất của quy tắc");
    }
    if (params->has_cap) {
        value = sheet_cap(sheet, value, params->cap, "mức cao nhất của quy tắc");
    }
    sheet_value(sheet, value);
}

static struct decimal proportional_most(const void *from)
{
    const struct params *params = from;
    return params->has_cap ? params->cap : (struct decimal){INT64_MAX};
}

const struct rule_kind RULE_PROPORTIONAL = {
    .name = "proportional",
    .meaning = "Tỷ lệ giữa kết quả và chỉ tiêu được giao",
    .read = read_params,
    .compute = proportional_compute,
    .most = proportional_most,
    .asks = RULE_ASKS_TARGET,
    .about = "Result against the unit's target.",
    .keys = JSON({
        "figure" : "figure",
        "aggregate" : [ "count", "sum", "max" ],
        "points" : "points",
        "cap?" : "points",
        "floor?" : "points"
    }),
};
