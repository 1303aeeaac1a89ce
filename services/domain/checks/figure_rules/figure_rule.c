/*
 * figure_rule.c — evaluates a rule: each side is a sum of terms; the rule holds if they compare as
 * asked within the tolerance.  A missing value or an overflow leaves it unjudged.
 * figure_rule_read.c parses the JSON.
 */
#include "checks/figure_rules/figure_rule.h"

#include <string.h>

#include "base/buf.h"
#include "checks/engine/check.h"

static bool is_listed(struct arena *arena, const char *list, const char *word)
{
    return strstr(list, arena_print(arena, ",%s,", word)) != NULL;
}

bool figure_rule_applies(const struct figure_rule *self, const struct inspection *in)
{
    bool is_good = self->kinds[0] == '\0' || is_listed(in->arena, self->kinds, in->piece->kind);
    if (!is_good || self->criteria[0] == '\0') {
        return is_good;
    }
    for (size_t i = 0; i < in->context->criterion_count; i++) {
        if (is_listed(in->arena, self->criteria, in->context->criteria[i].code)) {
            return true;
        }
    }
    return false;
}

/* ------------------------------------------------------------- terms */

static bool own_of_piece(const struct inspection *in, const struct figure_name *wanted,
                         struct decimal *out)
{
    for (size_t n = 0; n < in->piece->n_figures; n++) {
        struct figure_name name = figure_name_in(in->arena, in->piece, n);
        if (name.shape == wanted->shape && strcmp(name.key, wanted->key) == 0 &&
            past_is_number(in->piece->figures[n]->value, out)) {
            return true;
        }
    }
    return false;
}

/* The unit's values in this campaign and criterion, this submission's among them. */
static bool of_unit(const struct inspection *in, const struct rule_term *term, struct decimal *out)
{
    struct decimal value;
    const struct figure_past *past = past_of(in->context->past, &term->figure);
    date_days last = in->occurred;
    bool is_there = own_of_piece(in, &term->figure, &value);
    *out = is_there ? value : (struct decimal){0};
    if (past == NULL || past->own_count == PAST_OWN_MAX) {
        return past == NULL && is_there;
    }
    for (size_t i = past->own_count; i-- > 0;) { /* the earliest first */
        const struct past_value *own = &past->own[i];
        if (own->shape != term->figure.shape || !own->is_same_campaign || !own->is_same_criterion) {
            continue;
        }
        if (term->take == TAKE_SUM && !decimal_add(*out, own->amount, out)) {
            return false;
        }
        if (term->take == TAKE_MAX) {
            *out = is_there ? decimal_max(*out, own->amount) : own->amount;
        }
        if (term->take == TAKE_LAST && (!is_there || own->day > last)) {
            *out = own->amount;
            last = own->day;
        }
        is_there = true;
    }
    return is_there;
}

static bool value_of(const struct inspection *in, const struct rule_term *term, struct decimal *out)
{
    const struct past *past = in->context->past;
    switch (term->take) {
    case TAKE_PIECE:
        return own_of_piece(in, &term->figure, out);
    case TAKE_SUM:
    case TAKE_LAST:
    case TAKE_MAX:
        return of_unit(in, term, out);
    case TAKE_MEMBERS:
        *out = past != NULL ? past->members : (struct decimal){0};
        return past != NULL && past->has_members;
    case TAKE_TARGET:
        *out = past != NULL ? past->target : (struct decimal){0};
        return past != NULL && past->has_target;
    case TAKE_NUMBER:
        *out = term->number;
        return true;
    }
    return false;
}

static bool add_side(const struct inspection *in, const struct rule_side *side, struct decimal *out)
{
    *out = (struct decimal){0};
    for (size_t i = 0; i < side->count; i++) {
        struct decimal value;
        if (!value_of(in, &side->terms[i], &value) ||
            !decimal_multiply(value, side->terms[i].times, &value) ||
            !decimal_add(*out, value, out)) {
            return false;
        }
    }
    return true;
}

bool figure_rule_compute(const struct figure_rule *self, const struct inspection *in,
                         struct decimal *left, struct decimal *right)
{
    return add_side(in, &self->left, left) && add_side(in, &self->right, right);
}

bool figure_rule_holds(const struct figure_rule *self, struct decimal left, struct decimal right)
{
    struct decimal room = {0}, low, high;
    struct decimal size = {right.raw < 0 ? -right.raw : right.raw};
    if (!decimal_scale(size, self->tolerance, decimal_int(100), &room) ||
        !decimal_subtract(right, room, &low) || !decimal_add(right, room, &high)) {
        return true; /* overflow: nothing is reported */
    }
    bool is_low = decimal_compare(left, low)<0, is_high = decimal_compare(left, high)> 0;
    switch (self->compare) {
    case COMPARE_AT_MOST:
        return !is_high;
    case COMPARE_AT_LEAST:
        return !is_low;
    case COMPARE_EQUAL:
        return !is_low && !is_high;
    }
    return true;
}

/* ------------------------------------------------------------- message */

const char *figure_rule_message(const struct figure_rule *self, struct arena *arena,
                                struct decimal left, struct decimal right)
{
    static const char LEFT[] = "{left}", RIGHT[] = "{right}";
    char number[DECIMAL_TEXT];
    struct buf buf = {0};
    for (const char *at = self->message; *at != '\0';) {
        if (strncmp(at, LEFT, strlen(LEFT)) == 0) {
            buf_text(&buf, decimal_print(left, number));
            at += strlen(LEFT);
        } else if (strncmp(at, RIGHT, strlen(RIGHT)) == 0) {
            buf_text(&buf, decimal_print(right, number));
            at += strlen(RIGHT);
        } else {
            buf_add(&buf, at++, 1);
        }
    }
    const char *said = arena_text(arena, buf_string(&buf), buf.len);
    buf_free(&buf);
    return said;
}
