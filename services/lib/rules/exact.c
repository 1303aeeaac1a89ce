/*
 * exact.c — see exact.h.
 */
#include "rules/exact.h"

enum { CENT = 100 };           /* 0.01 in units of 10^-4 */

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

static exact_wide divisor(exact_wide a, exact_wide b)
{
    a = a < 0 ? -a : a;
    while (b != 0) {
        exact_wide rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* over / under in lowest terms, under > 0. */
static bool reduce(exact_wide over, exact_wide under, struct exact *out)
{
    exact_wide by = divisor(over, under);
    if (under / by > INT64_MAX) {
        return false;
    }
    *out = (struct exact){over / by, (int64_t)(under / by)};
    return true;
}

bool exact_add(struct exact a, struct exact b, struct exact *out)
{
    if (a.under == b.under) {
        exact_wide over;
        return !__builtin_add_overflow(a.over, b.over, &over) && reduce(over, a.under, out);
    }
    exact_wide common = divisor(a.under, b.under), left, right, over;
    if (__builtin_mul_overflow(a.over, b.under / common, &left) ||
        __builtin_mul_overflow(b.over, a.under / common, &right) ||
        __builtin_add_overflow(left, right, &over)) {
        return false;
    }
    return reduce(over, (exact_wide)a.under / common * b.under, out);
}

bool exact_scale(struct exact value, struct decimal by, struct decimal under, struct exact *out)
{
    struct exact factor, least;
    exact_wide over;
    if (!reduce(by.raw, under.raw, &factor) || !reduce(value.over, value.under, &least) ||
        __builtin_mul_overflow(least.over, factor.over, &over)) {
        return false;
    }
    return reduce(over, (exact_wide)least.under * factor.under, out);
}

int exact_order(struct exact a, struct exact b)
{
    exact_wide left, right;
    bool is_wide = __builtin_mul_overflow(a.over, b.under, &left) ||
                   __builtin_mul_overflow(b.over, a.under, &right);
    if (is_wide) {             /* far apart or absurd: whole parts decide */
        left = a.over / a.under;
        right = b.over / b.under;
    }
    return left < right ? -1 : left > right ? 1 : 0;
}

int exact_compare(struct exact value, struct decimal with)
{
    exact_wide other = (exact_wide)with.raw * value.under;
    return value.over < other ? -1 : value.over > other ? 1 : 0;
}

static bool round_to(struct exact value, int64_t unit, struct decimal *out)
{
    exact_wide under = (exact_wide)value.under * unit;
    bool is_negative = value.over < 0;
    exact_wide over = is_negative ? -value.over : value.over;
    exact_wide whole = over / under;
    exact_wide rest = over % under;
    whole += rest >= under - rest ? 1 : 0;
    whole *= unit;
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
