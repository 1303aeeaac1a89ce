/*
 * clash.h — whether all demands can be met at once, and if not, a smallest set of those that clash.
 */
#ifndef ITINERARY_CLASH_H
#define ITINERARY_CLASH_H

#include "itinerary/itinerary.h"

/* False: they can be met, and the visits of one such plan are in `plan`. */
bool clash_find(const struct itinerary *task, struct arena *arena, struct itinerary_clash *clash,
                struct itinerary_plan *plan);

#endif
