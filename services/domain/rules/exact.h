/*
 * exact.h — the value of a criterion while it is being computed: a quotient that
 * has not been rounded yet.
 *
 * Points are rounded once, at the end, to 0.01.  A quotient of two products of
 * 64-bit decimals fits 128 bits; sums of quotients, scaling and the rounding to a
 * decimal may not, and return false then.
 */
#ifndef RULES_EXACT_H
#define RULES_EXACT_H

#include <stdbool.h>

#include "base/decimal.h"

__extension__ typedef __int128 exact_wide;

struct exact {
    exact_wide over;  /* value × 10^4 = over / under */
    exact_wide under; /* > 0 */
};

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
