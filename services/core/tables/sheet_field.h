/*
 * sheet_field.h — lists that people hand in as a spreadsheet: their columns, each with its field in
 * the JSON that goes to the store, and their rows as that JSON.
 */
#ifndef TABLES_SHEET_FIELD_H
#define TABLES_SHEET_FIELD_H

#include "base/buf.h"
#include "tables/grid.h"

struct sheet_field {
    struct grid_head head;
    const char *name;
    /* Translates a cell to the store's code; NULL: unchanged. */
    const char *(*translate)(const char *cell, struct arena *arena);
};

enum { SHEET_FIELDS_MAX = 16 };

struct sheet_form {
    const char *name; /* in messages; "" for the list of posts */
    const struct sheet_field *fields;
    size_t count; /* at most SHEET_FIELDS_MAX */
};

/* The rows as JSON, for a sandboxed child: {"rows": [{"sheet", "row", and each field}], "faults":
 * [{"sheet", "row", "column", "code", "about"}], "counts", "problem"}; problem is null, or the code
 * of what stopped the reading. */
void sheet_form_read(const struct sheet_form *self, int input, struct buf *into);

/* The heading of a field's column; the field itself if it has none. */
const char *sheet_form_column(const struct sheet_form *self, const char *field);
/* The headings that the list cannot do without, "Ngày đăng, Tiêu đề". */
const char *sheet_form_required(const struct sheet_form *self, struct arena *arena);

#endif
