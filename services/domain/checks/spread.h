/*
 * spread.h — whether a figure stands apart from others of its kind: the modified z-score of
 * Iglewicz and Hoaglin (1993), 0.6745 × (x − median) / MAD.
 *
 * Counts of units of all sizes span magnitudes, so logarithms are judged: a tenth and ten times
 * are equally far.  The logarithms are integers (base 2, 32 places); a figure itself never is
 * anything but a decimal.  Where more than half are equal (MAD 0) the mean deviation takes its
 * place.  What is far by the score must also be some times as large or as small as the median:
 * among nearly equal values a small difference is far and means nothing.
 */
#ifndef CHECKS_SPREAD_H
#define CHECKS_SPREAD_H

#include <stddef.h>

#include "base/decimal.h"

struct spread_limits {
    size_t values_min; /* fewer are too few to judge by */
    long z_tenths;     /* a score from this on is far */
    long times_min;
};

enum spread_verdict { SPREAD_TOO_FEW, SPREAD_USUAL, SPREAD_HIGH, SPREAD_LOW };

enum { SPREAD_VALUES_MAX = 64 };

struct spread {
    enum spread_verdict verdict;
    size_t count; /* of values above 0: those that were judged by */
    struct decimal median;
    long z_hundredths; /* with its sign; LONG_MAX, LONG_MIN: beyond all */
};

/* At most SPREAD_VALUES_MAX others, in any order.  A value of 0 or less is never judged. */
struct spread spread_judge(struct decimal value, const struct decimal *others, size_t count,
                           const struct spread_limits *limits);

/* log2(raw) × 2^32 of raw > 0, rounded down. */
int64_t spread_log2(int64_t raw);

#endif
