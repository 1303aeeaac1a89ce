/*
 * rule.h — a criterion's rule, read from its JSON.
 *
 * The vocabulary is closed: one kind is one file in kinds/, all of them are in
 * the table kinds/catalogue.c.  Some kinds have rules as their parts.  A rule that
 * cannot be understood as a whole is not applied at all: its cells go to a person,
 * with `fault` saying why.
 */
#ifndef RULES_RULE_H
#define RULES_RULE_H

#include "rules/faults.h"
#include "rules/sheet.h"

struct rule_reader;

struct rule_kind {
    const char *name;          /* "kind" in the JSON */
    const char *meaning;       /* Vietnamese, one sentence: for the catalogue */
    /* Parameters in the reader's arena; faults are the reader's. */
    const void *(*read)(struct rule_reader *reader);
    /* Ends with sheet_value or sheet_person. */
    void (*compute)(const void *params, struct sheet *sheet);
    /* The most that it can give; NULL: its "points". */
    struct decimal (*most)(const void *params);
};

/* A rule or a part of one. */
struct rule_node {
    const struct rule_kind *kind;
    const void *params;
    struct decimal most;       /* points that it can give at most */
};

struct rule {
    struct arena *arena;
    const char *text;          /* the JSON as it came */
    const char *figures_text;
    const struct rule_node *node;      /* NULL: see fault */
    const char *fault;         /* Vietnamese, the first that makes it useless */
    bool asks_days;            /* days and weeks with evidence are wanted */
    bool asks_person;          /* it has points that people give */
    struct decimal most;       /* points that it can give at most; the largest: no end */
    struct faults faults;      /* all of them, places from "" */
    const char **figures;      /* names, figure 1 first */
    size_t figure_count;
};

/* kinds/catalogue.c; NULL: no such kind. */
const struct rule_kind *rule_kind_find(const char *name);
const struct rule_kind *const *rule_kinds(size_t *count);

/* `figures` is a JSON array of names.  Never fails: see fault. */
struct rule *rule_new(const char *text, const char *figures);
void rule_free(struct rule **self);                      /* NULL-safe */
/* The name of a figure from 1. */
const char *rule_figure(const struct rule *self, int figure);
const char *const *rule_figures(const struct rule *self);

/* The reader's object as a rule; NULL with a fault. */
const struct rule_node *rule_node_read(struct rule_reader *reader);
/* A part of a rule: its lines are indented under those of the whole. */
struct rule_part {
    bool is_person;
    struct exact value;
};
struct rule_part rule_part_compute(const struct rule_node *self, struct sheet *sheet);

#endif
