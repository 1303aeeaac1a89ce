/*
 * cap.c — the value of its part, at most the points.
 * {"kind":"cap","points":"10","part":{"kind":"sum",..}}
 */
#include "rules/kinds/kinds.h"

struct params {
    struct decimal points;
    const struct rule_node *part;
};

static const void *read_params(struct rule_reader *reader)
{
    struct params *params = arena_zero(reader->arena, sizeof(*params));
    params->points = read_points(reader, "points");
    params->part = rule_read_part(reader, "part");
    return params;
}

static void cap_compute(const void *from, struct sheet *sheet)
{
    const struct params *params = from;
    struct rule_part part = rule_part_compute(params->part, sheet);
    if (!part.is_person) {
        sheet_value(sheet,
                    sheet_cap(sheet, part.value, params->points, "mức cao nhất của quy tắc"));
    }
}

static struct decimal cap_most(const void *from)
{
    const struct params *params = from;
    return decimal_min(params->points, params->part->most);
}

const struct rule_kind RULE_CAP = {
    .name = "cap",
    .meaning = "Không quá một mức",
    .read = read_params,
    .compute = cap_compute,
    .most = cap_most,
    .about = "The value of its part, at most the points.",
    .keys = JSON({"points" : "points", "part" : "rule"}),
};
