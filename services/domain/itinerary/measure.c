/*
 * measure.c — what a plan costs.
 */
#include "itinerary/itinerary.h"

static int km_to(const struct itinerary *task, int one, int other)
{
    return task->km[(one + 1) * (task->stop_count + 1) + other + 1];
}

void itinerary_measure(const struct itinerary *task, struct itinerary_plan *plan)
{
    int load[ITINERARY_TEAMS] = {0};
    int most = 0;
    int least = 0;
    plan->km = 0;
    for (int stop = 0; stop < task->stop_count; stop++) {
        const struct itinerary_visit *visit = &plan->visits[stop];
        load[visit->team] += task->sessions[stop];
        plan->km += 2 * km_to(task, -1, stop);
        for (int other = 0; other < stop; other++) {
            const struct itinerary_visit *its = &plan->visits[other];
            if (its->team == visit->team && its->day == visit->day) {
                plan->km +=
                    km_to(task, stop, other) - km_to(task, -1, stop) - km_to(task, -1, other);
            }
        }
    }
    for (int team = 0; team < task->team_count; team++) {
        most = team == 0 || load[team] > most ? load[team] : most;
        least = team == 0 || load[team] < least ? load[team] : least;
    }
    plan->uneven = most - least;
    plan->cost = plan->km + task->even_km * plan->uneven;
}
