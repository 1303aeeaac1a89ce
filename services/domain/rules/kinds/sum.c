/*
 * sum.c — the sum of its parts; if one part goes to a person, the whole does.
 * {"kind":"sum","parts":[{"kind":"exists","points":"5"},{"kind":"deduct",..}]}
 */
#include "rules/kinds/kinds.h"

static void sum_compute(const void *from, struct sheet *sheet)
{
    const struct kind_parts *parts = from;
    struct exact total = exact_of(decimal_int(0));
    size_t persons = 0;
    for (size_t i = 0; i < parts->count; i++) {
        sheet_note(sheet, "Phần %zu", i + 1);
        struct rule_part part = rule_part_compute(parts->list[i], sheet);
        persons += part.is_person ? 1 : 0;
        sheet->is_overflow =
            sheet->is_overflow || (!part.is_person && !exact_add(total, part.value, &total));
    }
    if (persons > 0) {
        sheet_person(sheet, "%zu phần chưa tính được: cần người quyết định", persons);
        return;
    }
    sheet_step_exact(sheet, total, "Cộng %zu phần", parts->count);
    sheet_value(sheet, total);
}

static struct decimal sum_most(const void *from)
{
    const struct kind_parts *parts = from;
    struct decimal most = {0};
    for (size_t i = 0; i < parts->count; i++) {
        if (!decimal_add(most, parts->list[i]->most, &most)) {
            return (struct decimal){INT64_MAX};
        }
    }
    return most;
}

const struct rule_kind RULE_SUM = {
    .name = "sum",
    .meaning = "Tổng điểm của các phần",
    .read = kind_read_parts,
    .compute = sum_compute,
    .most = sum_most,
    .about = "The sum of its parts.",
    .keys = PARTS_KEYS,
};
