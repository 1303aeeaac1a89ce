/*
 * bonus.c — bonus points for each evidence item that counts, up to a cap.  The pool of
 * all bonus criteria has a separate cap, which the sums of the unit apply.
 * {"kind":"bonus","points":"2","cap":"10"}
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

static void bonus_compute(const void *from, struct sheet *sheet)
{
    const struct params *params = from;
    struct decimal pieces = sheet_items(sheet);
    struct exact value = exact_product(pieces, params->points);
    char count[SHEET_AMOUNT_TEXT], each[SHEET_AMOUNT_TEXT];
    sheet_step_exact(sheet, value, "%s minh chứng × %s điểm thưởng", sheet_amount(pieces, count),
                     sheet_amount(params->points, each));
    if (params->has_cap) {
        value = sheet_cap(sheet, value, params->cap, "mức thưởng cao nhất của tiêu chí");
    }
    sheet_note(sheet, "Điểm thưởng cộng vào quỹ điểm thưởng, tách khỏi điểm cơ bản");
    sheet_value(sheet, value);
}

static struct decimal bonus_most(const void *from)
{
    const struct params *params = from;
    return params->has_cap ? params->cap : (struct decimal){INT64_MAX};
}

const struct rule_kind RULE_BONUS = {
    .name = "bonus",
    .meaning = "Điểm thưởng cho mỗi minh chứng, ngoài điểm cơ bản",
    .read = read_params,
    .compute = bonus_compute,
    .most = bonus_most,
    .about = "Bonus points for each evidence item.",
    .keys = JSON({"points" : "points", "cap?" : "points"}),
};
