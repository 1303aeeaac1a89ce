/*
 * rule_reader.h — reads the fields of one rule from its JSON.
 *
 * Numbers are decimal text.  Every fault is recorded with its place; a faulty field
 * reads as zero, so a kind reads all its fields and checks for faults once.
 */
#ifndef RULES_RULE_READER_H
#define RULES_RULE_READER_H

#include <jansson.h>

#include "rules/faults.h"
#include "rules/sheet.h"

enum { READER_KEYS_MAX = 24, READER_DEPTH_MAX = 8 };

struct rule_reader {
    const json_t *json;
    struct arena *arena;
    struct faults *faults;
    const char *place; /* JSON pointer of `json` */
    int depth;         /* of parts in parts */
    bool is_too_deep;  /* its keys are not read */
    size_t taken_count;
    const char *taken[READER_KEYS_MAX];
    const char *const *figures; /* names, figure 1 first */
    size_t figure_count;
};

/* A reader for the element of an object or list; place and figures go along. */
struct rule_reader read_inner(const struct rule_reader *self, const json_t *json, const char *key);
struct rule_reader read_element(const struct rule_reader *self, const json_t *json, const char *key,
                                size_t index);

/* One level deeper, of READER_DEPTH_MAX; false with a fault that names the limit: the rest of the
 * object is not read. */
bool read_deeper(struct rule_reader *self, const char *what);

bool read_has(const struct rule_reader *self, const char *key);
/* Points: 0 .. 1 000 000 with at most two places.  *has: the key is there. */
struct decimal read_points(struct rule_reader *self, const char *key);
struct decimal read_points_or(struct rule_reader *self, const char *key, bool *has);
/* Amounts: any decimal from 0. */
struct decimal read_amount(struct rule_reader *self, const char *key);
struct decimal read_amount_or(struct rule_reader *self, const char *key, bool *has);
/* A figure of the criterion, by number from `least` (0: the items themselves) or by name. */
int read_figure(struct rule_reader *self, const char *key, int least);
/* Of the items (figure 0) only "count" means anything; a set with another word is refused. */
enum sheet_aggregate read_aggregate(struct rule_reader *self, const char *key);
/* The index of the value in a NULL-terminated list. */
size_t read_word(struct rule_reader *self, const char *key, const char *const *words);
/* The same for a key that may be missing: the first word. */
size_t read_word_or(struct rule_reader *self, const char *key, const char *const *words);
/* A text; "" with a fault.  The second: "" where it is missing. */
const char *read_text(struct rule_reader *self, const char *key);
const char *read_text_or(struct rule_reader *self, const char *key);
/* A whole number of 1 and more; 1 where it is missing. */
int read_number_or(struct rule_reader *self, const char *key);
/* A list with at least one element; NULL with a fault. */
const json_t *read_list(struct rule_reader *self, const char *key);
/* A list or an object that may be missing; NULL then. */
const json_t *read_list_or(struct rule_reader *self, const char *key);
const json_t *read_object_or(struct rule_reader *self, const char *key);
/* A key whose value the caller reads itself. */
const json_t *read_take(struct rule_reader *self, const char *key);
void read_fault(struct rule_reader *self, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Reports a fault at the field `key`. */
void read_fault_at(struct rule_reader *self, const char *key, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Reports each key that was not read as a fault. */
void read_end(struct rule_reader *self);

#endif
