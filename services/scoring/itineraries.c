/*
 * itineraries.c — the proposals of itineraries: the solver runs in a child.
 */
#include "scoring/itineraries.h"

#include <stdlib.h>

#include "base/file.h"
#include "daemon/childwork.h"
#include "itinerary/task.h"
#include "scoring/sql.h"

enum {
    SECONDS = 60, /* of processor time; 124 units of 6 teams take some 3 */
    OUTPUT_MAX = 1 << 20,
    NICE = 5
};
static const size_t MEMORY = (size_t)2 << 30;

static const struct statement CLAIM = {"scoring_itinerary_claim", SQL_ITINERARY_CLAIM};
static const struct statement RENEW = {"scoring_itinerary_renew", SQL_ITINERARY_RENEW};
static const struct statement DONE = {"scoring_itinerary_done", SQL_ITINERARY_DONE};

struct itineraries {
    struct childwork *work;
    struct buf task;
};

static bool itineraries_take(void *arg, const struct rows *result, int row)
{
    struct itineraries *self = arg;
    buf_text(&self->task, column_text(result, row, 1));
    return column_bool(result, row, 2);
}

static int itineraries_solve(void *arg, int input, int output)
{
    const struct itineraries *self = arg;
    struct buf answer = {0};
    (void)input;
    return task_answer(self->task.data, self->task.len, &answer) &&
                   file_write(output, answer.data, answer.len)
               ? 0
               : 1;
}

static void itineraries_answer(void *arg, const struct buf *answer, struct params *params)
{
    (void)arg;
    params_text(params, answer->len > 0 ? buf_string(answer) : NULL);
}

static void itineraries_release(void *arg)
{
    struct itineraries *self = arg;
    buf_free(&self->task);
}

struct itineraries *itineraries_open(struct daemon *daemon)
{
    static const struct childwork_kind KIND = {.name = "itineraries",
                                               .claim = &CLAIM,
                                               .renew = &RENEW,
                                               .done = &DONE,
                                               .take = itineraries_take,
                                               .work = itineraries_solve,
                                               .answer = itineraries_answer,
                                               .release = itineraries_release};
    const struct child_conf limits = {
        .memory = MEMORY, .seconds = SECONDS, .output_max = OUTPUT_MAX, .nice = NICE};
    struct itineraries *self = memory_zero(sizeof(*self));
    self->work = childwork_open(daemon, &KIND, &limits, self);
    return self;
}

void itineraries_close(struct itineraries **pointer)
{
    struct itineraries *self = *pointer;
    *pointer = NULL;
    if (self != NULL) {
        childwork_close(&self->work);
        free(self);
    }
}

bool itineraries_are_idle(const struct itineraries *self)
{
    return childwork_is_idle(self->work);
}
