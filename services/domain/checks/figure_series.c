/*
 * figure_series.c — see the header.  The values come with the latest day first, and `more` behind
 * them, so a day is compared and never the place in the list.
 */
#include "checks/figure_series.h"

/* The next of the others from *at on; `all`: also those in submissions that need fixing. */
static const struct past_value *series_next(const struct figure_series *self, bool all, size_t *at)
{
    const struct figure_past *past = self->past;
    size_t own = past != NULL ? past->own_count : 0;
    size_t listed = own + (past != NULL && all ? past->hidden_count : 0);
    while (*at <= listed) {
        size_t i = (*at)++;
        const struct past_value *value = i < own                    ? &past->own[i]
                                         : i < listed               ? &past->hidden[i - own]
                                         : all || self->more_counts ? self->more
                                                                    : NULL;
        if (value != NULL && value != self->self) {
            return value;
        }
    }
    return NULL;
}

bool figure_is_of_the_year(const struct past_value *value)
{
    return value->is_same_campaign && value->is_same_criterion;
}

size_t figure_series_amounts(const struct figure_series *self, struct decimal *out)
{
    const struct past_value *value;
    size_t count = 0;
    for (size_t at = 0;
         count < SPREAD_VALUES_MAX && (value = series_next(self, true, &at)) != NULL;) {
        if (value->shape == self->shape && value->is_same_criterion) {
            out[count++] = value->amount;
        }
    }
    return count;
}

/* The later of two; of one day the greater amount. */
static bool is_later(const struct past_value *value, const struct past_value *than)
{
    return than == NULL || value->day > than->day ||
           (value->day == than->day && decimal_compare(value->amount, than->amount) > 0);
}

const struct past_value *figure_series_falls(const struct figure_series *self)
{
    const struct past_value *value, *last = NULL;
    for (size_t at = 0; (value = series_next(self, false, &at)) != NULL;) {
        if (figure_is_of_the_year(value) && value->shape == FIGURE_RUNNING &&
            value->day < self->day && is_later(value, last)) {
            last = value;
        }
    }
    bool falls = self->shape == FIGURE_RUNNING && last != NULL &&
                 decimal_compare(self->value, last->amount) < 0;
    return falls ? last : NULL;
}

const struct past_value *figure_series_plan(const struct figure_series *self)
{
    const struct past_value *value, *last = NULL;
    for (size_t at = 0; (value = series_next(self, false, &at)) != NULL;) {
        if (figure_is_of_the_year(value) && value->shape == FIGURE_PLAN &&
            value->day <= self->day && is_later(value, last)) {
            last = value;
        }
    }
    return self->shape != FIGURE_PLAN ? last : NULL;
}

bool figure_series_reached(const struct figure_series *self, date_days since, struct decimal *out)
{
    const struct past_value *value;
    struct decimal most = self->shape == FIGURE_RUNNING ? self->value : (struct decimal){0};
    *out = self->shape == FIGURE_PLAIN ? self->value : (struct decimal){0};
    for (size_t at = 0; (value = series_next(self, false, &at)) != NULL;) {
        if (!figure_is_of_the_year(value) || value->day < since || value->day > self->day) {
            continue;
        }
        if (value->shape == FIGURE_RUNNING) {
            most = decimal_max(most, value->amount);
        } else if (value->shape == FIGURE_PLAIN && !decimal_add(*out, value->amount, out)) {
            return false;
        }
    }
    *out = decimal_max(*out, most);
    return self->past == NULL || self->past->own_count < PAST_OWN_MAX;
}

struct decimal figure_share(struct decimal amount, long percent)
{
    struct decimal out = amount;
    struct decimal hundredths = {percent * (int64_t)DECIMAL_ONE};
    bool is_good = decimal_scale(amount, hundredths, decimal_int(100), &out);
    return is_good ? out : amount;
}

static bool is_below_plan(const struct figure_series *self, const struct figure_limits *limits)
{
    struct decimal sum;
    const struct past_value *plan = figure_series_plan(self);
    return plan != NULL && figure_series_reached(self, plan->day, &sum) &&
           decimal_compare(sum, figure_share(plan->amount, limits->percent_min)) < 0;
}

unsigned figure_series_reads(const struct figure_series *self, const struct figure_limits *limits)
{
    struct decimal others[SPREAD_VALUES_MAX];
    unsigned reads = 0;
    if (limits->has_own &&
        spread_is_outlier(self->value, others, figure_series_amounts(self, others), &limits->own)) {
        reads |= READS_OUTLIER_OWN;
    }
    if (limits->has_falls && figure_series_falls(self) != NULL) {
        reads |= READS_FALLS;
    }
    if (limits->has_plan && is_below_plan(self, limits)) {
        reads |= READS_BELOW_PLAN;
    }
    return reads;
}

/* ------------------------------------------------------------- settings */

static bool take_spread(const struct check_settings *settings, const char *code,
                        struct spread_limits *out)
{
    size_t check = check_find(code);
    *out = (struct spread_limits){(size_t)check_parameter(settings, check, "values_min"),
                                  check_parameter(settings, check, "z_tenths"),
                                  check_parameter(settings, check, "times_min")};
    return settings == NULL || !settings->of[check].is_off;
}

struct figure_limits figure_limits_of(const struct check_settings *settings)
{
    struct figure_limits limits = {0};
    size_t falls = check_find("figure.falls"), plan = check_find("figure.below_plan");
    limits.has_own = take_spread(settings, "figure.outlier_own", &limits.own);
    limits.has_peers = take_spread(settings, "figure.outlier_peers", &limits.peers);
    limits.has_falls = settings == NULL || !settings->of[falls].is_off;
    limits.has_plan = settings == NULL || !settings->of[plan].is_off;
    limits.percent_min = check_parameter(settings, plan, "percent_min");
    return limits;
}
