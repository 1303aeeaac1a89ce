/*
 * spread.c — the modified z-score in integers: medians are kept doubled and logarithms scaled by
 * 2^32, so that nothing is rounded before the comparison.
 */
#include "checks/spread.h"

#include <assert.h>
#include <limits.h>
#include <stdlib.h>

enum { LOG_PLACES = 32, SCORE = 6745, MEAN_SCORE = 7979 }; /* 0.6745 and 0.7979, × 10^4 */

__extension__ typedef __int128 wide;
__extension__ typedef unsigned __int128 unsigned_wide;

/* The mantissa between 1 and 2 is squared; each time it passes 2 the next place is a one. */
int64_t spread_log2(int64_t raw)
{
    assert(raw > 0);
    int whole = 63 - __builtin_clzll((unsigned long long)raw);
    uint64_t mantissa = (uint64_t)raw << (63 - whole);
    int64_t log = whole;
    for (int place = 0; place < LOG_PLACES; place++) {
        unsigned_wide square = (unsigned_wide)mantissa * mantissa;
        bool is_over = (uint64_t)(square >> 127) != 0;
        mantissa = (uint64_t)(square >> (is_over ? 64 : 63));
        log = log * 2 + (is_over ? 1 : 0);
    }
    return log;
}

static int compare_raw(const void *a, const void *b)
{
    const int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return left < right ? -1 : left > right ? 1 : 0;
}

/* Twice the median, so that the middle of two stays whole; sorts the values. */
static wide double_median(int64_t *values, size_t count)
{
    qsort(values, count, sizeof(*values), compare_raw);
    return (wide)values[(count - 1) / 2] + values[count / 2];
}

static wide size_of(wide value)
{
    return value < 0 ? -value : value;
}

/* `distance` is from the median of the logarithms and doubled, as are the deviations; it is divided
 * by their median, or by their mean where that is 0. */
static long spread_score(wide distance, int64_t *logs, size_t count, wide median)
{
    int64_t deviations[SPREAD_VALUES_MAX] = {0};
    wide sum = 0, over, under;
    for (size_t i = 0; i < count; i++) {
        deviations[i] = (int64_t)size_of((wide)logs[i] * 2 - median);
        sum += deviations[i];
    }
    wide mad = double_median(deviations, count); /* doubled twice */
    if (mad > 0) {
        over = distance * 2 * SCORE;
        under = mad * 100;
    } else if (sum > 0) {
        over = distance * (wide)count * MEAN_SCORE;
        under = sum * 100;
    } else {
        return distance == 0 ? 0 : distance > 0 ? LONG_MAX : LONG_MIN;
    }
    return (long)(over / under);
}

static bool is_times(struct decimal large, struct decimal small, long times)
{
    return (wide)large.raw >= (wide)small.raw * times;
}

struct spread spread_judge(struct decimal value, const struct decimal *others, size_t count,
                           const struct spread_limits *limits)
{
    int64_t raws[SPREAD_VALUES_MAX] = {0}, logs[SPREAD_VALUES_MAX] = {0};
    struct spread out = {.verdict = SPREAD_TOO_FEW};
    assert(count <= SPREAD_VALUES_MAX);
    for (size_t i = 0; i < count; i++) {
        if (others[i].raw > 0) {
            logs[out.count] = spread_log2(others[i].raw);
            raws[out.count++] = others[i].raw;
        }
    }
    if (out.count == 0) {
        return out;
    }
    out.median.raw = (int64_t)((double_median(raws, out.count) + 1) / 2);
    if (value.raw <= 0 || out.count < limits->values_min) {
        return out;
    }
    wide median = double_median(logs, out.count);
    out.z_hundredths =
        spread_score((wide)spread_log2(value.raw) * 2 - median, logs, out.count, median);
    long least = limits->z_tenths * 10;
    out.verdict = SPREAD_USUAL;
    if (out.z_hundredths >= least && is_times(value, out.median, limits->times_min)) {
        out.verdict = SPREAD_HIGH;
    } else if (out.z_hundredths <= -least && is_times(out.median, value, limits->times_min)) {
        out.verdict = SPREAD_LOW;
    }
    return out;
}

bool spread_is_outlier(struct decimal value, const struct decimal *others, size_t count,
                       const struct spread_limits *limits)
{
    int64_t raws[SPREAD_VALUES_MAX] = {0};
    size_t used = 0;
    assert(count <= SPREAD_VALUES_MAX);
    for (size_t i = 0; i < count; i++) {
        if (others[i].raw > 0) {
            raws[used++] = others[i].raw;
        }
    }
    if (value.raw <= 0 || used == 0 || used < limits->values_min) {
        return false;
    }
    struct decimal median = {(int64_t)((double_median(raws, used) + 1) / 2)};
    if (!is_times(value, median, limits->times_min) &&
        !is_times(median, value, limits->times_min)) {
        return false;
    }
    enum spread_verdict verdict = spread_judge(value, others, count, limits).verdict;
    return verdict == SPREAD_HIGH || verdict == SPREAD_LOW;
}
