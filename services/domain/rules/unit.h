/*
 * unit.h — computes scores, sums, band and receipts of one unit from a criteria set and its
 * inputs; and ranks among several.  Pure: uses no other source.
 *
 * Sums (docs/scoring.md): a group, of the base or of the bonus, is the sum of its nodes less its
 * deductions, limited to 0 .. its points; the base is the sum of the top nodes; bonus points are
 * a separate pool with a cap.  A criterion
 * that does not apply leaves numerator and denominator; with the set's setting "rescale" the
 * base is then scaled up in proportion.  A criterion that waits for a person counts as 0 in
 * sums, and the sums count how many wait.
 */
#ifndef RULES_UNIT_H
#define RULES_UNIT_H

#include "rules/condition.h"
#include "rules/inputs.h"
#include "rules/set.h"

struct unit_inputs {
    const char *code, *name, *kind, *peer_group; /* "" where not known */
    struct inputs *cells;                        /* one for each criterion, see unit_prepare */
};

/* Fills the cells from the set for such a unit: points, rule, window, whether the criterion
 * applies, target.  The caller adds facts, assessed points and other reasons why a
 * criterion does not apply. */
void unit_prepare(const struct set *set, struct unit_inputs *unit, struct arena *arena);
/* The cell of a node that is a criterion. */
struct inputs *unit_cell(const struct set *set, const struct unit_inputs *unit, int node);

struct unit_value {
    bool is_absent; /* nothing in it applies to the unit */
    struct decimal value;
    struct decimal points; /* that apply to the unit */
    size_t waiting;        /* criteria in it that wait for a person */
};

struct unit_result {
    const struct unit_inputs *inputs;
    struct outcome *cells;     /* one for each criterion */
    struct unit_value *values; /* one for each node */
    struct decimal base, bonus, total;
    struct exact unrounded; /* the total before its rounding: it decides the band */
    struct decimal points;  /* base points that apply */
    bool has_percent;       /* false: no base points apply, 0/0 */
    struct exact percent;   /* of those points, of the unrounded total */
    size_t waiting;
    enum truth *gates;
    int band;            /* index, or BAND_PERSON */
    int rank;            /* 0: not ranked yet */
    const char *receipt; /* JSON of the sums; each cell has its own */
};

enum { BAND_PERSON = -1 }; /* no band, or a gate cannot be judged */

/* In the arena.  The inputs must outlive the result. */
struct unit_result *unit_score(const struct set *set, const struct unit_inputs *inputs,
                               struct arena *arena);

/* The second half of unit_score: sums, gates and band of cells that any body has scored
 * already.  `cells`: one outcome for each criterion, kept by the result; of the inputs only
 * the unit's identity and the points of its cells are used. */
struct unit_result *unit_sum(const struct set *set, const struct unit_inputs *inputs,
                             struct outcome *cells, struct arena *arena);

/* The contribution of a top node to the base, after rescaling. */
struct decimal unit_part(const struct set *set, const struct unit_result *result, int node);

/* Ranks within peer groups by the total; the set's tie break, then a shared rank
 * (1, 2, 2, 4). */
void unit_rank(const struct set *set, struct unit_result **results, size_t count);

#endif
