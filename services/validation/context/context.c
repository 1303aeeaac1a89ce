/*
 * context.c — sends the statements of all sources at once on one lane and counts their answers.
 */
#include "validation/context/context.h"

static const struct context_source *const SOURCES[] = {
    &CONTEXT_PENDING, /* before all that a verdict rests on */
    &CONTEXT_PIECES,  &CONTEXT_READINGS,  &CONTEXT_OWNERS,
    &CONTEXT_PAGES,   &CONTEXT_PAST, /* before the two that read others' */
    &CONTEXT_FIGURES, &CONTEXT_CITATIONS,
};
enum { SOURCE_COUNT = sizeof(SOURCES) / sizeof(SOURCES[0]) };

struct question {
    struct context_load *load;
    const struct context_source *source;
};

static void all_came(struct context_load *self)
{
    for (size_t i = 0; i < self->count && self->err == ERR_NONE; i++) {
        if (!self->pieces[i].is_loaded) {
            self->err = err_note(ERR_REJECT, "a message without a submission");
        }
    }
    self->then(self->arg, self->err);
}

static void context_load_on_answered(void *arg, enum err err, const struct rows *result)
{
    struct question *question = arg;
    struct context_load *self = question->load;
    if (err == ERR_NONE) {
        question->source->take(self, result);
    } else if (self->err == ERR_NONE) {
        self->err = err;
    }
    if (--self->waiting == 0) {
        all_came(self);
    }
}

void context_load_start(struct context_load *self, context_load_fn *then, void *arg)
{
    self->owners = map_new();
    self->then = then;
    self->arg = arg;
    self->waiting = 1; /* holds the end back until all statements are sent */
    for (size_t i = 0; i < SOURCE_COUNT; i++) {
        struct question *question = arena_alloc(self->arena, sizeof(*question));
        *question = (struct question){self, SOURCES[i]};
        self->waiting++;
        if (!SOURCES[i]->ask(self, context_load_on_answered, question)) {
            self->waiting--;
        }
    }
    if (--self->waiting == 0) {
        all_came(self);
    }
}

void context_load_close(struct context_load *self)
{
    map_free(&self->owners);
}
