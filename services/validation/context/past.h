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
 * is itself enqueued again changes nothing that it had not changed before. */
void past_affects(const struct context_load *load, struct piece *piece,
                  const struct uuid *submission_id);

#endif
