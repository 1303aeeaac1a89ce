/*
 * itinerary.h — who visits whom when: proposes a team, a day and a half-day for each stop of an
 * inspection round, with little travel and the work evenly on the teams.  Pure; it computes for
 * seconds, so it runs in a child (sandbox/child.h).
 *
 * GLPK solves it, not CBC: it is plain C that runs inside the cage, one thread that always takes
 * the same way, and it lets us count its steps, so the same task gives the same proposal on any
 * machine.
 */
#ifndef ITINERARY_ITINERARY_H
#define ITINERARY_ITINERARY_H

#include <stdbool.h>

#include "base/arena.h"

enum itinerary_half { HALF_NONE, HALF_MORNING, HALF_AFTERNOON, HALF_DAY }; /* bits */

enum {
    ITINERARY_STOPS = 500,
    ITINERARY_TEAMS = 50,
    ITINERARY_DAYS = 130,
    ITINERARY_LOAD = 2,  /* half-days of a day */
    ITINERARY_KM = 10000 /* the longest way between two stops */
};

/* One demand: the stop is visited there and nowhere else (is_only), or the stop, or the
 * team, is not there.  -1: any. */
struct itinerary_demand {
    int stop, team, day;
    enum itinerary_half half; /* HALF_DAY: the whole day */
    bool is_only;
};

struct itinerary {
    int stop_count, team_count, day_count;
    const int *sessions; /* half-days that each stop takes: 1 or 2 */
    const int *load;     /* half-days that each team works a day: 1 or 2 */
    const int *km;       /* stop_count + 1 squared, symmetric; 0 is where the teams start */
    const struct itinerary_demand *demands;
    int demand_count;
    int even_km; /* a half-day more for one team than for another is worth so many km */
};

struct itinerary_visit {
    int team, day;
    enum itinerary_half half;
};

struct itinerary_plan {
    struct itinerary_visit *visits; /* of each stop, in the arena */
    int km;                         /* all ways of all days */
    int uneven;                     /* half-days between the busiest and the idlest team */
    int cost;                       /* km + even_km * uneven */
    int bound;                      /* no plan costs less */
};

/* Why there is no plan: the teams have too few half-days (needed > there), or these stops and
 * demands clash: without any one of them the others could be met. */
struct itinerary_clash {
    int needed, there;
    const int *stops, *demands; /* in the arena */
    int stop_count, demand_count;
};

struct itinerary_limits {
    int nodes;   /* of the search in whole numbers */
    int shakes;  /* of the search by changes */
    int seconds; /* of the former; a very slow machine ends sooner, with a plan of its own */
};
extern const struct itinerary_limits ITINERARY_LIMITS; /* some seconds for 124 stops */

enum itinerary_outcome { ITINERARY_FOUND, ITINERARY_CLASH };

enum itinerary_outcome itinerary_solve(const struct itinerary *task,
                                       const struct itinerary_limits *limits, struct arena *arena,
                                       struct itinerary_plan *plan, struct itinerary_clash *clash);

/* Stop after stop to the nearest place that is free: what a person does by hand, for comparison.
 * False: it led to a dead end. */
bool itinerary_greedy(const struct itinerary *task, struct arena *arena,
                      struct itinerary_plan *plan);

/* Sets km, uneven and cost from the visits. */
void itinerary_measure(const struct itinerary *task, struct itinerary_plan *plan);

#endif
