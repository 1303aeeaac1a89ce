/*
 * spread.h — whether a figure is an outlier among others of its kind: the modified z-score of
 * Iglewicz and Hoaglin (1993), 0.6745 × (x − median) / MAD.
 *
 * Counts of units of all sizes span magnitudes, so logarithms are judged: a tenth and ten times are
 * equally far.  The logarithms are integers (base 2, 32 places); a figure itself is always a
 * decimal.  Where more than half are equal (MAD 0) the mean deviation replaces it.  An outlier by
 * the score must also be a given multiple or fraction of the median: among nearly equal values a
 * small difference scores high and means nothing.
 */
#ifndef CHECKS_SPREAD_H
#define CHECKS_SPREAD_H

#include <stddef.h>

#include "base/decimal.h"

struct spread_limits {
    size_t values_min; /* with fewer, nothing is judged */
    long z_tenths;     /* an outlier has at least this score */
    long times_min;
};

enum spread_verdict { SPREAD_TOO_FEW, SPREAD_USUAL, SPREAD_HIGH, SPREAD_LOW };

enum { SPREAD_VALUES_MAX = 64 };

struct spread {
    enum spread_verdict verdict;
    size_t count; /* how many values above 0 were used */
    struct decimal median;
    long z_hundredths; /* signed; LONG_MAX, LONG_MIN: infinite */
};

/* At most SPREAD_VALUES_MAX others, in any order.  A value of 0 or less is never judged. */
struct spread spread_judge(struct decimal value, const struct decimal *others, size_t count,
                           const struct spread_limits *limits);

/* Whether that is high or low; takes no logarithm where the multiple of the median decides. */
bool spread_is_outlier(struct decimal value, const struct decimal *others, size_t count,
                       const struct spread_limits *limits);

/* log2(raw) × 2^32 of raw > 0, rounded down. */
int64_t spread_log2(int64_t raw);

#endif
