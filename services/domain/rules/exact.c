/*
 * exact.c — fractions of wide numbers.  Both sides are kept to half of their bits, so the
 * products of a comparison always fit.
 */
#include "rules/exact.h"

#include <assert.h>

enum { CENT = 100, EXACT_BITS = WIDE_LIMBS * WIDE_LIMB_BITS / 2 }; /* 0.01 in units of 10^-4 */

struct exact exact_ratio(exact_wide over, exact_wide under)
{
    bool is_negative = over < 0;
    wide_native size = is_negative ? -(wide_native)over : (wide_native)over;
    return (struct exact){
        .is_negative = is_negative, .over = wide_of(size), .under = wide_of((wide_native)under)};
}

struct exact exact_of(struct decimal value)
{
    return exact_ratio(value.raw, 1);
}

struct exact exact_product(struct decimal a, struct decimal b)
{
    return exact_ratio((exact_wide)a.raw * b.raw, DECIMAL_ONE);
}

struct exact exact_quotient(struct decimal a, struct decimal b, struct decimal c)
{
    return exact_ratio((exact_wide)a.raw * b.raw, c.raw);
}

struct exact exact_difference(struct decimal a, struct decimal b, struct decimal c)
{
    return exact_ratio((exact_wide)a.raw * DECIMAL_ONE - (exact_wide)b.raw * c.raw, DECIMAL_ONE);
}

struct exact exact_negate(struct exact value)
{
    value.is_negative = !value.is_negative && wide_bits(&value.over) > 0;
    return value;
}

static struct exact exact_reduce(struct exact value)
{
    struct wide rest, by = wide_divisor(&value.over, &value.under);
    value.over = wide_divide(&value.over, &by, &rest);
    value.under = wide_divide(&value.under, &by, &rest);
    return value;
}

/* Reduces and hands out what fits. */
static bool exact_keep(struct exact value, struct exact *out)
{
    value = exact_reduce(value);
    value.is_negative = value.is_negative && wide_bits(&value.over) > 0;
    if (wide_bits(&value.over) > EXACT_BITS || wide_bits(&value.under) > EXACT_BITS) {
        return false;
    }
    *out = value;
    return true;
}

bool exact_add(struct exact a, struct exact b, struct exact *out)
{
    struct wide left, right;
    struct exact sum = {.is_negative = a.is_negative};
    if (!wide_multiply(&a.over, &b.under, &left) || !wide_multiply(&b.over, &a.under, &right) ||
        !wide_multiply(&a.under, &b.under, &sum.under)) {
        return false;
    }
    if (a.is_negative == b.is_negative) {
        return wide_add(&left, &right, &sum.over) && exact_keep(sum, out);
    }
    bool is_left = wide_compare(&left, &right) >= 0;
    sum.is_negative = is_left ? a.is_negative : b.is_negative;
    wide_subtract(is_left ? &left : &right, is_left ? &right : &left, &sum.over);
    return exact_keep(sum, out);
}

bool exact_scale(struct exact value, struct decimal by, struct decimal under, struct exact *out)
{
    struct exact factor = exact_ratio(by.raw, under.raw);
    struct exact scaled = {.is_negative = value.is_negative != factor.is_negative};
    return wide_multiply(&value.over, &factor.over, &scaled.over) &&
           wide_multiply(&value.under, &factor.under, &scaled.under) && exact_keep(scaled, out);
}

int exact_order(struct exact a, struct exact b)
{
    struct wide left, right;
    if (a.is_negative != b.is_negative) {
        return a.is_negative ? -1 : 1;
    }
    bool fits = wide_multiply(&a.over, &b.under, &left) && wide_multiply(&b.over, &a.under, &right);
    assert(fits); /* of EXACT_BITS each */
    int order = wide_compare(&left, &right);
    return a.is_negative ? -order : order;
}

int exact_compare(struct exact value, struct decimal with)
{
    return exact_order(value, exact_of(with));
}

/* Its whole part in units of 10^-4, without the sign; false: too large for a decimal. */
static bool exact_whole(const struct exact *value, int64_t *whole, struct wide *rest)
{
    wide_native native;
    struct wide wide = wide_divide(&value->over, &value->under, rest);
    bool fits = wide_to_native(&wide, &native) && native <= (wide_native)INT64_MAX;
    *whole = fits ? (int64_t)native : 0;
    return fits;
}

/* Rounds to a multiple of `unit`, half up. */
static bool round_to(struct exact value, int64_t unit, struct decimal *out)
{
    int64_t whole, rounded;
    struct wide rest, other;
    if (!exact_whole(&value, &whole, &rest)) {
        return false;
    }
    wide_subtract(&value.under, &rest, &other);
    bool is_up = unit == 1 ? wide_compare(&rest, &other) >= 0 : whole % unit >= unit / 2;
    if (__builtin_mul_overflow(whole / unit + (is_up ? 1 : 0), unit, &rounded)) {
        return false;
    }
    out->raw = value.is_negative ? -rounded : rounded;
    return true;
}

bool exact_to_points(struct exact value, struct decimal *out)
{
    return round_to(value, CENT, out);
}

bool exact_to_decimal(struct exact value, struct decimal *out)
{
    return round_to(value, 1, out);
}

bool exact_cut(struct exact value, struct decimal *out, bool *is_cut)
{
    int64_t whole;
    struct wide rest;
    if (!exact_whole(&value, &whole, &rest)) {
        return false;
    }
    out->raw = value.is_negative ? -whole : whole;
    *is_cut = wide_bits(&rest) > 0;
    return true;
}
