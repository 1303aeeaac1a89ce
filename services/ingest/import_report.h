/*
 * import_report.h — the report of an import: counts, each fault with sheet, row, column, message
 * and how to fix it, and the rows that people see: all of a preview, else the faulty ones.
 *
 * The headings and each row have a number, n, which is the same in every run over the file.
 */
#ifndef INGEST_IMPORT_REPORT_H
#define INGEST_IMPORT_REPORT_H

#include "base/buf.h"
#include "base/json.h"
#include "ingest/columns.h"
#include "ingest/store.h"

struct import_report {
    struct store_import_counts counts;
    bool has_problem; /* the file could not be read, or only in part */
    int faults;
    int n; /* of the last row or headings */
    struct buf text, rows;
    struct json json, rows_json;
    struct buf row_faults; /* of the row that is being judged */
    struct json row_json;
    bool is_faulty, is_doubtful;
};

void import_report_start(struct import_report *self);
void import_report_free(struct import_report *self);

/* A row of headings. */
void import_report_head(struct import_report *self, const Evidence__V1__SheetRow *row);
/* The next row: then its faults, then one of the two ends. */
void import_report_begin(struct import_report *self);
/* A fault of the row; `place` is its cell from 0, -1 if the sheet has none. */
void import_report_fault(struct import_report *self, const Evidence__V1__SheetRow *row, int place,
                         const struct problem *problem);
/* The row is refused, with its faults and all its cells. */
void import_report_refused(struct import_report *self, const Evidence__V1__SheetRow *row,
                           const Evidence__V1__Submission *shown);
/* The row passes; only a preview says so. */
void import_report_good(struct import_report *self, const Evidence__V1__SheetRow *row,
                        const Evidence__V1__Submission *shown, const struct uuid *id);
/* The cells of a row as JSON, in the arena: for a row that the store may refuse later. */
const char *import_report_cells(const Evidence__V1__SheetRow *row, struct arena *arena);
/* A row that passed and that the store refused later. */
void import_report_late(struct import_report *self, const struct filing *filing,
                        const struct problem *problem);
/* Adds a problem of the whole file: "sheet.damaged", "sheet.unknown", ... */
void import_report_problem(struct import_report *self, const char *sheet, const char *code);
/* The JSON arrays into `state`; nothing can be added afterwards. */
void import_report_end(struct import_report *self, struct store_import *state);

#endif
