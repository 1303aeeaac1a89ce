/*
 * set_check.c — checks between the parts of a set: the tree, the sums, the codes that refer
 * to units, kinds and peer groups.
 */
#include <string.h>

#include "base/map.h"
#include "rules/set_internal.h"

enum { PERCENT = 100 };

static const char *set_check_field(const struct set *self, const struct set_node *node,
                                   const char *key)
{
    return arena_print(self->arena, "%s/%s", node->place, key);
}

/* ------------------------------------------------------------- the tree */

static void check_codes_once(struct set *self)
{
    struct map *seen = map_new();
    for (size_t i = 0; i < self->node_count; i++) {
        const struct set_node *node = &self->nodes[i];
        const struct set_node *before = map_get_text(seen, node->code);
        if (before != NULL && node->code[0] != '\0') {
            set_fault(self, FAULT_BROKEN, set_check_field(self, node, "code"),
                      "mã “%s” đã dùng cho “%s”", node->code, before->name);
        } else {
            map_put_text(seen, node->code, &self->nodes[i]);
        }
    }
    map_free(&seen);
}

/* Reports a cycle at each of its groups. */
static void check_circles(struct set *self)
{
    for (size_t i = 0; i < self->group_count; i++) {
        int at = self->nodes[i].parent;
        for (size_t steps = 0; at != SET_ROOT && at != (int)i && steps < self->group_count;
             steps++) {
            at = self->nodes[at].parent;
        }
        if (at == (int)i) {
            set_fault(self, FAULT_BROKEN, set_check_field(self, &self->nodes[i], "parent"),
                      "nhóm “%s” nằm trong chính nó: các nhóm cha tạo thành vòng",
                      self->nodes[i].code);
        }
    }
}

/* A bonus within deductions belongs to neither pool: no sum would contain it. */
static void check_pools(struct set *self)
{
    for (size_t i = 0; i < self->node_count; i++) {
        const struct set_node *node = &self->nodes[i];
        const struct set_node *group = node->parent != SET_ROOT ? &self->nodes[node->parent] : NULL;
        if (group != NULL && node->pool == POOL_BONUS && group->pool == POOL_DEDUCTION) {
            set_fault(self, FAULT_WRONG, set_check_field(self, node, "pool"),
                      "“%s” là điểm thưởng nhưng nằm trong nhóm điểm trừ “%s”: đưa ra ngoài",
                      node->code, group->code);
        }
    }
}

/* A node within a bonus or deduction group belongs to the group's pool. */
static void hand_down_pools(struct set *self)
{
    for (size_t i = 0; i < self->node_count; i++) {
        struct set_node *node = &self->nodes[i];
        for (int at = node->parent; at != SET_ROOT && node->pool == POOL_BASE;
             at = self->nodes[at].parent) {
            node->pool = self->nodes[at].pool;
        }
    }
}

void set_check_tree(struct set *self)
{
    check_codes_once(self);
    check_circles(self);
    if (self->faults.broken == 0) {
        hand_down_pools(self);
        check_pools(self);
    }
}

/* ------------------------------------------------------------- sums */

/* A kind and a peer group that variants name; "" stands for all others. */
struct profile {
    const char *kind, *peer_group;
};

static struct decimal points_for(const struct set_node *node, const struct profile *profile)
{
    for (size_t i = 0; i < node->variant_count; i++) {
        const struct set_variant *variant = &node->variants[i];
        bool is_kind = variant->kinds[0] == NULL || set_has_code(variant->kinds, profile->kind);
        bool is_peer = variant->peer_groups[0] == NULL ||
                       set_has_code(variant->peer_groups, profile->peer_group);
        if (is_kind && is_peer) {
            return variant->points;
        }
    }
    return node->points;
}

struct sum {
    struct decimal points;
    size_t count;
};

static struct sum sum_of(const struct set *self, int parent, enum set_pool pool,
                         const struct profile *profile)
{
    struct sum sum = {0};
    for (size_t i = 0; i < self->node_count; i++) {
        const struct set_node *node = &self->nodes[i];
        if (node->parent == parent && node->pool == pool && (int)i != parent) {
            sum.count++;
            if (!decimal_add(sum.points, points_for(node, profile), &sum.points)) {
                sum.points.raw = INT64_MAX;
            }
        }
    }
    return sum;
}

static const char *profile_text(const struct set *self, const struct profile *profile)
{
    bool has_kind = profile->kind[0] != '\0', has_peer = profile->peer_group[0] != '\0';
    return arena_print(self->arena, "%s%s%s%s", has_kind ? " (loại đơn vị " : "", profile->kind,
                       has_kind && has_peer ? ", cụm "
                       : has_peer           ? " (cụm "
                                            : "",
                       has_kind || has_peer ? arena_print(self->arena, "%s)", profile->peer_group)
                                            : "");
}

static void check_sum(struct set *self, const char *place, struct decimal wanted, struct sum sum,
                      const struct profile *profile)
{
    char first[SHEET_AMOUNT_TEXT], second[SHEET_AMOUNT_TEXT];
    if (decimal_compare(sum.points, wanted) != 0) {
        set_fault(self, FAULT_WRONG, place, "ghi %s điểm nhưng các phần bên trong cộng lại là %s%s",
                  sheet_amount(wanted, first), sheet_amount(sum.points, second),
                  profile_text(self, profile));
    }
}

static void check_sums(struct set *self, const struct profile *profile)
{
    for (size_t i = 0; i < self->group_count; i++) {
        const struct set_node *group = &self->nodes[i];
        struct sum sum = sum_of(self, (int)i, group->pool, profile);
        bool is_enough = group->is_capped && decimal_compare(sum.points, group->points) >= 0;
        if (!is_enough) {
            check_sum(self, set_check_field(self, group, "points"), group->points, sum, profile);
        }
    }
    check_sum(self, "/points/base", self->base, sum_of(self, SET_ROOT, POOL_BASE, profile),
              profile);
    struct sum bonus = sum_of(self, SET_ROOT, POOL_BONUS, profile);
    for (size_t i = 0; i < self->group_count; i++) { /* bonus criteria in base groups */
        if (self->nodes[i].pool == POOL_BASE) {
            struct sum inside = sum_of(self, (int)i, POOL_BONUS, profile);
            bonus.count += inside.count;
            if (!decimal_add(bonus.points, inside.points, &bonus.points)) {
                bonus.points.raw = INT64_MAX;
            }
        }
    }
    if (decimal_compare(bonus.points, self->bonus) < 0) {
        check_sum(self, "/points/bonus", self->bonus, bonus, profile);
    }
}

static size_t add_names(const char *const *from, const char **into, size_t count)
{
    for (; *from != NULL; from++) {
        size_t at = 0;
        while (at < count && strcmp(into[at], *from) != 0) {
            at++;
        }
        if (at == count) {
            into[count++] = *from;
        }
    }
    return count;
}

static size_t count_names(const char *const *list)
{
    size_t count = 0;
    while (list[count] != NULL) {
        count++;
    }
    return count;
}

/* Checks the plain set, and the set as it applies to every kind and peer group that is named. */
static void check_all_profiles(struct set *self)
{
    size_t most = 1;
    for (size_t i = 0; i < self->node_count; i++) {
        for (size_t at = 0; at < self->nodes[i].variant_count; at++) {
            most += count_names(self->nodes[i].variants[at].kinds) +
                    count_names(self->nodes[i].variants[at].peer_groups);
        }
    }
    const char **kinds = arena_alloc(self->arena, most * sizeof(*kinds));
    const char **peers = arena_alloc(self->arena, most * sizeof(*peers));
    size_t kind_count = 1, peer_count = 1;
    kinds[0] = peers[0] = "";
    for (size_t i = 0; i < self->node_count; i++) {
        for (size_t at = 0; at < self->nodes[i].variant_count; at++) {
            const struct set_variant *variant = &self->nodes[i].variants[at];
            kind_count = add_names(variant->kinds, kinds, kind_count);
            peer_count = add_names(variant->peer_groups, peers, peer_count);
        }
    }
    for (size_t i = 0; i < kind_count; i++) {
        for (size_t at = 0; at < peer_count; at++) {
            size_t before = self->faults.wrong;
            struct profile profile = {kinds[i], peers[at]};
            check_sums(self, &profile);
            if (i == 0 && at == 0 && self->faults.wrong > before) {
                return; /* each profile would repeat the same fault */
            }
        }
    }
}

static void check_reach(struct set *self, const struct set_node *node, const struct rule *rule,
                        struct decimal points, const char *place, const char *rule_place)
{
    char first[SHEET_AMOUNT_TEXT], second[SHEET_AMOUNT_TEXT];
    int order = rule->node != NULL ? decimal_compare(rule->most, points) : 0;
    bool has_end = rule->most.raw != INT64_MAX;
    if (node->pool == POOL_DEDUCTION && rule->node != NULL && rule->most.raw > 0) {
        set_fault(self, FAULT_WRONG, rule_place,
                  "quy tắc của điểm trừ phải cho số âm (như “deduct”): quy tắc này không trừ gì");
    }
    if (node->pool == POOL_DEDUCTION || order == 0 || !has_end) {
        return;
    }
    set_fault(self, order < 0 ? FAULT_WRONG : FAULT_HINT, place,
              "quy tắc cho nhiều nhất %s điểm, tiêu chí có %s điểm",
              sheet_amount(rule->most, first), sheet_amount(points, second));
}

void set_check_points(struct set *self)
{
    check_all_profiles(self);
    for (size_t i = self->group_count; i < self->node_count; i++) {
        const struct set_node *node = &self->nodes[i];
        check_reach(self, node, node->rule, node->points, set_check_field(self, node, "points"),
                    set_check_field(self, node, "rule"));
        for (size_t at = 0; at < node->variant_count; at++) {
            const char *place = arena_print(self->arena, "%s/variants/%zu", node->place, at);
            check_reach(self, node, node->variants[at].rule, node->variants[at].points, place,
                        arena_print(self->arena, "%s/rule", place));
        }
    }
}

/* ------------------------------------------------------------- gates */

/* The least and the most that a node can have, in points or in percent of them. */
static void find_reach(const struct set_gate_condition *condition, const struct set_node *node,
                       struct decimal *least, struct decimal *most)
{
    *most = node->points;
    for (size_t i = 0; i < node->variant_count; i++) {
        *most = decimal_max(*most, node->variants[i].points);
    }
    if (condition->is_percent) {
        *most = decimal_int(PERCENT);
    }
    least->raw = node->is_open ? INT64_MIN : 0; /* without a floor: any */
    if (node->pool == POOL_DEDUCTION) {
        least->raw = -most->raw;
        most->raw = 0;
    }
}

static void check_gate(struct set *self, const struct set_gate_condition *condition)
{
    for (size_t i = 0; i < condition->count; i++) {
        check_gate(self, &condition->parts[i]);
    }
    if (condition->join != CONDITION_RANGE || condition->node == SET_ROOT) {
        return;
    }
    const struct set_node *node = &self->nodes[condition->node];
    const struct range *range = &condition->range;
    struct decimal least, most;
    find_reach(condition, node, &least, &most);
    bool has_least = range_has(range, exact_of(least)), has_most = range_has(range, exact_of(most));
    bool is_between = range->has_low && decimal_compare(range->low, most) < 0 && range->has_high &&
                      decimal_compare(range->high, least) > 0;
    if (has_least != has_most || (!has_least && is_between)) {
        return;
    }
    char first[SHEET_AMOUNT_TEXT], second[SHEET_AMOUNT_TEXT];
    bool is_deduction = node->pool == POOL_DEDUCTION;
    set_fault(self, FAULT_WRONG, condition->place, "điều kiện trên “%s” %s: %s %s đến %s%s",
              node->code, has_least ? "luôn đúng" : "không bao giờ đúng",
              is_deduction ? "điểm trừ là số âm, từ" : "giá trị chỉ từ",
              least.raw == INT64_MIN ? "dưới 0" : sheet_amount(least, first),
              sheet_amount(most, second), condition->is_percent ? "%" : " điểm");
}

/* A gate that is always or never open decides nothing: such as "through 2" on deductions, whose
 * values are below 0. */
void set_check_gates(struct set *self)
{
    for (size_t i = 0; i < self->gate_count; i++) {
        check_gate(self, &self->gates[i].condition);
    }
}

/* ------------------------------------------------------------- codes that are named */

static void check_named(struct set *self, const char *const *named, const char *const *known,
                        const char *place, const char *what)
{
    for (; *named != NULL; named++) {
        if (!set_has_code(known, *named)) {
            set_fault(self, FAULT_WRONG, place, "không có %s nào mang mã “%s”", what, *named);
        }
    }
}

static void check_node_codes(struct set *self, const struct set_node *node)
{
    check_named(self, node->absent_kinds, self->kinds,
                set_check_field(self, node, "not_applicable/kinds"), "loại đơn vị");
    for (const char *const *unit = node->absent_units; *unit != NULL; unit++) {
        if (set_unit_find(self, *unit) == NULL) {
            set_fault(self, FAULT_WRONG, set_check_field(self, node, "not_applicable/units"),
                      "không có đơn vị nào mang mã “%s”", *unit);
        }
    }
    for (size_t i = 0; i < node->variant_count; i++) {
        const char *place = arena_print(self->arena, "%s/variants/%zu", node->place, i);
        check_named(self, node->variants[i].kinds, self->kinds,
                    arena_print(self->arena, "%s/kinds", place), "loại đơn vị");
        check_named(self, node->variants[i].peer_groups, self->peer_groups,
                    arena_print(self->arena, "%s/peer_groups", place), "cụm thi đua");
    }
}

static void check_unit(struct set *self, size_t at)
{
    const struct set_unit *unit = &self->units[at];
    const char *place = arena_print(self->arena, "/directory/units/%zu", at);
    if (unit->kind[0] != '\0' && !set_has_code(self->kinds, unit->kind)) {
        set_fault(self, FAULT_WRONG, arena_print(self->arena, "%s/kind", place),
                  "không có loại đơn vị nào mang mã “%s”", unit->kind);
    }
    if (unit->peer_group[0] != '\0' && !set_has_code(self->peer_groups, unit->peer_group)) {
        set_fault(self, FAULT_WRONG, arena_print(self->arena, "%s/peer_group", place),
                  "không có cụm thi đua nào mang mã “%s”", unit->peer_group);
    }
    if (set_unit_find(self, unit->code) != unit) {
        set_fault(self, FAULT_WRONG, arena_print(self->arena, "%s/code", place),
                  "hai đơn vị cùng mang mã “%s”", unit->code);
    }
}

void set_check_codes(struct set *self)
{
    if (!self->has_directory) {
        return; /* without a directory the import checks the units */
    }
    for (size_t i = self->group_count; i < self->node_count; i++) {
        check_node_codes(self, &self->nodes[i]);
    }
    for (size_t i = 0; i < self->unit_count; i++) {
        check_unit(self, i);
    }
    for (size_t i = 0; self->unit_count > 0 && i < self->target_count; i++) {
        if (set_unit_find(self, self->targets[i].unit) == NULL) {
            set_fault(self, FAULT_WRONG, arena_print(self->arena, "/targets/%zu/unit", i),
                      "không có đơn vị nào mang mã “%s”", self->targets[i].unit);
        }
    }
}
