/*
 * import_report.h — the report of an import: counts, and each fault with sheet, row, column,
 * message and how to fix it.
 */
#ifndef INGEST_IMPORT_REPORT_H
#define INGEST_IMPORT_REPORT_H

#include "base/buf.h"
#include "base/json.h"
#include "ingest/store.h"

struct import_report {
    struct store_import_counts counts;
    bool has_problem; /* the file could not be read, or only in part */
    int faults;
    struct buf text;
    struct json json;
};

void import_report_start(struct import_report *self);
void import_report_free(struct import_report *self);
/* Adds a row that admission refused. */
void import_report_row(struct import_report *self, const char *sheet, unsigned row,
                       const struct problem *problem);
/* Adds a fault of one of its cells; the row is counted by the caller. */
void import_report_cell(struct import_report *self, const char *sheet, unsigned row,
                        const struct problem *problem);
/* Adds a problem of the whole file: "sheet.damaged", "sheet.unknown", ... */
void import_report_problem(struct import_report *self, const char *sheet, const char *code);
/* The JSON array; nothing can be added afterwards. */
const char *import_report_end(struct import_report *self);

#endif
