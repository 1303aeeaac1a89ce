/*
 * figure_trial.c — evaluates a rule on each submission with the unit's values as they were filed.
 */
#include "checks/figure_rules/figure_trial.h"

#include <string.h>

enum { SAMPLES = 10 };

size_t figure_trial_keys(const struct figure_rule *rule, const char *keys[TRIAL_KEYS_MAX])
{
    const struct rule_side *sides[] = {&rule->left, &rule->right};
    size_t count = 0;
    for (size_t s = 0; s < 2; s++) {
        for (size_t t = 0; t < sides[s]->count; t++) {
            enum rule_take take = sides[s]->terms[t].take;
            if (take == TAKE_SUM || take == TAKE_LAST || take == TAKE_MAX) {
                keys[count++] = sides[s]->terms[t].figure.key;
            }
        }
    }
    return count;
}

static const char *text_in(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    return text != NULL ? text : "";
}

static date_days day_in(const json_t *object)
{
    date_days day = 0;
    return date_parse(text_in(object, "on"), &day) ? day : 0;
}

static void read_figures(const json_t *list, struct arena *arena, Evidence__V1__Submission *piece)
{
    size_t count = json_array_size(list);
    piece->figures = arena_alloc(arena, (count + 1) * sizeof(Evidence__V1__Figure *));
    for (size_t i = 0; i < count; i++) {
        const json_t *one = json_array_get(list, i);
        Evidence__V1__Figure *figure = arena_alloc(arena, sizeof(*figure));
        evidence__v1__figure__init(figure);
        figure->name = arena_print(arena, "%s", text_in(one, "name"));
        figure->value = arena_print(arena, "%s", text_in(one, "value"));
        piece->figures[piece->n_figures++] = figure;
    }
}

static void read_criteria(const json_t *list, struct arena *arena, struct context *context)
{
    context->criteria = arena_zero(arena, (json_array_size(list) + 1) * sizeof(struct criterion));
    for (size_t i = 0; i < json_array_size(list); i++) {
        context->criteria[context->criterion_count++].code =
            json_string_value(json_array_get(list, i));
    }
}

/* The unit's own values of one key, in all shapes; the latest first. */
static void read_own(const json_t *list, const char *key, struct arena *arena,
                     struct figure_past *figure)
{
    struct past_value *own = arena_zero(arena, PAST_OWN_MAX * sizeof(*own));
    for (size_t i = 0; i < json_array_size(list) && figure->own_count < PAST_OWN_MAX; i++) {
        const json_t *one = json_array_get(list, i);
        struct past_value *value = &own[figure->own_count];
        if (strcmp(text_in(one, "key"), key) == 0 &&
            decimal_parse(text_in(one, "amount"), &value->amount)) {
            value->day = day_in(one);
            value->shape = (enum figure_shape)json_integer_value(json_object_get(one, "shape"));
            value->is_same_campaign = true;
            value->is_same_criterion = true;
            value->title = "";
            figure->own_count++;
        }
    }
    figure->own = own;
}

static void read_past(const struct figure_rule *rule, const json_t *json, struct arena *arena,
                      struct past *past)
{
    const struct rule_side *sides[] = {&rule->left, &rule->right};
    struct figure_past *figures = arena_zero(arena, TRIAL_KEYS_MAX * sizeof(*figures));
    for (size_t s = 0; s < 2; s++) {
        for (size_t t = 0; t < sides[s]->count; t++) {
            const struct rule_term *term = &sides[s]->terms[t];
            if (term->figure.key != NULL) {
                struct figure_past *figure = &figures[past->figure_count++];
                figure->name = term->figure;
                read_own(json_object_get(json, "own"), term->figure.key, arena, figure);
            }
        }
    }
    past->figures = figures;
    past->has_target = decimal_parse(text_in(json, "target"), &past->target);
    past->has_members = decimal_parse(text_in(json, "members"), &past->members);
}

struct tried {
    size_t judged, fired;
};

static void add_sample(const json_t *json, const char *message, struct json *out)
{
    json_object_start(out, NULL);
    json_text(out, "evidence", text_in(json, "evidence"));
    json_text(out, "unit", text_in(json, "unit"));
    json_text(out, "title", text_in(json, "title"));
    json_text(out, "on", text_in(json, "on"));
    json_text(out, "message", message);
    json_object_end(out);
}

static void try_piece(const struct figure_rule *rule, const json_t *json, struct arena *arena,
                      struct tried *tried, struct json *samples)
{
    Evidence__V1__Submission piece = EVIDENCE__V1__SUBMISSION__INIT;
    struct past past = {.rules = NULL};
    struct context context = {.past = &past};
    struct inspection in = {
        .arena = arena, .piece = &piece, .context = &context, .occurred = day_in(json)};
    struct decimal left, right;
    piece.kind = arena_print(arena, "%s", text_in(json, "kind"));
    piece.title = arena_print(arena, "%s", text_in(json, "title"));
    read_figures(json_object_get(json, "figures"), arena, &piece);
    read_criteria(json_object_get(json, "criteria"), arena, &context);
    read_past(rule, json, arena, &past);
    if (!figure_rule_applies(rule, &in) || !figure_rule_compute(rule, &in, &left, &right)) {
        return;
    }
    tried->judged++;
    if (!figure_rule_holds(rule, left, right) && tried->fired++ < SAMPLES) {
        add_sample(json, figure_rule_message(rule, arena, left, right), samples);
    }
}

void figure_trial(const struct figure_rule *rule, const json_t *pieces, struct arena *arena,
                  struct json *out)
{
    struct tried tried = {0};
    struct arena *one = arena_new();
    struct buf buf = {0};
    struct json samples;
    json_start(&samples, &buf);
    json_array_start(&samples, NULL);
    for (size_t i = 0; i < json_array_size(pieces); i++) {
        try_piece(rule, json_array_get(pieces, i), one, &tried, &samples);
        arena_reset(one);
    }
    json_array_end(&samples);
    json_int(out, "pieces", (long long)json_array_size(pieces));
    json_int(out, "judged", (long long)tried.judged);
    json_int(out, "would_fire", (long long)tried.fired);
    json_raw(out, "samples", arena_text(arena, buf_string(&buf), buf.len));
    buf_free(&buf);
    arena_free(&one);
}
