/*
 * owners.c — who first filed the contents of the pieces.  It stays a map: the pieces of a
 * batch add to it (work.c).
 */
#include "validation/around/around.h"
#include "validation/store.h"

static bool owners_ask(struct around *around, lane_fn *then, void *arg)
{
    size_t count = 0;
    for (size_t i = 0; i < around->count; i++) {
        count += around->pieces[i].context.content_count;
    }
    struct uuid *hashes = arena_alloc(around->arena, (count + 1) * sizeof(*hashes));
    count = 0;
    for (size_t i = 0; i < around->count; i++) {
        const struct context *context = &around->pieces[i].context;
        for (size_t c = 0; c < context->content_count; c++) {
            hashes[count++] = context->contents[c].hash;
        }
    }
    if (count > 0) {
        store_owners(around->lane, hashes, count, then, arg);
    }
    return count > 0;
}

static void owners_take(struct around *around, const struct rows *result)
{
    for (int row = 0; row < rows_count(result); row++) {
        struct uuid hash = column_uuid(result, row, 0);
        struct owner *owner = arena_alloc(around->arena, sizeof(*owner));
        *owner = (struct owner){column_uuid(result, row, 1), column_uuid(result, row, 2),
                                column_long(result, row, 3), around_text(around, result, row, 4),
                                around_text(around, result, row, 5)};
        map_put(around->owners, &hash, sizeof(hash), owner);
    }
}

const struct around_source AROUND_OWNERS = {owners_ask, owners_take};
