/*
 * scoring.h — the words of this service: configuration, a cell with its inputs,
 * what is computed from them.
 *
 * A cell is (campaign, unit, criterion).  The service owes its recomputation
 * whenever it is marked (table recompute); it never talks to the outside.
 */
#ifndef SCORING_SCORING_H
#define SCORING_SCORING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/conf.h"
#include "base/decimal.h"
#include "daemon/daemon.h"
#include "scoring/v1/scoring.pb-c.h"

struct scoring_conf {
    struct daemon_conf daemon;
    int rest_percent;          /* pause after a batch, in % of the time that it took */
};

extern const struct conf_entry SCORING_CONF[];
extern const size_t SCORING_CONF_COUNT;

struct cell_key {
    int campaign_id;
    int unit_id;
    int criterion_id;
};

/* What counted evidence brings to a cell for one figure; figure 0 is the piece
 * itself, figure n the criterion's n-th figure. */
struct aggregate {
    int figure;
    struct decimal count;
    struct decimal sum;
    struct decimal max;
    struct decimal days;       /* distinct days, counted for cadence rules only */
    struct decimal weeks;      /* distinct ISO weeks, likewise */
    struct decimal days_late;  /* of the latest piece */
};

struct rule;

/* Everything that a score depends on.  Texts are borrowed from the batch. */
struct inputs {
    struct decimal points;         /* the criterion's maximum */
    const struct rule *rule;
    int rule_version;
    const char *window_from;       /* YYYY-MM-DD, both included */
    const char *window_to;
    const char *not_applicable;    /* the reason; NULL: the criterion applies */
    bool has_target;
    struct decimal target;
    const char *assessed_by;       /* body "appraised" or "approved"; NULL: nobody (manual rules) */
    struct decimal assessed;
    const char *assessed_reason;
    bool is_overflow;              /* a number in the store is too large to be computed with */
    struct aggregate *aggregates;
    size_t aggregate_count;
};

struct outcome {
    Scoring__V1__State state;
    struct decimal value;          /* of STATE_COMPUTED: exact to 0.01, 0 .. points */
    const char *receipt;           /* JSON, in the batch's arena */
};

#endif
