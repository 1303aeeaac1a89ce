/*
 * citations.c — in which other submissions the unit cites the documents of these, and for how many
 * criteria together.
 */
#include "validation/context/past.h"
#include "validation/sql.h"

static const struct statement CONTEXT = {"validation_cited_context", SQL_CITED_CONTEXT};

enum { PLACES_MAX = 64, IDS_MAX = (PLACES_MAX + 1) * CRITERIA_MAX };

static bool citations_ask(struct context_load *load, lane_fn *then, void *arg)
{
    struct params *params = params_new();
    size_t count = past_add_documents(load, params);
    if (count > 0) {
        lane_run(load->lane, &CONTEXT, params, then, arg);
    }
    params_free(&params);
    return count > 0;
}

static void add_ids(int *ids, size_t *count, const int *more, size_t more_count)
{
    for (size_t i = 0; i < more_count; i++) {
        size_t at = 0;
        while (at < *count && ids[at] != more[i]) {
            at++;
        }
        if (at == *count && *count < IDS_MAX) {
            ids[(*count)++] = more[i];
        }
    }
}

/* Only what was filed before counts against a submission; the later one gets the finding. */
static int take_piece(const struct context_load *load, const struct rows *result, int row,
                      int place, struct piece *piece)
{
    struct past *past = past_get(load, piece);
    int ids[IDS_MAX], criteria[CRITERIA_MAX];
    size_t count = 0;
    add_ids(ids, &count, piece->criteria, piece->criterion_count);
    for (; row < rows_count(result) && column_int(result, row, 0) == place; row++) {
        if (column_bool(result, row, 2)) {
            past->cited_pieces++;
            add_ids(ids, &count, criteria, column_ints(result, row, 3, criteria, CRITERIA_MAX));
        } else {
            struct uuid id = column_uuid(result, row, 1);
            past_affects(load->arena, piece, &id);
        }
    }
    past->cited_criteria = count;
    return row;
}

static void citations_take(struct context_load *load, const struct rows *result)
{
    int place = 0, row = 0;
    for (size_t i = 0; i < load->count; i++) {
        if (past_symbol(load, &load->pieces[i]) != NULL) {
            row = take_piece(load, result, row, ++place, &load->pieces[i]);
        }
    }
}

const struct context_source CONTEXT_CITATIONS = {citations_ask, citations_take};
