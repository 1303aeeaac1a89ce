/*
 * improve.h — makes a plan better by moving one stop, or by two that change places, as long as that
 * helps; then shakes it and tries again.
 */
#ifndef ITINERARY_IMPROVE_H
#define ITINERARY_IMPROVE_H

#include "itinerary/slots.h"

/* `rounds` shakes, with a fixed seed; ends early at `enough`.  The plan never gets worse. */
void plan_improve(const struct itinerary *task, const struct slots *slots, int rounds, int enough,
                  struct arena *arena, struct itinerary_plan *plan);

#endif
