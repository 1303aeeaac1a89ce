/*
 * pending.c — the other messages that ask for a verdict on the submissions of the batch.  Their
 * verdict is this one, so that an older one can never replace it, and it does what they ask for.
 */
#include <string.h>

#include "validation/context/context.h"
#include "validation/store.h"

const char PAYLOAD_AGAIN[] = "again", PAYLOAD_COMPARE[] = "compare";

static unsigned asked_by(const void *payload, size_t len)
{
    if (len == 0) {
        return ASKED_FIRST;
    }
    bool is_compare = len == strlen(PAYLOAD_COMPARE) && memcmp(payload, PAYLOAD_COMPARE, len) == 0;
    return is_compare ? ASKED_COMPARE : ASKED_AGAIN;
}

static bool pending_ask(struct context_load *load, lane_fn *then, void *arg)
{
    struct uuid *ids = arena_alloc(load->arena, load->count * sizeof(*ids));
    for (size_t i = 0; i < load->count; i++) {
        struct piece *piece = &load->pieces[i];
        ids[i] = piece->id;
        piece->asked = asked_by(piece->envelope->payload.data, piece->envelope->payload.len);
    }
    store_pending(load->lane, ids, load->count, then, arg);
    return true;
}

static void pending_fill(const struct context_load *load, const struct rows *result, int row,
                         struct piece *piece)
{
    struct bytes payload = column_bytes(result, row, 2);
    if (piece->pending == NULL) {
        piece->pending =
            arena_alloc(load->arena, (size_t)rows_count(result) * sizeof(*piece->pending));
    }
    piece->pending[piece->pending_count++] = column_uuid(result, row, 1);
    piece->asked |= asked_by(payload.data, payload.len);
}

static void pending_take(struct context_load *load, const struct rows *result)
{
    for (int row = 0; row < rows_count(result); row++) {
        struct uuid id = column_uuid(result, row, 0);
        for (size_t i = 0; i < load->count; i++) {
            if (uuid_equal(&load->pieces[i].id, &id)) {
                pending_fill(load, result, row, &load->pieces[i]);
            }
        }
    }
}

const struct context_source CONTEXT_PENDING = {pending_ask, pending_take};
