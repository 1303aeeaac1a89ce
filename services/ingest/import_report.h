/*
 * import_report.h — what an import says of its rows: counts, and each fault with
 * sheet, row, column, message and how to mend it.
 */
#ifndef INGEST_IMPORT_REPORT_H
#define INGEST_IMPORT_REPORT_H

#include "base/buf.h"
#include "base/json.h"
#include "ingest/ingest.h"

struct import_report {
    int rows, accepted, repeated, rejected;
    bool has_problem; /* the file could not be read, or not to its end */
    int faults;
    struct buf text;
    struct json json;
};

void import_report_start(struct import_report *self);
void import_report_free(struct import_report *self);
/* A row that the door refused. */
void import_report_row(struct import_report *self, const char *sheet, unsigned row,
                       const struct problem *problem);
/* The file as a whole: "sheet.damaged", "sheet.unknown", ... */
void import_report_problem(struct import_report *self, const char *sheet, const char *code);
/* The JSON array; nothing can be added afterwards. */
const char *import_report_end(struct import_report *self);

#endif
