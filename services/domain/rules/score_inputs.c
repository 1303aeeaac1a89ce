/*
 * score_inputs.c — reads the file in two passes: first all units, because what applies to a
 * cell depends on its unit, then the facts of their cells.
 */
#include "rules/score_inputs.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/map.h"
#include "rules/facts.h"
#include "rules/rule_reader.h"

enum { DAYS_LATE_MAX = 36500, PIECES_MAX = 1000000 };

struct reading {
    const struct set *set;
    struct score_inputs *into;
    struct map *units; /* struct unit_inputs by code */
    struct map *nodes; /* struct set_node by code */
    struct map *facts; /* struct facts by unit and criterion */
    size_t capacity;
};

/* A cell of a unit, as a key. */
struct place {
    const struct unit_inputs *unit;
    struct inputs *cell;
};

static struct unit_inputs *add_unit(struct reading *self, const char *code)
{
    struct score_inputs *into = self->into;
    const struct set_unit *known = set_unit_find(self->set, code);
    struct unit_inputs *unit = arena_zero(into->arena, sizeof(*unit));
    unit->code = code;
    unit->name = known != NULL ? known->name : "";
    unit->kind = known != NULL ? known->kind : "";
    unit->peer_group = known != NULL ? known->peer_group : "";
    if (into->count == self->capacity) {
        self->capacity = self->capacity * 2 + 64;
        into->units = memory_resize(into->units, self->capacity * sizeof(struct unit_inputs *));
    }
    into->units[into->count++] = unit;
    map_put_text(self->units, code, unit);
    return unit;
}

static void read_about(struct rule_reader *line, const char *key, const char **into)
{
    const char *text = read_text_or(line, key);
    if (text[0] == '\0') {
        return;
    }
    if ((*into)[0] != '\0' && strcmp(*into, text) != 0) {
        read_fault(line, "“%s” là “%s”, ở nơi khác là “%s”", key, text, *into);
    }
    *into = text;
}

static struct unit_inputs *read_unit(struct reading *self, struct rule_reader *line)
{
    const char *code = read_text(line, "unit");
    struct unit_inputs *unit = map_get_text(self->units, code);
    if (unit == NULL) {
        unit = add_unit(self, code);
    }
    read_about(line, "name", &unit->name);
    read_about(line, "kind", &unit->kind);
    read_about(line, "peer_group", &unit->peer_group);
    return unit;
}

/* ------------------------------------------------------------- facts */

static struct facts *facts_of(struct reading *self, const struct unit_inputs *unit,
                              struct inputs *cell)
{
    struct place place = {unit, cell};
    struct facts *facts = map_get(self->facts, &place, sizeof(place));
    if (facts == NULL) {
        facts = memory_zero(sizeof(*facts));
        map_put(self->facts, &place, sizeof(place), facts);
    }
    return facts;
}

static void read_figures(struct rule_reader *reader, const struct rule *rule, struct fact like,
                         struct facts *into)
{
    struct rule_reader inner = read_inner(reader, read_object_or(reader, "figures"), "figures");
    inner.figures = rule_figures(rule);
    inner.figure_count = rule->figure_count;
    for (size_t i = 0; i < rule->figure_count; i++) {
        if (read_has(&inner, rule->figures[i])) {
            like.figure = (int)i + 1;
            like.amount = read_amount(&inner, rule->figures[i]);
            facts_add(into, like);
        }
    }
    read_end(&inner);
}

static int read_count(struct rule_reader *reader, const char *key, int most)
{
    const json_t *json = read_take(reader, key);
    json_int_t value = json_is_integer(json) ? json_integer_value(json) : json == NULL ? 0 : -1;
    if (value < 0 || value > most) {
        read_fault(reader, "“%s” phải là số nguyên từ 0 đến %d", key, most);
        return 0;
    }
    return (int)value;
}

static void read_piece(struct rule_reader *reader, const struct inputs *cell, struct facts *into)
{
    struct fact piece = {.amount = decimal_int(1)};
    read_text_or(reader, "id");
    const char *on = read_text(reader, "on");
    if (on[0] != '\0' && !date_parse(on, &piece.occurred_on)) {
        read_fault(reader, "“%s” không phải là ngày YYYY-MM-DD", on);
    }
    piece.days_late = read_count(reader, "days_late", DAYS_LATE_MAX);
    facts_add(into, piece);
    read_figures(reader, cell->rule, piece, into);
    read_end(reader);
}

/* Facts without a day count as within the window. */
static void read_plain(struct rule_reader *line, const struct inputs *cell, struct facts *into)
{
    struct fact fact = {.amount = decimal_int(1)};
    if (!date_parse(cell->window_from, &fact.occurred_on)) {
        read_fault(line, "tiêu chí không có khoảng thời gian tính");
    }
    for (int left = read_count(line, "pieces", PIECES_MAX); left > 0; left--) {
        facts_add(into, fact);
    }
    read_figures(line, cell->rule, fact, into);
}

static void read_assessed(struct rule_reader *line, struct inputs *cell)
{
    static const char *const BODIES[] = {"appraised", "approved", NULL};
    const json_t *json = read_object_or(line, "assessed");
    if (json == NULL) {
        return;
    }
    struct rule_reader inner = read_inner(line, json, "assessed");
    const char *body = BODIES[read_word(&inner, "body", BODIES)];
    struct decimal value = read_points(&inner, "value");
    const char *reason = read_text_or(&inner, "reason");
    read_end(&inner);
    bool is_higher = cell->assessed_by == NULL || strcmp(body, "approved") == 0;
    if ((cell->rule->asks & RULE_ASKS_PERSON) != 0 && is_higher) {
        cell->assessed_by = body;
        cell->assessed = value;
        cell->assessed_reason = reason;
    }
}

static void read_cell(struct reading *self, struct rule_reader *line, struct unit_inputs *unit,
                      int node)
{
    struct inputs *cell = unit_cell(self->set, unit, node);
    struct facts *facts = facts_of(self, unit, cell);
    const json_t *list = read_list_or(line, "evidence");
    for (size_t i = 0; i < json_array_size(list); i++) {
        struct rule_reader inner = read_element(line, json_array_get(list, i), "evidence", i);
        read_piece(&inner, cell, facts);
    }
    read_plain(line, cell, facts);
    bool has_target;
    struct decimal target = read_amount_or(line, "target", &has_target);
    if (has_target) {
        cell->has_target = true;
        cell->target = target;
    }
    read_assessed(line, cell);
    const char *reason = read_text_or(line, "not_applicable");
    cell->not_applicable = reason[0] != '\0' ? reason : cell->not_applicable;
}

static void read_line_cells(struct reading *self, struct rule_reader *line)
{
    const char *code = read_text(line, "unit");
    struct unit_inputs *unit = map_get_text(self->units, code);
    read_text_or(line, "name");
    read_text_or(line, "kind");
    read_text_or(line, "peer_group");
    const char *criterion = read_text_or(line, "criterion");
    const struct set_node *node = map_get_text(self->nodes, criterion);
    if (criterion[0] != '\0' && (node == NULL || node->rule == NULL)) {
        read_fault(line, "không có tiêu chí nào mang mã “%s”", criterion);
    } else if (criterion[0] != '\0' && unit != NULL) {
        read_cell(self, line, unit, (int)(node - self->set->nodes));
        read_end(line);
    } else {
        read_end(line);
    }
}

/* ------------------------------------------------------------- the file */

static void read_lines(struct reading *self, FILE *file, bool is_first)
{
    char *text = NULL;
    size_t capacity = 0;
    unsigned number = 0;
    for (ssize_t len; (len = getline(&text, &capacity, file)) >= 0;) {
        number++;
        if (text[strspn(text, " \t\r\n")] == '\0') {
            continue;
        }
        json_error_t error;
        json_t *json = json_loadb(text, (size_t)len, JSON_REJECT_DUPLICATES, &error);
        struct rule_reader line = {.json = json,
                                   .arena = self->into->arena,
                                   .faults = &self->into->faults,
                                   .place = arena_print(self->into->arena, "dòng %u", number)};
        if (!json_is_object(json)) {
            if (is_first) {
                read_fault(&line, "không phải là một đối tượng JSON: %s", error.text);
            }
        } else if (is_first) {
            (void)read_unit(self, &line);
        } else {
            read_line_cells(self, &line);
        }
        json_decref(json);
    }
    free(text);
}

static void score_inputs_gather(struct reading *self)
{
    const void *key;
    size_t len, at = 0;
    void *value;
    while (map_next(self->facts, &at, &key, &len, &value)) {
        struct place place;
        memcpy(&place, key, sizeof(place));
        struct inputs *cell = place.cell;
        struct facts *facts = value;
        date_days from = 0, to = 0;
        bool has_window = date_parse(cell->window_from, &from) && date_parse(cell->window_to, &to);
        if (has_window) {
            facts_gather(facts, from, to, cell, self->into->arena);
        }
        facts_free(facts);
        free(facts);
    }
}

/* The units first: what applies to a cell depends on all lines about its unit. */
struct score_inputs *score_inputs_read(const struct set *set, FILE *file)
{
    struct arena *arena = arena_new();
    struct score_inputs *into = arena_zero(arena, sizeof(*into));
    into->arena = arena;
    into->faults.arena = arena;
    struct reading self = {
        .set = set, .into = into, .units = map_new(), .nodes = map_new(), .facts = map_new()};
    for (size_t i = 0; i < set->node_count; i++) {
        map_put_text(self.nodes, set->nodes[i].code, &set->nodes[i]);
    }
    read_lines(&self, file, true);
    for (size_t i = 0; i < into->count; i++) {
        unit_prepare(set, into->units[i], arena);
    }
    rewind(file);
    read_lines(&self, file, false);
    score_inputs_gather(&self);
    map_free(&self.units);
    map_free(&self.nodes);
    map_free(&self.facts);
    return into;
}

void score_inputs_free(struct score_inputs **pointer)
{
    struct score_inputs *self = *pointer;
    *pointer = NULL;
    if (self != NULL) {
        free(self->units);
        struct arena *arena = self->arena;
        arena_free(&arena);
    }
}
