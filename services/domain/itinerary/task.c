/*
 * task.c — reads a task, has it solved and writes the answer.  Units that are seen together are one
 * stop.  Without a table of ways a unit is START_KM from where the teams start, GROUP_KM from those
 * of its group, and so far from all others that nothing is gained by a day for both.
 */
#include "itinerary/task.h"

#include <string.h>

#include <jansson.h>

#include "base/json.h"
#include "itinerary/itinerary.h"

enum { START_KM = 30, GROUP_KM = 10, APART_KM = 2 * START_KM };

static const char *const HALVES[] = {"", "morning", "afternoon", "day"};

/* The task, and what its numbers stand for. */
struct reading {
    struct itinerary task;
    struct arena *arena;
    json_t *root;
    const json_t **stops; /* lists of units */
    int *sessions;
};

static const char *text_of(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

static bool has_text(const json_t *list, const char *text)
{
    size_t at;
    const json_t *item;
    json_array_foreach(list, at, item) {
        if (text != NULL && strcmp(json_string_value(item), text) == 0) {
            return true;
        }
    }
    return false;
}

/* The place in a list of texts, or of objects that have the text under `key`; -1: it is not there.
 */
static int place_of(const json_t *list, const char *key, const char *text)
{
    size_t at;
    const json_t *item;
    json_array_foreach(list, at, item) {
        const char *here = key == NULL ? json_string_value(item) : text_of(item, key);
        if (here != NULL && text != NULL && strcmp(here, text) == 0) {
            return (int)at;
        }
    }
    return -1;
}

static int stop_of(const struct reading *self, const char *unit)
{
    for (int stop = 0; stop < self->task.stop_count; stop++) {
        if (has_text(self->stops[stop], unit)) {
            return stop;
        }
    }
    return -1;
}

static int sessions_of(const json_t *object)
{
    return json_integer_value(json_object_get(object, "sessions")) > 1 ? 2 : 1;
}

/* ---------------------------------------------------------------- reading */

static void add_stop(struct reading *self, const json_t *units, int sessions)
{
    self->stops[self->task.stop_count] = units;
    self->sessions[self->task.stop_count++] = sessions;
}

/* The unit's own list goes with the root. */
static void add_unit(struct reading *self, json_t *unit)
{
    if (stop_of(self, text_of(unit, "unit")) < 0) {
        json_t *alone = json_pack("[O]", json_object_get(unit, "unit"));
        json_object_set_new(unit, "alone", alone);
        add_stop(self, alone, sessions_of(unit));
    }
}

static void read_stops(struct reading *self)
{
    const json_t *units = json_object_get(self->root, "units");
    size_t at;
    json_t *item;
    self->stops = arena_zero(self->arena, json_array_size(units) * sizeof(*self->stops));
    self->sessions = arena_zero(self->arena, json_array_size(units) * sizeof(int));
    self->task.sessions = self->sessions;
    json_array_foreach(json_object_get(self->root, "together"), at, item) {
        add_stop(self, json_object_get(item, "units"), sessions_of(item));
    }
    json_array_foreach(units, at, item) {
        add_unit(self, item);
    }
}

static void read_loads(struct reading *self)
{
    const json_t *teams = json_object_get(self->root, "teams");
    int *load = arena_zero(self->arena, (json_array_size(teams) + 1) * sizeof(int));
    size_t at;
    const json_t *team;
    json_array_foreach(teams, at, team) {
        load[at] = sessions_of(team);
    }
    self->task.load = load;
    self->task.team_count = (int)json_array_size(teams);
    self->task.day_count = (int)json_array_size(json_object_get(self->root, "days"));
}

static enum itinerary_half half_of(const char *text)
{
    for (int half = HALF_MORNING; text != NULL && half < HALF_DAY; half++) {
        if (strcmp(HALVES[half], text) == 0) {
            return (enum itinerary_half)half;
        }
    }
    return HALF_DAY;
}

/* What is named but not there (a team that is gone, a day off) is no place of any visit. */
static int named(const char *name, int at, int nowhere)
{
    return name == NULL ? -1 : at >= 0 ? at : nowhere;
}

static void read_demands(struct reading *self)
{
    const json_t *list = json_object_get(self->root, "demands");
    const json_t *teams = json_object_get(self->root, "teams");
    const json_t *days = json_object_get(self->root, "days");
    struct itinerary_demand *demands =
        arena_zero(self->arena, (json_array_size(list) + 1) * sizeof(*demands));
    size_t at;
    const json_t *item;
    json_array_foreach(list, at, item) {
        const char *rule = text_of(item, "rule");
        const char *unit = text_of(item, "unit");
        const char *team = text_of(item, "team");
        const char *day = text_of(item, "day");
        demands[at] = (struct itinerary_demand){
            .stop = named(unit, stop_of(self, unit), ITINERARY_STOPS),
            .team = named(team, place_of(teams, "team", team), ITINERARY_TEAMS),
            .day = named(day, place_of(days, NULL, day), ITINERARY_DAYS),
            .half = half_of(text_of(item, "half")),
            .is_only = rule != NULL && (strcmp(rule, "fixed") == 0 || strcmp(rule, "held") == 0)};
    }
    self->task.demands = demands;
    self->task.demand_count = (int)json_array_size(list);
}

/* `one` and `other` are units, NULL where the teams start; -1: the table does not say. */
static int way_in_table(const struct reading *self, const char *one, const char *other)
{
    const json_t *ways = json_object_get(self->root, "ways");
    const json_t *units = json_object_get(ways, "units");
    int row = one == NULL ? 0 : place_of(units, NULL, one) + 1;
    int column = other == NULL ? 0 : place_of(units, NULL, other) + 1;
    if (!json_is_object(ways) || (one != NULL && row == 0) || (other != NULL && column == 0)) {
        return -1;
    }
    const json_t *line = json_array_get(json_object_get(ways, "km"), (size_t)row);
    json_int_t km = json_integer_value(json_array_get(line, (size_t)column));
    return km < 0 ? 0 : km > ITINERARY_KM ? ITINERARY_KM : (int)km;
}

static int way_by_groups(const struct reading *self, const char *one, const char *other)
{
    size_t at;
    const json_t *group;
    if (one == NULL || other == NULL) {
        return START_KM;
    }
    json_array_foreach(json_object_get(self->root, "groups"), at, group) {
        if (has_text(group, one) && has_text(group, other)) {
            return GROUP_KM;
        }
    }
    return APART_KM;
}

/* A stop is where its first unit is. */
static const char *place_name(const struct reading *self, int stop)
{
    return stop < 0 ? NULL : json_string_value(json_array_get(self->stops[stop], 0));
}

static void read_ways(struct reading *self)
{
    int side = self->task.stop_count + 1;
    int *km = arena_zero(self->arena, (size_t)side * (size_t)side * sizeof(int));
    for (int row = 0; row < side; row++) {
        for (int column = 0; column < row; column++) {
            const char *one = place_name(self, row - 1);
            const char *other = place_name(self, column - 1);
            int way = way_in_table(self, one, other);
            way = way >= 0 ? way : way_by_groups(self, one, other);
            km[row * side + column] = km[column * side + row] = way;
        }
    }
    self->task.km = km;
}

static bool is_too_large(const struct reading *self)
{
    return json_array_size(json_object_get(self->root, "units")) > ITINERARY_STOPS ||
           self->task.team_count > ITINERARY_TEAMS || self->task.day_count > ITINERARY_DAYS;
}

/* ---------------------------------------------------------------- the answer */

static const char *name_at(const struct reading *self, const char *list, int at, const char *key)
{
    const json_t *item = json_array_get(json_object_get(self->root, list), (size_t)at);
    return key == NULL ? json_string_value(item) : text_of(item, key);
}

static void write_visits(const struct reading *self, const struct itinerary_plan *plan,
                         struct json *json)
{
    json_array_start(json, "visits");
    for (int stop = 0; stop < self->task.stop_count; stop++) {
        size_t at;
        const json_t *unit;
        json_array_foreach(self->stops[stop], at, unit) {
            json_object_start(json, NULL);
            json_text(json, "unit", json_string_value(unit));
            json_text(json, "team", name_at(self, "teams", plan->visits[stop].team, "team"));
            json_text(json, "day", name_at(self, "days", plan->visits[stop].day, NULL));
            json_text(json, "half", HALVES[plan->visits[stop].half]);
            json_object_end(json);
        }
    }
    json_array_end(json);
}

static void write_found(const struct reading *self, const struct itinerary_plan *plan,
                        struct json *json)
{
    json_text(json, "outcome", "found");
    write_visits(self, plan, json);
    json_int(json, "km", plan->km);
    json_int(json, "uneven", plan->uneven);
    json_int(json, "cost", plan->cost);
    json_int(json, "bound", plan->bound);
    json_bool(json, "has_ways", json_is_object(json_object_get(self->root, "ways")));
}

static void write_clash(const struct reading *self, const struct itinerary_clash *clash,
                        struct json *json)
{
    json_text(json, "outcome", "clash");
    json_int(json, "needed", clash->needed);
    json_int(json, "there", clash->there);
    json_array_start(json, "units");
    for (int i = 0; i < clash->stop_count; i++) {
        size_t at;
        const json_t *unit;
        json_array_foreach(self->stops[clash->stops[i]], at, unit) {
            json_text(json, NULL, json_string_value(unit));
        }
    }
    json_array_end(json);
    json_array_start(json, "demands");
    for (int i = 0; i < clash->demand_count; i++) {
        const json_t *list = json_object_get(self->root, "demands");
        char *demand = json_dumps(json_array_get(list, (size_t)clash->demands[i]), JSON_COMPACT);
        json_raw(json, NULL, demand);
        free(demand);
    }
    json_array_end(json);
}

static void write_answer(struct reading *self, struct json *json)
{
    struct itinerary_plan plan = {0};
    struct itinerary_clash clash = {0};
    read_loads(self);
    if (is_too_large(self)) {
        json_text(json, "outcome", "too_large");
        return;
    }
    read_stops(self);
    read_demands(self);
    read_ways(self);
    self->task.even_km = (int)json_integer_value(json_object_get(self->root, "even_km"));
    if (itinerary_solve(&self->task, &ITINERARY_LIMITS, self->arena, &plan, &clash) ==
        ITINERARY_FOUND) {
        write_found(self, &plan, json);
    } else {
        write_clash(self, &clash, json);
    }
}

bool task_answer(const char *task, size_t len, struct buf *answer)
{
    struct reading self = {.root = json_loadb(task, len, 0, NULL)};
    struct json json;
    if (!json_is_object(self.root)) {
        json_decref(self.root);
        return false;
    }
    self.arena = arena_new();
    json_start(&json, answer);
    json_object_start(&json, NULL);
    write_answer(&self, &json);
    json_object_end(&json);
    arena_free(&self.arena);
    json_decref(self.root);
    return true;
}
