/*
 * facts.h — evidence items and their figures, gathered for one cell.
 *
 * The result does not depend on the order in which they are added.
 */
#ifndef RULES_FACTS_H
#define RULES_FACTS_H

#include "base/date.h"
#include "rules/inputs.h"

struct fact {
    int figure; /* 0: the item itself */
    struct decimal amount;
    date_days occurred_on;
    int days_late;
};

struct facts {
    struct fact *list;
    size_t count, capacity;
};

void facts_add(struct facts *self, struct fact fact);
void facts_free(struct facts *self); /* leaves it empty and usable */

/* Sums up what counts within a window (both days included) into `inputs`, in the arena.  Counts
 * days and weeks only if `inputs->rule` asks for them. */
struct arena;
void facts_gather(struct facts *self, date_days from, date_days to, struct inputs *inputs,
                  struct arena *arena);

#endif
