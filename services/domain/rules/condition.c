/*
 * condition.c — reads, evaluates and prints conditions, with three truth values.
 */
#include "rules/condition.h"

#include <string.h>

#include "base/buf.h"

const struct condition *condition_read_list(struct rule_reader *reader, const char *key,
                                            size_t *count)
{
    const json_t *list = read_list(reader, key);
    *count = json_array_size(list);
    struct condition *parts = arena_zero(reader->arena, *count * sizeof(*parts));
    for (size_t i = 0; i < *count; i++) {
        struct rule_reader inner = read_element(reader, json_array_get(list, i), key, i);
        parts[i] = condition_read(&inner);
        read_end(&inner);
    }
    return parts;
}

struct condition condition_read(struct rule_reader *reader)
{
    struct condition condition = {.join = CONDITION_RANGE};
    if (!json_is_object(reader->json)) {
        read_fault(reader, "không phải là một đối tượng JSON");
        return condition;
    }
    if (!read_deeper(reader, "điều kiện")) {
        return condition;
    }
    if (read_has(reader, "all")) {
        condition.join = CONDITION_ALL;
        condition.parts = condition_read_list(reader, "all", &condition.count);
    } else if (read_has(reader, "any")) {
        condition.join = CONDITION_ANY;
        condition.parts = condition_read_list(reader, "any", &condition.count);
    } else {
        condition.measure = measure_read(reader);
        condition.range = range_read(reader);
    }
    return condition;
}

static struct condition_fact *condition_find(const struct condition_facts *facts,
                                             const struct measure *measure)
{
    for (size_t i = 0; i < facts->count; i++) {
        if (measure_is_same(facts->list[i].measure, measure)) {
            return &facts->list[i];
        }
    }
    return NULL;
}

void condition_collect(const struct condition *self, struct condition_facts *facts,
                       struct sheet *sheet, struct arena *arena)
{
    for (size_t i = 0; i < self->count; i++) {
        condition_collect(&self->parts[i], facts, sheet, arena);
    }
    if (self->join != CONDITION_RANGE || condition_find(facts, &self->measure) != NULL) {
        return;
    }
    if (facts->count == facts->capacity) {
        facts->capacity = facts->capacity * 2 + 4;
        struct condition_fact *larger = arena_zero(arena, facts->capacity * sizeof(*larger));
        if (facts->count > 0) {
            memcpy(larger, facts->list, facts->count * sizeof(*larger));
        }
        facts->list = larger;
    }
    struct condition_fact *fact = &facts->list[facts->count++];
    *fact = (struct condition_fact){.measure = &self->measure};
    if (sheet != NULL) {
        fact->is_known = measure_take(&self->measure, sheet, &fact->value);
    }
}

enum truth condition_holds(const struct condition *self, const struct condition_facts *facts)
{
    if (self->join == CONDITION_RANGE) {
        const struct condition_fact *fact = condition_find(facts, &self->measure);
        if (fact == NULL || !fact->is_known) {
            return TRUTH_UNKNOWN;
        }
        return range_has(&self->range, fact->value) ? TRUTH_YES : TRUTH_NO;
    }
    enum truth all = TRUTH_YES, any = TRUTH_NO;
    for (size_t i = 0; i < self->count; i++) {
        enum truth part = condition_holds(&self->parts[i], facts);
        all = part < all ? part : all;
        any = part > any ? part : any;
    }
    return self->join == CONDITION_ALL ? all : any;
}

const char *condition_text(const struct condition *self, const char *const *figures,
                           struct arena *arena)
{
    if (self->join == CONDITION_RANGE) {
        return arena_print(arena, "%s %s", measure_name(&self->measure, figures, arena),
                           range_text(&self->range, arena));
    }
    struct buf text = {0};
    for (size_t i = 0; i < self->count; i++) {
        buf_text(&text, i == 0 ? "" : self->join == CONDITION_ALL ? " và " : " hoặc ");
        bool is_joined = self->parts[i].join != CONDITION_RANGE;
        buf_print(&text, is_joined ? "(%s)" : "%s",
                  condition_text(&self->parts[i], figures, arena));
    }
    const char *copy = arena_text(arena, buf_string(&text), text.len);
    buf_free(&text);
    return copy;
}
