/*
 * exists.c — all points if one evidence item counts, or "least" of them.
 * {"kind":"exists","points":"5"}
 */
#include "rules/kinds/kinds.h"

struct params {
    struct decimal points;
    struct decimal least;
};

static const void *read_params(struct rule_reader *reader)
{
    struct params *params = arena_zero(reader->arena, sizeof(*params));
    bool has_least;
    params->points = read_points(reader, "points");
    params->least = read_amount_or(reader, "least", &has_least);
    if (!has_least) {
        params->least = decimal_int(1);
    }
    return params;
}

static void exists_compute(const void *from, struct sheet *sheet)
{
    const struct params *params = from;
    struct decimal pieces = sheet_items(sheet);
    bool is_enough = decimal_compare(pieces, params->least) >= 0;
    struct decimal value = is_enough ? params->points : decimal_int(0);
    char text[SHEET_AMOUNT_TEXT], least[SHEET_AMOUNT_TEXT];
    if (params->least.raw == DECIMAL_ONE) {
        sheet_step(sheet, value, "%s: %s điểm",
                   is_enough ? "Có ít nhất một minh chứng" : "Không có minh chứng",
                   sheet_amount(value, text));
    } else {
        sheet_step(sheet, value, "%s %s minh chứng: %s điểm", is_enough ? "Đủ" : "Chưa đủ",
                   sheet_amount(params->least, least), sheet_amount(value, text));
    }
    sheet_value(sheet, exact_of(value));
}

const struct rule_kind RULE_EXISTS = {
    .name = "exists",
    .meaning = "Có minh chứng được tính thì được trọn điểm",
    .read = read_params,
    .compute = exists_compute,
    .about = "All points if one evidence item counts, or \"least\" of them.",
    .keys = JSON({"points" : "points", "least?" : "amount"}),
};
