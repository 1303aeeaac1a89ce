/*
 * sheet_heads.h — the columns of a spreadsheet of evidence, as the template writes and the import
 * reads them.
 */
#ifndef EVIDENCE_SHEET_HEADS_H
#define EVIDENCE_SHEET_HEADS_H

#include <stddef.h>

enum sheet_column {
    COLUMN_UNIT,
    COLUMN_CRITERIA,
    COLUMN_KIND,
    COLUMN_TITLE,
    COLUMN_OCCURRED_ON,
    COLUMN_RECEIVED_ON,
    COLUMN_RECEIVED_GROUND,
    COLUMN_SYMBOL,
    COLUMN_LINK,
    COLUMN_TEXT,
    COLUMN_FIGURES,
    COLUMN_COUNT
};

struct sheet_head {
    const char *field; /* of a submission */
    const char *name;  /* as people see it */
    const char *words; /* its folded names, "|a|b|" */
};

extern const struct sheet_head SHEET_HEADS[COLUMN_COUNT];

/* Before a figure's name, in the heading of its own column. */
#define SHEET_FIGURE "Số liệu: "

#endif
