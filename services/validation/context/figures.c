/*
 * figures.c — the figures of the batch beside those of others.
 *
 * Loads what the unit, its peers and the units below it filed under the same names, with what the
 * stored verdicts say of it, the target and the number of members. Lists the unit above once all
 * below it have filed; beside.c finds the others whose verdict this batch may change.
 */
#include <stdlib.h>
#include <string.h>

#include "checks/figure_rules/figure_rule.h"
#include "validation/context/past.h"
#include "validation/sql.h"

static const struct statement CONTEXT = {"validation_figures_context", SQL_FIGURES_CONTEXT};

enum { CHILDREN_MAX = 256, NAMES_MAX = 32 };
enum relation {
    RELATION_OWN = 1,
    RELATION_PEERS,
    RELATION_BELOW,
    RELATION_ABOVE,
    RELATION_TARGET,
    RELATION_MEMBERS,
    RELATION_HIDDEN
};
enum column {
    COLUMN_PLACE,
    COLUMN_RELATION,
    COLUMN_SUBMISSION,
    COLUMN_AMOUNT,
    COLUMN_DAY,
    COLUMN_SHAPE,
    COLUMN_CAMPAIGN,
    COLUMN_CRITERION,
    COLUMN_TITLE,
    COLUMN_READS
};

/* Adds a name once. */
static void add_name(struct past *past, struct figure_past *figures, struct figure_name name)
{
    for (size_t i = 0; i < past->figure_count; i++) {
        if (figures[i].name.shape == name.shape && strcmp(figures[i].name.key, name.key) == 0) {
            return;
        }
    }
    figures[past->figure_count++].name = name;
}

/* Adds the figures of the unit that the campaign's rules read. */
static void name_rules(struct past *past, struct figure_past *figures)
{
    for (size_t i = 0; past->rules != NULL && i < past->rules->count; i++) {
        const struct rule_side *sides[] = {&past->rules->all[i]->left, &past->rules->all[i]->right};
        for (size_t k = 0; k < 2; k++) {
            for (size_t t = 0; t < sides[k]->count; t++) {
                enum rule_take take = sides[k]->terms[t].take;
                bool is_wanted = take == TAKE_SUM || take == TAKE_LAST || take == TAKE_MAX;
                if (is_wanted && past->figure_count < NAMES_MAX) {
                    add_name(past, figures, sides[k]->terms[t].figure);
                }
            }
        }
    }
}

static void name_figures(const struct context_load *load, struct piece *piece)
{
    const Evidence__V1__Submission *submission = piece->submission;
    struct past *past = past_get(load, piece);
    struct decimal value;
    past->rules =
        load->directory != NULL ? directory_rules(load->directory, submission->campaign) : NULL;
    piece->figures =
        arena_zero(load->arena, (submission->n_figures + NAMES_MAX) * sizeof(*piece->figures));
    past->figures = piece->figures;
    for (size_t n = 0; n < submission->n_figures; n++) {
        if (past_is_number(submission->figures[n]->value, &value)) {
            add_name(past, piece->figures, figure_name_in(load->arena, submission, n));
        }
    }
    name_rules(past, piece->figures);
}

static void add_names(const struct context_load *load, struct params *params)
{
    for (int column = 0; column < 3; column++) {
        static const enum params_type TYPES[] = {PARAMS_UUID, PARAMS_TEXT, PARAMS_INT2};
        params_array_begin(params, TYPES[column]);
        for (size_t i = 0; i < load->count; i++) {
            const struct piece *piece = &load->pieces[i];
            for (size_t n = 0; piece->past != NULL && n < piece->past->figure_count; n++) {
                const struct figure_name *name = &piece->figures[n].name;
                if (column == 0) {
                    params_add_uuid(params, &piece->id);
                } else if (column == 1) {
                    params_add_text(params, name->key);
                } else {
                    params_add_int(params, (int)name->shape);
                }
            }
        }
        params_array_end(params);
    }
}

static bool figures_ask(struct context_load *load, lane_fn *then, void *arg)
{
    bool has_any = false;
    for (size_t i = 0; i < load->count; i++) {
        if (load->pieces[i].submission->n_figures > 0) {
            name_figures(load, &load->pieces[i]);
            has_any = has_any || load->pieces[i].past->figure_count > 0;
        }
    }
    if (has_any) {
        struct params *params = params_new();
        add_names(load, params);
        lane_run(load->lane, &CONTEXT, params, then, arg);
        params_free(&params);
    }
    return has_any;
}

/* ------------------------------------------------------------- answers */

static struct decimal amount_in(const struct context_load *load, const struct rows *result, int row)
{
    struct decimal amount = {0};
    if (!decimal_parse(column_copy(result, row, COLUMN_AMOUNT, load->arena), &amount)) {
        amount = (struct decimal){0};
    }
    return amount;
}

/* Adds a value to a list that has room for `most`. */
static void take_value(const struct context_load *load, const struct rows *result, int row,
                       const struct past_value **list, size_t *count, size_t most)
{
    if (*count == most) {
        return;
    }
    struct past_value *values = *count > 0 ? (struct past_value *)(uintptr_t)*list
                                           : arena_alloc(load->arena, most * sizeof(*values));
    *list = values;
    values[(*count)++] =
        (struct past_value){.amount = amount_in(load, result, row),
                            .day = column_int(result, row, COLUMN_DAY),
                            .shape = (enum figure_shape)column_int(result, row, COLUMN_SHAPE),
                            .is_same_campaign = column_bool(result, row, COLUMN_CAMPAIGN),
                            .is_same_criterion = column_bool(result, row, COLUMN_CRITERION),
                            .title = column_copy(result, row, COLUMN_TITLE, load->arena),
                            .submission_id = column_uuid(result, row, COLUMN_SUBMISSION),
                            .reads = (unsigned)column_int(result, row, COLUMN_READS)};
}

/* The word from *at on, which ends with a space; "" behind the last. */
static const char *next_word(const struct context_load *load, const char **at)
{
    size_t len = strcspn(*at, " ");
    const char *word = arena_text(load->arena, *at, len);
    *at += len + ((*at)[len] == ' ' ? 1 : 0);
    return word;
}

/* "12.0000 0 <submission> 7.5000 8 <submission>": amount, what its verdict reads, whose. */
static void take_peers(const struct context_load *load, const char *peers,
                       struct figure_past *figure)
{
    struct past_peer *all = arena_zero(load->arena, PAST_PEERS_MAX * sizeof(*all));
    while (*peers != '\0' && figure->peer_count < PAST_PEERS_MAX) {
        struct past_peer *peer = &all[figure->peer_count];
        bool is_good = decimal_parse(next_word(load, &peers), &peer->amount);
        peer->reads = (unsigned)strtoul(next_word(load, &peers), NULL, 10);
        is_good = uuid_parse(next_word(load, &peers), &peer->submission_id) && is_good;
        figure->peer_count += is_good ? 1 : 0;
    }
    figure->peers = all;
}

static void take_below(const struct context_load *load, const struct rows *result, int row,
                       struct figure_past *figure)
{
    int units = column_int(result, row, COLUMN_DAY);
    if (units <= CHILDREN_MAX) {
        figure->child_count = (size_t)units;
        figure->child_filed = (size_t)column_int(result, row, COLUMN_SHAPE);
        figure->children = amount_in(load, result, row);
    }
}

/* Takes the rows of one figure from `row` on; returns the row behind them. */
static int take_figure(const struct context_load *load, const struct rows *result, int row,
                       struct piece *piece, struct figure_past *figure)
{
    int place = column_int(result, row, COLUMN_PLACE);
    for (; row < rows_count(result) && column_int(result, row, COLUMN_PLACE) == place; row++) {
        enum relation relation = (enum relation)column_int(result, row, COLUMN_RELATION);
        struct uuid id = {{0}};
        switch (relation) {
        case RELATION_OWN:
            take_value(load, result, row, &figure->own, &figure->own_count, PAST_OWN_MAX);
            break;
        case RELATION_HIDDEN:
            take_value(load, result, row, &figure->hidden, &figure->hidden_count, PAST_HIDDEN_MAX);
            break;
        case RELATION_PEERS:
            take_peers(load, column_copy(result, row, COLUMN_AMOUNT, load->arena), figure);
            break;
        case RELATION_BELOW:
            take_below(load, result, row, figure);
            break;
        case RELATION_TARGET:
            piece->past->has_target = true;
            piece->past->target = amount_in(load, result, row);
            break;
        case RELATION_MEMBERS:
            piece->past->has_members = true;
            piece->past->members = amount_in(load, result, row);
            break;
        case RELATION_ABOVE:
            id = column_uuid(result, row, COLUMN_SUBMISSION);
            past_affects(load->arena, piece, &id);
            break;
        }
    }
    return row;
}

static void figures_take(struct context_load *load, const struct rows *result)
{
    int place = 0, row = 0;
    for (size_t i = 0; i < load->count; i++) {
        struct piece *piece = &load->pieces[i];
        for (size_t n = 0; piece->past != NULL && n < piece->past->figure_count; n++) {
            place++;
            if (row < rows_count(result) && column_int(result, row, COLUMN_PLACE) == place) {
                row = take_figure(load, result, row, piece, &piece->figures[n]);
            }
        }
    }
}

const struct context_source CONTEXT_FIGURES = {figures_ask, figures_take};
