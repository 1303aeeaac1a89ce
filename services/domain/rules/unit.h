/*
 * unit.h — from a criteria set and the inputs of one unit to its scores, sums, band and
 * receipts; and ranks among several.  Pure: nothing is looked up anywhere else.
 *
 * Sums: a group is what stands in it, less its deductions, held to 0 .. its points; the
 * base is what stands at the top; bonus points are a pool of their own with a cap.  A
 * criterion that does not apply leaves numerator and denominator; with the set's setting
 * "rescale" the base is then made up for in proportion.  A criterion that waits for a
 * person counts as 0 in sums, and the sums say how many wait.
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

/* Cells with what the set says of them for such a unit: points, rule, window, whether it
 * applies, target.  Facts, assessed points and own reasons of not applying are the
 * caller's to add. */
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
    struct decimal points; /* base points that apply */
    struct exact percent;  /* of them; 0 where none apply */
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

/* The second half of that: sums, gates and band of cells that have been scored already, by
 * whatever body.  `cells`: one outcome for each criterion, kept by the result; of the inputs
 * only who the unit is and the points of its cells are looked at. */
struct unit_result *unit_sum(const struct set *set, const struct unit_inputs *inputs,
                             struct outcome *cells, struct arena *arena);

/* What a node at the top of the base brings to it, with what was made up for. */
struct decimal unit_part(const struct set *set, const struct unit_result *result, int node);

/* Ranks within peer groups by the total; the set's tie break, then a shared rank
 * (1, 2, 2, 4). */
void unit_rank(const struct set *set, struct unit_result **results, size_t count);

#endif
