/*
 * workbook.h — the cells of an XLSX's sheets as text.
 */
#ifndef FORMATS_WORKBOOK_H
#define FORMATS_WORKBOOK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "formats/legacy_text.h"

enum { SHEETS_MAX = 60, SHEET_NAME = 128 };

struct strings;

/* Which line of the text is which row: a fact "rows=line:row:name/..." (checks/engine/report.c). */
struct row_notes {
    struct buf fact;   /* "" if nothing was read */
    const char *sheet; /* the next sheet's name, until it is noted; NULL */
    long line;
    size_t counted; /* bytes of the text whose lines are counted */
};

/* Reads xl/sharedStrings.xml; an empty part has none. */
void workbook_read_strings(const struct buf *xml, struct strings **out);
void workbook_free_strings(struct strings **self);
/* Adds the rows of one sheet, up to about `max` bytes in all; false: it is damaged. */
bool workbook_read_sheet(const struct buf *xml, const struct strings *strings, struct buf *into,
                         size_t max, struct row_notes *notes);

/* The names of the sheets by the number of their part, from xl/workbook.xml and its relations. */
void sheet_names_read(const struct buf *workbook, const struct buf *relations,
                      char names[static SHEETS_MAX + 1][SHEET_NAME]);

/* The first font of TCVN3 or VNI that an element `element` of the part names; else "". */
void sheet_font_find(const struct buf *xml, const char *element, char out[static FONT_NAME]);

#endif
