/*
 * task.h — the task of an itinerary and its answer as the store keeps them, in JSON.
 *
 * Task: {"days": [day], "teams": [{"team", "sessions"}], "units": [{"unit", "sessions"}],
 * "together": [{"units": [unit], "sessions"}], "groups": [[unit]], "ways": {"units": [unit], "km":
 * [[km]]} or null (row and column 0: where the teams start), "even_km", "demands": [{"rule",
 * "unit", "team", "day", "half"}]}.  A demand of rule "fixed" or "held" says where a unit is
 * visited, any other where a unit is not, or a team.
 *
 * Answer: {"outcome": "found", "visits": [{"unit", "team", "day", "half"}], "km", "uneven", "cost",
 * "bound", "has_ways"}, or {"outcome": "clash", "needed", "there", "units", "demands"}, or
 * {"outcome": "too_large"}.
 */
#ifndef ITINERARY_TASK_H
#define ITINERARY_TASK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* False: the task is not one. */
bool task_answer(const char *task, size_t len, struct buf *answer);

#endif
