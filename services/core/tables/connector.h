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

enum { CELLS_MAX = 64, CELL_BYTES = 65536, ROWS_MAX = 50000 };

/* Receives a connector's rows.  Rows count from 1, texts live until the call returns. */
struct row_sink {
    /* False: the receiver needs no more rows. */
    bool (*row)(struct row_sink *self, unsigned row, const char *const *cells, size_t count);
    /* The file cannot be read further; `code` is in the catalogue of import faults. */
    void (*problem)(struct row_sink *self, const char *code);
    const char *sheet; /* name of the sheet that is being read; "" none */
    unsigned rows;     /* so far */
};

/* False: ROWS_MAX is reached, or the receiver needs no more rows. */
bool sink_row(struct row_sink *sink, unsigned row, const char *const *cells, size_t count);
void sink_problem(struct row_sink *sink, const char *code);

struct connector {
    const char *name;
    bool (*matches)(const unsigned char *start, size_t len);
    int (*read)(int input, struct row_sink *sink); /* exit code */
};

/* The connector for a file that begins with these bytes; NULL: none reads it. */
const struct connector *connector_find(const unsigned char *start, size_t len);

#endif
