/*
 * rule.h — a criterion's rule, read from its JSON.
 *
 * The vocabulary is closed: one kind is one file in kinds/ (two that differ in a word share
 * one), all of them are in kinds/list.h.  Some kinds have rules as their parts.  A rule that
 * has any fault is not applied at all: its cells go to a person, with the reason in `fault`.
 */
#ifndef RULES_RULE_H
#define RULES_RULE_H

#include <jansson.h>

#include "rules/faults.h"
#include "rules/sheet.h"

struct rule_reader;

/* What a rule needs beside counts and sums, and is too slow to fetch for all: flags. */
enum rule_asks {
    RULE_ASKS_DAYS = 1,   /* days and weeks with evidence */
    RULE_ASKS_PERSON = 2, /* points that people give */
    RULE_ASKS_TARGET = 4  /* the unit's target: the rule's measure shows its pace */
};

struct rule_kind {
    const char *name;    /* "kind" in the JSON; also in kinds/list.h */
    const char *meaning; /* Vietnamese, one sentence: for the catalogue and receipts */
    /* Returns parameters in the reader's arena; reports faults to the reader. */
    const void *(*read)(struct rule_reader *reader);
    /* Ends with sheet_value or sheet_person. */
    void (*compute)(const void *params, struct sheet *sheet);
    /* The most that it can give; NULL: its "points". */
    struct decimal (*most)(const void *params);
    unsigned asks; /* enum rule_asks */
    /* For the schema of criteria sets (kinds/schema.c): English, one sentence; a JSON object of
     * its keys beside "kind" and those of a measure.  "least?" is a key that may be missing; its
     * value is the name of a definition, a list of words, or a schema. */
    const char *about;
    const char *keys;
    bool takes_measure; /* has the keys of a measure (measure.h) */
};

/* A rule or a part of one. */
struct rule_node {
    const struct rule_kind *kind;
    const void *params;
    struct decimal most; /* points that it can give at most */
};

struct rule {
    struct arena *arena;
    const char *text; /* the original JSON */
    const char *figures_text;
    const struct rule_node *node; /* NULL: see fault */
    const char *fault;            /* Vietnamese, the first that breaks it */
    unsigned asks;                /* enum rule_asks, of all its parts */
    struct decimal most;  /* points that it can give at most; the largest value: unlimited */
    struct faults faults; /* all of them, places from "" */
    const char **figures; /* names, figure 1 first */
    size_t figure_count;
};

/* kinds/catalogue.c; NULL: no such kind. */
const struct rule_kind *rule_kind_find(const char *name);
const struct rule_kind *const *rule_kinds(size_t *count);
/* Words in a rule, under `kind`, `pieces` and `against`: what one asks for, and all that ask for
 * any of `asks`, as the statements take them; returns how many. */
enum { RULE_WORDS_MAX = 16 };
unsigned rule_word_asks(const char *word);
size_t rule_words_asking(unsigned asks, const char *into[static RULE_WORDS_MAX]);
/* kinds/schema.c: the kind's part of proto/criteria-set.schema.json; the caller's. */
json_t *rule_kind_schema(const struct rule_kind *kind);

/* `figures` is a JSON array of names.  Never fails: see fault. */
struct rule *rule_new(const char *text, const char *figures);
void rule_free(struct rule **self); /* NULL-safe */
/* The name of a figure from 1. */
const char *rule_figure(const struct rule *self, int figure);
const char *const *rule_figures(const struct rule *self);

/* The reader's object as a rule; NULL with a fault. */
const struct rule_node *rule_node_read(struct rule_reader *reader);
/* The rule at a key of this one; NULL with a fault. */
const struct rule_node *rule_read_part(struct rule_reader *reader, const char *key);
/* A part of a rule: its lines are indented under those of the whole. */
struct rule_part {
    bool is_person;
    struct exact value;
};
struct rule_part rule_part_compute(const struct rule_node *self, struct sheet *sheet);

#endif
