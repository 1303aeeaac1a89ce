/*
 * past.h — what the sources of figures and documents share.
 */
#ifndef VALIDATION_AROUND_PAST_H
#define VALIDATION_AROUND_PAST_H

#include "checks/engine/past.h"
#include "validation/context/context.h"

/* The past of a submission, created on first use. */
struct past *past_get(const struct context_load *load, struct piece *piece);

/* Key of the document that the submission cites; NULL: none that can be parsed. */
const char *past_symbol(const struct context_load *load, const struct piece *piece);

/* Adds two arrays: the submissions that cite a document, and its key. Returns how many. */
size_t past_add_documents(const struct context_load *load, struct params *params);

/* Notes another submission whose verdict this one may change: it will be enqueued again. One that
 * is itself enqueued again notes none: where its values come to count or cease to, the store
 * enqueues those beside it (figures_beside). */
void past_affects(struct arena *arena, struct piece *piece, const struct uuid *submission_id);

/* beside.c, after the verdict: notes the submissions of the unit and its peers whose figures read
 * differently beside those of this one. */
void beside_note(struct arena *arena, struct piece *piece);

#endif
