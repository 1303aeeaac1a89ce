/*
 * import.h — imports an export: maps its columns by known, chosen or guessed layouts, or returns a
 * question; then judges it and returns what is kept.  The result has no personal data.
 */
#ifndef MEMBERS_IMPORT_H
#define MEMBERS_IMPORT_H

#include <jansson.h>

#include "members/members.h"

/* Mappings are {"<fingerprint>": {"<heading>": "<field>"}}. */
struct member_order {
    const char *unit, *campaign; /* codes; campaign NULL: none */
    const char *hash;            /* the file's, in hexadecimal digits */
    struct member_rules rules;
    const json_t *known;   /* the unit's and those of units above it; NULL: none */
    const json_t *offers;  /* other units': better than our guess; NULL: none */
    const json_t *chosen;  /* a person's answer for this file; NULL: none */
    const json_t *by_hand; /* {"<heading>": "<field>"} for any sheet that has it; NULL */
    bool is_agreed;        /* guesses are accepted without asking */
};

/* The result, which the caller releases:
 * {"state": "done", "snapshot": {...}}, as members_take() of the database takes it;
 * {"state": "needs_mapping", "layout": {"fields", "sheets"}}: a person must map the columns;
 * {"state": "refused", "problem": code}. */
json_t *member_import(const struct member_order *order, struct member_book *book,
                      struct arena *arena);

/* Fills the order and its rules from the result of the database's members_known(): mappings,
 * weights, settings of checks, branches, the figure that the unit has submitted if the order has
 * none.  All live in the arena or are borrowed. */
void member_order_known(const json_t *known, struct arena *arena, struct member_order *into);

/* {"score", "receipt"} of a receipt's inputs with other weights; the caller releases it; NULL: not
 * a receipt. */
json_t *member_rescore(const json_t *receipt, const json_t *weights, struct arena *arena);

#endif
