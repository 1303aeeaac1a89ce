/*
 * sheet_field.h — a column of a spreadsheet, and its field in the JSON that goes to the store.
 */
#ifndef TABLES_SHEET_FIELD_H
#define TABLES_SHEET_FIELD_H

#include "tables/grid.h"

struct sheet_field {
    struct grid_head head;
    const char *name;
    /* Translates a cell to the store's code; NULL: unchanged. */
    const char *(*translate)(const char *cell, struct arena *arena);
};

#endif
