/*
 * pieces.c — what the store knows of the submissions beside their bodies: unit and account,
 * criteria, time of receipt, which of their findings an inspector accepted.
 */
#include "validation/context/context.h"
#include "validation/store.h"

static bool pieces_ask(struct context_load *load, lane_fn *then, void *arg)
{
    struct uuid *ids = arena_alloc(load->arena, load->count * sizeof(*ids));
    for (size_t i = 0; i < load->count; i++) {
        ids[i] = load->pieces[i].id;
    }
    store_pieces(load->lane, ids, load->count, then, arg);
    return true;
}

static void pieces_fill(const struct context_load *load, const struct rows *result, int row,
                        struct piece *piece)
{
    piece->evidence_id = column_uuid(result, row, 1);
    piece->campaign_id = column_int(result, row, 2);
    piece->unit_id = column_int(result, row, 3);
    piece->account_id = column_int(result, row, 4);
    piece->criterion_count = column_ints(result, row, 5, piece->criteria, CRITERIA_MAX);
    piece->context.received = column_int(result, row, 6);
    piece->received_us = column_long(result, row, 7);
    piece->context.accepted = column_copy(result, row, 8, load->arena);
    piece->is_withdrawn = column_bool(result, row, 9);
    piece->is_loaded = true;
}

/* A pushed and a polled copy of one message may both be here. */
static void pieces_take(struct context_load *load, const struct rows *result)
{
    for (int row = 0; row < rows_count(result); row++) {
        struct uuid id = column_uuid(result, row, 0);
        for (size_t i = 0; i < load->count; i++) {
            if (uuid_equal(&load->pieces[i].id, &id)) {
                pieces_fill(load, result, row, &load->pieces[i]);
            }
        }
    }
}

const struct context_source CONTEXT_PIECES = {pieces_ask, pieces_take};
