/*
 * manual.c — points that people give, with a reason: the approved score if there
 * is one, else the appraised; until then the cell waits for a person.
 * {"kind":"manual","points":"5"}
 */
#include <string.h>

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

static void manual_compute(const void *from, struct sheet *sheet)
{
    const struct params *params = from;
    const struct inputs *inputs = sheet->inputs;
    sheet_items(sheet);
    if (inputs->assessed_by == NULL) {
        sheet_person(sheet, "Tiêu chí do người chấm: chưa có điểm thẩm định hoặc điểm được duyệt");
        return;
    }
    bool is_approved = strcmp(inputs->assessed_by, "approved") == 0;
    char text[SHEET_AMOUNT_TEXT];
    sheet_step(sheet, inputs->assessed, "%s: %s điểm, lý do: %s",
               is_approved ? "Điểm được duyệt" : "Điểm thẩm định",
               sheet_amount(inputs->assessed, text),
               inputs->assessed_reason[0] != '\0' ? inputs->assessed_reason : "không ghi");
    sheet_value(sheet, sheet_cap(sheet, exact_of(inputs->assessed), params->points,
                                 "mức cao nhất của quy tắc"));
}

const struct rule_kind RULE_MANUAL = {
    .name = "manual",
    .meaning = "Điểm do người chấm, có lý do",
    .read = read_params,
    .compute = manual_compute,
    .asks = RULE_ASKS_PERSON,
    .about = "Points that people give, with a reason.",
    .keys = JSON({"points" : "points"}),
};
