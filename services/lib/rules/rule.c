/*
 * rule.c — see rule.h.
 */
#include "rules/rule.h"

#include <string.h>

#include "rules/rule_reader.h"

static const struct rule_kind *read_kind(struct rule_reader *reader)
{
    if (!json_is_object(reader->json)) {
        read_fault(reader, "không phải là một đối tượng JSON");
        return NULL;
    }
    const json_t *name = json_object_get(reader->json, "kind");
    reader->taken++;
    const struct rule_kind *kind =
        json_is_string(name) ? rule_kind_find(json_string_value(name)) : NULL;
    if (kind == NULL) {
        read_fault(reader, "không có loại quy tắc “%s”",
                   json_is_string(name) ? json_string_value(name) : "");
    }
    return kind;
}

static void read_rule(struct rule *self)
{
    json_t *json = json_loads(self->text, JSON_REJECT_DUPLICATES, NULL);
    struct rule_reader reader = {.json = json, .arena = self->arena,
                                 .figure_count = self->figure_count};
    const struct rule_kind *kind = read_kind(&reader);
    if (kind != NULL) {
        self->params = kind->read(&reader);
        read_end(&reader);
    }
    self->fault = reader.fault;
    self->kind = reader.fault == NULL ? kind : NULL;
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
