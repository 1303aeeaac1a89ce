/*
 * improve.h — makes a plan better by moving one stop, or by two that change places, as long as that
 * helps; then shakes it and tries again.
 */
#ifndef ITINERARY_IMPROVE_H
#define ITINERARY_IMPROVE_H

#include "itinerary/slots.h"

/* `rounds` shakes, with a fixed seed; ends early at `enough`.  The plan never gets worse, and each
 * team has what it does on its first days. */
void plan_improve(const struct itinerary *task, const struct slots *slots, int rounds, int enough,
                  struct arena *arena, struct itinerary_plan *plan);

#endif
