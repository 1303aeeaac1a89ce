/*
 * amount.h — the value of a figure as a user wrote it: in a form, a cell, a list or a request.
 *
 * Digits as digits.h reads them, or words ("ba mươi"); a sign before them; behind them a scale
 * ("2,5 triệu"), % or a unit ("1.234 lượt").  A value is stored as decimal, and amount_print writes
 * it so that reading it again gives the same value.
 */
#ifndef TEXT_AMOUNT_H
#define TEXT_AMOUNT_H

#include "base/arena.h"
#include "base/decimal.h"

enum amount {
    AMOUNT_NONE,     /* no number, or more than one */
    AMOUNT_READ,     /* *out is set, and what the store can hold: 14 digits and 4 decimals */
    AMOUNT_DOUBTFUL, /* two readings: "1,234", or "62 triệu" of a figure that is in million */
};

/* `name` is that of the figure; "" if it has none. */
enum amount amount_read(struct arena *arena, const char *name, const char *text,
                        struct decimal *out);

/* The same without scale and unit: nothing but digits and a sign. */
enum amount amount_read_digits(const char *text, struct decimal *out);

/* As base/decimal.h does, but "1.2340" for what "1.234" would not say. */
const char *amount_print(struct decimal value, char into[static DECIMAL_TEXT]);

#endif
