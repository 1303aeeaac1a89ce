/*
 * facts.c — sorts facts by figure and day, and sums up each figure.
 */
#include "rules/facts.h"

#include <stdlib.h>

#include "base/arena.h"
#include "rules/rule.h"

enum { WEEK = 7, FIRST_MONDAY = 719162 }; /* 0001-01-01 was a Monday */

void facts_add(struct facts *self, struct fact fact)
{
    if (self->count == self->capacity) {
        self->capacity = self->capacity * 2 + 16;
        self->list = memory_resize(self->list, self->capacity * sizeof(*self->list));
    }
    self->list[self->count++] = fact;
}

void facts_free(struct facts *self)
{
    free(self->list);
    *self = (struct facts){0};
}

/* By figure, then by day. */
static int facts_compare(const void *a, const void *b)
{
    const struct fact *left = a, *right = b;
    if (left->figure != right->figure) {
        return left->figure < right->figure ? -1 : 1;
    }
    return left->occurred_on < right->occurred_on   ? -1
           : left->occurred_on > right->occurred_on ? 1
                                                    : 0;
}

struct tally {
    struct aggregate aggregate;
    int32_t count, days, weeks, late;
    date_days last;
};

static void facts_do_add(struct tally *tally, const struct fact *fact, struct inputs *inputs)
{
    struct aggregate *into = &tally->aggregate;
    bool is_first = tally->count == 0;
    inputs->is_overflow = inputs->is_overflow || !decimal_add(into->sum, fact->amount, &into->sum);
    into->max = is_first ? fact->amount : decimal_max(into->max, fact->amount);
    if ((inputs->rule->asks & RULE_ASKS_DAYS) != 0) {
        tally->days += is_first || tally->last != fact->occurred_on ? 1 : 0;
        tally->weeks += is_first || (tally->last + FIRST_MONDAY) / WEEK !=
                                        (fact->occurred_on + FIRST_MONDAY) / WEEK
                            ? 1
                            : 0;
    }
    tally->late = is_first || fact->days_late > tally->late ? fact->days_late : tally->late;
    tally->last = fact->occurred_on;
    tally->count++;
}

static void facts_end(const struct tally *tally, struct inputs *inputs)
{
    struct aggregate aggregate = tally->aggregate;
    aggregate.count = decimal_int(tally->count);
    aggregate.days = decimal_int(tally->days);
    aggregate.weeks = decimal_int(tally->weeks);
    aggregate.days_late = decimal_int(tally->late);
    inputs->aggregates[inputs->aggregate_count++] = aggregate;
}

void facts_gather(struct facts *self, date_days from, date_days to, struct inputs *inputs,
                  struct arena *arena)
{
    if (self->count > 0) {
        qsort(self->list, self->count, sizeof(*self->list), facts_compare);
    }
    inputs->aggregates = arena_alloc(arena, (self->count + 1) * sizeof(*inputs->aggregates));
    inputs->aggregate_count = 0;
    struct tally tally = {0};
    for (size_t i = 0; i < self->count; i++) {
        const struct fact *fact = &self->list[i];
        if (fact->occurred_on < from || fact->occurred_on > to) {
            continue;
        }
        if (tally.count > 0 && tally.aggregate.figure != fact->figure) {
            facts_end(&tally, inputs);
            tally = (struct tally){0};
        }
        tally.aggregate.figure = fact->figure;
        facts_do_add(&tally, fact, inputs);
    }
    if (tally.count > 0) {
        facts_end(&tally, inputs);
    }
}
