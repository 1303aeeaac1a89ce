/*
 * owners.c — which evidence item filed each content first. It stays a map: work.c adds the contents
 * of the batch.
 */
#include "validation/context/context.h"
#include "validation/store.h"

static bool owners_ask(struct context_load *load, lane_fn *then, void *arg)
{
    size_t count = 0;
    for (size_t i = 0; i < load->count; i++) {
        count += load->pieces[i].context.content_count;
    }
    struct uuid *hashes = arena_alloc(load->arena, (count + 1) * sizeof(*hashes));
    count = 0;
    for (size_t i = 0; i < load->count; i++) {
        const struct context *context = &load->pieces[i].context;
        for (size_t c = 0; c < context->content_count; c++) {
            hashes[count++] = context->contents[c].hash;
        }
    }
    if (count > 0) {
        store_owners(load->lane, hashes, count, then, arg);
    }
    return count > 0;
}

static void owners_take(struct context_load *load, const struct rows *result)
{
    for (int row = 0; row < rows_count(result); row++) {
        struct uuid hash = column_uuid(result, row, 0);
        struct owner *owner = arena_alloc(load->arena, sizeof(*owner));
        *owner = (struct owner){
            column_uuid(result, row, 1), column_uuid(result, row, 2), column_long(result, row, 3),
            column_copy(result, row, 4, load->arena), column_copy(result, row, 5, load->arena)};
        map_put(load->owners, &hash, sizeof(hash), owner);
    }
}

const struct context_source CONTEXT_OWNERS = {owners_ask, owners_take};
