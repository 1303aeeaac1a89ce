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
    struct map *lines; /* struct cell_lines by unit and criterion */
    size_t capacity;
};

/* What was said once, as JSON, and where. */
struct said {
    const char *place, *text;
};

enum { BODY_COUNT = 2 };

/* What the lines say of one cell. */
struct cell_lines {
    struct facts facts;
    struct map *ids; /* struct said of evidence items */
    struct said target, absence, assessed[BODY_COUNT];
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

static struct cell_lines *lines_of(struct reading *self, const struct unit_inputs *unit,
                                   struct inputs *cell)
{
    struct place place = {unit, cell};
    struct cell_lines *lines = map_get(self->lines, &place, sizeof(place));
    if (lines == NULL) {
        lines = memory_zero(sizeof(*lines));
        lines->ids = map_new();
        map_put(self->lines, &place, sizeof(place), lines);
    }
    return lines;
}

/* False: said before.  The same again changes nothing; something else is a fault at both places,
 * because what counts must not depend on the order of lines. */
static bool say_once(struct rule_reader *reader, const json_t *json, const char *what,
                     struct said *said)
{
    char *text = json_dumps(json, JSON_COMPACT | JSON_SORT_KEYS | JSON_ENCODE_ANY);
    bool is_first = said->place == NULL;
    if (is_first) {
        *said = (struct said){reader->place, arena_print(reader->arena, "%s", text)};
    } else if (strcmp(said->text, text) != 0) {
        read_fault(reader, "%s: ở %s đã ghi khác", what, said->place);
    }
    free(text);
    return is_first;
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

/* An item without an id is another one each time. */
static bool was_counted(struct rule_reader *reader, const char *id, struct cell_lines *lines)
{
    struct said *said = map_get_text(lines->ids, id);
    if (said == NULL) {
        said = arena_zero(reader->arena, sizeof(*said));
        map_put_text(lines->ids, id, said);
    }
    const char *what = arena_print(reader->arena, "minh chứng “%s”", id);
    return !say_once(reader, reader->json, what, said);
}

static void read_piece(struct rule_reader *reader, const struct inputs *cell,
                       struct cell_lines *lines)
{
    struct fact piece = {.amount = decimal_int(1)};
    const char *id = read_text_or(reader, "id");
    if (id[0] != '\0' && was_counted(reader, id, lines)) {
        return;
    }
    const char *on = read_text(reader, "on");
    if (on[0] != '\0' && !date_parse(on, &piece.occurred_on)) {
        read_fault(reader, "“%s” không phải là ngày YYYY-MM-DD", on);
    }
    piece.days_late = read_count(reader, "days_late", DAYS_LATE_MAX);
    facts_add(&lines->facts, piece);
    read_figures(reader, cell->rule, piece, &lines->facts);
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

static void read_target(struct rule_reader *line, struct inputs *cell, struct said *said)
{
    bool has_target;
    struct decimal target = read_amount_or(line, "target", &has_target);
    if (has_target && say_once(line, json_object_get(line->json, "target"), "chỉ tiêu", said)) {
        cell->has_target = true;
        cell->target = target;
    }
}

static void read_assessed(struct rule_reader *line, struct inputs *cell, struct said *said)
{
    static const char *const BODIES[BODY_COUNT + 1] = {"appraised", "approved", NULL};
    const json_t *json = read_object_or(line, "assessed");
    if (json == NULL) {
        return;
    }
    struct rule_reader inner = read_inner(line, json, "assessed");
    size_t at = read_word(&inner, "body", BODIES);
    const char *body = BODIES[at];
    struct decimal value = read_points(&inner, "value");
    const char *reason = read_text_or(&inner, "reason");
    read_end(&inner);
    bool is_first = say_once(&inner, json, "điểm của cùng một cấp", &said[at]);
    bool is_higher =
        is_first && (cell->assessed_by == NULL || strcmp(cell->assessed_by, BODIES[0]) == 0);
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
    struct cell_lines *lines = lines_of(self, unit, cell);
    const json_t *list = read_list_or(line, "evidence");
    for (size_t i = 0; i < json_array_size(list); i++) {
        struct rule_reader inner = read_element(line, json_array_get(list, i), "evidence", i);
        read_piece(&inner, cell, lines);
    }
    read_plain(line, cell, &lines->facts);
    read_target(line, cell, &lines->target);
    read_assessed(line, cell, lines->assessed);
    const char *reason = read_text_or(line, "not_applicable");
    const json_t *json = json_object_get(line->json, "not_applicable");
    if (json != NULL && say_once(line, json, "lý do không áp dụng", &lines->absence)) {
        cell->not_applicable = reason;
    }
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
    while (map_next(self->lines, &at, &key, &len, &value)) {
        struct place place;
        memcpy(&place, key, sizeof(place));
        struct inputs *cell = place.cell;
        struct cell_lines *lines = value;
        date_days from = 0, to = 0;
        bool has_window = date_parse(cell->window_from, &from) && date_parse(cell->window_to, &to);
        if (has_window) {
            facts_gather(&lines->facts, from, to, cell, self->into->arena);
        }
        facts_free(&lines->facts);
        map_free(&lines->ids);
        free(lines);
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
        .set = set, .into = into, .units = map_new(), .nodes = map_new(), .lines = map_new()};
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
    map_free(&self.lines);
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
