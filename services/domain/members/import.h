/*
 * import.h — an export on its way in: its layouts are known, chosen or asked about; then it is
 * judged, and what is kept of it comes out.  Nothing of a member stands in what comes out.
 */
#ifndef MEMBERS_IMPORT_H
#define MEMBERS_IMPORT_H

#include <jansson.h>

#include "members/members.h"

/* Mappings are {"<fingerprint>": {"<heading>": "<field>"}}. */
struct member_order {
    const char *unit, *campaign; /* codes; campaign NULL: none */
    const char *hash;            /* of the file, in hexadecimal digits */
    struct member_rules rules;
    const json_t *known;   /* of the unit and of those above it; NULL: none */
    const json_t *offers;  /* of other units: a better guess than ours; NULL: none */
    const json_t *chosen;  /* what a person said of this file's layouts; NULL: nothing */
    const json_t *by_hand; /* {"<heading>": "<field>"} for whichever sheet has it; NULL */
    bool is_agreed;        /* guesses are taken without asking */
};

/* What has become of the book, for the caller to release:
 * {"state": "done", "snapshot": {...}}, as members_take() of the database takes it;
 * {"state": "needs_mapping", "layout": {"fields", "sheets"}}: somebody must say what columns mean;
 * {"state": "refused", "problem": code}. */
json_t *member_import(const struct member_order *order, struct member_book *book,
                      struct arena *arena);

/* What members_known() of the database tells goes into the order and its rules: mappings, weights,
 * settings of checks, branches, the figure that the unit has filed if it says none itself.  All
 * live in the arena or are borrowed. */
void member_order_known(const json_t *known, struct arena *arena, struct member_order *into);

/* {"score", "receipt"} of a receipt's inputs by other weights, for the caller to release; NULL:
 * it is no receipt. */
json_t *member_rescore(const json_t *receipt, const json_t *weights, struct arena *arena);

#endif
