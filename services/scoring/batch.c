/*
 * batch.c — sorts claimed dirty marks into a batch and queues, and takes portions from the queues.
 */
#include "scoring/batch.h"

#include <stdlib.h>

enum { SOLO_FROM = 3 }; /* attempts after which a dirty mark runs alone */

bool mark_queue_has(const struct mark_queue *self)
{
    return self->at < self->count;
}

size_t mark_queue_take(struct mark_queue *self, struct cell *into, size_t max)
{
    size_t taken = 0;
    while (taken < max && mark_queue_has(self)) {
        const struct cell *next = &self->cells[self->at];
        bool is_alone = next->attempts >= SOLO_FROM;
        if (is_alone && taken > 0) {
            break;
        }
        into[taken++] = *next;
        self->at++;
        if (is_alone) {
            break;
        }
    }
    return taken;
}

void mark_queue_free(struct mark_queue *self)
{
    free(self->cells);
    *self = (struct mark_queue){0};
}

static void keep_mark(struct mark_queue *self, const struct cell *mark)
{
    if (!mark_queue_has(self)) {
        self->count = self->at = 0;
    }
    if (self->count == self->capacity) {
        self->capacity = self->capacity * 2 + 64;
        self->cells = memory_resize(self->cells, self->capacity * sizeof(*self->cells));
    }
    self->cells[self->count++] = *mark;
}

void batch_share_out(const struct cell *claimed, size_t count, struct arena *arena,
                     struct batch *cells, struct mark_queue queues[static PARTS])
{
    *cells = (struct batch){.cells = arena_alloc(arena, (count + 1) * sizeof(*claimed))};
    for (size_t i = 0; i < count; i++) {
        if (claimed[i].part != PART_CELLS) {
            keep_mark(&queues[claimed[i].part], &claimed[i]);
            continue;
        }
        cells->cells[cells->count++] = claimed[i];
        cells->is_solo = cells->is_solo || claimed[i].attempts >= SOLO_FROM;
    }
}
