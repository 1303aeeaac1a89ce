/*
 * share.c — the share that one figure is of another (sub-units that did it, of all):
 * part / whole × points, all points from "full_at" % on (100 by default).  A part above
 * the whole, or evidence without the whole, goes to a person.
 * {"kind":"share","part":1,"whole":2,"points":"10"}
 */
#include "rules/kinds/kinds.h"

struct params {
    int part;
    int whole;
    struct decimal points;
    bool has_full;
    struct decimal full; /* % */
};

static const void *read_params(struct rule_reader *reader)
{
    struct params *params = arena_zero(reader->arena, sizeof(*params));
    params->part = read_figure(reader, "part", 1);
    params->whole = read_figure(reader, "whole", 1);
    params->points = read_points(reader, "points");
    params->full = read_amount_or(reader, "full_at", &params->has_full);
    bool is_percent = params->full.raw > 0 && decimal_compare(params->full, decimal_int(100)) <= 0;
    if (params->has_full && !is_percent) {
        read_fault_at(reader, "full_at", "“full_at” là phần trăm: trên 0 đến 100");
    }
    return params;
}

static void share_compute(const void *from, struct sheet *sheet)
{
    const struct params *params = from;
    bool is_silent =
        sheet_find(sheet, params->part) == NULL && sheet_find(sheet, params->whole) == NULL;
    if (sheet_items(sheet).raw == 0 && is_silent) {
        sheet_step(sheet, decimal_int(0), "Chưa có số liệu để tính tỷ lệ: 0 điểm");
        sheet_value(sheet, exact_of(decimal_int(0)));
        return;
    }
    struct decimal part = sheet_measure(sheet, params->part, AGGREGATE_SUM);
    struct decimal whole;
    if (!measure_take_whole(params->whole, part, sheet, &whole)) {
        return;
    }
    struct exact value = exact_quotient(part, params->points, whole);
    char first[SHEET_AMOUNT_TEXT], second[SHEET_AMOUNT_TEXT], third[SHEET_AMOUNT_TEXT];
    sheet_step_exact(sheet, value, "%s / %s × %s điểm", sheet_amount(part, first),
                     sheet_amount(whole, second), sheet_amount(params->points, third));
    if (params->has_full) {
        sheet->is_overflow =
            sheet->is_overflow || !exact_scale(value, decimal_int(100), params->full, &value);
        sheet_step_exact(sheet, value, "Trọn điểm khi đạt %s%%: chia cho %s%%",
                         sheet_amount(params->full, first), first);
        value = sheet_cap(sheet, value, params->points, "mức cao nhất của quy tắc");
    }
    sheet_value(sheet, value);
}

const struct rule_kind RULE_SHARE = {
    .name = "share",
    .meaning = "Tỷ lệ giữa hai số liệu của chính đơn vị",
    .read = read_params,
    .compute = share_compute,
    .about = "A part of a whole, all points from full_at % on.",
    .keys =
        JSON({"part" : "figure", "whole" : "figure", "points" : "points", "full_at?" : "amount"}),
};
