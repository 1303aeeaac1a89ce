/*
 * columns.h — what the columns of a spreadsheet mean; pure.
 *
 * A sheet may begin with titles; the first row that names at least three known columns is its head.
 * Rows above it and empty rows are skipped.
 *
 * Figures stand in column "Số liệu", "Số lượt = 30; nam = 12", or each in a column of its own,
 * whose heading is "Số liệu: " and the figure's name.
 *
 * A row is received on the day of its import. Column "Ngày nộp" states another day, which is
 * accepted from accounts that carry over older records; from others the row is refused, like the
 * same field over HTTP, never stored with another day than it states: that day decides lateness.
 */
#ifndef INGEST_COLUMNS_H
#define INGEST_COLUMNS_H

#include "evidence/limits.h"
#include "evidence/sheet_heads.h"
#include "ingest/ingest.h"

/* A column of one figure: "Số liệu: Số lượt". */
struct figure_column {
    size_t place;
    char name[4 * EVIDENCE_FIGURE_NAME_MAX + 4]; /* a longer one is still too long, and refused */
};

struct columns {
    bool is_known; /* the head was found */
    char sheet[128];
    int places[COLUMN_COUNT]; /* -1: the sheet has no such column */
    struct figure_column figures[EVIDENCE_FIGURES_MAX + 1];
    size_t figure_count;
};

enum row_kind { ROW_NOTHING, ROW_HEAD, ROW_PIECE };

/* How many of these cells are headings of columns. */
size_t columns_names(const char *const *cells, size_t count);

/* Classifies a row; the first row of another sheet resets the columns. */
enum row_kind columns_look(struct columns *self, const Evidence__V1__SheetRow *row,
                           struct arena *arena);

/* The submission of a row, with a key made from its content: the same row is the same submission
 * wherever and whenever it is imported. */
Evidence__V1__Submit *columns_submit(const struct columns *self, const Evidence__V1__SheetRow *row,
                                     const char *campaign, struct arena *arena);

/* The field of the next cell, from *at on, whose formula has failed; NULL: none in a known column.
 * Start with *at = 0. */
const char *columns_fault(const struct columns *self, const Evidence__V1__SheetRow *row,
                          size_t *at);

/* The cell, from 0, that a fault's field is about; -1: the sheet has no such column. */
int columns_place(const struct columns *self, const Evidence__V1__SheetRow *row, const char *field,
                  struct arena *arena);

/* The Vietnamese name of the column of a fault's field ("occurred_on"). */
const char *columns_name(const char *field);

#endif
