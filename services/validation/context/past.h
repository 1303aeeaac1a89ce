/*
 * past.h — what the sources of figures and documents share.
 */
#ifndef VALIDATION_AROUND_PAST_H
#define VALIDATION_AROUND_PAST_H

#include "checks/engine/past.h"
#include "validation/context/context.h"

/* The context of the piece, made when it is first asked for. */
struct past *past_get(const struct context_load *load, struct piece *piece);

/* The piece's cited document by its key; NULL: none that can be read. */
const char *past_symbol(const struct context_load *load, const struct piece *piece);

/* Two arrays: the pieces that cite a document, and its key.  Returns how many. */
size_t past_add_documents(const struct context_load *load, struct params *params);

/* Another submission whose verdict this piece may change: it will be owed again.  A piece that
 * is itself judged again changes nothing that it had not changed before. */
void past_affects(const struct context_load *load, struct piece *piece,
                  const struct uuid *submission_id);

#endif
