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
