/*
 * past.h — what the store knows beside the submission itself about its figures and document: the
 * unit's own values, those of its peers and of the units below it, its number of members, where
 * else it cites the document.
 */
#ifndef CHECKS_PAST_H
#define CHECKS_PAST_H

#include "base/date.h"
#include "base/decimal.h"
#include "base/uuid.h"
#include "checks/engine/inspection.h"

/* What a figure stands for: one occasion, a plan's promise, or the year so far. */
enum figure_shape { FIGURE_PLAIN, FIGURE_PLAN, FIGURE_RUNNING };

/* Two submissions speak of the same figure if their keys are equal: the name, folded, without the
 * words for its shape ("dự kiến", "lũy kế", "đến tháng 6"). */
struct figure_name {
    const char *key;
    enum figure_shape shape;
};
struct figure_name figure_name_of(struct arena *arena, const char *name);
/* The same for the n-th figure of a submission: a plan's figures are promised. */
struct figure_name figure_name_in(struct arena *arena, const Evidence__V1__Submission *piece,
                                  size_t n);

/* What the stored verdict of a submission says of its figures: a set. */
enum past_reads {
    READS_OUTLIER_OWN = 1,
    READS_FALLS = 2,
    READS_BELOW_PLAN = 4,
    READS_OUTLIER_PEERS = 8,
    READS_IN_HAND = 16, /* it is being judged: what its verdict reads will show */
    READS_WAITING = 32  /* it will be judged, and has not been begun */
};

/* A figure of another submission of the unit. */
struct past_value {
    struct decimal amount;
    date_days day; /* the day it is about */
    enum figure_shape shape;
    bool is_same_campaign, is_same_criterion;
    const char *title; /* its submission's */
    struct uuid submission_id;
    unsigned reads;
};

/* The last value of a peer, in this campaign and criterion. */
struct past_peer {
    struct decimal amount;
    struct uuid submission_id;
    unsigned reads;
};

enum { PAST_OWN_MAX = 64, PAST_HIDDEN_MAX = 32, PAST_PEERS_MAX = 64 };

/* Past values of one figure of the submission. */
struct figure_past {
    struct figure_name name;
    const struct past_value *own; /* the latest day first; all shapes; at most PAST_OWN_MAX */
    size_t own_count;
    const struct past_value *hidden; /* likewise, but they need fixing; of this campaign */
    size_t hidden_count;
    const struct past_peer *peers;
    size_t peer_count;
    size_t child_count, child_filed; /* units below it; those that filed the figure */
    struct decimal children;         /* the sum over them */
};

struct figure_rules;

struct past {
    const struct figure_rules *rules;  /* the campaign's; NULL: none */
    const struct figure_past *figures; /* of every name in the submission or a rule */
    size_t figure_count;
    bool has_members;
    struct decimal members; /* the unit's, on the day */
    bool has_target;
    struct decimal target; /* the first criterion's that has one */
    /* Criteria in which the unit cites the document: in submissions filed before, and with those
     * that this one adds. */
    size_t cited_pieces, cited_criteria;
};

/* Whether a figure can be compared: a decimal of at most 14 digits before the point. */
bool past_is_number(const char *value, struct decimal *out);
/* NULL: none known.  `past` may be NULL. */
const struct figure_past *past_of(const struct past *past, const struct figure_name *name);

#endif
