/*
 * past.c — stores figures and cited documents of the batch before it reads those of others, so that
 * of two submissions that are judged at the same time one sees the other; and past.h.
 */
#include "validation/context/past.h"

#include <string.h>

#include "base/decimal.h"
#include "text/symbol.h"
#include "validation/sql.h"

static const struct statement PUT = {"validation_figures_put", SQL_FIGURES_PUT};

struct past *past_get(const struct context_load *load, struct piece *piece)
{
    if (piece->past == NULL) {
        piece->past = arena_zero(load->arena, sizeof(*piece->past));
        piece->context.past = piece->past;
    }
    return piece->past;
}

const char *past_symbol(const struct context_load *load, const struct piece *piece)
{
    struct symbol symbol;
    return symbol_parse(load->arena, piece->submission->document_symbol, &symbol)
               ? symbol_key(load->arena, &symbol)
               : NULL;
}

void past_affects(struct arena *arena, struct piece *piece, const struct uuid *submission_id)
{
    if ((piece->asked & ASKED_FIRST) == 0) {
        return;
    }
    for (size_t i = 0; i < piece->affected_count; i++) {
        if (uuid_equal(&piece->affected[i], submission_id)) {
            return;
        }
    }
    if (piece->affected_count == piece->affected_room) {
        size_t room = piece->affected_room * 2 + 64;
        struct uuid *more = arena_alloc(arena, room * sizeof(*more));
        if (piece->affected_count > 0) {
            memcpy(more, piece->affected, piece->affected_count * sizeof(*more));
        }
        piece->affected = more;
        piece->affected_room = room;
    }
    piece->affected[piece->affected_count++] = *submission_id;
}

/* ------------------------------------------------------------- storing */

/* A revision deletes the rows of its predecessor, also when it has none itself. */
static bool is_wanted(const struct context_load *load, const struct piece *piece)
{
    return piece->submission->n_figures > 0 || piece->submission->base_revision > 0 ||
           past_symbol(load, piece) != NULL;
}

enum column { COLUMN_SUBMISSION, COLUMN_KEY, COLUMN_SHAPE, COLUMN_NAME, COLUMN_AMOUNT };

static void add_figure(const struct context_load *load, struct params *params, enum column column,
                       const struct piece *piece, size_t n)
{
    struct figure_name name = figure_name_in(load->arena, piece->submission, n);
    switch (column) {
    case COLUMN_SUBMISSION:
        params_add_uuid(params, &piece->id);
        return;
    case COLUMN_KEY:
        params_add_text(params, name.key);
        return;
    case COLUMN_SHAPE:
        params_add_int(params, (int)name.shape);
        return;
    case COLUMN_NAME:
        params_add_text(params, piece->submission->figures[n]->name);
        return;
    case COLUMN_AMOUNT:
        params_add_text(params, piece->submission->figures[n]->value);
        return;
    }
}

static void add_figures(const struct context_load *load, struct params *params)
{
    static const enum params_type TYPES[] = {PARAMS_UUID, PARAMS_TEXT, PARAMS_INT2, PARAMS_TEXT,
                                             PARAMS_TEXT};
    struct decimal value;
    for (int column = COLUMN_SUBMISSION; column <= COLUMN_AMOUNT; column++) {
        params_array_begin(params, TYPES[column]);
        for (size_t i = 0; i < load->count; i++) {
            const Evidence__V1__Submission *submission = load->pieces[i].submission;
            for (size_t n = 0; n < submission->n_figures; n++) {
                if (past_is_number(submission->figures[n]->value, &value)) {
                    add_figure(load, params, (enum column)column, &load->pieces[i], n);
                }
            }
        }
        params_array_end(params);
    }
}

size_t past_add_documents(const struct context_load *load, struct params *params)
{
    size_t count = 0;
    for (int column = 0; column < 2; column++) {
        params_array_begin(params, column == 0 ? PARAMS_UUID : PARAMS_TEXT);
        for (size_t i = 0; i < load->count; i++) {
            const char *symbol = past_symbol(load, &load->pieces[i]);
            if (symbol != NULL && column == 0) {
                params_add_uuid(params, &load->pieces[i].id);
                count++;
            } else if (symbol != NULL) {
                params_add_text(params, symbol);
            }
        }
        params_array_end(params);
    }
    return count;
}

static bool past_ask(struct context_load *load, lane_fn *then, void *arg)
{
    struct params *params = params_new();
    size_t count = 0;
    params_array_begin(params, PARAMS_UUID);
    for (size_t i = 0; i < load->count; i++) {
        if (is_wanted(load, &load->pieces[i])) {
            params_add_uuid(params, &load->pieces[i].id);
            count++;
        }
    }
    params_array_end(params);
    if (count > 0) {
        add_figures(load, params);
        (void)past_add_documents(load, params);
        lane_run(load->lane, &PUT, params, then, arg);
    }
    params_free(&params);
    return count > 0;
}

static void past_take(struct context_load *load, const struct rows *result)
{
    (void)load;
    (void)result; /* only the writing matters */
}

const struct context_source CONTEXT_PAST = {past_ask, past_take};
