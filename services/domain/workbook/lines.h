/*
 * lines.h — the rows of a workbook, collected before any is understood.
 */
#ifndef WORKBOOK_LINES_H
#define WORKBOOK_LINES_H

#include <stdbool.h>
#include <sys/queue.h>

#include "base/err.h"
#include "rules/faults.h"
#include "tables/connector.h"

struct line {
    const char *sheet;
    unsigned row;
    const char **cells; /* in normal form C */
    size_t count;
    STAILQ_ENTRY(line) link;
};
STAILQ_HEAD(line_list, line);

struct lines {
    struct line_list all;
    struct left_out left_out;
};

/* Everything lives in `arena`.  A formula that has failed is a fault at its cell.  ERR_REJECT: it
 * is missing or not an XLSX workbook (see the note). */
MUST_CHECK enum err lines_read(const char *path, struct arena *arena, struct faults *faults,
                               struct lines *out);
/* The same for an open file, whose name is for the note. */
MUST_CHECK enum err lines_read_open(int fd, const char *name, struct arena *arena,
                                    struct faults *faults, struct lines *out);

bool line_is_blank(const char *text);
bool line_is_empty(const struct line *line);
/* "Quy tắc!H12". */
const char *line_place(struct arena *arena, const char *sheet, size_t column, unsigned row);

#endif
