/*
 * per_occurrence.c — points for each evidence item that counts, up to a cap.
 * {"kind":"per_occurrence","points":"0.5","cap":"5"}
 */
#include "rules/kinds/kinds.h"

struct params {
    struct decimal points;
    struct decimal cap;
    bool has_cap;
};

static const void *read_params(struct rule_reader *reader)
{
    struct params *params = arena_zero(reader->arena, sizeof(*params));
    params->points = read_points(reader, "points");
    params->cap = read_points_or(reader, "cap", &params->has_cap);
    return params;
}

static void per_occurrence_compute(const void *from, struct sheet *sheet)
{
    const struct params *params = from;
    struct decimal pieces = sheet_items(sheet);
    struct exact value = exact_product(pieces, params->points);
    char count[SHEET_AMOUNT_TEXT], each[SHEET_AMOUNT_TEXT];
    sheet_step_exact(sheet, value, "%s minh chứng × %s điểm", sheet_amount(pieces, count),
                     sheet_amount(params->points, each));
    if (params->has_cap) {
        value = sheet_cap(sheet, value, params->cap, "mức cao nhất của quy tắc");
    }
    sheet_value(sheet, value);
}

static struct decimal per_occurrence_most(const void *from)
{
    const struct params *params = from;
    return params->has_cap ? params->cap : (struct decimal){INT64_MAX};
}

const struct rule_kind RULE_PER_OCCURRENCE = {
    .name = "per_occurrence",
    .meaning = "Điểm cho mỗi minh chứng, có mức cao nhất",
    .read = read_params,
    .compute = per_occurrence_compute,
    .most = per_occurrence_most,
    .about = "Points for each evidence item.",
    .keys = JSON({"points" : "points", "cap?" : "points"}),
};
