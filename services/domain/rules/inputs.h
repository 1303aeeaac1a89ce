/*
 * inputs.h — the inputs and the outcome of one score.
 *
 * This layer contains only the arithmetic: no store, no clock, no files but those that the
 * caller passes.  The scoring service and the command line use the same functions, so that
 * anyone who has the criteria set and the inputs can check a score.
 */
#ifndef RULES_INPUTS_H
#define RULES_INPUTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/decimal.h"

/* The counted evidence of a cell for one figure; figure 0 is the item itself, figure n
 * the criterion's n-th figure. */
struct aggregate {
    int figure;
    struct decimal count;
    struct decimal sum;
    struct decimal max;
    struct decimal days;      /* distinct days, for rules that ask for them */
    struct decimal weeks;     /* distinct ISO weeks, likewise */
    struct decimal days_late; /* of the latest item */
};

struct rule;

/* Everything that a score depends on.  Texts are borrowed. */
struct inputs {
    struct decimal points; /* the most that it gives; of a deduction: deducts */
    bool is_deduction;     /* the value is held to -points .. 0 */
    const struct rule *rule;
    int rule_version;
    const char *window_from; /* YYYY-MM-DD, both included */
    const char *window_to;
    const char *not_applicable; /* the reason; NULL: the criterion applies */
    bool has_target;
    struct decimal target;
    const char *assessed_by; /* body "appraised" or "approved"; NULL: not assessed yet */
    struct decimal assessed;
    const char *assessed_reason;
    bool is_overflow; /* a number at the source is too large */
    struct aggregate *aggregates;
    size_t aggregate_count;
};

/* Numbered as in scoring.v1.State. */
enum outcome_state { OUTCOME_COMPUTED = 1, OUTCOME_PERSON = 2, OUTCOME_NOT_APPLICABLE = 3 };

struct outcome {
    enum outcome_state state;
    struct decimal value; /* of OUTCOME_COMPUTED: exact to 0.01 */
    const char *receipt;  /* JSON, in the arena that was given */
};

#endif
