/*
 * improve.c — a descent looks only at the stops whose surroundings have changed since they were
 * last looked at; a shake makes a few random changes that the demands allow, and the plan before it
 * comes back unless the descent from there costs no more.
 */
#include "itinerary/improve.h"

#include <stdint.h>
#include <string.h>

enum { SHAKES = 4, TRIES = 50 };

/* A day of a team: none, one or two stops. */
struct place {
    int stops[ITINERARY_LOAD];
    int count;
};

struct improver {
    const struct itinerary *task;
    const struct slots *slots;
    struct place *places; /* [team][day] */
    int *at;              /* of each stop: its place */
    int load[ITINERARY_TEAMS];
    int cost;
    bool *is_due; /* of each stop: to be looked at */
    uint64_t random;
};

static int km_to(const struct improver *self, int one, int other)
{
    return self->task->km[(one + 1) * (self->task->stop_count + 1) + other + 1];
}

static int place_km(const struct improver *self, const struct place *place)
{
    if (place->count == 0) {
        return 0;
    }
    int first = place->stops[0];
    int last = place->stops[place->count - 1];
    return km_to(self, -1, first) + km_to(self, first, last) + km_to(self, last, -1);
}

static int uneven(const struct improver *self, const int *load)
{
    int most = load[0];
    int least = load[0];
    for (int team = 1; team < self->task->team_count; team++) {
        most = load[team] > most ? load[team] : most;
        least = load[team] < least ? load[team] : least;
    }
    return (most - least) * self->task->even_km;
}

static bool is_possible(const struct improver *self, const struct place *place, int at)
{
    int team = at / self->task->day_count;
    int day = at % self->task->day_count;
    if (place->count == 1) {
        return slots_half(self->task, self->slots, place->stops[0], team, day) != HALF_NONE;
    }
    return place->count == 0 || slots_first_half(self->task, self->slots, place->stops[0],
                                                 place->stops[1], team, day) != HALF_NONE;
}

/* The place without `gone` and with `come` (-1: none); false: it holds too many. */
static bool place_change(const struct place *place, int gone, int come, struct place *out)
{
    out->count = 0;
    for (int i = 0; i < place->count; i++) {
        if (place->stops[i] != gone) {
            out->stops[out->count++] = place->stops[i];
        }
    }
    if (come >= 0 && out->count == ITINERARY_LOAD) {
        return false;
    }
    if (come >= 0) {
        out->stops[out->count++] = come;
    }
    return true;
}

/* `stop` goes to place `to`, and `back` (-1: none) of there comes in its place. */
struct change {
    int stop, back, to;
    struct place here, there; /* as they would be */
    int cost;                 /* of the plan then */
};

static bool change_weigh(const struct improver *self, struct change *change)
{
    int from = self->at[change->stop];
    const struct place *here = &self->places[from];
    const struct place *there = &self->places[change->to];
    if (!place_change(here, change->stop, change->back, &change->here) ||
        !place_change(there, change->back, change->stop, &change->there)) {
        return false;
    }
    int load[ITINERARY_TEAMS];
    memcpy(load, self->load, sizeof(load));
    int moved = self->task->sessions[change->stop] -
                (change->back >= 0 ? self->task->sessions[change->back] : 0);
    load[from / self->task->day_count] -= moved;
    load[change->to / self->task->day_count] += moved;
    change->cost = self->cost - place_km(self, here) - place_km(self, there) +
                   place_km(self, &change->here) + place_km(self, &change->there) -
                   uneven(self, self->load) + uneven(self, load);
    return true;
}

static bool change_is_possible(const struct improver *self, const struct change *change)
{
    return is_possible(self, &change->here, self->at[change->stop]) &&
           is_possible(self, &change->there, change->to);
}

static void put(struct improver *self, int at, const struct place *place)
{
    self->places[at] = *place;
    for (int i = 0; i < place->count; i++) {
        self->at[place->stops[i]] = at;
        self->is_due[place->stops[i]] = true;
    }
}

static void change_make(struct improver *self, const struct change *change)
{
    int from = self->at[change->stop];
    int moved = self->task->sessions[change->stop] -
                (change->back >= 0 ? self->task->sessions[change->back] : 0);
    self->load[from / self->task->day_count] -= moved;
    self->load[change->to / self->task->day_count] += moved;
    put(self, from, &change->here);
    put(self, change->to, &change->there);
    self->cost = change->cost;
}

/* The best change for a stop, if one helps. */
static bool help(struct improver *self, int stop)
{
    struct change best = {.cost = self->cost};
    int places = self->task->team_count * self->task->day_count;
    for (int to = 0; to < places; to++) {
        for (int i = -1; to != self->at[stop] && i < self->places[to].count; i++) {
            struct change change = {
                .stop = stop, .back = i < 0 ? -1 : self->places[to].stops[i], .to = to};
            if (change_weigh(self, &change) && change.cost < best.cost &&
                change_is_possible(self, &change)) {
                best = change;
            }
        }
    }
    if (best.cost == self->cost) {
        return false;
    }
    change_make(self, &best);
    return true;
}

static void descend(struct improver *self)
{
    bool has_changed = true;
    while (has_changed) {
        has_changed = false;
        for (int stop = 0; stop < self->task->stop_count; stop++) {
            if (self->is_due[stop]) {
                self->is_due[stop] = false;
                has_changed = help(self, stop) || has_changed;
            }
        }
    }
}

static int draw(struct improver *self, int below)
{
    self->random = self->random * 6364136223846793005U + 1442695040888963407U;
    return (int)((self->random >> 33) % (uint64_t)below);
}

static void shake(struct improver *self)
{
    int made = 0;
    for (int i = 0; i < TRIES && made < SHAKES; i++) {
        struct change change = {.stop = draw(self, self->task->stop_count),
                                .to = draw(self, self->task->team_count * self->task->day_count)};
        int back = draw(self, ITINERARY_LOAD + 1) - 1;
        const struct place *there = &self->places[change.to];
        change.back = back >= 0 && back < there->count ? there->stops[back] : -1;
        if (change.to != self->at[change.stop] && change_weigh(self, &change) &&
            change_is_possible(self, &change)) {
            change_make(self, &change);
            made++;
        }
    }
}

/* What a team does on a day goes to its first free day that is open to it: that costs nothing, and
 * the changes have left it anywhere. */
static void advance(struct improver *self)
{
    int days = self->task->day_count;
    for (int at = 0; at < self->task->team_count * days; at++) {
        for (int free = at - at % days; free < at && self->places[at].count > 0; free++) {
            if (self->places[free].count == 0 && is_possible(self, &self->places[at], free)) {
                put(self, free, &self->places[at]);
                self->places[at].count = 0;
            }
        }
    }
}

/* ---------------------------------------------------------------- plans */

static void read_plan(struct improver *self, const struct itinerary_plan *plan)
{
    size_t places = (size_t)self->task->team_count * (size_t)self->task->day_count;
    memset(self->places, 0, places * sizeof(*self->places));
    memset(self->load, 0, sizeof(self->load));
    for (int stop = 0; stop < self->task->stop_count; stop++) {
        const struct itinerary_visit *visit = &plan->visits[stop];
        int at = visit->team * self->task->day_count + visit->day;
        struct place *place = &self->places[at];
        place->stops[place->count++] = stop;
        self->at[stop] = at;
        self->load[visit->team] += self->task->sessions[stop];
    }
    self->cost = plan->cost;
}

static void write_place(const struct improver *self, int at, const struct itinerary_plan *plan)
{
    const struct place *place = &self->places[at];
    struct itinerary_visit visit = {at / self->task->day_count, at % self->task->day_count,
                                    HALF_NONE};
    if (place->count > 0) {
        visit.half = place->count == 1 ? slots_half(self->task, self->slots, place->stops[0],
                                                    visit.team, visit.day)
                                       : slots_first_half(self->task, self->slots, place->stops[0],
                                                          place->stops[1], visit.team, visit.day);
        plan->visits[place->stops[0]] = visit;
    }
    if (place->count > 1) {
        visit.half = HALF_DAY - visit.half;
        plan->visits[place->stops[1]] = visit;
    }
}

static void write_plan(const struct improver *self, struct itinerary_plan *plan)
{
    for (int at = 0; at < self->task->team_count * self->task->day_count; at++) {
        write_place(self, at, plan);
    }
    plan->cost = self->cost;
}

void plan_improve(const struct itinerary *task, const struct slots *slots, int rounds, int enough,
                  struct arena *arena, struct itinerary_plan *plan)
{
    size_t places = (size_t)task->team_count * (size_t)task->day_count;
    struct improver self = {.task = task,
                            .slots = slots,
                            .places = arena_alloc(arena, places * sizeof(struct place)),
                            .at = arena_alloc(arena, (size_t)task->stop_count * sizeof(int)),
                            .is_due = arena_zero(arena, (size_t)task->stop_count),
                            .random = 1};
    read_plan(&self, plan);
    memset(self.is_due, true, (size_t)task->stop_count);
    for (int round = 0; round <= rounds && plan->cost > enough; round++) {
        if (round > 0) {
            shake(&self);
        }
        descend(&self);
        if (self.cost <= plan->cost) {
            write_plan(&self, plan);
        } else {
            read_plan(&self, plan);
        }
    }
    advance(&self);
    write_plan(&self, plan);
    itinerary_measure(task, plan);
}
