/*
 * sheet.h — the worksheet of one cell: the arithmetic line by line, as the receipt
 * shows it, and its result.
 *
 * A rule writes its measures and its steps, and ends with a value or passes the cell
 * to a person.  score.c rounds and applies the criterion's own maximum.  Lines are
 * Vietnamese, with numbers as written in Vietnam ("1.250,5"); the value beside a line
 * is a plain decimal.
 */
#ifndef RULES_SHEET_H
#define RULES_SHEET_H

#include "base/arena.h"
#include "rules/exact.h"
#include "rules/inputs.h"

enum { SHEET_AMOUNT_TEXT = 40 };

enum sheet_aggregate { AGGREGATE_COUNT, AGGREGATE_SUM, AGGREGATE_MAX };

struct sheet_step {
    const char *text;
    const char *value; /* NULL: a remark without a number */
    int depth;         /* > 0: a line of a part of the rule */
    struct sheet_step *next;
};

struct sheet {
    struct arena *arena; /* borrowed */
    const struct inputs *inputs;
    struct sheet_step *first, *last;
    int depth;      /* of the current part */
    bool is_person; /* no rule row matches: a person decides */
    bool is_overflow;
    struct exact value;
};

void sheet_open(struct sheet *self, struct arena *arena, const struct inputs *inputs);

/* Lines. */
void sheet_note(struct sheet *self, const char *format, ...) __attribute__((format(printf, 2, 3)));
void sheet_step(struct sheet *self, struct decimal value, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void sheet_step_exact(struct sheet *self, struct exact value, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* "Tổng số liệu". */
const char *sheet_aggregate_name(enum sheet_aggregate aggregate);
/* The figure's aggregate, NULL without evidence; figure 0: the items. */
const struct aggregate *sheet_find(const struct sheet *self, int figure);
/* The same as a number, with a line about it; 0 without evidence, which the line
 * states. */
struct decimal sheet_measure(struct sheet *self, int figure, enum sheet_aggregate aggregate);
struct decimal sheet_items(struct sheet *self); /* how many items count, with a line */

/* Limit the value, with a line if the limit applies. */
struct exact sheet_cap(struct sheet *self, struct exact value, struct decimal cap,
                       const char *name);
struct exact sheet_floor(struct sheet *self, struct exact value, struct decimal floor,
                         const char *name);

/* End the worksheet: the last call counts. */
void sheet_value(struct sheet *self, struct exact value);
void sheet_person(struct sheet *self, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* "1.250,5". */
const char *sheet_amount(struct decimal value, char into[static SHEET_AMOUNT_TEXT]);
/* The same of a quotient, shown to four places. */
const char *sheet_exact_amount(struct exact value, char into[static SHEET_AMOUNT_TEXT]);
/* Cut to four places, "89,9999…": never shown as a number that it does not reach. */
const char *sheet_cut_amount(struct exact value, char into[static SHEET_AMOUNT_TEXT]);

#endif
