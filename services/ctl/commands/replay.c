/*
 * replay.c — every number of a published result computed anew from the inputs and rules that
 * were published with it, and compared digit by digit, receipt and all.  No store is asked.
 */
#include "ctl/commands/publication.h"

#include <stdio.h>
#include <string.h>

#include <jansson.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/map.h"
#include "rules/facts.h"
#include "rules/rule.h"
#include "rules/score.h"

/* inputs of a part: [evidence, figure, amount, occurred_on, days_late] */
enum { FACT_EVIDENCE, FACT_FIGURE, FACT_AMOUNT, FACT_DAY, FACT_LATE };

/* One criterion of the published set. */
struct published {
    struct rule *rule;
    struct decimal points;
    int rule_version;
    const char *from, *to;         /* borrowed from the set */
    date_days first, last;
    bool asks_people;              /* as the column of criterion */
};

struct replay {
    json_t *campaign, *set;
    struct map *criteria;          /* struct published by code */
    struct arena *arena;
    size_t scores;
    const char *unit, *criterion;  /* of the first that differs; NULL: none does */
};

static const char *text_of(const json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

static json_t *part_of(const json_t *file, const char *name)
{
    const char *text = text_of(json_object_get(file, "parts"), name);
    return text != NULL ? json_loads(text, JSON_DECODE_ANY, NULL) : NULL;
}

static const char *print(struct arena *arena, const json_t *value)
{
    size_t len = json_dumpb(value, NULL, 0, JSON_COMPACT | JSON_ENCODE_ANY);
    char *text = arena_alloc(arena, len + 1);
    (void)json_dumpb(value, text, len, JSON_COMPACT | JSON_ENCODE_ANY);
    text[len] = '\0';
    return text;
}

/* ---------------------------------------------------------------- rules */

static const char *window_of(const struct replay *self, const json_t *criterion, const char *own,
                             const char *campaign)
{
    const char *text = text_of(criterion, own);
    return text != NULL ? text : text_of(self->campaign, campaign);
}

/* Whether a rule, or a part of it at any depth, has this word at this name. */
static bool says(const json_t *rule, const char *name, const char *word)
{
    const char *text = text_of(rule, name);
    bool found = text != NULL && strcmp(text, word) == 0;
    const char *key;
    json_t *part;
    size_t at;
    json_object_foreach((json_t *)(uintptr_t)rule, key, part)
    {
        found = found || says(part, name, word);
    }
    json_array_foreach((json_t *)(uintptr_t)rule, at, part)
    {
        found = found || says(part, name, word);
    }
    return found;
}

static bool add_criterion(struct replay *self, const json_t *criterion)
{
    const json_t *rule = json_object_get(criterion, "rule");
    if (!json_is_object(rule)) {
        return true;               /* a group */
    }
    struct published *published = arena_zero(self->arena, sizeof(*published));
    published->from = window_of(self, criterion, "window_from", "period_from");
    published->to = window_of(self, criterion, "window_to", "period_to");
    const char *code = text_of(criterion, "code"), *points = text_of(criterion, "points");
    if (code == NULL || points == NULL || published->from == NULL || published->to == NULL ||
        !decimal_parse(points, &published->points) ||
        !date_parse(published->from, &published->first) ||
        !date_parse(published->to, &published->last)) {
        return false;
    }
    published->rule_version =
        (int)json_integer_value(json_object_get(criterion, "rule_version"));
    published->asks_people = says(rule, "kind", "manual");
    published->rule = rule_new(print(self->arena, rule),
                               print(self->arena, json_object_get(criterion, "figures")));
    map_put(self->criteria, code, strlen(code), published);
    return true;
}

static bool read_set(struct replay *self, const json_t *file)
{
    self->campaign = part_of(file, "campaign");
    self->set = part_of(file, "criteria");
    size_t at;
    json_t *criterion;
    bool is_read = self->campaign != NULL && self->set != NULL;
    json_array_foreach(json_object_get(self->set, "criteria"), at, criterion)
    {
        is_read = is_read && add_criterion(self, criterion);
    }
    return is_read;
}

/* ---------------------------------------------------------------- one cell */

static bool read_fact(const json_t *json, struct fact *out)
{
    const char *amount = json_string_value(json_array_get(json, FACT_AMOUNT));
    const char *day = json_string_value(json_array_get(json, FACT_DAY));
    out->figure = (int)json_integer_value(json_array_get(json, FACT_FIGURE));
    out->days_late = (int)json_integer_value(json_array_get(json, FACT_LATE));
    return amount != NULL && day != NULL && decimal_parse(amount, &out->amount) &&
           date_parse(day, &out->occurred_on);
}

static bool read_facts(const struct published *published, const json_t *list, struct arena *arena,
                       struct inputs *inputs)
{
    struct facts facts = {0};
    size_t at;
    json_t *json;
    bool is_read = true;
    json_array_foreach((json_t *)(uintptr_t)list, at, json)
    {
        struct fact fact;
        is_read = is_read && read_fact(json, &fact);
        if (is_read) {
            facts_add(&facts, fact);
        }
    }
    facts_gather(&facts, published->first, published->last, inputs, arena);
    facts_free(&facts);
    return is_read;
}

/* What a person said, where the rule asks for it: the committee before the inspectors. */
static bool read_assessed(const json_t *cell, struct inputs *inputs)
{
    static const char *const BODIES[] = {"approved", "appraised"};
    const json_t *assessed = json_object_get(cell, "assessed");
    for (size_t i = 0; i < sizeof(BODIES) / sizeof(BODIES[0]); i++) {
        const json_t *said = json_object_get(assessed, BODIES[i]);
        if (said != NULL) {
            inputs->assessed_by = BODIES[i];
            inputs->assessed_reason = text_of(said, "reason");
            const char *value = text_of(said, "value");
            return value != NULL && decimal_parse(value, &inputs->assessed);
        }
    }
    return true;
}

static bool read_inputs(const struct published *published, const json_t *cell, struct arena *arena,
                        struct inputs *inputs)
{
    *inputs = (struct inputs){
        .points = published->points,
        .rule = published->rule,
        .rule_version = published->rule_version,
        .window_from = published->from,
        .window_to = published->to,
        .not_applicable = text_of(cell, "not_applicable"),
    };
    const char *target = text_of(cell, "target");
    inputs->has_target = target != NULL;
    if (target != NULL && !decimal_parse(target, &inputs->target)) {
        return false;
    }
    return read_facts(published, json_object_get(cell, "inputs"), arena, inputs) &&
           (!published->asks_people || read_assessed(cell, inputs));
}

/* ---------------------------------------------------------------- comparing */

static bool is_same(const struct outcome *outcome, const json_t *computed)
{
    char text[DECIMAL_TEXT];
    const char *value = outcome->state == OUTCOME_COMPUTED
                            ? decimal_print_points(outcome->value, text)
                            : NULL;
    const char *said = text_of(computed, "value");
    bool is_value = value == NULL ? said == NULL : said != NULL && strcmp(value, said) == 0;
    json_t *receipt = json_loads(outcome->receipt, 0, NULL);
    bool is_receipt = json_equal(receipt, json_object_get(computed, "receipt")) == 1;
    json_decref(receipt);
    return is_value && is_receipt &&
           json_integer_value(json_object_get(computed, "state")) == (json_int_t)outcome->state;
}

static bool replay_cell(struct replay *self, const json_t *cell)
{
    const json_t *computed = json_object_get(cell, "computed");
    if (!json_is_object(computed)) {
        return true;               /* was never computed */
    }
    const char *code = text_of(cell, "criterion");
    const struct published *published =
        code != NULL ? map_get(self->criteria, code, strlen(code)) : NULL;
    struct arena *arena = arena_new();
    struct inputs inputs;
    bool is_good = published != NULL && read_inputs(published, cell, arena, &inputs);
    if (is_good) {
        struct outcome outcome = score_cell(&inputs, arena);
        is_good = is_same(&outcome, computed);
    }
    arena_free(&arena);
    self->scores++;
    return is_good;
}

static void replay_unit(struct replay *self, const char *name, const json_t *unit)
{
    size_t at;
    json_t *cell;
    json_array_foreach(json_object_get(unit, "criteria"), at, cell)
    {
        if (self->unit == NULL && !replay_cell(self, cell)) {
            const char *code = text_of(cell, "criterion");
            self->unit = arena_text(self->arena, name, strlen(name));
            self->criterion = code != NULL ? arena_text(self->arena, code, strlen(code)) : "?";
        }
    }
}

static void free_rules(struct map *criteria)
{
    const void *key;
    size_t len, at = 0;
    void *value;
    while (map_next(criteria, &at, &key, &len, &value)) {
        struct published *published = value;
        rule_free(&published->rule);
    }
}

static int tell(const struct replay *self, bool is_json)
{
    if (self->unit == NULL) {
        printf(is_json ? "{\"scores\":%zu,\"differs\":null}\n"
                       : "%zu điểm tính lại đều trùng khớp từng chữ số\n",
               self->scores);
        return EXIT_DONE;
    }
    printf(is_json ? "{\"scores\":%zu,\"differs\":{\"unit\":\"%s\",\"criterion\":\"%s\"}}\n"
                   : "%zu điểm; khác đầu tiên: đơn vị %s, tiêu chí %s\n",
           self->scores, self->unit, self->criterion);
    return EXIT_NO;
}

int replay_publication(const struct ctl *ctl, const json_t *file)
{
    static const char UNIT[] = "unit/";
    struct replay self = {.criteria = map_new(), .arena = arena_new()};
    int code = EXIT_TROUBLE;
    if (read_set(&self, file)) {
        const char *name;
        json_t *content;
        json_object_foreach(json_object_get(file, "parts"), name, content)
        {
            if (strncmp(name, UNIT, sizeof(UNIT) - 1) == 0) {
                json_t *unit = json_loads(json_string_value(content), 0, NULL);
                replay_unit(&self, name + sizeof(UNIT) - 1, unit);
                json_decref(unit);
            }
        }
        code = tell(&self, ctl->is_json);
    } else {
        ctl_trouble("the published campaign or its criteria cannot be read");
    }
    free_rules(self.criteria);
    map_free(&self.criteria);
    json_decref(self.campaign);
    json_decref(self.set);
    arena_free(&self.arena);
    return code;
}
