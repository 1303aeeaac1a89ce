/*
 * itinerary.c — how long proposals of itineraries take, and how far they are from the bound, beside
 * a plan made by hand (the nearest free place for one unit after another).  A line for each size:
 * name, milliseconds, % above the bound, the same by hand.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "itinerary/itinerary.h"

static unsigned random_state = 7;

static int draw(int below)
{
    random_state = random_state * 1664525U + 1013904223U;
    return (int)((random_state >> 10) % (unsigned)below);
}

/* Units on a square of 100 km with the office in the middle. */
static int *draw_ways(int stops, struct arena *arena)
{
    int side = stops + 1;
    int *at = arena_alloc(arena, (size_t)side * 2 * sizeof(int));
    int *km = arena_zero(arena, (size_t)side * (size_t)side * sizeof(int));
    for (int i = 0; i < side; i++) {
        at[2 * i] = i == 0 ? 50 : draw(100);
        at[2 * i + 1] = i == 0 ? 50 : draw(100);
        for (int other = 0; other < i; other++) {
            int way = abs(at[2 * i] - at[2 * other]) + abs(at[2 * i + 1] - at[2 * other + 1]);
            km[i * side + other] = km[other * side + i] = way;
        }
    }
    return km;
}

static int *fill(int count, int value, struct arena *arena)
{
    int *all = arena_alloc(arena, (size_t)count * sizeof(int));
    for (int i = 0; i < count; i++) {
        all[i] = value;
    }
    return all;
}

static void measure(int stops, int teams, int days)
{
    struct arena *arena = arena_new();
    const struct itinerary task = {.stop_count = stops,
                                   .team_count = teams,
                                   .day_count = days,
                                   .sessions = fill(stops, 1, arena),
                                   .load = fill(teams, 2, arena),
                                   .km = draw_ways(stops, arena),
                                   .even_km = 20};
    struct itinerary_plan plan = {0};
    struct itinerary_plan by_hand = {0};
    struct itinerary_clash clash;
    int64_t begun_us = clock_steady_us();
    if (itinerary_solve(&task, &ITINERARY_LIMITS, arena, &plan, &clash) == ITINERARY_FOUND &&
        itinerary_greedy(&task, arena, &by_hand)) {
        printf("%d units, %d teams, %d days\t%lld\t%.2f\t%.2f\n", stops, teams, days,
               (long long)(clock_steady_us() - begun_us) / 1000,
               100.0 * (plan.cost - plan.bound) / plan.bound,
               100.0 * (by_hand.cost - plan.bound) / plan.bound);
    }
    arena_free(&arena);
}

int main(void)
{
    measure(11, 2, 7);
    measure(124, 6, 15);
    return 0;
}
