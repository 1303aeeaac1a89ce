/*
 * wide.h — whole numbers from 0 of 2048 bits, for fractions whose denominators multiply.
 *
 * Each operation that may not fit says so.  Numbers of 128 bits take a short way.
 */
#ifndef RULES_WIDE_H
#define RULES_WIDE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

__extension__ typedef unsigned __int128 wide_native;

enum { WIDE_LIMBS = 64, WIDE_LIMB_BITS = 32 };

struct wide {
    uint32_t limb[WIDE_LIMBS]; /* the least first */
};

struct wide wide_of(wide_native value);
bool wide_to_native(const struct wide *self, wide_native *out); /* false: more than 128 bits */
size_t wide_bits(const struct wide *self);                      /* 0 of 0 */
int wide_compare(const struct wide *a, const struct wide *b);

/* False: too large, result undefined.  `out` may be an operand of add and subtract. */
MUST_CHECK bool wide_add(const struct wide *a, const struct wide *b, struct wide *out);
MUST_CHECK bool wide_multiply(const struct wide *a, const struct wide *b, struct wide *out);
/* a − b, a ≥ b. */
void wide_subtract(const struct wide *a, const struct wide *b, struct wide *out);
/* a / b, b > 0; the rest too. */
struct wide wide_divide(const struct wide *a, const struct wide *b, struct wide *rest);
/* The greatest common divisor; of 0 and b: b. */
struct wide wide_divisor(const struct wide *a, const struct wide *b);

#endif
