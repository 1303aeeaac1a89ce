/*
 * digits.h — a number written in digits, as Vietnamese write it: the one rule for forms,
 * spreadsheets, the API and documents.
 *
 * A point or a blank stands before each three digits, a comma before the decimals: "1.234" is
 * 1234, "1,5" is 1.5, "1.234.567,5" and "1 234 567,5" are 1234567.5.  Anything that has only one
 * reading is read: "12.5" and "1234.567" cannot have a point before three digits of a thousand,
 * "1,234,567" and "1,234.5" are how programs in English write.  "1,234" has two readings, and is
 * doubtful.
 */
#ifndef TEXT_DIGITS_H
#define TEXT_DIGITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum digits_kind { DIGITS_NONE, DIGITS_READ, DIGITS_DOUBTFUL };

struct digits {
    enum digits_kind kind;
    size_t len;      /* bytes of all digits and separators, whatever the kind */
    int64_t scaled;  /* times 10^4, as in base/decimal.h */
    int64_t unit;    /* scaled value of one in the last digit */
    bool has_blanks; /* plain blanks, which may also lie between two numbers */
};

/* Reads from the start of `text`; DIGITS_NONE with len 0: it begins with no digit.  Plain blanks
 * count as separators only if `with_blanks`; the several no-break and narrow ones always do. */
struct digits digits_read(const char *text, size_t len, bool with_blanks);

#endif
