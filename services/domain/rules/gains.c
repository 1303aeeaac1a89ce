/*
 * gains.c — tries larger amounts of one figure of one criterion at a time, scores the whole
 * unit with each, and finds the least amount of a step by bisection.
 */
#include "rules/gains.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rules/score.h"
#include "rules/score_inputs.h"

/* The largest amounts that are tried: no unit does more in a year. */
enum { ITEMS_MAX = 1024, FIGURE_MAX = 1 << 24 };

struct gains_search {
    const struct set *set;
    const struct unit_result *result;
    int node, figure;
    const struct inputs *inputs; /* of the cell as it is */
    struct arena *scratch;       /* of one try */
};

/* ------------------------------------------------------------- one try */

static struct aggregate *find_or_add(struct inputs *cell, int figure)
{
    for (size_t i = 0; i < cell->aggregate_count; i++) {
        if (cell->aggregates[i].figure == figure) {
            return &cell->aggregates[i];
        }
    }
    struct aggregate *added = &cell->aggregates[cell->aggregate_count++];
    *added = (struct aggregate){.figure = figure};
    return added;
}

/* Items on distinct days and in distinct weeks. */
static void add_items(struct aggregate *into, int items, int amount)
{
    const struct decimal more = decimal_int(items), sum = decimal_int(amount);
    into->max = into->count.raw > 0 ? decimal_max(into->max, sum) : sum;
    into->count.raw += more.raw;
    into->sum.raw += sum.raw;
    into->days.raw += more.raw;
    into->weeks.raw += more.raw;
}

/* The cell with that much more of the figure. */
static struct inputs with_more(const struct gains_search *self, int amount)
{
    struct inputs cell = *self->inputs;
    cell.aggregates =
        arena_alloc(self->scratch, (cell.aggregate_count + 2) * sizeof(*cell.aggregates));
    if (cell.aggregate_count > 0) {
        memcpy(cell.aggregates, self->inputs->aggregates,
               cell.aggregate_count * sizeof(*cell.aggregates));
    }
    if (self->figure > 0) {
        add_items(find_or_add(&cell, self->figure), 1, amount);
        add_items(find_or_add(&cell, 0), 1, 1);
    } else {
        struct aggregate *pieces = find_or_add(&cell, 0);
        struct decimal largest = pieces->max;
        add_items(pieces, amount, amount);
        pieces->max = decimal_max(largest, decimal_int(1));
    }
    return cell;
}

static struct decimal points_with(const struct gains_search *self, int amount)
{
    arena_reset(self->scratch);
    struct inputs cell = with_more(self, amount);
    struct outcome outcome = score_cell(&cell, self->scratch);
    return outcome.state == OUTCOME_COMPUTED ? outcome.value : decimal_int(0);
}

/* ------------------------------------------------------------- one criterion */

/* The least amount that reaches those points, between one that does not and one that does. */
static int least_for(const struct gains_search *self, struct decimal points, int below, int enough)
{
    while (enough - below > 1) {
        int middle = below + (enough - below) / 2;
        if (decimal_compare(points_with(self, middle), points) >= 0) {
            enough = middle;
        } else {
            below = middle;
        }
    }
    return enough;
}

static struct gain_step step_at(const struct gains_search *self, int amount)
{
    return (struct gain_step){.amount = amount, .points = points_with(self, amount)};
}

/* False: no amount of this figure gives more points. */
static bool gains_search(const struct gains_search *self, struct gain *gain)
{
    const int limit = self->figure > 0 ? FIGURE_MAX : ITEMS_MAX;
    struct decimal best = gain->points;
    int first = 0, first_below = 0, most = 0, most_below = 0;
    for (int below = 0, amount = 1; amount <= limit; below = amount, amount *= 2) {
        struct decimal points = points_with(self, amount);
        if (decimal_compare(points, best) <= 0) {
            continue;
        }
        if (first == 0) {
            first = amount;
            first_below = below;
        }
        best = points;
        most = amount;
        most_below = below;
    }
    if (first == 0) {
        return false;
    }
    struct decimal more = {gain->points.raw + 1};
    gain->figure = self->figure;
    gain->first = step_at(self, least_for(self, more, first_below, first));
    gain->most = step_at(self, least_for(self, best, most_below, most));
    return true;
}

static void sum_with(const struct gains_search *self, struct gain_step *step)
{
    size_t criteria = self->set->node_count - self->set->group_count;
    arena_reset(self->scratch);
    struct outcome *cells = arena_alloc(self->scratch, criteria * sizeof(*cells));
    memcpy(cells, self->result->cells, criteria * sizeof(*cells));
    struct outcome *cell = &cells[(size_t)self->node - self->set->group_count];
    cell->state = OUTCOME_COMPUTED;
    cell->value = step->points;
    const struct unit_result *sum = unit_sum(self->set, self->result->inputs, cells, self->scratch);
    step->total = sum->total;
    step->band = sum->band;
}

/* The figure of the criterion that can give most; false: none gives more points. */
static bool find_gain(struct gains_search *self, struct gain *best)
{
    const struct outcome *now = &self->result->cells[(size_t)self->node - self->set->group_count];
    *best = (struct gain){.node = self->node};
    bool is_found = false;
    for (size_t figure = 0; figure <= self->inputs->rule->figure_count; figure++) {
        struct gain gain = {.node = self->node};
        gain.points = now->state == OUTCOME_COMPUTED ? now->value : decimal_int(0);
        self->figure = (int)figure;
        bool is_better = gains_search(self, &gain) &&
                         (!is_found || decimal_compare(gain.most.points, best->most.points) > 0);
        if (is_better) {
            *best = gain;
            is_found = true;
        }
    }
    if (is_found) {
        self->figure = best->figure;
        sum_with(self, &best->first);
        sum_with(self, &best->most);
    }
    return is_found;
}

/* ------------------------------------------------------------- the best of a unit */

static int gains_compare(const void *left, const void *right)
{
    const struct gain *a = left, *b = right;
    int order = decimal_compare(b->most.total, a->most.total);
    return order != 0 ? order : a->node - b->node;
}

static bool can_gain(const struct inputs *cell, const struct outcome *now)
{
    bool is_full = now->state == OUTCOME_COMPUTED && now->value.raw >= cell->points.raw;
    return !cell->is_deduction && now->state != OUTCOME_NOT_APPLICABLE && !is_full &&
           cell->rule->node != NULL;
}

size_t unit_gains(const struct set *set, const struct unit_result *result, struct arena *arena,
                  struct gain *into, size_t max)
{
    size_t criteria = set->node_count - set->group_count, count = 0;
    struct gain *all = arena_alloc(arena, (criteria + 1) * sizeof(*all));
    struct gains_search self = {.set = set, .result = result, .scratch = arena_new()};
    for (size_t i = 0; i < criteria; i++) {
        self.node = (int)(set->group_count + i);
        self.inputs = &result->inputs->cells[i];
        if (can_gain(self.inputs, &result->cells[i]) && find_gain(&self, &all[count]) &&
            decimal_compare(all[count].most.total, result->total) > 0) {
            count++;
        }
    }
    qsort(all, count, sizeof(*all), gains_compare);
    count = count < max ? count : max;
    memcpy(into, all, count * sizeof(*all));
    arena_free(&self.scratch);
    return count;
}

/* ------------------------------------------------------------- as JSON */

static void write_points(struct json *json, const char *key, struct decimal value)
{
    char text[DECIMAL_TEXT];
    json_text(json, key, decimal_print_points(value, text));
}

static void write_step(struct json *json, const char *key, const struct set *set,
                       const struct unit_result *result, const struct gain_step *step)
{
    struct decimal raise = {step->total.raw - result->total.raw};
    json_object_start(json, key);
    json_int(json, "amount", step->amount);
    write_points(json, "points", step->points);
    write_points(json, "total", step->total);
    write_points(json, "raise", raise);
    json_text(json, "band", step->band != BAND_PERSON ? set->bands[step->band].name : NULL);
    json_object_end(json);
}

void gains_write(struct json *json, const char *key, const struct set *set,
                 const struct unit_result *result, const struct gain *gains, size_t count)
{
    json_array_start(json, key);
    for (size_t i = 0; i < count; i++) {
        const struct gain *gain = &gains[i];
        const struct set_node *node = &set->nodes[gain->node];
        const struct inputs *cell = &result->inputs->cells[(size_t)gain->node - set->group_count];
        json_object_start(json, NULL);
        json_text(json, "criterion", node->code);
        json_text(json, "name", node->name);
        json_text(json, "figure", gain->figure > 0 ? rule_figure(cell->rule, gain->figure) : NULL);
        write_points(json, "points", gain->points);
        write_points(json, "of", cell->points);
        write_step(json, "first", set, result, &gain->first);
        write_step(json, "most", set, result, &gain->most);
        json_object_end(json);
    }
    json_array_end(json);
}

/* ------------------------------------------------------------- the answer */

static void write_answer(const struct set *set, const struct unit_inputs *unit, struct buf *into)
{
    struct gain gains[GAINS_SHOWN];
    struct arena *arena = arena_new();
    const struct unit_result *result = unit_score(set, unit, arena);
    size_t count = unit_gains(set, result, arena, gains, GAINS_SHOWN);
    struct json json;
    json_start(&json, into);
    json_object_start(&json, NULL);
    json_text(&json, "unit", unit->code);
    json_text(&json, "name", unit->name);
    write_points(&json, "total", result->total);
    json_text(&json, "band", result->band != BAND_PERSON ? set->bands[result->band].name : NULL);
    gains_write(&json, "gains", set, result, gains, count);
    json_object_end(&json);
    arena_free(&arena);
}

/* One line for each element. */
static struct score_inputs *read_inputs(const struct set *set, const json_t *list)
{
    char *text = NULL;
    size_t len = 0, at;
    json_t *line;
    FILE *into = open_memstream(&text, &len);
    json_array_foreach((json_t *)(uintptr_t)list, at, line) {
        json_dumpf(line, into, JSON_COMPACT);
        fputc('\n', into);
    }
    fclose(into);
    FILE *from = fmemopen(text, len + 1, "r");
    struct score_inputs *inputs = score_inputs_read(set, from);
    fclose(from);
    free(text);
    return inputs;
}

enum err gains_answer(const json_t *scoring, struct buf *into)
{
    struct set *set = set_read(json_object_get(scoring, "set"));
    struct score_inputs *inputs = NULL;
    enum err err = ERR_NONE;
    if (set->faults.broken == 0) {
        inputs = read_inputs(set, json_object_get(scoring, "inputs"));
    }
    const struct faults *faults = inputs != NULL ? &inputs->faults : &set->faults;
    if (faults->broken > 0 || inputs == NULL || inputs->count != 1) {
        const struct fault *fault = faults->first;
        err = err_note(ERR_REJECT, "%s: %s", fault != NULL ? fault->place : "",
                       fault != NULL ? fault->text : "exactly one unit is needed");
    } else {
        write_answer(set, inputs->units[0], into);
    }
    score_inputs_free(&inputs);
    set_free(&set);
    return err;
}
