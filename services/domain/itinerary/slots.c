/*
 * slots.c — applies the demands to the days of the teams and sorts them into classes.
 */
#include "itinerary/slots.h"

#include <string.h>

static bool is_at(int wanted, int here)
{
    return wanted < 0 || wanted == here;
}

static void apply(const struct itinerary *task, const struct itinerary_demand *demand,
                  unsigned char *open, int stop)
{
    for (int team = 0; team < task->team_count; team++) {
        for (int day = 0; day < task->day_count; day++) {
            unsigned char *here = &open[(stop * task->team_count + team) * task->day_count + day];
            bool is_there = is_at(demand->team, team) && is_at(demand->day, day);
            unsigned halves = is_there ? (unsigned)demand->half : HALF_NONE;
            *here &= (unsigned char)(demand->is_only ? halves : ~halves & HALF_DAY);
        }
    }
}

static unsigned char *open_new(const struct itinerary *task, const bool *has_demand,
                               struct arena *arena)
{
    size_t size = (size_t)task->stop_count * (size_t)task->team_count * (size_t)task->day_count;
    unsigned char *open = arena_alloc(arena, size);
    memset(open, HALF_DAY, size);
    for (int i = 0; i < task->demand_count; i++) {
        const struct itinerary_demand *demand = &task->demands[i];
        for (int stop = 0; stop < task->stop_count; stop++) {
            if ((has_demand == NULL || has_demand[i]) && is_at(demand->stop, stop)) {
                apply(task, demand, open, stop);
            }
        }
    }
    return open;
}

/* Whether the stops that count see no difference between two days of teams. */
static bool is_like(const struct itinerary *task, const struct slots *slots, const bool *has_stop,
                    const int one[2], const int other[2])
{
    bool is_equal = task->load[one[0]] == task->load[other[0]];
    for (int stop = 0; is_equal && stop < task->stop_count; stop++) {
        is_equal = (has_stop != NULL && !has_stop[stop]) ||
                   slots_open(task, slots, stop, one[0], one[1]) ==
                       slots_open(task, slots, stop, other[0], other[1]);
    }
    return is_equal;
}

static bool are_teams_alike(const struct itinerary *task, const struct slots *slots,
                            const bool *has_stop, int one, int other)
{
    for (int day = 0; day < task->day_count; day++) {
        if (!is_like(task, slots, has_stop, (int[]){one, day}, (int[]){other, day})) {
            return false;
        }
    }
    return true;
}

static void find_groups(const struct itinerary *task, struct slots *slots, const bool *has_stop,
                        bool may_merge)
{
    for (int team = 0; team < task->team_count; team++) {
        int group = team;
        for (int before = 0; may_merge && before < team && group == team; before++) {
            if (slots->group[before] == before &&
                are_teams_alike(task, slots, has_stop, before, team)) {
                group = before;
            }
        }
        slots->group[team] = group;
        slots->group_size[group]++;
    }
}

/* The class of a day of a group among those from `first` on; a new one if there is none. */
static struct slot_class *class_of(const struct itinerary *task, struct slots *slots,
                                   const bool *has_stop, int first, const int place[2])
{
    for (int i = first; i < slots->class_count; i++) {
        struct slot_class *known = &slots->classes[i];
        if (is_like(task, slots, has_stop, (int[]){known->group, known->day}, place)) {
            return known;
        }
    }
    struct slot_class *added = &slots->classes[slots->class_count++];
    added->group = place[0];
    added->day = place[1];
    return added;
}

struct slots *slots_new(const struct itinerary *task, const bool *has_stop, const bool *has_demand,
                        bool may_merge, struct arena *arena)
{
    size_t teams = (size_t)task->team_count;
    size_t days = (size_t)task->day_count;
    struct slots *slots = arena_zero(arena, sizeof(*slots));
    slots->open = open_new(task, has_demand, arena);
    slots->group = arena_zero(arena, teams * sizeof(int));
    slots->group_size = arena_zero(arena, teams * sizeof(int));
    slots->classes = arena_zero(arena, teams * days * sizeof(struct slot_class));
    find_groups(task, slots, has_stop, may_merge);
    for (int team = 0; team < task->team_count; team++) {
        int first = slots->class_count;
        for (int day = 0; slots->group[team] == team && day < task->day_count; day++) {
            struct slot_class *of = class_of(task, slots, has_stop, first, (int[]){team, day});
            of->days = of->days == NULL ? arena_alloc(arena, days * sizeof(int)) : of->days;
            of->days[of->day_count++] = day;
            of->capacity += slots->group_size[team];
        }
    }
    return slots;
}

enum itinerary_half slots_half(const struct itinerary *task, const struct slots *slots, int stop,
                               int team, int day)
{
    unsigned char open = slots_open(task, slots, stop, team, day);
    if (task->sessions[stop] > 1) {
        return open == HALF_DAY && task->load[team] > 1 ? HALF_DAY : HALF_NONE;
    }
    return (open & HALF_MORNING) != 0 ? HALF_MORNING : (enum itinerary_half)open;
}

enum itinerary_half slots_first_half(const struct itinerary *task, const struct slots *slots,
                                     int stop, int other, int team, int day)
{
    unsigned char mine = slots_open(task, slots, stop, team, day);
    unsigned char its = slots_open(task, slots, other, team, day);
    if (task->load[team] < 2 || task->sessions[stop] > 1 || task->sessions[other] > 1) {
        return HALF_NONE;
    }
    if ((mine & HALF_MORNING) != 0 && (its & HALF_AFTERNOON) != 0) {
        return HALF_MORNING;
    }
    return (mine & HALF_AFTERNOON) != 0 && (its & HALF_MORNING) != 0 ? HALF_AFTERNOON : HALF_NONE;
}
