/*
 * rule.h — a criterion's rule, read from its JSON.
 *
 * The vocabulary is closed: one kind is one file in rules/, all of them are in
 * the table rules/catalogue.c.  A rule that cannot be understood as a whole is not
 * applied at all: its cells go to a person, with `fault` saying why.
 */
#ifndef RULES_RULE_H
#define RULES_RULE_H

#include "rules/sheet.h"

struct rule_reader;

struct rule_kind {
    const char *name;          /* "kind" in the JSON */
    const char *meaning;       /* Vietnamese, one sentence: for the catalogue */
    /* Parameters in the reader's arena; faults are the reader's. */
    const void *(*read)(struct rule_reader *reader);
    void (*compute)(const void *params, struct sheet *sheet);
};

struct rule {
    struct arena *arena;
    const char *text;          /* the JSON as it came */
    const char *figures_text;
    const struct rule_kind *kind;      /* NULL: see fault */
    const void *params;
    const char *fault;         /* Vietnamese */
    const char **figures;      /* names, figure 1 first */
    size_t figure_count;
};

/* rules/catalogue.c; NULL: no such kind. */
const struct rule_kind *rule_kind_find(const char *name);
const struct rule_kind *const *rule_kinds(size_t *count);

/* `figures` is a JSON array of names.  Never fails: see fault. */
struct rule *rule_new(const char *text, const char *figures);
void rule_free(struct rule **self);                      /* NULL-safe */
/* The name of a figure from 1. */
const char *rule_figure(const struct rule *self, int figure);

#endif
