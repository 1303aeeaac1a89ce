/*
 * rule.c — parses a rule and its parts through the table of kinds.
 */
#include "rules/rule.h"

#include <string.h>

#include "rules/rule_reader.h"

static const struct rule_kind *read_kind(struct rule_reader *reader)
{
    const json_t *name = json_object_get(reader->json, "kind");
    const char *text = json_is_string(name) ? json_string_value(name) : "";
    reader->taken[reader->taken_count++] = "kind";
    const struct rule_kind *kind = rule_kind_find(text);
    if (kind == NULL) {
        read_fault_at(reader, "kind", "không có loại quy tắc “%s”", text);
    }
    return kind;
}

/* Most kinds state it in their key "points". */
static struct decimal most_of(const struct rule_kind *kind, const void *params,
                              const struct rule_reader *reader)
{
    struct decimal most = {0};
    if (kind->most != NULL) {
        return kind->most(params);
    }
    const json_t *points = json_object_get(reader->json, "points");
    if (!json_is_string(points) || !decimal_parse(json_string_value(points), &most)) {
        most.raw = 0; /* the kind has reported the fault */
    }
    return most;
}

const struct rule_node *rule_node_read(struct rule_reader *reader)
{
    if (!json_is_object(reader->json)) {
        read_fault(reader, "không phải là một đối tượng JSON");
        return NULL;
    }
    if (!read_deeper(reader, "quy tắc")) {
        return NULL;
    }
    const struct rule_kind *kind = read_kind(reader);
    if (kind == NULL) {
        return NULL;
    }
    struct rule_node *node = arena_zero(reader->arena, sizeof(*node));
    size_t broken = reader->faults->broken;
    node->kind = kind;
    node->params = kind->read(reader);
    read_end(reader);
    if (reader->faults->broken == broken) {
        node->most = most_of(kind, node->params, reader);
    }
    return node;
}

const struct rule_node *rule_read_part(struct rule_reader *self, const char *key)
{
    const json_t *json = read_take(self, key);
    if (json == NULL) {
        read_fault(self, "thiếu “%s”", key);
        return NULL;
    }
    struct rule_reader inner = read_inner(self, json, key);
    return rule_node_read(&inner);
}

struct rule_part rule_part_compute(const struct rule_node *self, struct sheet *sheet)
{
    sheet->depth++;
    self->kind->compute(self->params, sheet);
    sheet->depth--;
    return (struct rule_part){sheet->is_person, sheet->value};
}

static const char *first_broken(const struct faults *faults)
{
    const struct fault *fault = faults->first;
    while (fault != NULL && fault->weight != FAULT_BROKEN) {
        fault = fault->next;
    }
    return fault != NULL ? fault->text : NULL;
}

static unsigned word_asks(const json_t *json, const char *key)
{
    const char *word = json_string_value(json_object_get(json, key));
    return word != NULL ? rule_word_asks(word) : 0;
}

/* Collects them from all parts. */
static void find_asks(struct rule *self, const json_t *json)
{
    const char *key;
    json_t *value;
    size_t i;
    self->asks |= word_asks(json, "kind") | word_asks(json, "pieces") | word_asks(json, "against");
    json_object_foreach((json_t *)(uintptr_t)json, key, value) {
        find_asks(self, value);
    }
    json_array_foreach(json, i, value) {
        find_asks(self, value);
    }
}

static void read_rule(struct rule *self)
{
    json_t *json = json_loads(self->text, JSON_REJECT_DUPLICATES, NULL);
    self->faults.arena = self->arena;
    struct rule_reader reader = {.json = json,
                                 .arena = self->arena,
                                 .faults = &self->faults,
                                 .place = "",
                                 .figures = self->figures,
                                 .figure_count = self->figure_count};
    const struct rule_node *node = rule_node_read(&reader);
    self->fault = first_broken(&self->faults);
    self->node = self->fault == NULL ? node : NULL;
    if (self->node != NULL) {
        self->most = node->most;
        find_asks(self, json);
    }
    json_decref(json);
}

static void read_figures(struct rule *self)
{
    json_t *json = json_loads(self->figures_text, 0, NULL);
    size_t count = json_array_size(json);
    self->figures = arena_zero(self->arena, (count + 1) * sizeof(*self->figures));
    for (size_t i = 0; i < count; i++) {
        const char *name = json_string_value(json_array_get(json, i));
        self->figures[i] = arena_print(self->arena, "%s", name != NULL ? name : "");
    }
    self->figure_count = count;
    json_decref(json);
}

struct rule *rule_new(const char *text, const char *figures)
{
    struct arena *arena = arena_new();
    struct rule *self = arena_zero(arena, sizeof(*self));
    self->arena = arena;
    self->text = arena_text(arena, text, strlen(text));
    self->figures_text = arena_text(arena, figures, strlen(figures));
    read_figures(self);
    read_rule(self);
    return self;
}

void rule_free(struct rule **pointer)
{
    struct rule *self = *pointer;
    *pointer = NULL;
    if (self != NULL) {
        struct arena *arena = self->arena;
        arena_free(&arena);
    }
}

const char *rule_figure(const struct rule *self, int figure)
{
    return (size_t)figure <= self->figure_count ? self->figures[figure - 1] : "";
}

const char *const *rule_figures(const struct rule *self)
{
    return self->figures;
}
