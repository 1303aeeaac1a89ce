/*
 * wide.c — schoolbook arithmetic on limbs of 32 bits.  Division goes bit by bit and the common
 * divisor by halving and subtracting: slow, and only for what does not fit 128 bits.
 */
#include "rules/wide.h"

#include <string.h>

enum { NATIVE_LIMBS = 4 };

struct wide wide_of(wide_native value)
{
    struct wide wide = {{0}};
    for (size_t i = 0; i < NATIVE_LIMBS; i++) {
        wide.limb[i] = (uint32_t)(value >> (WIDE_LIMB_BITS * i));
    }
    return wide;
}

/* How many limbs it has without leading zeros. */
static size_t limbs_of(const struct wide *self)
{
    size_t count = WIDE_LIMBS;
    while (count > 0 && self->limb[count - 1] == 0) {
        count--;
    }
    return count;
}

bool wide_to_native(const struct wide *self, wide_native *out)
{
    *out = 0;
    for (size_t i = NATIVE_LIMBS; i > 0; i--) {
        *out = *out << WIDE_LIMB_BITS | self->limb[i - 1];
    }
    return limbs_of(self) <= NATIVE_LIMBS;
}

size_t wide_bits(const struct wide *self)
{
    size_t count = limbs_of(self);
    return count == 0 ? 0 : count * WIDE_LIMB_BITS - (size_t)__builtin_clz(self->limb[count - 1]);
}

int wide_compare(const struct wide *a, const struct wide *b)
{
    for (size_t i = WIDE_LIMBS; i > 0; i--) {
        if (a->limb[i - 1] != b->limb[i - 1]) {
            return a->limb[i - 1] < b->limb[i - 1] ? -1 : 1;
        }
    }
    return 0;
}

bool wide_add(const struct wide *a, const struct wide *b, struct wide *out)
{
    uint64_t carry = 0;
    for (size_t i = 0; i < WIDE_LIMBS; i++) {
        carry += (uint64_t)a->limb[i] + b->limb[i];
        out->limb[i] = (uint32_t)carry;
        carry >>= WIDE_LIMB_BITS;
    }
    return carry == 0;
}

void wide_subtract(const struct wide *a, const struct wide *b, struct wide *out)
{
    uint64_t borrow = 0;
    for (size_t i = 0; i < WIDE_LIMBS; i++) {
        uint64_t part = (uint64_t)a->limb[i] - b->limb[i] - borrow;
        out->limb[i] = (uint32_t)part;
        borrow = part >> WIDE_LIMB_BITS != 0 ? 1 : 0;
    }
}

bool wide_multiply(const struct wide *a, const struct wide *b, struct wide *out)
{
    size_t first = limbs_of(a), second = limbs_of(b);
    memset(out, 0, sizeof(*out));
    if (first + second > WIDE_LIMBS) {
        return false;
    }
    for (size_t i = 0; i < first; i++) {
        uint64_t carry = 0;
        for (size_t at = 0; at < second; at++) {
            carry += (uint64_t)a->limb[i] * b->limb[at] + out->limb[i + at];
            out->limb[i + at] = (uint32_t)carry;
            carry >>= WIDE_LIMB_BITS;
        }
        out->limb[i + second] = (uint32_t)carry;
    }
    return true;
}

/* ------------------------------------------------------------- division */

static void wide_double(struct wide *self, uint32_t low)
{
    for (size_t i = 0; i < WIDE_LIMBS; i++) {
        uint32_t high = self->limb[i] >> (WIDE_LIMB_BITS - 1);
        self->limb[i] = self->limb[i] << 1 | low;
        low = high;
    }
}

static void wide_halve(struct wide *self)
{
    for (size_t i = 0; i < WIDE_LIMBS; i++) {
        uint32_t high = i + 1 < WIDE_LIMBS ? self->limb[i + 1] << (WIDE_LIMB_BITS - 1) : 0;
        self->limb[i] = self->limb[i] >> 1 | high;
    }
}

struct wide wide_divide(const struct wide *a, const struct wide *b, struct wide *rest)
{
    wide_native first, second;
    if (wide_to_native(a, &first) && wide_to_native(b, &second)) {
        *rest = wide_of(first % second);
        return wide_of(first / second);
    }
    struct wide whole = wide_of(0);
    *rest = wide_of(0);
    for (size_t at = wide_bits(a); at > 0; at--) {
        size_t bit = at - 1;
        wide_double(rest, a->limb[bit / WIDE_LIMB_BITS] >> bit % WIDE_LIMB_BITS & 1);
        bool is_in = wide_compare(rest, b) >= 0;
        if (is_in) {
            wide_subtract(rest, b, rest);
        }
        wide_double(&whole, is_in ? 1 : 0);
    }
    return whole;
}

static wide_native native_divisor(wide_native a, wide_native b)
{
    while (b != 0) {
        wide_native rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

static bool is_even(const struct wide *self)
{
    return (self->limb[0] & 1) == 0;
}

struct wide wide_divisor(const struct wide *a, const struct wide *b)
{
    struct wide left = *a, right = *b;
    size_t doubled = 0;
    wide_native first, second;
    while (!wide_to_native(&left, &first) || !wide_to_native(&right, &second)) {
        if (limbs_of(&left) == 0 || limbs_of(&right) == 0) {
            break;
        }
        bool is_left_even = is_even(&left), is_right_even = is_even(&right);
        doubled += is_left_even && is_right_even ? 1 : 0;
        if (is_left_even) {
            wide_halve(&left);
        }
        if (is_right_even) {
            wide_halve(&right);
        }
        if (!is_left_even && !is_right_even) {
            bool is_less = wide_compare(&left, &right) < 0;
            struct wide *larger = is_less ? &right : &left;
            wide_subtract(larger, is_less ? &left : &right, larger);
        }
    }
    struct wide found;
    if (wide_to_native(&left, &first) && wide_to_native(&right, &second)) {
        found = wide_of(native_divisor(first, second));
    } else {
        found = limbs_of(&left) == 0 ? right : left;
    }
    for (; doubled > 0; doubled--) {
        wide_double(&found, 0);
    }
    return found;
}
