/*
 * decimal.h — points, targets, figures: exact decimals with four places, as
 * 64-bit integers times 10^4, with every overflow reported.  No float.
 *
 * Rounding is half up (away from zero at exactly half), and only where a
 * function says so.
 */
#ifndef BASE_DECIMAL_H
#define BASE_DECIMAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

enum { DECIMAL_ONE = 10000, DECIMAL_TEXT = 24 };

struct decimal {
    int64_t raw; /* value × 10^4 */
};

/* "12", "-0.25", "12.3400": at most four places, no exponent, no spaces. */
MUST_CHECK bool decimal_parse(const char *text, struct decimal *out);
/* Shortest form: "12", "0.25". */
const char *decimal_print(struct decimal value, char into[static DECIMAL_TEXT]);
/* Exactly two places, for points: "12.00". */
const char *decimal_print_points(struct decimal value, char into[static DECIMAL_TEXT]);

struct decimal decimal_int(int32_t value);
int decimal_compare(struct decimal a, struct decimal b);

/* False on overflow (result untouched). */
MUST_CHECK bool decimal_add(struct decimal a, struct decimal b, struct decimal *out);
MUST_CHECK bool decimal_subtract(struct decimal a, struct decimal b, struct decimal *out);
/* a × b / c with a 128-bit product and one rounding to four places; false also for c = 0. */
MUST_CHECK bool decimal_scale(struct decimal a, struct decimal b, struct decimal c,
                              struct decimal *out);
MUST_CHECK bool decimal_multiply(struct decimal a, struct decimal b, struct decimal *out);

struct decimal decimal_min(struct decimal a, struct decimal b);
struct decimal decimal_max(struct decimal a, struct decimal b);
struct decimal decimal_round(struct decimal value); /* to 0.01, half up */

#endif
