/*
 * faults.h — everything that is wrong with a criteria set, told at once.
 *
 * A place is a JSON pointer into the set ("/criteria/3/rule/steps/1/from"); whoever
 * read the set from elsewhere translates it (a workbook: sheet and cell).
 */
#ifndef RULES_FAULTS_H
#define RULES_FAULTS_H

#include <stddef.h>

#include "base/arena.h"

enum fault_weight {
    FAULT_BROKEN, /* what is at fault cannot be computed with */
    FAULT_WRONG,  /* it can, but a set with it is not taken in */
    FAULT_HINT    /* the set says itself that it wants it so; worth knowing */
};

struct fault {
    enum fault_weight weight;
    const char *place;
    const char *text; /* Vietnamese, says what is wrong */
    struct fault *next;
};

struct faults {
    struct arena *arena; /* borrowed */
    struct fault *first, *last;
    size_t broken, wrong, hints;
};

void faults_add(struct faults *self, enum fault_weight weight, const char *place,
                const char *format, ...) __attribute__((format(printf, 4, 5)));

#endif
