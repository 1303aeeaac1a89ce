/*
 * step_table.h — points by the range that a value lies in, for the kinds that have one.
 * A value in no step goes to a person; "holes": "person" declares such gaps intended.
 * Values are multiples of "grain" ("1": whole numbers).
 */
#ifndef RULES_KINDS_STEP_TABLE_H
#define RULES_KINDS_STEP_TABLE_H

#include "rules/measure.h"

struct step {
    struct range range;
    struct decimal points;
};

struct step_table {
    size_t count;
    struct step *steps;
};

/* Reads "steps", "grain" and "holes" of the reader's object, for values of `domain`. */
struct step_table step_table_read(struct rule_reader *reader, struct range_domain domain);
/* Ends with a value or a person. */
void step_table_compute(const struct step_table *self, struct exact value, struct sheet *sheet);
struct decimal step_table_most(const struct step_table *self);

#endif
