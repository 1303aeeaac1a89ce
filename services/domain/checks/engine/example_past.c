/*
 * example_past.c — past values and rule of an example of the catalogue.
 */
#include "checks/engine/example.h"
#include "checks/figure_rules/figure_rule.h"

static struct decimal amount_of(const char *text)
{
    struct decimal amount = {0};
    return decimal_parse(text, &amount) ? amount : (struct decimal){0};
}

static void add_own(const struct example_past *known, enum figure_shape shape,
                    struct past_value *out)
{
    *out = (struct past_value){.amount = amount_of(known->value),
                               .title = "Báo cáo trước",
                               .shape = known->of == PAST_PLAN ? FIGURE_PLAN : shape,
                               .is_same_campaign = known->of != PAST_LAST_YEAR,
                               .is_same_criterion = true};
    if (!date_parse(known->day != NULL ? known->day : "2023-05-01", &out->day)) {
        out->day = 0;
    }
}

static void add_known(const struct example_past *known, struct past *past,
                      struct figure_past *figure, struct past_value *own, struct past_peer *peers)
{
    switch (known->of) {
    case PAST_OWN:
    case PAST_LAST_YEAR:
    case PAST_PLAN:
        add_own(known, figure->name.shape, &own[figure->own_count++]);
        return;
    case PAST_PEER:
        peers[figure->peer_count++].amount = amount_of(known->value);
        return;
    case PAST_CHILDREN:
        figure->children = amount_of(known->value);
        figure->child_filed = (size_t)known->filed;
        figure->child_count = (size_t)known->units;
        return;
    case PAST_MEMBERS:
        past->has_members = true;
        past->members = amount_of(known->value);
        return;
    case PAST_CITED:
        past->cited_criteria = (size_t)(amount_of(known->value).raw / DECIMAL_ONE);
        past->cited_pieces = (size_t)known->filed;
        return;
    }
}

void example_add_past(const struct example *example, struct arena *arena,
                      const Evidence__V1__Submission *piece, struct context *context)
{
    struct past *past = arena_zero(arena, sizeof(*past));
    struct figure_past *figure = arena_zero(arena, sizeof(*figure));
    struct past_value *own = arena_zero(arena, PAST_OWN_MAX * sizeof(*own));
    struct past_peer *peers = arena_zero(arena, PAST_PEERS_MAX * sizeof(*peers));
    figure->own = own;
    figure->peers = peers;
    figure->name = piece->n_figures > 0 ? figure_name_in(arena, piece, 0)
                                        : (struct figure_name){"", FIGURE_PLAIN};
    for (const struct example_past *known = example->past; known->value != NULL; known++) {
        add_known(known, past, figure, own, peers);
    }
    past->figures = figure;
    past->figure_count = 1;
    context->past = past;
}

/* After the past values. */
void example_add_rule(const struct example *example, struct arena *arena, struct context *context)
{
    struct faults faults = {.arena = arena};
    json_t *json = json_loads(example->rule, 0, NULL);
    struct past *past = arena_zero(arena, sizeof(*past));
    struct figure_rules *rules = arena_zero(arena, sizeof(*rules));
    rules->all = arena_alloc(arena, sizeof(*rules->all));
    rules->all[0] = figure_rule_read(json, arena, &faults);
    rules->count = rules->all[0] != NULL ? 1 : 0;
    *past = context->past != NULL ? *context->past : (struct past){0};
    past->rules = rules;
    context->past = past;
    json_decref(json);
}
