/*
 * row_pipe.h — the rows of a spreadsheet on their way out of the sandboxed child.
 */
#ifndef INGEST_ROW_PIPE_H
#define INGEST_ROW_PIPE_H

#include "tables/connector.h"

struct row_pipe {
    struct row_sink sink; /* first: the connector gets a pointer to it */
    int output;
};

struct row_pipe row_pipe_to(int output);
/* After the last row: sends what was left out. */
void row_pipe_end(struct row_pipe *self);

#endif
