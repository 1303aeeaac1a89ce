/*
 * itinerary.c — from a task to visits: says what clashes, else takes the best of three plans (any,
 * one by hand, that of the integer program) and makes it better by changes.  What the program found
 * is given to teams and dates, the early ones and the idle teams first.
 */
#include "itinerary/itinerary.h"

#include "itinerary/clash.h"
#include "itinerary/improve.h"
#include "itinerary/model.h"

/* From so many stops on, teams that are alike are one group: a plan in which no team has more
 * half-days than another may then not exist, but the search ends. */
enum { MANY_STOPS = 40 };

const struct itinerary_limits ITINERARY_LIMITS = {.nodes = 500, .shakes = 2000, .seconds = 10};

/* What is taken of the days of the teams. */
struct desk {
    const struct itinerary *task;
    const struct slots *slots;
    unsigned char *taken; /* [team][day]: halves */
    int *stop;            /* [team][day]: the one that is there; -1 */
    int *load;            /* of each team, in all */
    struct itinerary_visit *visits;
};

static struct desk desk_new(const struct itinerary *task, const struct slots *slots,
                            struct arena *arena)
{
    size_t days = (size_t)task->team_count * (size_t)task->day_count;
    struct desk desk = {
        .task = task,
        .slots = slots,
        .taken = arena_zero(arena, days),
        .stop = arena_alloc(arena, days * sizeof(int)),
        .load = arena_zero(arena, (size_t)task->team_count * sizeof(int)),
        .visits = arena_zero(arena, (size_t)task->stop_count * sizeof(struct itinerary_visit))};
    for (size_t i = 0; i < days; i++) {
        desk.stop[i] = -1;
    }
    return desk;
}

static void desk_put(struct desk *self, int stop, struct itinerary_visit visit)
{
    int place = visit.team * self->task->day_count + visit.day;
    self->visits[stop] = visit;
    self->taken[place] |= (unsigned char)visit.half;
    self->stop[place] = stop;
    self->load[visit.team] += self->task->sessions[stop];
}

/* ---------------------------------------------------------------- by hand */

static int km_between(const struct itinerary *task, int one, int other)
{
    return task->km[(one + 1) * (task->stop_count + 1) + other + 1];
}

/* HALF_NONE: the stop cannot go there. */
static enum itinerary_half desk_half(const struct desk *self, int stop, int team, int day)
{
    int place = team * self->task->day_count + day;
    unsigned free = slots_open(self->task, self->slots, stop, team, day) &
                    (unsigned)~self->taken[place] & HALF_DAY;
    if (self->taken[place] == 0) {
        return slots_half(self->task, self->slots, stop, team, day);
    }
    bool is_half = self->task->sessions[stop] == 1 && self->task->load[team] > 1;
    return is_half ? (enum itinerary_half)free : HALF_NONE;
}

static int desk_added(const struct desk *self, int stop, int team, int day)
{
    int there = self->stop[team * self->task->day_count + day];
    int alone = 2 * km_between(self->task, -1, stop);
    int km = there < 0 ? alone
                       : alone / 2 + km_between(self->task, there, stop) -
                             km_between(self->task, -1, there);
    return km + self->task->even_km * self->load[team];
}

static bool desk_place(struct desk *self, int stop)
{
    struct itinerary_visit best = {0};
    int least = 0;
    for (int day = 0; day < self->task->day_count; day++) {
        for (int team = 0; team < self->task->team_count; team++) {
            enum itinerary_half half = desk_half(self, stop, team, day);
            int added = half != HALF_NONE ? desk_added(self, stop, team, day) : 0;
            if (half != HALF_NONE && (best.half == HALF_NONE || added < least)) {
                best = (struct itinerary_visit){team, day, half};
                least = added;
            }
        }
    }
    if (best.half != HALF_NONE) {
        desk_put(self, stop, best);
    }
    return best.half != HALF_NONE;
}

static int choices(const struct itinerary *task, const struct slots *slots, int stop)
{
    int count = 0;
    for (int team = 0; team < task->team_count; team++) {
        for (int day = 0; day < task->day_count; day++) {
            count += slots_half(task, slots, stop, team, day) != HALF_NONE ? 1 : 0;
        }
    }
    return count;
}

bool itinerary_greedy(const struct itinerary *task, struct arena *arena,
                      struct itinerary_plan *plan)
{
    const struct slots *slots = slots_new(task, NULL, NULL, false, arena);
    struct desk desk = desk_new(task, slots, arena);
    bool *is_done = arena_zero(arena, (size_t)task->stop_count + 1);
    for (int placed = 0; placed < task->stop_count; placed++) {
        int next = -1;
        int fewest = 0;
        for (int stop = 0; stop < task->stop_count; stop++) {
            int count = is_done[stop] ? 0 : choices(task, slots, stop);
            if (!is_done[stop] && (next < 0 || count < fewest)) {
                next = stop;
                fewest = count;
            }
        }
        is_done[next] = true;
        if (!desk_place(&desk, next)) {
            return false;
        }
    }
    plan->visits = desk.visits;
    itinerary_measure(task, plan);
    return true;
}

/* ---------------------------------------------------------------- by the program */

static int sessions_of(const struct itinerary *task, const struct day_plan *day)
{
    return day->other < 0 ? task->sessions[day->stop] : 2;
}

/* The idlest team of the class with a free day, and its first one. */
static struct itinerary_visit desk_free(const struct desk *self, const struct slot_class *class)
{
    struct itinerary_visit best = {.team = -1};
    for (int i = 0; i < class->day_count; i++) {
        for (int team = 0; team < self->task->team_count; team++) {
            int place = team * self->task->day_count + class->days[i];
            bool is_free = self->slots->group[team] == class->group && self->taken[place] == 0;
            if (is_free && (best.team < 0 || self->load[team] < self->load[best.team])) {
                best = (struct itinerary_visit){.team = team, .day = class->days[i]};
            }
        }
    }
    return best;
}

static void desk_take(struct desk *self, const struct day_plan *day)
{
    const struct itinerary *task = self->task;
    struct itinerary_visit visit = desk_free(self, &self->slots->classes[day->class]);
    if (day->other < 0) {
        visit.half = slots_half(task, self->slots, day->stop, visit.team, visit.day);
        desk_put(self, day->stop, visit);
        return;
    }
    visit.half = slots_first_half(task, self->slots, day->stop, day->other, visit.team, visit.day);
    desk_put(self, day->stop, visit);
    visit.half = HALF_DAY - visit.half;
    desk_put(self, day->other, visit);
}

static void lay_out(const struct itinerary *task, const struct slots *slots,
                    const struct model_result *found, struct arena *arena,
                    struct itinerary_plan *plan)
{
    struct desk desk = desk_new(task, slots, arena);
    for (int sessions = ITINERARY_LOAD; sessions > 0; sessions--) {
        for (int i = 0; i < found->day_count; i++) {
            if (sessions_of(task, &found->days[i]) == sessions) {
                desk_take(&desk, &found->days[i]);
            }
        }
    }
    plan->visits = desk.visits;
    itinerary_measure(task, plan);
}

/* ---------------------------------------------------------------- the best of them */

/* The better of two plans becomes the first. */
static void keep_better(struct itinerary_plan *plan, const struct itinerary_plan *other)
{
    if (other->cost < plan->cost) {
        *plan = *other;
    }
}

enum itinerary_outcome itinerary_solve(const struct itinerary *task,
                                       const struct itinerary_limits *limits, struct arena *arena,
                                       struct itinerary_plan *plan, struct itinerary_clash *clash)
{
    struct itinerary_plan other = {0};
    if (clash_find(task, arena, clash, plan)) {
        return ITINERARY_CLASH;
    }
    if (itinerary_greedy(task, arena, &other)) {
        keep_better(plan, &other);
    }
    const struct slots *all = slots_new(task, NULL, NULL, false, arena);
    plan_improve(task, all, limits->shakes / 2, 0, arena, plan);
    const struct slots *slots = slots_new(task, NULL, NULL, task->stop_count > MANY_STOPS, arena);
    struct model_result found = model_solve(task, slots, plan->cost, limits, arena);
    if (found.day_count > 0) {
        lay_out(task, slots, &found, arena, &other);
        keep_better(plan, &other);
    }
    plan_improve(task, all, limits->shakes / 2, found.bound, arena, plan);
    plan->bound = found.bound;
    return ITINERARY_FOUND;
}
