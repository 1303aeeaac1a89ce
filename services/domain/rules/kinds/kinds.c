/*
 * kinds.c — reads keys that several kinds have.
 */
#include "rules/kinds/kinds.h"

void kind_read_grain(struct rule_reader *reader, struct range_domain *domain)
{
    bool has_grain;
    struct decimal grain = read_amount_or(reader, "grain", &has_grain);
    if (has_grain && grain.raw <= 0) {
        read_fault_at(reader, "grain", "“grain” phải lớn hơn 0");
    } else if (has_grain) {
        domain->grain = grain;
    }
}

enum fault_weight kind_read_holes(struct rule_reader *reader)
{
    static const char *const WORDS[] = {"fault", "person", NULL};
    return read_word_or(reader, "holes", WORDS) == 1 ? FAULT_HINT : FAULT_WRONG;
}

const void *kind_read_parts(struct rule_reader *reader)
{
    const json_t *list = read_list(reader, "parts");
    struct kind_parts *parts = arena_zero(reader->arena, sizeof(*parts));
    parts->count = json_array_size(list);
    parts->list = arena_zero(reader->arena, parts->count * sizeof(*parts->list));
    for (size_t i = 0; i < parts->count; i++) {
        struct rule_reader inner = read_element(reader, json_array_get(list, i), "parts", i);
        parts->list[i] = rule_node_read(&inner);
    }
    return parts;
}
