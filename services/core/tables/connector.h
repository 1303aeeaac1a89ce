/*
 * connector.h — reads spreadsheets of any format as rows of text cells: one file for each
 * format, one entry each in catalogue.c.  The caller interprets the cells.
 *
 * Files from outside are read in a sandboxed child (sandbox/child.h).
 */
#ifndef TABLES_CONNECTOR_H
#define TABLES_CONNECTOR_H

#include <stdbool.h>
#include <stddef.h>

enum { CELLS_MAX = 16384, CELL_BYTES = 1 << 17, ROWS_MAX = 50000 };

/* What a file lists and no row shows. */
struct left_out {
    unsigned hidden_rows;   /* with text, in sheets that are not hidden */
    unsigned hidden_sheets; /* none of their rows is read */
    unsigned empty_rows;    /* without text, e.g. with borders only */
};

/* A cell whose formula has failed; its text is "". */
struct cell_fault {
    size_t column;     /* from 0 */
    const char *value; /* "#REF!"; "" if no program has computed the formula */
};

/* Receives a connector's rows.  Rows count from 1, texts live until the call returns. */
struct row_sink {
    /* False: the receiver needs no more rows. */
    bool (*row)(struct row_sink *self, unsigned row, const char *const *cells, size_t count);
    /* The file cannot be read further; `code` is in the catalogue of import faults. */
    void (*problem)(struct row_sink *self, const char *code);
    /* How many of these cells are headings that the receiver looks for; NULL: it cannot tell. */
    size_t (*names)(struct row_sink *self, const char *const *cells, size_t count);
    const char *sheet;               /* name of the sheet that is being read; "" none */
    unsigned rows;                   /* so far */
    const struct cell_fault *faults; /* of the row that is being received */
    size_t fault_count;
    struct left_out left_out; /* so far */
};

/* Rows without text are counted and go no further.  False: ROWS_MAX is reached, or the receiver
 * needs no more rows. */
bool sink_row(struct row_sink *sink, unsigned row, const char *const *cells, size_t count);
/* The same for a row that is hidden: it is counted only. */
void sink_hidden_row(struct row_sink *sink, const char *const *cells, size_t count);
void sink_problem(struct row_sink *sink, const char *code);

struct connector {
    const char *name;
    bool (*matches)(const unsigned char *start, size_t len);
    int (*read)(int input, struct row_sink *sink); /* exit code */
};

/* The connector for the open file, by its first bytes; NULL: none reads it. */
const struct connector *connector_find(int input);

/* The letters of a column from 0: "A", "XFD". */
enum { COLUMN_LETTERS = 8 };
const char *column_letters(size_t column, char into[static COLUMN_LETTERS]);

#endif
