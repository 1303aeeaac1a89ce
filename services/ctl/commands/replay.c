/*
 * replay.c — computes every number of a published result again from the inputs and rules that were
 * published with it, and compares it digit by digit, with its receipt: each score, then the sums
 * of each body.  It needs no store.
 */
#include "ctl/answer.h"
#include "ctl/commands/publication.h"

#include <stdio.h>
#include <string.h>

#include <jansson.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/json.h"
#include "rules/facts.h"
#include "rules/score.h"
#include "rules/unit.h"

/* inputs of a part: [evidence, figure, amount, occurred_on, days_late] */
enum { FACT_EVIDENCE, FACT_FIGURE, FACT_AMOUNT, FACT_DAY, FACT_LATE };

static const char COMPUTED[] = "computed";

struct replay {
    json_t *campaign;
    struct set *set;
    struct arena *arena;
    size_t scores, sums;
    const char *unit, *criterion, *body; /* of the first that differs; unit NULL: none */
};

/* One unit being replayed. */
struct published {
    const json_t *json;
    struct unit_inputs inputs;
    struct arena *arena;
};

static json_t *part_of(const json_t *file, const char *name)
{
    const char *text = answer_given(json_object_get(file, "parts"), name);
    return text != NULL ? json_loads(text, JSON_DECODE_ANY, NULL) : NULL;
}

/* ---------------------------------------------------------------- the set */

/* The period is the campaign's. */
static bool read_set(struct replay *self, const json_t *file)
{
    self->campaign = part_of(file, "campaign");
    json_t *document = part_of(file, "criteria");
    if (self->campaign == NULL || document == NULL) {
        json_decref(document);
        return false;
    }
    json_t *period = json_pack("{s:s, s:s}", "from", answer_text(self->campaign, "period_from"),
                               "to", answer_text(self->campaign, "period_to"));
    json_object_set_new(document, "period", period);
    self->set = set_read(document);
    json_decref(document);
    return self->set->faults.broken == 0;
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

static bool read_facts(const json_t *list, struct arena *arena, struct inputs *inputs)
{
    struct facts facts = {0};
    date_days first, last;
    size_t at;
    json_t *json;
    bool is_read = date_parse(inputs->window_from, &first) && date_parse(inputs->window_to, &last);
    json_array_foreach((json_t *)(uintptr_t)list, at, json) {
        struct fact fact;
        is_read = is_read && read_fact(json, &fact);
        if (is_read) {
            facts_add(&facts, fact);
        }
    }
    if (is_read) {
        facts_gather(&facts, first, last, inputs, arena);
    }
    facts_free(&facts);
    return is_read;
}

/* The assessed value, if the rule needs one: the committee's before the inspectors'. */
static bool read_assessed(const json_t *cell, struct inputs *inputs)
{
    static const char *const BODIES[] = {"approved", "appraised"};
    const json_t *assessed = json_object_get(cell, "assessed");
    for (size_t i = 0; i < sizeof(BODIES) / sizeof(BODIES[0]); i++) {
        const json_t *said = json_object_get(assessed, BODIES[i]);
        if (said != NULL) {
            inputs->assessed_by = BODIES[i];
            inputs->assessed_reason = answer_given(said, "reason");
            const char *value = answer_given(said, "value");
            return value != NULL && decimal_parse(value, &inputs->assessed);
        }
    }
    return true;
}

/* The caller has filled in what the set determines. */
static bool read_inputs(const json_t *cell, struct arena *arena, struct inputs *inputs)
{
    const char *target = answer_given(cell, "target");
    inputs->not_applicable = answer_given(cell, "not_applicable");
    inputs->has_target = target != NULL;
    if (target != NULL && !decimal_parse(target, &inputs->target)) {
        return false;
    }
    return read_facts(json_object_get(cell, "inputs"), arena, inputs) &&
           ((inputs->rule->asks & RULE_ASKS_PERSON) == 0 || read_assessed(cell, inputs));
}

/* ---------------------------------------------------------------- comparing */

static bool is_same(const struct outcome *outcome, const json_t *computed)
{
    char text[DECIMAL_TEXT];
    const char *value =
        outcome->state == OUTCOME_COMPUTED ? decimal_print_points(outcome->value, text) : NULL;
    const char *said = answer_given(computed, "value");
    bool is_value = value == NULL ? said == NULL : said != NULL && strcmp(value, said) == 0;
    json_t *receipt = json_loads(outcome->receipt, 0, NULL);
    bool is_receipt = json_equal(receipt, json_object_get(computed, "receipt")) == 1;
    json_decref(receipt);
    return is_value && is_receipt && answer_number(computed, "state") == (json_int_t)outcome->state;
}

static bool replay_cell(struct replay *self, struct published *unit, size_t criterion,
                        const json_t *cell)
{
    const json_t *computed = json_object_get(cell, COMPUTED);
    if (!json_is_object(computed)) {
        return true; /* was never computed */
    }
    struct inputs *inputs = &unit->inputs.cells[criterion];
    self->scores++;
    if (!read_inputs(cell, unit->arena, inputs)) {
        return false;
    }
    struct outcome outcome = score_cell(inputs, unit->arena);
    return is_same(&outcome, computed);
}

static void replay_differs(struct replay *self, const struct published *unit, const char *criterion,
                           const char *body)
{
    self->unit = arena_print(self->arena, "%s", unit->inputs.code);
    self->criterion = criterion != NULL ? arena_print(self->arena, "%s", criterion) : NULL;
    self->body = body != NULL ? arena_print(self->arena, "%s", body) : NULL;
}

static void replay_cells(struct replay *self, struct published *unit)
{
    size_t at;
    json_t *cell;
    json_array_foreach(json_object_get(unit->json, "criteria"), at, cell) {
        int node = set_find(self->set, answer_text(cell, "criterion"));
        bool is_known = node >= (int)self->set->group_count;
        if (self->unit == NULL &&
            (!is_known || !replay_cell(self, unit, (size_t)node - self->set->group_count, cell))) {
            replay_differs(self, unit, answer_text(cell, "criterion"), NULL);
        }
    }
}

/* A body's value of a criterion; without one the criterion waits for a person. */
static struct outcome said_by(const json_t *cell, const char *body)
{
    struct outcome outcome = {.state = OUTCOME_PERSON, .receipt = ""};
    const json_t *said = strcmp(body, COMPUTED) == 0
                             ? json_object_get(cell, COMPUTED)
                             : json_object_get(json_object_get(cell, "assessed"), body);
    const char *value = answer_given(said, "value");
    if (answer_given(cell, "not_applicable") != NULL) {
        outcome.state = OUTCOME_NOT_APPLICABLE;
    } else if (value != NULL && decimal_parse(value, &outcome.value)) {
        outcome.state = OUTCOME_COMPUTED;
    }
    return outcome;
}

static bool replay_sum(struct replay *self, struct published *unit, const char *body,
                       const json_t *receipt)
{
    size_t criteria = self->set->node_count - self->set->group_count, at;
    struct outcome *cells = arena_zero(unit->arena, (criteria + 1) * sizeof(*cells));
    json_t *cell;
    json_array_foreach(json_object_get(unit->json, "criteria"), at, cell) {
        size_t node = (size_t)set_find(self->set, answer_text(cell, "criterion"));
        cells[node - self->set->group_count] = said_by(cell, body);
    }
    const struct unit_result *result = unit_sum(self->set, &unit->inputs, cells, unit->arena);
    json_t *again = json_loads(result->receipt, 0, NULL);
    bool is_good = json_equal(again, receipt) == 1;
    json_decref(again);
    self->sums++;
    return is_good;
}

static void replay_unit(struct replay *self, const json_t *json)
{
    struct published unit = {.json = json, .arena = arena_new()};
    unit.inputs = (struct unit_inputs){.code = answer_text(json, "unit"),
                                       .name = answer_text(json, "name"),
                                       .kind = answer_text(json, "kind"),
                                       .peer_group = answer_text(json, "peer_group")};
    unit_prepare(self->set, &unit.inputs, unit.arena);
    replay_cells(self, &unit);
    const char *body;
    json_t *receipt;
    json_object_foreach(json_object_get(json, "sums"), body, receipt) {
        if (self->unit == NULL && !replay_sum(self, &unit, body, receipt)) {
            replay_differs(self, &unit, NULL, body);
        }
    }
    arena_free(&unit.arena);
}

static void print_json(const struct replay *self)
{
    struct buf text = {0};
    struct json json;
    json_start(&json, &text);
    json_object_start(&json, NULL);
    json_int(&json, "scores", (long long)self->scores);
    json_int(&json, "sums", (long long)self->sums);
    if (self->unit == NULL) {
        json_nothing(&json, "differs");
    } else {
        json_object_start(&json, "differs");
        json_text(&json, "unit", self->unit);
        json_text(&json, "criterion", self->criterion);
        json_text(&json, "body", self->body);
        json_object_end(&json);
    }
    json_object_end(&json);
    puts(buf_string(&text));
    buf_free(&text);
}

static int replay_tell(const struct replay *self, bool is_json)
{
    if (is_json) {
        print_json(self);
    } else if (self->unit == NULL) {
        printf("%zu điểm và %zu tổng tính lại đều trùng khớp từng chữ số\n", self->scores,
               self->sums);
    } else if (self->criterion != NULL) {
        printf("%zu điểm; khác đầu tiên: đơn vị %s, tiêu chí %s\n", self->scores, self->unit,
               self->criterion);
    } else {
        printf("%zu điểm; khác đầu tiên: đơn vị %s, tổng điểm của %s\n", self->scores, self->unit,
               self->body);
    }
    return self->unit == NULL ? EXIT_DONE : EXIT_NO;
}

int replay_publication(const struct ctl *ctl, const json_t *file)
{
    static const char UNIT[] = "unit/";
    struct replay self = {.arena = arena_new()};
    int code = EXIT_TROUBLE;
    if (read_set(&self, file)) {
        const char *name;
        json_t *content;
        json_object_foreach(json_object_get(file, "parts"), name, content) {
            if (strncmp(name, UNIT, sizeof(UNIT) - 1) == 0 && self.unit == NULL) {
                json_t *unit = json_loads(json_string_value(content), 0, NULL);
                replay_unit(&self, unit);
                json_decref(unit);
            }
        }
        code = replay_tell(&self, ctl->is_json);
    } else {
        ctl_trouble("the published campaign or its criteria cannot be read");
    }
    set_free(&self.set);
    json_decref(self.campaign);
    arena_free(&self.arena);
    return code;
}
