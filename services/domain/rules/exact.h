/*
 * exact.h — the value of a criterion while it is being computed: a quotient that
 * has not been rounded yet.
 *
 * Points are rounded once, at the end, to 0.01.  A sum of quotients has the product
 * of their denominators under it: 1024 bits hold some twenty of the largest figures.  What
 * does not fit, and a rounding to a decimal that does not, return false.
 */
#ifndef RULES_EXACT_H
#define RULES_EXACT_H

#include <stdbool.h>

#include "base/decimal.h"
#include "rules/wide.h"

__extension__ typedef __int128 exact_wide;

struct exact {
    bool is_negative;  /* 0 is not */
    struct wide over;  /* value × 10^4 = over / under */
    struct wide under; /* > 0 */
};

/* value × 10^4 = over / under, under > 0. */
struct exact exact_ratio(exact_wide over, exact_wide under);
struct exact exact_of(struct decimal value);
struct exact exact_product(struct decimal a, struct decimal b);
/* a × b / c, c > 0. */
struct exact exact_quotient(struct decimal a, struct decimal b, struct decimal c);
/* a − b × c. */
struct exact exact_difference(struct decimal a, struct decimal b, struct decimal c);

struct exact exact_negate(struct exact value);
/* In lowest terms; false: too large, result untouched. */
MUST_CHECK bool exact_add(struct exact a, struct exact b, struct exact *out);
/* value × by / under, under > 0; likewise. */
MUST_CHECK bool exact_scale(struct exact value, struct decimal by, struct decimal under,
                            struct exact *out);

int exact_compare(struct exact value, struct decimal with);
int exact_order(struct exact a, struct exact b);

/* To 0.01, or to 0.0001 for showing: half up (away from zero at exactly half).
 * False: too large, result untouched. */
MUST_CHECK bool exact_to_points(struct exact value, struct decimal *out);
MUST_CHECK bool exact_to_decimal(struct exact value, struct decimal *out);
/* To 0.0001, cut toward zero: what is less than 90 stays so.  *is_cut: digits were left out. */
MUST_CHECK bool exact_cut(struct exact value, struct decimal *out, bool *is_cut);

#endif
