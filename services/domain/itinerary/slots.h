/*
 * slots.h — the days of the teams: which halves of which are open to which stop, and which of them
 * are alike.  Teams and days that are alike are one class with a number, or the search would try
 * each of their many orders.
 */
#ifndef ITINERARY_SLOTS_H
#define ITINERARY_SLOTS_H

#include "itinerary/itinerary.h"

struct slot_class {
    int group;    /* of teams that are alike; named by the first of them */
    int day;      /* the first of its days */
    int capacity; /* days of teams */
    int *days;
    int day_count;
};

struct slots {
    unsigned char *open; /* [stop][team][day]: halves */
    int *group;          /* of each team */
    int *group_size;     /* of each group */
    struct slot_class *classes;
    int class_count;
};

/* Demands and stops that are not in force (NULL: all are) do not count.  `may_merge`: teams that
 * are alike are one group. */
struct slots *slots_new(const struct itinerary *task, const bool *has_stop, const bool *has_demand,
                        bool may_merge, struct arena *arena);

static inline unsigned char slots_open(const struct itinerary *task, const struct slots *slots,
                                       int stop, int team, int day)
{
    return slots->open[(stop * task->team_count + team) * task->day_count + day];
}

/* The halves that one stop, or two on one day, may take of an open day; HALF_NONE: it cannot be.
 * Of two: those of the first. */
enum itinerary_half slots_half(const struct itinerary *task, const struct slots *slots, int stop,
                               int team, int day);
enum itinerary_half slots_first_half(const struct itinerary *task, const struct slots *slots,
                                     int stop, int other, int team, int day);

#endif
