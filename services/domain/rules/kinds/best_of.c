/*
 * best_of.c — the part that gives most; if one part goes to a person, the whole does,
 * because that part might be the best.
 * {"kind":"best_of","parts":[{"kind":"exists","points":"5"},{"kind":"share",..}]}
 */
#include "rules/kinds/kinds.h"

static void best_of_compute(const void *from, struct sheet *sheet)
{
    const struct kind_parts *parts = from;
    struct exact best = exact_of(decimal_int(0));
    size_t persons = 0, at = 0;
    for (size_t i = 0; i < parts->count; i++) {
        sheet_note(sheet, "Phần %zu", i + 1);
        struct rule_part part = rule_part_compute(parts->list[i], sheet);
        persons += part.is_person ? 1 : 0;
        if (!part.is_person && (at == 0 || exact_order(part.value, best) > 0)) {
            best = part.value;
            at = i + 1;
        }
    }
    if (persons > 0) {
        sheet_person(sheet, "%zu phần chưa tính được: cần người quyết định", persons);
        return;
    }
    sheet_step_exact(sheet, best, "Lấy phần cao nhất: phần %zu", at);
    sheet_value(sheet, best);
}

static struct decimal best_of_most(const void *from)
{
    const struct kind_parts *parts = from;
    struct decimal most = {0};
    for (size_t i = 0; i < parts->count; i++) {
        most = decimal_max(most, parts->list[i]->most);
    }
    return most;
}

const struct rule_kind RULE_BEST_OF = {
    .name = "best_of",
    .meaning = "Phần cao nhất trong các phần",
    .read = kind_read_parts,
    .compute = best_of_compute,
    .most = best_of_most,
    .about = "The part that gives most.",
    .keys = PARTS_KEYS,
};
