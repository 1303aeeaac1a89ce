/*
 * exact.c — fractions of 128 bits; every operation that could overflow is checked.
 */
#include "rules/exact.h"

enum { CENT = 100 }; /* 0.01 in units of 10^-4 */

struct exact exact_of(struct decimal value)
{
    return (struct exact){value.raw, 1};
}

struct exact exact_product(struct decimal a, struct decimal b)
{
    return (struct exact){(exact_wide)a.raw * b.raw, DECIMAL_ONE};
}

struct exact exact_quotient(struct decimal a, struct decimal b, struct decimal c)
{
    return (struct exact){(exact_wide)a.raw * b.raw, c.raw};
}

struct exact exact_difference(struct decimal a, struct decimal b, struct decimal c)
{
    return (struct exact){(exact_wide)a.raw * DECIMAL_ONE - (exact_wide)b.raw * c.raw, DECIMAL_ONE};
}

struct exact exact_negate(struct exact value)
{
    return (struct exact){-value.over, value.under};
}

static exact_wide exact_divisor(exact_wide a, exact_wide b)
{
    a = a < 0 ? -a : a;
    while (b != 0) {
        exact_wide rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

static struct exact exact_reduce(struct exact value)
{
    exact_wide by = exact_divisor(value.over, value.under);
    return (struct exact){value.over / by, value.under / by};
}

bool exact_add(struct exact a, struct exact b, struct exact *out)
{
    a = exact_reduce(a);
    b = exact_reduce(b);
    exact_wide common = exact_divisor(a.under, b.under), left, right, over, under;
    if (__builtin_mul_overflow(a.over, b.under / common, &left) ||
        __builtin_mul_overflow(b.over, a.under / common, &right) ||
        __builtin_add_overflow(left, right, &over) ||
        __builtin_mul_overflow(a.under / common, b.under, &under)) {
        return false;
    }
    *out = exact_reduce((struct exact){over, under});
    return true;
}

bool exact_scale(struct exact value, struct decimal by, struct decimal under, struct exact *out)
{
    struct exact factor = exact_reduce((struct exact){by.raw, under.raw});
    struct exact least = exact_reduce(value), scaled;
    if (__builtin_mul_overflow(least.over, factor.over, &scaled.over) ||
        __builtin_mul_overflow(least.under, factor.under, &scaled.under)) {
        return false;
    }
    *out = exact_reduce(scaled);
    return true;
}

static exact_wide floor_of(struct exact value)
{
    exact_wide whole = value.over / value.under;
    return value.over % value.under < 0 ? whole - 1 : whole;
}

/* Compares whole parts, then the reciprocals of the remainders: no product can overflow. */
static int order_slowly(struct exact a, struct exact b)
{
    int sign = 1;
    for (;;) {
        exact_wide first = floor_of(a), second = floor_of(b);
        exact_wide left = a.over - first * a.under, right = b.over - second * b.under;
        if (first != second) {
            return first < second ? -sign : sign;
        }
        if (left == 0 || right == 0) {
            return left == right ? 0 : left == 0 ? -sign : sign;
        }
        a = (struct exact){a.under, left};
        b = (struct exact){b.under, right};
        sign = -sign;
    }
}

int exact_order(struct exact a, struct exact b)
{
    exact_wide left, right;
    if (__builtin_mul_overflow(a.over, b.under, &left) ||
        __builtin_mul_overflow(b.over, a.under, &right)) {
        return order_slowly(a, b);
    }
    return left < right ? -1 : left > right ? 1 : 0;
}

int exact_compare(struct exact value, struct decimal with)
{
    return exact_order(value, exact_of(with));
}

/* Rounds to a multiple of `unit`, by comparing the remainder: no product can overflow. */
static bool round_to(struct exact value, int64_t unit, struct decimal *out)
{
    bool is_negative = value.over < 0;
    exact_wide over = is_negative ? -value.over : value.over;
    exact_wide whole = over / value.under, rest = over % value.under;
    bool is_up = unit == 1 ? rest >= value.under - rest : whole % unit >= unit / 2;
    whole = (whole / unit + (is_up ? 1 : 0)) * unit;
    if (whole > INT64_MAX) {
        return false;
    }
    out->raw = is_negative ? -(int64_t)whole : (int64_t)whole;
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
    exact_wide whole = value.over / value.under;
    if (whole > INT64_MAX || whole < -INT64_MAX) {
        return false;
    }
    out->raw = (int64_t)whole;
    *is_cut = value.over % value.under != 0;
    return true;
}
