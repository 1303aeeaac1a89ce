/*
 * xlsx.h — the one reader of XLSX workbooks: imports, criteria sets and documents use it.
 *
 * Cells become text as a person reads them: dates are ISO days, times "14:30", durations "36:15",
 * numbers have at most 15 significant digits, booleans are TRUE and FALSE.  Hidden rows and sheets
 * are left out and counted; hidden columns are read, as templates hide their columns of codes.
 */
#ifndef TABLES_XLSX_H
#define TABLES_XLSX_H

#include "package/package.h"
#include "tables/connector.h"

/* Sends the rows of all worksheets in the order of their tabs.  The caller asks package_problem why
 * it ended early. */
void xlsx_read(struct package *package, struct row_sink *sink);

#endif
