/*
 * grid.h — reads a whole spreadsheet into memory; its columns are identified by their headings,
 * in any order.
 *
 * A sheet may begin with titles; the first row that names all required columns is its head.
 * Rows above it and empty rows are ignored.  Headings are compared without accents.
 *
 * A row with a formula that has failed, in a column that is read, is a fault and no row.  Hidden
 * rows and sheets are left out and counted.
 */
#ifndef TABLES_GRID_H
#define TABLES_GRID_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "tables/connector.h"

struct grid_head {
    const char *name;  /* as it is shown to people */
    const char *words; /* folded forms, "|ma don vi|unit|" */
    bool is_required;
};

struct grid_row {
    const char *sheet;
    unsigned row;       /* from 1, as the spreadsheet program shows it */
    const char **cells; /* one for each head, trimmed and composed; "" if empty */
};

/* A cell whose formula has failed. */
struct grid_fault {
    const char *sheet;
    unsigned row;
    const char *column; /* the head's name */
    const char *cell;   /* "C3" */
    const char *value;  /* "#REF!"; "" if no program has computed the formula */
};

struct grid {
    struct grid_row *rows;
    size_t count;
    struct grid_fault *faults;
    size_t fault_count;
    size_t fault_rows; /* rows that the faults are of */
    struct left_out left_out;
    const char *problem; /* code of what stopped the reading; NULL: none */
};

/* What became of all rows of a list: read = accepted + repeated + refused + hidden + empty. */
struct grid_counts {
    size_t read, accepted, repeated, refused, hidden, hidden_sheets, empty;
};
/* All rows that are neither accepted nor repeated are refused. */
struct grid_counts grid_count(const struct grid *grid, size_t accepted, size_t repeated);

/* Everything lives in `arena`.  Sets out->problem to a connector's code, "sheet.unknown" (no
 * connector reads it) or "sheet.no_head" (no sheet has the required columns). */
void grid_read_open(int input, const struct grid_head *heads, size_t head_count,
                    struct arena *arena, struct grid *out);

/* The same for a file by its path.  ERR_REJECT: the file cannot be read at all (see the note), no
 * connector reads it, or no sheet has the required columns. */
MUST_CHECK enum err grid_read(const char *path, const struct grid_head *heads, size_t head_count,
                              struct arena *arena, struct grid *out);

#endif
