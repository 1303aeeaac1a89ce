/*
 * model.h — the integer program of an itinerary, and the search for its best plan.
 */
#ifndef ITINERARY_MODEL_H
#define ITINERARY_MODEL_H

#include "itinerary/slots.h"

/* One day of a team: a stop, or two (else other is -1), on a day of the class. */
struct day_plan {
    int stop, other, class;
};

struct model_result {
    struct day_plan *days; /* in the arena */
    int day_count;         /* 0: none was found */
    int bound;             /* no plan costs less */
};

/* `known` is what some plan costs. */
struct model_result model_solve(const struct itinerary *task, const struct slots *slots, int known,
                                const struct itinerary_limits *limits, struct arena *arena);

#endif
