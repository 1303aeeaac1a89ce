/*
 * set_parts.c — reads the settings, directory, gates, bands and targets of a set.
 */
#include <string.h>

#include "rules/set_internal.h"

void set_read_settings(struct set *self, struct rule_reader *reader)
{
    static const char *const RESCALE[] = {"none", "proportional", NULL};
    static const char *const BANDS[] = {"percent", "points", NULL};
    static const char *const HOLES[] = {"fault", "person", NULL};
    struct rule_reader inner = read_inner(reader, read_object_or(reader, "settings"), "settings");
    bool has_grain;
    self->is_rescaled = read_word_or(&inner, "rescale", RESCALE) == 1;
    self->is_by_points = read_word_or(&inner, "bands_by", BANDS) == 1;
    self->band_holes = read_word_or(&inner, "band_holes", HOLES) == 1 ? FAULT_HINT : FAULT_WRONG;
    self->grain = read_amount_or(&inner, "band_grain", &has_grain);
    const char *const *codes = set_read_codes(&inner, "tie_break");
    while (codes[self->tie_break_count] != NULL) {
        self->tie_break_count++;
    }
    self->tie_break = arena_zero(self->arena, self->tie_break_count * sizeof(*self->tie_break));
    for (size_t i = 0; i < self->tie_break_count; i++) {
        self->tie_break[i] = set_find(self, codes[i]);
        if (self->tie_break[i] == SET_ROOT) {
            read_fault_at(&inner, "tie_break", "không có nhóm hoặc tiêu chí nào mang mã “%s”",
                          codes[i]);
        }
    }
    read_end(&inner);
}

/* ------------------------------------------------------------- directory */

static const char *const *read_named_codes(struct rule_reader *reader, const char *key)
{
    const json_t *list = read_list_or(reader, key);
    size_t count = json_array_size(list);
    const char **codes = arena_zero(reader->arena, (count + 1) * sizeof(*codes));
    for (size_t i = 0; i < count; i++) {
        struct rule_reader inner = read_element(reader, json_array_get(list, i), key, i);
        codes[i] = read_text(&inner, "code");
        read_text_or(&inner, "name");
        read_end(&inner);
    }
    return codes;
}

void set_read_directory(struct set *self, struct rule_reader *reader)
{
    const json_t *json = read_object_or(reader, "directory");
    struct rule_reader inner = read_inner(reader, json, "directory");
    self->has_directory = json != NULL;
    self->kinds = read_named_codes(&inner, "kinds");
    self->peer_groups = read_named_codes(&inner, "peer_groups");
    const json_t *units = read_list_or(&inner, "units");
    self->unit_count = json_array_size(units);
    self->units = arena_zero(self->arena, self->unit_count * sizeof(*self->units));
    for (size_t i = 0; i < self->unit_count; i++) {
        struct rule_reader unit = read_element(&inner, json_array_get(units, i), "units", i);
        self->units[i] =
            (struct set_unit){read_text(&unit, "code"), read_text_or(&unit, "name"),
                              read_text_or(&unit, "kind"), read_text_or(&unit, "peer_group")};
        read_end(&unit);
    }
    read_end(&inner);
}

/* ------------------------------------------------------------- gates and bands */

static struct set_gate_condition read_condition(struct set *self, struct rule_reader *reader);

static void read_joined(struct set *self, struct rule_reader *reader, const char *key,
                        struct set_gate_condition *into)
{
    const json_t *list = read_list(reader, key);
    into->count = json_array_size(list);
    into->parts = arena_zero(self->arena, into->count * sizeof(*into->parts));
    for (size_t i = 0; i < into->count; i++) {
        struct rule_reader inner = read_element(reader, json_array_get(list, i), key, i);
        into->parts[i] = read_condition(self, &inner);
        read_end(&inner);
    }
}

static struct set_gate_condition read_condition(struct set *self, struct rule_reader *reader)
{
    static const char *const IN[] = {"points", "percent", NULL};
    struct set_gate_condition condition = {
        .join = CONDITION_RANGE, .place = reader->place, .node = SET_ROOT};
    if (!read_deeper(reader, "điều kiện")) {
        return condition;
    }
    if (read_has(reader, "all")) {
        condition.join = CONDITION_ALL;
        read_joined(self, reader, "all", &condition);
    } else if (read_has(reader, "any")) {
        condition.join = CONDITION_ANY;
        read_joined(self, reader, "any", &condition);
    } else {
        condition.node = set_read_node(self, reader, "node");
        condition.is_percent = read_word_or(reader, "in", IN) == 1;
        condition.range = range_read(reader);
    }
    return condition;
}

void set_read_gates(struct set *self, struct rule_reader *reader)
{
    const json_t *list = read_list_or(reader, "gates");
    self->gate_count = json_array_size(list);
    self->gates = arena_zero(self->arena, self->gate_count * sizeof(*self->gates));
    for (size_t i = 0; i < self->gate_count; i++) {
        struct rule_reader inner = read_element(reader, json_array_get(list, i), "gates", i);
        struct set_gate *gate = &self->gates[i];
        gate->code = read_text(&inner, "code");
        gate->name = read_text(&inner, "name");
        gate->condition = read_condition(self, &inner);
        read_end(&inner);
        for (size_t before = 0; before < i; before++) {
            if (strcmp(gate->code, self->gates[before].code) == 0) {
                read_fault_at(&inner, "code", "hai điều kiện cùng mang mã “%s”", gate->code);
            }
        }
    }
}

static void read_band_gates(const struct set *self, struct rule_reader *reader,
                            struct set_band *band)
{
    const char *const *codes = set_read_codes(reader, "gates");
    size_t count = 0;
    while (codes[count] != NULL) {
        count++;
    }
    band->gates = arena_zero(self->arena, count * sizeof(*band->gates));
    for (size_t i = 0; i < count; i++) {
        size_t at = 0;
        while (at < self->gate_count && strcmp(self->gates[at].code, codes[i]) != 0) {
            at++;
        }
        if (at == self->gate_count) {
            read_fault_at(reader, "gates", "không có điều kiện nào mang mã “%s”", codes[i]);
        } else {
            band->gates[band->gate_count++] = (int)at;
        }
    }
}

/* Bands go from the highest down, because a unit that fails the gates of one gets the next. */
static void check_order(const struct set *self, struct rule_reader *reader)
{
    for (size_t i = 1; i < self->band_count; i++) {
        const struct range *above = &self->bands[i - 1].range, *here = &self->bands[i].range;
        struct rule_reader inner = read_element(reader, NULL, "bands", i);
        if (here->has_low && above->has_low && decimal_compare(here->low, above->low) >= 0) {
            read_fault(&inner, "“%s” phải đứng sau mức thấp hơn nó: xếp từ mức cao xuống mức thấp",
                       self->bands[i - 1].name);
        }
    }
}

void set_read_bands(struct set *self, struct rule_reader *reader)
{
    const json_t *list = read_list_or(reader, "bands");
    self->band_count = json_array_size(list);
    self->bands = arena_zero(self->arena, self->band_count * sizeof(*self->bands));
    struct range *ranges = arena_alloc(self->arena, self->band_count * sizeof(*ranges));
    for (size_t i = 0; i < self->band_count; i++) {
        struct rule_reader inner = read_element(reader, json_array_get(list, i), "bands", i);
        self->bands[i].name = read_text(&inner, "name");
        self->bands[i].range = range_read_any(&inner);
        read_band_gates(self, &inner, &self->bands[i]);
        read_end(&inner);
        ranges[i] = self->bands[i].range;
    }
    check_order(self, reader);
    struct range_check check = {
        .reader = reader, .key = "bands", .what = "mức xếp loại", .gap = self->band_holes};
    if (self->is_by_points) {
        check.domain.has_most = decimal_add(self->base, self->bonus, &check.domain.most);
    }
    if (self->is_by_points && !self->is_rescaled) { /* quotients have no grain */
        check.domain.grain.raw = self->grain.raw > 0 ? self->grain.raw : DECIMAL_ONE / 100;
    }
    if (self->band_count > 0) {
        range_check_list(&check, ranges, self->band_count);
    }
}

/* ------------------------------------------------------------- targets */

/* Expected progress: rising percents at rising days. */
static void read_pace(struct rule_reader *reader)
{
    const json_t *list = read_list_or(reader, "pace");
    const char *before = "";
    struct decimal least = {0};
    for (size_t i = 0; i < json_array_size(list); i++) {
        struct rule_reader inner = read_element(reader, json_array_get(list, i), "pace", i);
        const char *by = read_text(&inner, "by");
        struct decimal percent = read_amount(&inner, "percent");
        read_end(&inner);
        if (strcmp(by, before) <= 0 || decimal_compare(percent, least) < 0) {
            read_fault(&inner, "tiến độ phải tăng dần theo ngày");
        }
        before = by;
        least = percent;
    }
}

void set_read_targets(struct set *self, struct rule_reader *reader)
{
    const json_t *list = read_list_or(reader, "targets");
    self->target_count = json_array_size(list);
    self->targets = arena_zero(self->arena, self->target_count * sizeof(*self->targets));
    for (size_t i = 0; i < self->target_count; i++) {
        struct rule_reader inner = read_element(reader, json_array_get(list, i), "targets", i);
        struct set_target *target = &self->targets[i];
        target->unit = read_text(&inner, "unit");
        target->node = set_read_node(self, &inner, "criterion");
        target->value = read_amount(&inner, "value");
        read_pace(&inner);
        read_end(&inner);
        if (target->node != SET_ROOT && self->nodes[target->node].rule == NULL) {
            read_fault_at(&inner, "criterion", "“%s” là nhóm, không phải tiêu chí",
                          self->nodes[target->node].code);
        }
        for (size_t before = 0; before < i; before++) {
            if (target->node == self->targets[before].node &&
                strcmp(target->unit, self->targets[before].unit) == 0) {
                read_fault(&inner, "chỉ tiêu này đã giao cho đơn vị “%s” ở /targets/%zu",
                           target->unit, before);
            }
        }
    }
}
