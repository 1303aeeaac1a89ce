/*
 * grid.h — a spreadsheet whose columns are known by their headings: all of it, in memory, by
 * column whatever their order in the file.
 *
 * A sheet may begin with titles; the first row in which all required columns are named is its
 * head.  Rows above it and empty rows are nothing.  Headings are compared without accents.
 */
#ifndef TABLES_GRID_H
#define TABLES_GRID_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

struct grid_head {
    const char *name;  /* as it is told to people */
    const char *words; /* folded forms, "|ma don vi|unit|" */
    bool is_required;
};

struct grid_row {
    const char *sheet;
    unsigned row;       /* from 1, as the office program shows it */
    const char **cells; /* one for each head, trimmed; "" where there is none */
};

struct grid {
    struct grid_row *rows;
    size_t count;
    const char *problem; /* code of what stopped the reading; NULL: nothing */
};

/* Everything lives in `arena`.  What is wrong is out->problem, also "sheet.unknown" (no connector
 * knows it) and "sheet.no_head" (no sheet has the required columns). */
void grid_read_open(int input, const struct grid_head *heads, size_t head_count,
                    struct arena *arena, struct grid *out);

/* The same of a file by its path.  ERR_REJECT: the file cannot be read at all (see the note), no
 * connector knows it, or no sheet has the required columns. */
MUST_CHECK enum err grid_read(const char *path, const struct grid_head *heads, size_t head_count,
                              struct arena *arena, struct grid *out);

#endif
