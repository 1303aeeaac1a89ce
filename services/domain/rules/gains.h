/*
 * gains.h — what would raise a unit's total most: for each criterion that can still give
 * more, how many more evidence items, or how much more of one figure, would give the most
 * points, and where the first step up is.  Computed with the set's own rules, caps and
 * pools, not estimated.
 *
 * Only additions are tried, one figure at a time: people's decisions, lateness and
 * deductions stay as they are.
 */
#ifndef RULES_GAINS_H
#define RULES_GAINS_H

#include "base/err.h"
#include "base/json.h"
#include "rules/unit.h"

struct gain_step {
    int amount;            /* more items, or more of the figure in one item */
    struct decimal points; /* of the criterion then */
    struct decimal total;  /* of the unit then */
    int band;              /* index, or BAND_PERSON */
};

struct gain {
    int node;               /* the criterion */
    int figure;             /* 0: evidence items; n: the criterion's n-th figure */
    struct decimal points;  /* of the criterion now; 0 if it waits for a person */
    struct gain_step first; /* the least that gives more points */
    struct gain_step most;  /* the least that gives the most points */
};

/* The best `max` gains, the greatest first; of equal ones the criterion that comes first.
 * `result` is unit_score's.  In the arena. */
size_t unit_gains(const struct set *set, const struct unit_result *result, struct arena *arena,
                  struct gain *into, size_t max);

/* The answer to "what would raise my score most?": total, band and the five best gains of the
 * unit that `scoring` is about, {"set", "inputs"} with inputs as score_inputs.h has them.
 * ERR_REJECT: the set or the inputs cannot be used, see err_last. */
enum { GAINS_SHOWN = 5 };
MUST_CHECK enum err gains_answer(const json_t *scoring, struct buf *into);

/* As an array under `key`. */
void gains_write(struct json *json, const char *key, const struct set *set,
                 const struct unit_result *result, const struct gain *gains, size_t count);

#endif
