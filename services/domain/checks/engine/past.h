/*
 * past.h — what is known of a piece's figures and document beside the piece itself: the unit's
 * own values, those of its peers and of the units below it, its number of members, where else
 * its document is cited.
 */
#ifndef CHECKS_PAST_H
#define CHECKS_PAST_H

#include "base/date.h"
#include "base/decimal.h"
#include "base/uuid.h"
#include "checks/engine/inspection.h"

/* How a figure is meant: of one occasion, promised by a plan, or of the year so far. */
enum figure_shape { FIGURE_PLAIN, FIGURE_PLAN, FIGURE_RUNNING };

/* What two pieces must agree in to speak of one figure: its name, folded, without what only
 * says how it is meant ("dự kiến", "lũy kế", "đến tháng 6"). */
struct figure_name {
    const char *key;
    enum figure_shape shape;
};
struct figure_name figure_name_of(struct arena *arena, const char *name);
/* The same for the n-th figure of a piece: a plan's figures are promised. */
struct figure_name figure_name_in(struct arena *arena, const Evidence__V1__Submission *piece,
                                  size_t n);

/* A figure of another piece of the unit. */
struct past_value {
    struct decimal amount;
    date_days day; /* that it is about */
    enum figure_shape shape;
    bool is_same_campaign, is_same_criterion;
    const char *title; /* of its piece */
};

enum { PAST_OWN_MAX = 64, PAST_PEERS_MAX = 64 };

/* Around one figure of the piece. */
struct figure_past {
    struct figure_name name;
    const struct past_value *own; /* the latest day first; all shapes; at most PAST_OWN_MAX */
    size_t own_count;
    const struct decimal *peers; /* the last value of each, in this campaign and criterion */
    size_t peer_count;
    size_t child_count, child_filed; /* units below it; those that filed the figure */
    struct decimal children;         /* all of theirs together */
};

struct figure_rules;

struct past {
    const struct figure_rules *rules;  /* of the campaign; NULL: none */
    const struct figure_past *figures; /* of the names that the piece or a rule has */
    size_t figure_count;
    bool has_members;
    struct decimal members; /* of the unit, on the day */
    bool has_target;
    struct decimal target; /* of the first criterion that has one */
    /* Criteria in which the unit cites the document: in pieces that were filed before, and
     * with those that this one adds. */
    size_t cited_pieces, cited_criteria;
};

/* That a figure can be compared: a decimal of at most 14 digits before the point. */
bool past_is_number(const char *value, struct decimal *out);
/* NULL: nothing is known. */
const struct figure_past *past_of(const struct inspection *in, const struct figure_name *name);

#endif
