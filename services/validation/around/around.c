/*
 * around.c — see around.h.
 */
#include "validation/around/around.h"

static const struct around_source *const SOURCES[] = {
    &AROUND_PIECES,  &AROUND_READINGS,  &AROUND_OWNERS,
    &AROUND_PAGES,   &AROUND_PAST, /* before the two that look for others */
    &AROUND_FIGURES, &AROUND_CITATIONS,
};
enum { SOURCE_COUNT = sizeof(SOURCES) / sizeof(SOURCES[0]) };

struct question {
    struct around *around;
    const struct around_source *source;
};

const char *around_text(const struct around *self, const struct rows *result, int row, int column)
{
    struct bytes bytes = column_bytes(result, row, column);
    return arena_text(self->arena, (const char *)bytes.data, bytes.len);
}

static void all_came(struct around *self)
{
    for (size_t i = 0; i < self->count && self->err == ERR_NONE; i++) {
        if (!self->pieces[i].is_loaded) {
            self->err = err_note(ERR_REJECT, "a message about no submission");
        }
    }
    self->then(self->arg, self->err);
}

static void around_on_answered(void *arg, enum err err, const struct rows *result)
{
    struct question *question = arg;
    struct around *self = question->around;
    if (err == ERR_NONE) {
        question->source->take(self, result);
    } else if (self->err == ERR_NONE) {
        self->err = err;
    }
    if (--self->waiting == 0) {
        all_came(self);
    }
}

void around_load(struct around *self, around_fn *then, void *arg)
{
    self->owners = map_new();
    self->then = then;
    self->arg = arg;
    self->waiting = 1; /* holds the end back until all have been asked */
    for (size_t i = 0; i < SOURCE_COUNT; i++) {
        struct question *question = arena_alloc(self->arena, sizeof(*question));
        *question = (struct question){self, SOURCES[i]};
        self->waiting++;
        if (!SOURCES[i]->ask(self, around_on_answered, question)) {
            self->waiting--;
        }
    }
    if (--self->waiting == 0) {
        all_came(self);
    }
}

void around_close(struct around *self)
{
    map_free(&self->owners);
}
