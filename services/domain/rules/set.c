/*
 * set.c — reads a set in order: settings, groups and criteria, then what refers to them.
 */
#include "rules/set.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "rules/set_internal.h"

enum { CODE_MAX = 40 };

static const char FORMAT[] = "minhchung-criteria-set/1";

static bool is_code(const char *text)
{
    size_t len = strlen(text);
    return len > 0 && len <= CODE_MAX && strchr("._-", text[0]) == NULL &&
           strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-") == len;
}

static struct set_node read_common(struct rule_reader *reader)
{
    static const char *const POOLS[] = {
        [POOL_BASE] = "base", [POOL_BONUS] = "bonus", [POOL_DEDUCTION] = "deduction", NULL};
    struct set_node node = {.place = reader->place, .parent = SET_ROOT};
    node.code = read_text(reader, "code");
    node.name = read_text(reader, "name");
    if (node.code[0] != '\0' && !is_code(node.code)) {
        read_fault_at(reader, "code", "mã “%s” chỉ được có chữ không dấu, số và . _ -, tối đa %d",
                      node.code, CODE_MAX);
    }
    node.pool = (enum set_pool)read_word_or(reader, "pool", POOLS);
    node.points = read_points(reader, "points");
    read_text_or(reader, "note");
    return node;
}

static struct set_node read_group(struct rule_reader *reader)
{
    static const char *const FLOORS[] = {"0", "none", NULL};
    static const char *const LIMITS[] = {"sum", "cap", NULL};
    struct set_node node = read_common(reader);
    node.is_open = read_word_or(reader, "floor", FLOORS) == 1;
    node.is_capped = read_word_or(reader, "limit", LIMITS) == 1;
    read_end(reader);
    return node;
}

/* Reads a day of the set or of a window; a missing one is replaced by the other. */
static const char *read_day(struct rule_reader *reader, const char *key, const char *other)
{
    const char *text = read_text_or(reader, key);
    date_days day;
    if (text[0] != '\0' && !date_parse(text, &day)) {
        read_fault_at(reader, key, "“%s” không phải là ngày YYYY-MM-DD", text);
    }
    return text[0] != '\0' ? text : other;
}

static void read_window(struct rule_reader *reader, const char *key, const char **from,
                        const char **to)
{
    const json_t *json = read_object_or(reader, key);
    struct rule_reader inner = read_inner(reader, json, key);
    *from = read_day(&inner, "from", *from);
    *to = read_day(&inner, "to", *to);
    read_end(&inner);
    if (strcmp(*from, *to) > 0) {
        read_fault(&inner, "khoảng thời gian kết thúc trước khi bắt đầu: %s – %s", *from, *to);
    }
}

/* The cells of a broken rule go to a person, and the set is refused, but other rules can still
 * be computed. */
static struct rule *read_rule(struct rule_reader *reader, const char *figures)
{
    const json_t *json = read_take(reader, "rule");
    if (json == NULL) {
        read_fault(reader, "thiếu “rule”: quy tắc chấm điểm");
        return rule_new("null", figures);
    }
    char *text = json_dumps(json, JSON_COMPACT | JSON_ENCODE_ANY);
    struct rule *rule = rule_new(text, figures);
    free(text);
    for (const struct fault *fault = rule->faults.first; fault != NULL; fault = fault->next) {
        faults_add(reader->faults, fault->weight == FAULT_HINT ? FAULT_HINT : FAULT_WRONG,
                   arena_print(reader->arena, "%s/rule%s", reader->place, fault->place), "%s",
                   fault->text);
    }
    return rule;
}

static const char *read_figures(struct rule_reader *reader)
{
    const char *const *names = set_read_codes(reader, "figures");
    for (size_t i = 0; names[i] != NULL; i++) {
        for (size_t before = 0; before < i; before++) {
            if (strcmp(names[i], names[before]) == 0) {
                read_fault_at(reader, "figures", "hai số liệu cùng tên “%s”", names[i]);
            }
        }
    }
    char *text = json_dumps(json_object_get(reader->json, "figures"), JSON_COMPACT);
    const char *copy = text != NULL ? arena_print(reader->arena, "%s", text) : "[]";
    free(text);
    return copy;
}

static struct set_variant read_variant(struct rule_reader *reader, const struct set_node *node,
                                       const char *figures)
{
    struct set_variant variant = {.kinds = set_read_codes(reader, "kinds"),
                                  .peer_groups = set_read_codes(reader, "peer_groups")};
    bool has_points;
    if (variant.kinds[0] == NULL && variant.peer_groups[0] == NULL) {
        read_fault(reader, "thiếu “kinds” hoặc “peer_groups”: quy tắc này dành cho ai");
    }
    variant.points = read_points_or(reader, "points", &has_points);
    variant.points = has_points ? variant.points : node->points;
    variant.rule = read_rule(reader, figures);
    read_end(reader);
    return variant;
}

static void read_absence(struct rule_reader *reader, struct set_node *node)
{
    const json_t *json = read_object_or(reader, "not_applicable");
    struct rule_reader inner = read_inner(reader, json, "not_applicable");
    node->absent_kinds = set_read_codes(&inner, "kinds");
    node->absent_units = set_read_codes(&inner, "units");
    node->absent_reason = json != NULL ? read_text(&inner, "reason") : "";
    read_end(&inner);
}

static struct set_node read_criterion(const struct set *self, struct rule_reader *reader)
{
    struct set_node node = read_common(reader);
    const char *figures = read_figures(reader);
    node.rule = read_rule(reader, figures);
    node.rule_version = read_number_or(reader, "rule_version");
    node.window_from = self->from;
    node.window_to = self->to;
    read_window(reader, "window", &node.window_from, &node.window_to);
    read_text_or(reader, "evidence");
    set_read_codes(reader, "evidence_kinds");
    read_absence(reader, &node);
    const json_t *list = read_list_or(reader, "variants");
    node.variant_count = json_array_size(list);
    node.variants = arena_zero(reader->arena, node.variant_count * sizeof(*node.variants));
    for (size_t i = 0; i < node.variant_count; i++) {
        struct rule_reader inner = read_element(reader, json_array_get(list, i), "variants", i);
        node.variants[i] = read_variant(&inner, &node, figures);
    }
    read_end(reader);
    return node;
}

/* ------------------------------------------------------------- the whole */

static void read_nodes(struct set *self, struct rule_reader *reader)
{
    const json_t *groups = read_list_or(reader, "groups");
    const json_t *criteria = read_list(reader, "criteria");
    size_t count = json_array_size(groups) + json_array_size(criteria);
    self->group_count = json_array_size(groups);
    self->nodes = arena_zero(self->arena, count * sizeof(*self->nodes));
    const char **parents = arena_zero(self->arena, (count + 1) * sizeof(*parents));
    for (size_t i = 0; i < count; i++) {
        bool is_group = i < self->group_count;
        size_t at = is_group ? i : i - self->group_count;
        struct rule_reader inner =
            read_element(reader, json_array_get(is_group ? groups : criteria, at),
                         is_group ? "groups" : "criteria", at);
        parents[i] = read_text_or(&inner, "parent");
        self->nodes[i] = is_group ? read_group(&inner) : read_criterion(self, &inner);
        self->node_count++;
    }
    for (size_t i = 0; i < count; i++) {
        int parent = parents[i][0] != '\0' ? set_find(self, parents[i]) : SET_ROOT;
        self->nodes[i].parent = parent < (int)self->group_count ? parent : SET_ROOT;
        if (parents[i][0] != '\0' && self->nodes[i].parent == SET_ROOT) {
            set_fault(self, FAULT_WRONG,
                      arena_print(self->arena, "%s/parent", self->nodes[i].place),
                      "không có nhóm nào mang mã “%s”", parents[i]);
        }
    }
}

static void read_head(struct set *self, struct rule_reader *reader)
{
    static const char *const FORMATS[] = {FORMAT, NULL};
    read_word(reader, "format", FORMATS);
    self->code = read_text(reader, "code");
    self->name = read_text(reader, "name");
    self->version = read_number_or(reader, "version");
    read_text_or(reader, "source");
    read_text_or(reader, "note");
    self->from = "0001-01-01";
    self->to = "9999-12-31";
    read_window(reader, "period", &self->from, &self->to);
    struct rule_reader points = read_inner(reader, read_object_or(reader, "points"), "points");
    self->base = read_points(&points, "base");
    bool has_bonus;
    self->bonus = read_points_or(&points, "bonus", &has_bonus);
    read_end(&points);
}

struct set *set_read(const json_t *json)
{
    struct arena *arena = arena_new();
    struct set *self = arena_zero(arena, sizeof(*self));
    self->arena = arena;
    self->faults.arena = arena;
    struct rule_reader reader = {
        .json = json, .arena = arena, .faults = &self->faults, .place = ""};
    if (!json_is_object(json)) {
        read_fault(&reader, "không phải là một đối tượng JSON");
        return self;
    }
    read_head(self, &reader);
    read_nodes(self, &reader);
    set_read_settings(self, &reader);
    set_read_directory(self, &reader);
    set_read_gates(self, &reader);
    set_read_bands(self, &reader);
    set_read_targets(self, &reader);
    read_end(&reader);
    set_check_tree(self);
    if (self->faults.broken == 0) {
        set_check_points(self);
        set_check_gates(self);
        set_check_codes(self);
    }
    return self;
}

void set_free(struct set **pointer)
{
    struct set *self = *pointer;
    *pointer = NULL;
    if (self == NULL) {
        return;
    }
    for (size_t i = 0; i < self->node_count; i++) {
        struct set_node *node = &self->nodes[i];
        rule_free(&node->rule);
        for (size_t at = 0; at < node->variant_count; at++) {
            rule_free(&node->variants[at].rule);
        }
    }
    struct arena *arena = self->arena;
    arena_free(&arena);
}
