/*
 * rule_reader.h — the fields of one rule, out of its JSON.
 *
 * Numbers are decimal text.  The first fault sticks, later reads give zeros, so a
 * kind reads all its fields and looks back once.
 */
#ifndef RULES_RULE_READER_H
#define RULES_RULE_READER_H

#include <jansson.h>

#include "rules/sheet.h"

struct rule_reader {
    const json_t *json;
    struct arena *arena;
    const char *fault;         /* Vietnamese; NULL: none so far */
    size_t taken;              /* keys understood */
    size_t figure_count;       /* of the criterion */
};

/* Points: 0 .. 1 000 000 with at most two places.  *has: the key is there. */
struct decimal read_points(struct rule_reader *self, const char *key);
struct decimal read_points_or(struct rule_reader *self, const char *key, bool *has);
/* Amounts: any decimal from 0. */
struct decimal read_amount(struct rule_reader *self, const char *key);
struct decimal read_amount_or(struct rule_reader *self, const char *key, bool *has);
/* A figure of the criterion, from `least` (0: the pieces themselves). */
int read_figure(struct rule_reader *self, const char *key, int least);
enum sheet_aggregate read_aggregate(struct rule_reader *self, const char *key);
/* The index of the value in a NULL-terminated list. */
size_t read_word(struct rule_reader *self, const char *key, const char *const *words);
/* A list with at least one element; NULL with a fault. */
const json_t *read_list(struct rule_reader *self, const char *key);
void read_fault(struct rule_reader *self, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* A key that no read has asked for is a fault. */
void read_end(struct rule_reader *self);

#endif
