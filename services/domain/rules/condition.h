/*
 * condition.h — "all of" and "any of" conditions, each a measure in a range.
 *
 * {"all": [..]} · {"any": [..]} · a measure's keys with a range's keys.
 * A condition can be true, false or unknown; unknown makes "all" unknown unless another
 * is false, and "any" unknown unless another is true.
 */
#ifndef RULES_CONDITION_H
#define RULES_CONDITION_H

#include "rules/measure.h"

enum truth { TRUTH_NO, TRUTH_UNKNOWN, TRUTH_YES };
enum condition_join { CONDITION_ALL, CONDITION_ANY, CONDITION_RANGE };

struct condition {
    enum condition_join join;
    size_t count; /* of parts */
    const struct condition *parts;
    struct measure measure; /* of CONDITION_RANGE */
    struct range range;
};

struct condition condition_read(struct rule_reader *reader);
/* The list under `key`, each of its elements a condition; NULL and 0 with a fault. */
const struct condition *condition_read_list(struct rule_reader *reader, const char *key,
                                            size_t *count);

/* The measures of one cell: each is taken once, with its lines. */
struct condition_facts {
    size_t count, capacity;
    struct condition_fact {
        const struct measure *measure;
        bool is_known;
        struct exact value;
    } * list;
};

/* Adds the measures of `self`; with a sheet also their values. */
void condition_collect(const struct condition *self, struct condition_facts *facts,
                       struct sheet *sheet, struct arena *arena);
enum truth condition_holds(const struct condition *self, const struct condition_facts *facts);
/* "(… từ 1 đến hết 3 và …)"; in the arena. */
const char *condition_text(const struct condition *self, const char *const *figures,
                           struct arena *arena);

#endif
