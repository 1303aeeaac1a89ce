/*
 * connector.h — where pieces come from in bulk: one file each, one row each in
 * catalogue.c.
 *
 * A connector runs in a sandboxed child.  It turns a file into rows of text cells;
 * what they mean is columns.c's to say.
 */
#ifndef INGEST_CONNECTOR_H
#define INGEST_CONNECTOR_H

#include <stdbool.h>
#include <stddef.h>

enum { CELLS_MAX = 64, CELL_BYTES = 65536, ROWS_MAX = 50000 };

/* Where a connector puts its rows. */
struct row_sink {
    int output;
    const char *sheet;
    unsigned rows;
};

/* False: enough (ROWS_MAX), or nobody listens any more. */
bool sink_row(struct row_sink *sink, unsigned row, const char *const *cells, size_t count);
/* The file cannot be read further: a code and why, as the catalogue of faults has it. */
void sink_problem(struct row_sink *sink, const char *code);

struct connector {
    const char *name;
    bool (*matches)(const unsigned char *start, size_t len);
    int (*read)(int input, struct row_sink *sink);     /* exit code */
};

/* The connector for what the file begins with; NULL: none reads it. */
const struct connector *connector_find(const unsigned char *start, size_t len);

#endif
