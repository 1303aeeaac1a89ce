/*
 * itinerary_test.c — proposals of visits: the best of all on tasks small enough to try everything,
 * what clashes and nothing else, and the sizes of a province solved near a bound.
 */
#include "support/test.h"

#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "itinerary/itinerary.h"

enum { STOPS = 124, TEAMS = 6, DAYS = 15, DEMANDS = 40 };

/* A task with its arrays. */
struct example {
    struct itinerary task;
    int sessions[STOPS], load[TEAMS], km[(STOPS + 1) * (STOPS + 1)];
    struct itinerary_demand demands[DEMANDS];
    unsigned random;
};

static int draw(struct example *self, int below)
{
    self->random = self->random * 1664525U + 1013904223U;
    return (int)((self->random >> 10) % (unsigned)below);
}

static void draw_demand(struct example *self, struct itinerary_demand *demand)
{
    struct itinerary *task = &self->task;
    int stop = draw(self, task->stop_count);
    int team = draw(self, task->team_count);
    int day = draw(self, task->day_count);
    enum itinerary_half half = (enum itinerary_half)(1 + draw(self, HALF_DAY));
    switch (draw(self, 4)) {
    case 0:
        *demand = (struct itinerary_demand){stop, -1, day, half, true};
        break;
    case 1:
        *demand = (struct itinerary_demand){stop, team, -1, HALF_DAY, false};
        break;
    case 2:
        *demand = (struct itinerary_demand){-1, team, day, half, false};
        break;
    default:
        *demand = (struct itinerary_demand){stop, -1, day, half, false};
    }
}

/* Ways between points of a grid, measured along it. */
static void draw_ways(struct example *self)
{
    int side = self->task.stop_count + 1;
    int x[STOPS + 1];
    int y[STOPS + 1];
    for (int i = 0; i < side; i++) {
        x[i] = draw(self, 100);
        y[i] = draw(self, 100);
        for (int other = 0; other <= i; other++) {
            int km = abs(x[i] - x[other]) + abs(y[i] - y[other]);
            self->km[i * side + other] = self->km[other * side + i] = km;
        }
    }
}

static struct example *example_new(unsigned seed, int stops, int teams, int days, int demands)
{
    struct example *self = memory_zero(sizeof(*self));
    self->random = seed;
    self->task = (struct itinerary){.stop_count = stops,
                                    .team_count = teams,
                                    .day_count = days,
                                    .sessions = self->sessions,
                                    .load = self->load,
                                    .km = self->km,
                                    .demands = self->demands,
                                    .demand_count = demands,
                                    .even_km = 20};
    for (int stop = 0; stop < stops; stop++) {
        self->sessions[stop] = draw(self, 5) == 0 ? 2 : 1;
    }
    for (int team = 0; team < teams; team++) {
        self->load[team] = draw(self, 5) == 0 ? 1 : 2;
    }
    for (int i = 0; i < demands; i++) {
        draw_demand(self, &self->demands[i]);
    }
    draw_ways(self);
    return self;
}

/* Without demands, and with teams that work all day. */
static struct example *example_plain(unsigned seed, int stops, int teams, int days)
{
    struct example *self = example_new(seed, stops, teams, days, 0);
    for (int team = 0; team < teams; team++) {
        self->load[team] = 2;
    }
    return self;
}

/* ---------------------------------------------------------------- everything tried */

static bool obeys(const struct itinerary_demand *demand, int stop,
                  const struct itinerary_visit *visit)
{
    bool is_its = demand->stop < 0 || demand->stop == stop;
    bool is_there = (demand->team < 0 || demand->team == visit->team) &&
                    (demand->day < 0 || demand->day == visit->day);
    unsigned halves = is_there ? (unsigned)demand->half : HALF_NONE;
    unsigned allowed = demand->is_only ? halves : ~halves;
    return !is_its || (visit->half & ~allowed & HALF_DAY) == 0;
}

struct trying {
    const struct itinerary *task;
    const bool *has_stop, *has_demand; /* NULL: all */
    struct itinerary_visit visits[STOPS];
    unsigned char taken[TEAMS][DAYS];
    int best; /* INT_MAX: nothing is possible */
};

static bool fits(const struct trying *self, int stop)
{
    const struct itinerary_visit *visit = &self->visits[stop];
    unsigned char taken = self->taken[visit->team][visit->day];
    bool is_half = visit->half != HALF_DAY;
    if (is_half != (self->task->sessions[stop] == 1) || (taken & visit->half) != 0 ||
        (self->task->load[visit->team] == 1 && (taken != 0 || !is_half))) {
        return false;
    }
    for (int i = 0; i < self->task->demand_count; i++) {
        if ((self->has_demand == NULL || self->has_demand[i]) &&
            !obeys(&self->task->demands[i], stop, visit)) {
            return false;
        }
    }
    return true;
}

static void try_from(struct trying *self, int stop)
{
    const struct itinerary *task = self->task;
    if (stop == task->stop_count) {
        struct itinerary_plan plan = {.visits = self->visits};
        itinerary_measure(task, &plan);
        self->best = plan.cost < self->best ? plan.cost : self->best;
        return;
    }
    if (self->has_stop != NULL && !self->has_stop[stop]) {
        try_from(self, stop + 1);
        return;
    }
    for (int at = 0; at < task->team_count * task->day_count * HALF_DAY; at++) {
        struct itinerary_visit visit = {at / HALF_DAY / task->day_count,
                                        at / HALF_DAY % task->day_count,
                                        (enum itinerary_half)(1 + at % HALF_DAY)};
        self->visits[stop] = visit;
        if (fits(self, stop)) {
            self->taken[visit.team][visit.day] ^= (unsigned char)visit.half;
            try_from(self, stop + 1);
            self->taken[visit.team][visit.day] ^= (unsigned char)visit.half;
        }
    }
}

static int try_all(const struct itinerary *task, const bool *has_stop, const bool *has_demand)
{
    struct trying trying = {
        .task = task, .has_stop = has_stop, .has_demand = has_demand, .best = INT_MAX};
    try_from(&trying, 0);
    return trying.best;
}

/* The plan keeps every demand, and no team is in two places. */
static void assert_sound(const struct itinerary *task, const struct itinerary_plan *plan)
{
    struct trying trying = {.task = task};
    struct itinerary_plan again = *plan;
    for (int stop = 0; stop < task->stop_count; stop++) {
        trying.visits[stop] = plan->visits[stop];
        assert_true(fits(&trying, stop));
        trying.taken[plan->visits[stop].team][plan->visits[stop].day] |=
            (unsigned char)plan->visits[stop].half;
    }
    itinerary_measure(task, &again);
    assert_int_equal(again.cost, plan->cost);
    assert_true(plan->bound <= plan->cost);
}

/* ---------------------------------------------------------------- tests */

static void a_small_proposal_is_the_best_of_all(void **state)
{
    (void)state;
    int found = 0;
    for (unsigned seed = 1; seed <= 60; seed++) {
        struct arena *arena = arena_new();
        struct example *example = example_new(seed, 5, 2, 2, (int)(seed % 5));
        struct itinerary_plan plan = {0};
        struct itinerary_clash clash = {0};
        int best = try_all(&example->task, NULL, NULL);
        bool is_found = itinerary_solve(&example->task, &ITINERARY_LIMITS, arena, &plan, &clash) ==
                        ITINERARY_FOUND;
        assert_int_equal(is_found, best != INT_MAX);
        if (is_found) {
            assert_sound(&example->task, &plan);
            assert_int_equal(plan.cost, best);
            assert_int_equal(plan.bound, best);
            found++;
        }
        free(example);
        arena_free(&arena);
    }
    assert_in_range(found, 20, 59);
}

static bool can_without(const struct example *example, const struct itinerary_clash *clash,
                        int left_out)
{
    bool has_stop[STOPS] = {0};
    bool has_demand[DEMANDS] = {0};
    for (int i = 0; i < clash->stop_count; i++) {
        has_stop[clash->stops[i]] = i != left_out;
    }
    for (int i = 0; i < clash->demand_count; i++) {
        has_demand[clash->demands[i]] = i + clash->stop_count != left_out;
    }
    return try_all(&example->task, has_stop, has_demand) != INT_MAX;
}

static void a_clash_names_what_clashes_and_nothing_else(void **state)
{
    (void)state;
    int named = 0;
    for (unsigned seed = 1; seed <= 60; seed++) {
        struct arena *arena = arena_new();
        struct example *example = example_new(seed, 4, 2, 2, 8);
        struct itinerary_plan plan = {0};
        struct itinerary_clash clash = {0};
        if (itinerary_solve(&example->task, &ITINERARY_LIMITS, arena, &plan, &clash) ==
                ITINERARY_CLASH &&
            clash.needed <= clash.there) {
            assert_false(can_without(example, &clash, -1));
            for (int i = 0; i < clash.stop_count + clash.demand_count; i++) {
                assert_true(can_without(example, &clash, i));
            }
            named++;
        }
        free(example);
        arena_free(&arena);
    }
    assert_in_range(named, 10, 60);
}

static void too_few_days_are_counted(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct example *example = example_plain(1, 11, 1, 5);
    struct itinerary_plan plan = {0};
    struct itinerary_clash clash = {0};
    memset(example->sessions, 0, sizeof(example->sessions));
    for (int stop = 0; stop < 11; stop++) {
        example->sessions[stop] = 1;
    }
    assert_int_equal(itinerary_solve(&example->task, &ITINERARY_LIMITS, arena, &plan, &clash),
                     ITINERARY_CLASH);
    assert_int_equal(clash.needed, 11);
    assert_int_equal(clash.there, 10);
    example->demands[0] = (struct itinerary_demand){-1, 0, 2, HALF_DAY, false};
    example->task.demand_count = 1;
    assert_int_equal(itinerary_solve(&example->task, &ITINERARY_LIMITS, arena, &plan, &clash),
                     ITINERARY_CLASH);
    assert_int_equal(clash.there, 8);
    free(example);
    arena_free(&arena);
}

/* Within `permille` of the bound, less than by hand, and the same again. */
static void solved_near(struct example *example, int permille)
{
    struct arena *arena = arena_new();
    struct itinerary_plan plan = {0};
    struct itinerary_plan again = {0};
    struct itinerary_plan by_hand = {0};
    struct itinerary_clash clash = {0};
    assert_int_equal(itinerary_solve(&example->task, &ITINERARY_LIMITS, arena, &plan, &clash),
                     ITINERARY_FOUND);
    assert_sound(&example->task, &plan);
    assert_true((plan.cost - plan.bound) * 1000 <= permille * plan.cost);
    if (itinerary_greedy(&example->task, arena, &by_hand)) {
        assert_sound(&example->task, &by_hand);
        assert_true(plan.cost < by_hand.cost);
    }
    assert_int_equal(itinerary_solve(&example->task, &ITINERARY_LIMITS, arena, &again, &clash),
                     ITINERARY_FOUND);
    assert_memory_equal(again.visits, plan.visits,
                        (size_t)example->task.stop_count * sizeof(*plan.visits));
    free(example);
    arena_free(&arena);
}

static void a_province_is_solved_near_the_bound(void **state)
{
    (void)state;
    solved_near(example_plain(7, 11, 2, 7), 0);
    solved_near(example_new(4, 11, 2, 7, 6), 0);
    solved_near(example_plain(7, 124, 6, 15), 15);
    solved_near(example_new(1, 124, 6, 15, 25), 30);
}

/* Nothing is won by a later day, so no team leaves a day out before its last one. */
static void no_day_is_left_out_before_another(void **state)
{
    (void)state;
    for (unsigned seed = 1; seed <= 20; seed++) {
        struct arena *arena = arena_new();
        struct example *example = example_plain(seed, 8, 2, 12);
        struct itinerary_plan plan = {0};
        struct itinerary_clash clash = {0};
        bool is_taken[2][12] = {{false}};
        assert_int_equal(itinerary_solve(&example->task, &ITINERARY_LIMITS, arena, &plan, &clash),
                         ITINERARY_FOUND);
        for (int stop = 0; stop < 8; stop++) {
            is_taken[plan.visits[stop].team][plan.visits[stop].day] = true;
        }
        for (int day = 1; day < 12; day++) {
            assert_true(is_taken[0][day - 1] || !is_taken[0][day]);
            assert_true(is_taken[1][day - 1] || !is_taken[1][day]);
        }
        free(example);
        arena_free(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_small_proposal_is_the_best_of_all),
        cmocka_unit_test(a_clash_names_what_clashes_and_nothing_else),
        cmocka_unit_test(too_few_days_are_counted),
        cmocka_unit_test(no_day_is_left_out_before_another),
        cmocka_unit_test(a_province_is_solved_near_the_bound),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
