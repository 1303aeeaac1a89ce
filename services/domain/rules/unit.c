/*
 * unit.c — scores the cells of a unit, sums its groups from the bottom up, and computes the
 * total.
 */
#include "rules/unit.h"

#include <string.h>

#include "rules/score.h"
#include "rules/unit_internal.h"

enum { PERCENT = 100 };

static bool is_for(const struct set_variant *variant, const struct unit_inputs *unit)
{
    bool is_kind = variant->kinds[0] == NULL || set_has_code(variant->kinds, unit->kind);
    bool is_peer =
        variant->peer_groups[0] == NULL || set_has_code(variant->peer_groups, unit->peer_group);
    return is_kind && is_peer;
}

static void prepare_cell(const struct set_node *node, const struct unit_inputs *unit,
                         struct inputs *cell)
{
    *cell = (struct inputs){.points = node->points,
                            .is_deduction = node->pool == POOL_DEDUCTION,
                            .rule = node->rule,
                            .rule_version = node->rule_version,
                            .window_from = node->window_from,
                            .window_to = node->window_to};
    for (size_t i = 0; i < node->variant_count; i++) {
        if (is_for(&node->variants[i], unit)) {
            cell->points = node->variants[i].points;
            cell->rule = node->variants[i].rule;
            break;
        }
    }
    if (set_has_code(node->absent_kinds, unit->kind) ||
        set_has_code(node->absent_units, unit->code)) {
        cell->not_applicable = node->absent_reason;
    }
}

void unit_prepare(const struct set *set, struct unit_inputs *unit, struct arena *arena)
{
    size_t count = set->node_count - set->group_count;
    unit->cells = arena_alloc(arena, count * sizeof(*unit->cells));
    for (size_t i = 0; i < count; i++) {
        prepare_cell(&set->nodes[set->group_count + i], unit, &unit->cells[i]);
    }
    for (size_t i = 0; i < set->target_count; i++) {
        const struct set_target *target = &set->targets[i];
        if (strcmp(target->unit, unit->code) == 0 && target->node >= (int)set->group_count) {
            struct inputs *cell = unit_cell(set, unit, target->node);
            cell->has_target = true;
            cell->target = target->value;
        }
    }
}

struct inputs *unit_cell(const struct set *set, const struct unit_inputs *unit, int node)
{
    return &unit->cells[(size_t)node - set->group_count];
}

/* ------------------------------------------------------------- sums */

struct scoring {
    const struct set *set;
    struct unit_result *result;
    struct sheet sheet;
};

/* Points are below 10^6 and nodes few: any sum fits 64 bits. */
static void unit_add(struct decimal *into, struct decimal value)
{
    into->raw += value.raw;
}

static struct unit_value value_of_cell(const struct inputs *cell, const struct outcome *outcome)
{
    struct unit_value value = {.points = cell->points};
    value.is_absent = outcome->state == OUTCOME_NOT_APPLICABLE;
    value.waiting = outcome->state == OUTCOME_PERSON ? 1 : 0;
    if (value.is_absent) {
        value.points = decimal_int(0);
    }
    value.value = outcome->state == OUTCOME_COMPUTED ? outcome->value : decimal_int(0);
    return value;
}

/* Sums the children of `parent` that belong to `pool`, and its deductions if wanted. */
static struct unit_value sum_children(const struct scoring *self, int parent, enum set_pool pool,
                                      bool has_deductions)
{
    struct unit_value sum = {.is_absent = true};
    for (size_t i = 0; i < self->set->node_count; i++) {
        const struct set_node *node = &self->set->nodes[i];
        const struct unit_value *value = &self->result->values[i];
        bool is_deduction = has_deductions && node->pool == POOL_DEDUCTION;
        if (node->parent != parent || (node->pool != pool && !is_deduction)) {
            continue;
        }
        unit_add(&sum.value, value->value);
        sum.waiting += value->waiting;
        if (node->pool == pool) {
            unit_add(&sum.points, value->points);
            sum.is_absent = sum.is_absent && value->is_absent;
        }
    }
    return sum;
}

static struct decimal unit_limit(struct scoring *self, struct decimal value, struct decimal least,
                                 struct decimal most, const char *name)
{
    char text[SHEET_AMOUNT_TEXT];
    if (decimal_compare(value, most) > 0) {
        sheet_step(&self->sheet, most, "%s: cao nhất %s điểm", name, sheet_amount(most, text));
        return most;
    }
    if (decimal_compare(value, least) < 0) {
        sheet_step(&self->sheet, least, "%s: thấp nhất %s điểm", name, sheet_amount(least, text));
        return least;
    }
    return value;
}

static void score_group(struct scoring *self, size_t at)
{
    const struct set_node *node = &self->set->nodes[at];
    struct unit_value sum = sum_children(self, (int)at, node->pool, node->pool != POOL_DEDUCTION);
    struct decimal none = decimal_int(0), most = decimal_min(node->points, sum.points);
    char text[SHEET_AMOUNT_TEXT];
    const char *name = arena_print(self->sheet.arena, "Nhóm %s “%s”", node->code, node->name);
    sheet_step(&self->sheet, sum.value, "%s: các phần cộng lại %s điểm", name,
               sheet_amount(sum.value, text));
    if (node->pool == POOL_DEDUCTION) {
        sum.value = unit_limit(self, sum.value, (struct decimal){-node->points.raw}, none, name);
    } else {
        struct decimal least = {.raw = node->is_open ? INT64_MIN : 0};
        sum.value = unit_limit(self, sum.value, least, most, name);
    }
    sum.points = most;
    self->result->values[at] = sum;
}

/* Groups from the bottom up: a group is next once all groups in it are summed. */
static void score_groups(struct scoring *self)
{
    const struct set *set = self->set;
    bool *is_done = arena_zero(self->sheet.arena, set->group_count * sizeof(*is_done));
    for (size_t done = 0; done < set->group_count;) {
        for (size_t i = 0; i < set->group_count; i++) {
            bool is_ready = !is_done[i];
            for (size_t child = 0; child < set->group_count && is_ready; child++) {
                is_ready = set->nodes[child].parent != (int)i || is_done[child];
            }
            if (is_ready) {
                score_group(self, i);
                is_done[i] = true;
                done++;
            }
        }
    }
}

/* ------------------------------------------------------------- the total */

static void score_base(struct scoring *self)
{
    struct unit_result *result = self->result;
    struct unit_value base = sum_children(self, SET_ROOT, POOL_BASE, true);
    char first[SHEET_AMOUNT_TEXT], second[SHEET_AMOUNT_TEXT], third[SHEET_AMOUNT_TEXT];
    sheet_step(&self->sheet, base.value, "Điểm cơ bản: %s trên %s điểm áp dụng",
               sheet_amount(base.value, first), sheet_amount(base.points, second));
    result->points = base.points;
    result->base = unit_limit(self, base.value, decimal_int(0), base.points, "Điểm cơ bản");
    result->unrounded = exact_of(result->base);
    struct decimal whole = self->set->base;
    bool is_rescaled =
        self->set->is_rescaled && base.points.raw > 0 && decimal_compare(base.points, whole) < 0;
    if (!is_rescaled) {
        return;
    }
    struct exact value = exact_quotient(result->base, whole, base.points);
    const char *from = sheet_amount(result->base, first);
    result->unrounded = value;
    if (exact_to_points(value, &result->base)) {
        char exactly[SHEET_AMOUNT_TEXT];
        sheet_step(&self->sheet, result->base,
                   "Quy đổi phần không áp dụng: %s / %s × %s = %s, làm tròn đến 0,01", from,
                   sheet_amount(base.points, second), sheet_amount(whole, third),
                   sheet_cut_amount(value, exactly));
    }
}

static void score_percent(struct scoring *self)
{
    struct unit_result *result = self->result;
    struct decimal under = self->set->is_rescaled ? self->set->base : result->points;
    result->has_percent =
        result->points.raw > 0 && under.raw > 0 &&
        exact_add(result->unrounded, exact_of(result->bonus), &result->unrounded) &&
        exact_scale(result->unrounded, decimal_int(PERCENT), under, &result->percent);
    if (!result->has_percent) {
        sheet_note(&self->sheet,
                   "Không tiêu chí cơ bản nào áp dụng (0/0): không có tỷ lệ phần trăm");
    }
}

static void score_total(struct scoring *self)
{
    struct unit_result *result = self->result;
    const struct set *set = self->set;
    struct decimal bonus = {0};
    for (size_t i = 0; i < set->node_count; i++) {
        int parent = set->nodes[i].parent;
        bool is_top = parent == SET_ROOT || set->nodes[parent].pool != POOL_BONUS;
        if (set->nodes[i].pool == POOL_BONUS && is_top) {
            unit_add(&bonus, result->values[i].value);
        }
    }
    for (size_t i = set->group_count; i < set->node_count; i++) {
        result->waiting += result->values[i].waiting;
    }
    score_base(self);
    char first[SHEET_AMOUNT_TEXT], second[SHEET_AMOUNT_TEXT], third[SHEET_AMOUNT_TEXT];
    result->bonus = unit_limit(self, bonus, decimal_int(0), set->bonus, "Quỹ điểm thưởng");
    result->total = result->base;
    unit_add(&result->total, result->bonus);
    sheet_step(&self->sheet, result->total, "Tổng điểm: %s + thưởng %s = %s",
               sheet_amount(result->base, first), sheet_amount(result->bonus, second),
               sheet_amount(result->total, third));
    score_percent(self);
    if (result->waiting > 0) {
        sheet_note(&self->sheet, "%zu tiêu chí chờ người quyết định, tạm tính 0 điểm",
                   result->waiting);
    }
}

struct unit_result *unit_sum(const struct set *set, const struct unit_inputs *inputs,
                             struct outcome *cells, struct arena *arena)
{
    size_t criteria = set->node_count - set->group_count;
    struct unit_result *result = arena_zero(arena, sizeof(*result));
    struct scoring self = {.set = set, .result = result};
    sheet_open(&self.sheet, arena, NULL);
    result->inputs = inputs;
    result->cells = cells;
    result->values = arena_zero(arena, set->node_count * sizeof(*result->values));
    for (size_t i = 0; i < criteria; i++) {
        result->values[set->group_count + i] = value_of_cell(&inputs->cells[i], &cells[i]);
    }
    score_groups(&self);
    score_total(&self);
    unit_find_band(set, result, &self.sheet);
    result->receipt = unit_receipt(set, result, &self.sheet);
    return result;
}

struct unit_result *unit_score(const struct set *set, const struct unit_inputs *inputs,
                               struct arena *arena)
{
    size_t criteria = set->node_count - set->group_count;
    struct outcome *cells = arena_zero(arena, (criteria + 1) * sizeof(*cells));
    for (size_t i = 0; i < criteria; i++) {
        cells[i] = score_cell(&inputs->cells[i], arena);
    }
    return unit_sum(set, inputs, cells, arena);
}

struct decimal unit_part(const struct set *set, const struct unit_result *result, int node)
{
    struct decimal value = result->values[node].value, scaled;
    bool is_rescaled = set->is_rescaled && result->points.raw > 0 &&
                       decimal_compare(result->points, set->base) < 0 &&
                       decimal_scale(value, set->base, result->points, &scaled);
    return is_rescaled ? decimal_round(scaled) : value;
}
