/*
 * figure_series.h — one figure of a unit among the others of the same name: of the submission that
 * is judged, or of another one whose verdict that submission may change.
 *
 * What a check reads here depends on the set of the values and their days, never on the order in
 * which they were filed; so judging again whatever reads differently ends, and ends in one state.
 * For that a value that stands apart still counts when others are judged by their spread.
 */
#ifndef CHECKS_FIGURE_SERIES_H
#define CHECKS_FIGURE_SERIES_H

#include "checks/engine/check.h"
#include "checks/engine/past.h"
#include "checks/spread.h"

struct figure_series {
    struct decimal value;
    enum figure_shape shape;
    date_days day;
    const struct figure_past *past; /* the others; NULL: none known */
    const struct past_value *self;  /* the one of the others that it is; NULL: none */
    const struct past_value *more;  /* one beside the others; NULL: none */
    bool more_counts;               /* false: `more` needs fixing */
};

/* Whether it is of the campaign and a criterion of the figure that it is beside. */
bool figure_is_of_the_year(const struct past_value *value);

/* The checks of figures under a campaign's settings; percent_min of figure.below_plan. */
struct figure_limits {
    bool has_own, has_peers, has_falls, has_plan;
    struct spread_limits own, peers;
    long percent_min;
};
struct figure_limits figure_limits_of(const struct check_settings *settings);

/* The values by which it is judged whether it stands apart; at most SPREAD_VALUES_MAX. */
size_t figure_series_amounts(const struct figure_series *self, struct decimal *out);

/* The running value before its day that is greater; NULL: it does not fall. */
const struct past_value *figure_series_falls(const struct figure_series *self);

/* The last plan until its day; NULL: none, or it is planned itself. */
const struct past_value *figure_series_plan(const struct figure_series *self);

/* What the unit has reported since a day: the sum of its single occasions, or the greatest running
 * value, whichever is larger.  False: not all is known. */
bool figure_series_reached(const struct figure_series *self, date_days since, struct decimal *out);

/* amount × percent / 100; the amount itself where that overflows. */
struct decimal figure_share(struct decimal amount, long percent);

/* READS_OUTLIER_OWN, READS_FALLS and READS_BELOW_PLAN, as far as they apply. */
unsigned figure_series_reads(const struct figure_series *self, const struct figure_limits *limits);

#endif
