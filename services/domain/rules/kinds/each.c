/*
 * each.c — points for each evidence item that counts, up to a cap: of the criterion
 * (per_occurrence), or beside it as bonus points.  The pool of all bonus criteria has a separate
 * cap, which the sums of the unit apply.
 * {"kind":"per_occurrence","points":"0.5","cap":"5"}, {"kind":"bonus","points":"2","cap":"10"}
 */
#include "rules/kinds/kinds.h"

struct params {
    bool is_bonus;
    struct decimal points;
    struct decimal cap;
    bool has_cap;
};

static const void *read_each(struct rule_reader *reader, bool is_bonus)
{
    struct params *params = arena_zero(reader->arena, sizeof(*params));
    params->is_bonus = is_bonus;
    params->points = read_points(reader, "points");
    params->cap = read_points_or(reader, "cap", &params->has_cap);
    return params;
}

static const void *read_occurrence(struct rule_reader *reader)
{
    return read_each(reader, false);
}

static const void *read_bonus(struct rule_reader *reader)
{
    return read_each(reader, true);
}

static void each_compute(const void *from, struct sheet *sheet)
{
    const struct params *params = from;
    struct decimal pieces = sheet_items(sheet);
    struct exact value = exact_product(pieces, params->points);
    char count[SHEET_AMOUNT_TEXT], each[SHEET_AMOUNT_TEXT];
    sheet_step_exact(sheet, value, "%s minh chứng × %s điểm%s", sheet_amount(pieces, count),
                     sheet_amount(params->points, each), params->is_bonus ? " thưởng" : "");
    if (params->has_cap) {
        value = sheet_cap(sheet, value, params->cap,
                          params->is_bonus ? "mức thưởng cao nhất của tiêu chí"
                                           : "mức cao nhất của quy tắc");
    }
    if (params->is_bonus) {
        sheet_note(sheet, "Điểm thưởng cộng vào quỹ điểm thưởng, tách khỏi điểm cơ bản");
    }
    sheet_value(sheet, value);
}

static struct decimal each_most(const void *from)
{
    const struct params *params = from;
    return params->has_cap ? params->cap : (struct decimal){INT64_MAX};
}

const struct rule_kind RULE_PER_OCCURRENCE = {
    .name = "per_occurrence",
    .meaning = "Điểm cho mỗi minh chứng, có mức cao nhất",
    .read = read_occurrence,
    .compute = each_compute,
    .most = each_most,
    .about = "Points for each evidence item.",
    .keys = JSON({"points" : "points", "cap?" : "points"}),
};

const struct rule_kind RULE_BONUS = {
    .name = "bonus",
    .meaning = "Điểm thưởng cho mỗi minh chứng, ngoài điểm cơ bản",
    .read = read_bonus,
    .compute = each_compute,
    .most = each_most,
    .about = "Bonus points for each evidence item.",
    .keys = JSON({"points" : "points", "cap?" : "points"}),
};
