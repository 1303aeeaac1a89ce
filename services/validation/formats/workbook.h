/*
 * workbook.h — the cells of an XLSX's sheets as text.
 */
#ifndef VALIDATION_WORKBOOK_H
#define VALIDATION_WORKBOOK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

struct strings;

/* Of xl/sharedStrings.xml; an empty part gives none. */
void workbook_read_strings(const struct buf *xml, struct strings **out);
void workbook_free_strings(struct strings **self);
/* Adds the rows of one sheet, up to about `max` bytes in all; false: it is damaged. */
bool workbook_read_sheet(const struct buf *xml, const struct strings *strings, struct buf *into,
                         size_t max);

#endif
