/*
 * set.h — a criteria set, ready for computing: the tree, its rules, its bands.
 *
 * The form is published as proto/criteria-set.schema.json.  A set has groups (any depth)
 * and criteria; each criterion has a rule, and may have another for some kinds of units
 * or peer groups.  Points of a criterion go to the base or to the bonus pool, or are deducted
 * from its group.  Gates lower the band and never the score.
 */
#ifndef RULES_SET_H
#define RULES_SET_H

#include <jansson.h>

#include "rules/condition.h"
#include "rules/rule.h"

enum { SET_ROOT = -1 }; /* the parent of the top nodes */

enum set_pool { POOL_BASE, POOL_BONUS, POOL_DEDUCTION };

/* For units of some kinds or peer groups: other points, another rule.  Lists of codes end
 * with NULL here and below. */
struct set_variant {
    const char *const *kinds, *const *peer_groups;
    struct decimal points;
    struct rule *rule;
};

struct set_node {
    const char *code, *name;
    const char *place; /* "/criteria/3" */
    int parent;        /* index or SET_ROOT */
    enum set_pool pool;
    struct decimal points; /* the most; of a deduction: the most deducted */
    /* Of groups. */
    bool is_capped; /* its content may add up to more, which is cut */
    bool is_open;   /* no floor at 0 */
    /* Of criteria. */
    struct rule *rule; /* NULL: a group */
    int rule_version;
    const char *window_from, *window_to;                   /* the set's period if it has none */
    const char *const *absent_kinds, *const *absent_units; /* units to which it does not apply */
    const char *absent_reason;
    struct set_variant *variants;
    size_t variant_count;
};

/* {"all": [..]} · {"any": [..]} · {"node": code, "in": "points" | "percent", a range}. */
struct set_gate_condition {
    enum condition_join join;
    const char *place; /* "/gates/0/any/1" */
    size_t count;
    struct set_gate_condition *parts;
    int node;
    bool is_percent;
    struct range range;
};

struct set_gate {
    const char *code, *name;
    struct set_gate_condition condition;
};

struct set_band {
    const char *name;
    struct range range;
    int *gates; /* indexes */
    size_t gate_count;
};

struct set_unit {
    const char *code, *name, *kind, *peer_group;
};

struct set_target {
    const char *unit;
    int node;
    struct decimal value;
};

struct set {
    struct arena *arena;
    struct faults faults;
    const char *code, *name;
    int version;
    const char *from, *to; /* the period, YYYY-MM-DD */
    struct decimal base, bonus;
    bool is_rescaled;     /* points that do not apply are compensated in proportion */
    bool is_by_points;    /* bands are ranges of points, not of percent */
    struct decimal grain; /* of totals in points that are not rescaled, for gaps between bands */
    enum fault_weight band_holes;
    int *tie_break; /* nodes whose values order equal totals, the first first */
    size_t tie_break_count;
    struct set_node *nodes; /* groups, then criteria, each in the set's order */
    size_t node_count, group_count;
    struct set_gate *gates;
    size_t gate_count;
    struct set_band *bands; /* the highest first */
    size_t band_count;
    bool has_directory;
    const char *const *kinds, *const *peer_groups;
    struct set_unit *units;
    size_t unit_count;
    struct set_target *targets;
    size_t target_count;
};

/* Never NULL.  `faults.broken` > 0: the set cannot be computed; `faults.wrong` > 0: it is
 * refused.  The cells of a criterion whose rule is broken go to a person. */
struct set *set_read(const json_t *json);
void set_free(struct set **self); /* NULL-safe */

/* SET_ROOT: no node has the code. */
int set_find(const struct set *self, const char *code);
bool set_has_code(const char *const *list, const char *code);
const struct set_unit *set_unit_find(const struct set *self, const char *code);

#endif
