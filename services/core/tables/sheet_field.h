/*
 * sheet_field.h — a column of a spreadsheet, and its field in the JSON that the store is given.
 */
#ifndef TABLES_SHEET_FIELD_H
#define TABLES_SHEET_FIELD_H

#include "tables/grid.h"

struct sheet_field {
    struct grid_head head;
    const char *name;
    /* From the cell to the store's word; NULL: as it is. */
    const char *(*translate)(const char *cell, struct arena *arena);
};

#endif
