/*
 * workbook.h — the cells of an XLSX's sheets as text.
 */
#ifndef FORMATS_WORKBOOK_H
#define FORMATS_WORKBOOK_H

#include "base/buf.h"
#include "package/package.h"

/* Adds the rows of all sheets to `text`, up to about `max` bytes, and to `facts` ("name=value",
 * separated by tabs): "rows=line:row:sheet/..." which line of the text is which row
 * (checks/engine/report.c), "hidden_rows=" and "hidden_sheets=" what was left out, and
 * "legacy_font=" if its text had to be converted. */
void workbook_read(struct package *package, struct buf *text, size_t max, struct buf *facts);

#endif
