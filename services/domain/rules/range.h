/*
 * range.h — a part of the number line, as in a rule or a band, and the search for
 * gaps and overlaps in a list of them.
 *
 * {"from": "81"} 81 and more · {"above": "80"} more than 80 · {"to": "91"} less than 91 ·
 * {"through": "90"} 90 and less.  One lower and one upper end at most.
 */
#ifndef RULES_RANGE_H
#define RULES_RANGE_H

#include "rules/rule_reader.h"

struct range {
    bool has_low, is_above;    /* is_above: the lower end does not belong to it */
    bool has_high, is_through; /* is_through: the upper end belongs to it */
    struct decimal low, high;
};

/* Reads the four keys of the reader's object; at least one end is required. */
struct range range_read(struct rule_reader *reader);
/* The same, but without any end the range is everything. */
struct range range_read_any(struct rule_reader *reader);
bool range_has(const struct range *self, struct exact value);
/* "từ 81 đến dưới 91"; in the arena. */
const char *range_text(const struct range *self, struct arena *arena);

/* The possible values. */
struct range_domain {
    struct decimal least;
    bool has_most;
    struct decimal most;
    struct decimal grain; /* values are multiples of it; 0: any decimal */
};

/* A single value, or the open stretch between two ends, all of whose values are alike. */
struct range_spot {
    struct exact value; /* of it */
    const char *text;   /* "đúng 50", "trên 50 đến dưới 51" */
};

/* All spots to test, in order: the ends and the stretches between them. */
struct range_spot *range_spots(const struct decimal *ends, size_t end_count,
                               const struct range_domain *domain, struct arena *arena,
                               size_t *count);

/* Reports gaps (with `gap` as their weight) and overlaps of a list, each at its place
 * `<reader's place>/<key>/<index>`; `what` is the Vietnamese for one of them. */
struct range_check {
    struct rule_reader *reader;
    const char *key;
    const char *what;
    enum fault_weight gap;
    struct range_domain domain;
};
void range_check_list(const struct range_check *self, const struct range *list, size_t count);

#endif
