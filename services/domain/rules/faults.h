/*
 * faults.h — all faults of a criteria set, reported together.
 *
 * A place is a JSON pointer into the set ("/criteria/3/rule/steps/1/from"); a reader
 * of another format translates it (a workbook: sheet and cell).
 */
#ifndef RULES_FAULTS_H
#define RULES_FAULTS_H

#include <stddef.h>

#include "base/arena.h"

enum fault_weight {
    FAULT_BROKEN, /* the faulty part cannot be computed */
    FAULT_WRONG,  /* it can be computed, but such a set is refused */
    FAULT_HINT    /* intended, as the set states; worth knowing */
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
