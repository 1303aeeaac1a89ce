/*
 * cells.h — the value of one cell of the workbook, and the places of values.
 */
#ifndef WORKBOOK_CELLS_H
#define WORKBOOK_CELLS_H

#include <jansson.h>

#include "rules/faults.h"
#include "workbook/forms.h"

/* The value of a cell that is not blank, owned by the caller; NULL with a fault at `place`. */
json_t *cells_value(const struct column *column, const char *text, struct arena *arena,
                    struct faults *faults, const char *place);

enum { CELLS_FIGURES_MAX = 1000000 };

struct book_places;
struct book_places *places_new(struct arena *arena);
void places_free(struct book_places **self); /* NULL-safe */
/* Both texts must live as long as the places. */
void places_put(struct book_places *self, const char *pointer, const char *place);
const char *places_find(const struct book_places *self, const char *pointer);

#endif
