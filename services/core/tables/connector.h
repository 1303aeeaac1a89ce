/*
 * connector.h — spreadsheets as rows of text cells, whatever their format: one file a
 * format, one row each in catalogue.c.  What the cells mean is the caller's to say.
 *
 * Files from outside are read in a sandboxed child (sandbox/child.h).
 */
#ifndef TABLES_CONNECTOR_H
#define TABLES_CONNECTOR_H

#include <stdbool.h>
#include <stddef.h>

enum { CELLS_MAX = 64, CELL_BYTES = 65536, ROWS_MAX = 50000 };

/* Where a connector puts its rows.  Rows count from 1, texts live as long as the call. */
struct row_sink {
    /* False: nobody listens any more. */
    bool (*row)(struct row_sink *self, unsigned row, const char *const *cells, size_t count);
    /* The file cannot be read further; the code is one of the catalogue of import faults. */
    void (*problem)(struct row_sink *self, const char *code);
    const char *sheet; /* name of the sheet that is being read; "" none */
    unsigned rows;     /* so far */
};

/* False: enough (ROWS_MAX), or nobody listens any more. */
bool sink_row(struct row_sink *sink, unsigned row, const char *const *cells, size_t count);
void sink_problem(struct row_sink *sink, const char *code);

struct connector {
    const char *name;
    bool (*matches)(const unsigned char *start, size_t len);
    int (*read)(int input, struct row_sink *sink); /* exit code */
};

/* The connector for what the file begins with; NULL: none reads it. */
const struct connector *connector_find(const unsigned char *start, size_t len);

#endif
