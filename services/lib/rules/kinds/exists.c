/*
 * exists.c — all points as soon as one piece of evidence counts.
 * {"kind":"exists","points":"5"}
 */
#include "rules/kinds/kinds.h"

struct params {
    struct decimal points;
};

static const void *read_params(struct rule_reader *reader)
{
    struct params *params = arena_zero(reader->arena, sizeof(*params));
    params->points = read_points(reader, "points");
    return params;
}

static void compute(const void *from, struct sheet *sheet)
{
    const struct params *params = from;
    struct decimal pieces = sheet_pieces(sheet);
    struct decimal value = pieces.raw > 0 ? params->points : decimal_int(0);
    char text[SHEET_AMOUNT_TEXT];
    sheet_step(sheet, value, "%s: %s điểm",
               pieces.raw > 0 ? "Có ít nhất một minh chứng" : "Không có minh chứng",
               sheet_amount(value, text));
    sheet_value(sheet, exact_of(value));
}

const struct rule_kind RULE_EXISTS = {
    "exists", "Có minh chứng được tính thì được trọn điểm", read_params, compute};
