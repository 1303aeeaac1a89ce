/*
 * bounded.c — the value of its part, at most the points (cap) or at least them (floor).
 * {"kind":"cap","points":"10","part":{"kind":"sum",..}}
 */
#include "rules/kinds/kinds.h"

struct params {
    bool is_floor;
    struct decimal points;
    const struct rule_node *part;
};

static const void *read_bound(struct rule_reader *reader, bool is_floor)
{
    struct params *params = arena_zero(reader->arena, sizeof(*params));
    params->is_floor = is_floor;
    params->points = read_points(reader, "points");
    params->part = rule_read_part(reader, "part");
    return params;
}

static const void *read_cap(struct rule_reader *reader)
{
    return read_bound(reader, false);
}

static const void *read_floor(struct rule_reader *reader)
{
    return read_bound(reader, true);
}

static void bounded_compute(const void *from, struct sheet *sheet)
{
    const struct params *params = from;
    struct rule_part part = rule_part_compute(params->part, sheet);
    if (part.is_person) {
        return;
    }
    sheet_value(sheet,
                params->is_floor
                    ? sheet_floor(sheet, part.value, params->points, "mức thấp nhất của quy tắc")
                    : sheet_cap(sheet, part.value, params->points, "mức cao nhất của quy tắc"));
}

static struct decimal bounded_most(const void *from)
{
    const struct params *params = from;
    return params->is_floor ? decimal_max(params->points, params->part->most)
                            : decimal_min(params->points, params->part->most);
}

const struct rule_kind RULE_CAP = {
    .name = "cap",
    .meaning = "Không quá một mức",
    .read = read_cap,
    .compute = bounded_compute,
    .most = bounded_most,
    .about = "The value of its part, at most the points.",
    .keys = JSON({"points" : "points", "part" : "rule"}),
};

const struct rule_kind RULE_FLOOR = {
    .name = "floor",
    .meaning = "Không dưới một mức",
    .read = read_floor,
    .compute = bounded_compute,
    .most = bounded_most,
    .about = "The value of its part, at least the points.",
    .keys = JSON({"points" : "points", "part" : "rule"}),
};
