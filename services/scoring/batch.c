/*
 * batch.c — see batch.h.
 */
#include "scoring/batch.h"

#include <stdlib.h>

enum { SOLO_FROM = 3 };            /* attempts after which a mark runs alone */

bool unit_queue_has(const struct unit_queue *self)
{
    return self->at < self->count;
}

struct cell unit_queue_take(struct unit_queue *self)
{
    return self->cells[self->at++];
}

void unit_queue_free(struct unit_queue *self)
{
    free(self->cells);
    *self = (struct unit_queue){0};
}

static void keep_unit(struct unit_queue *self, const struct cell *unit)
{
    if (!unit_queue_has(self)) {
        self->count = self->at = 0;
    }
    if (self->count == self->capacity) {
        self->capacity = self->capacity * 2 + 64;
        self->cells = memory_resize(self->cells, self->capacity * sizeof(*self->cells));
    }
    self->cells[self->count++] = *unit;
}

static enum part part_of(const struct cell *cell)
{
    return cell->key.criterion_id > 0    ? PART_CELLS
           : cell->key.criterion_id == 0 ? PART_UNITS
                                         : PART_SUMS;
}

void batch_share_out(const struct cell *claimed, size_t count, struct arena *arena,
                     struct batch batches[static PARTS], struct unit_queue *units)
{
    for (int part = 0; part < PARTS; part++) {
        batches[part] =
            (struct batch){.cells = arena_alloc(arena, (count + 1) * sizeof(*claimed))};
    }
    for (size_t i = 0; i < count; i++) {
        enum part part = part_of(&claimed[i]);
        struct batch *batch = &batches[part];
        if (part == PART_UNITS) {
            keep_unit(units, &claimed[i]);
        } else {
            batch->cells[batch->count++] = claimed[i];
            batch->is_solo = batch->is_solo || claimed[i].attempts >= SOLO_FROM;
        }
    }
}
