/*
 * columns.c — columns of a table that are repeated: {{#nhom|cột}} … {{/nhom}} within a row.
 *
 * A table has a grid, and each cell of each row reaches over some columns of it.  Before the
 * filling two marks are set as attributes, which copies of cells and rows keep: "r<column>" on the
 * cells of a repeated column and on its columns of the grid, "c<column>" on the cells of other rows
 * that reach over it.  Afterwards grid.c counts the copies and makes grid and cells agree again.
 */
#include "template/inside.h"

enum { COLUMNS_MAX = 64 };

/* A place where a column is repeated. */
struct column {
    xmlNode *tag, *table, *row, *first, *last; /* children of the row that hold the tags */
    int from, count;                           /* columns of the grid */
};

struct columns {
    struct column of[COLUMNS_MAX];
    size_t count;
    xmlNode *too_many; /* the tag for which there was no room */
};

/* ---------------------------------------------------------------- finding */

/* Whether the cell is from the first one with a tag to the last one. */
static bool column_holds(const struct column *self, xmlNode *cell)
{
    const xmlNode *holder = word_child_of(self->row, cell), *node = self->first;
    while (node != self->last && node != holder) {
        node = node->next;
    }
    return node == holder;
}

static void column_measure(struct column *self)
{
    int at = grid_before(self->row);
    xmlNode *cell = self->row;
    while ((cell = word_next_in(self->row, cell, "tc")) != NULL) {
        if (column_holds(self, cell)) {
            self->from = self->count == 0 ? at : self->from;
            self->count += grid_span(cell);
        }
        at += grid_span(cell);
    }
}

static void columns_scan(struct columns *self, xmlNode *root, struct arena *arena)
{
    *self = (struct columns){.count = 0};
    for (xmlNode *node = tag_first(root); node != NULL; node = tag_next(node, root)) {
        struct tag tag = tag_of(node, arena);
        if (!tag_is_column(&tag)) {
            continue;
        }
        if (self->count == COLUMNS_MAX) {
            self->too_many = node;
            return;
        }
        xmlNode *row = word_ancestor(node, "tr");
        struct column *column = &self->of[self->count++];
        *column = (struct column){.tag = node,
                                  .row = row,
                                  .table = word_ancestor(row, "tbl"),
                                  .first = word_child_of(row, node),
                                  .last = word_child_of(row, tag_end(node, tag.name, root, arena))};
        column_measure(column);
    }
}

xmlNode *columns_clash(xmlNode *root, struct arena *arena)
{
    struct columns columns;
    columns_scan(&columns, root, arena);
    for (size_t i = 0; i < columns.count; i++) {
        const struct column *one = &columns.of[i];
        if (one->table == NULL || one->count == 0) {
            return one->tag;
        }
        for (size_t j = 0; j < i; j++) {
            const struct column *other = &columns.of[j];
            bool is_same = one->from == other->from && one->count == other->count;
            bool is_apart =
                one->from >= other->from + other->count || other->from >= one->from + one->count;
            if (one->table == other->table && !is_apart && (!is_same || one->row == other->row)) {
                return one->tag;
            }
        }
    }
    return columns.too_many;
}

/* ---------------------------------------------------------------- marking */

/* The first cell of a copy has the columns of the whole copy, the others 0. */
static void mark_repeated(const struct column *column)
{
    int count = column->count;
    xmlNode *cell = column->row;
    while ((cell = word_next_in(column->row, cell, "tc")) != NULL) {
        if (column_holds(column, cell)) {
            mark_set(cell, 'r', column->from, count);
            count = 0;
        }
    }
}

/* The cells of a row that reach over the column: over how much of it. */
static void mark_reaching(const struct column *column, xmlNode *row)
{
    int at = grid_before(row), own;
    xmlNode *cell = row;
    while ((cell = word_next_in(row, cell, "tc")) != NULL) {
        int end = at + grid_span(cell), last = column->from + column->count;
        int shared = (end < last ? end : last) - (at > column->from ? at : column->from);
        if (shared > 0 && !mark_get(cell, 'r', column->from, &own)) {
            mark_set(cell, 'c', column->from, shared);
        }
        at = end;
    }
}

static void mark_grid(const struct column *column)
{
    const xmlNode *grid = word_child(column->table, "tblGrid");
    int at = 0;
    for (xmlNode *node = grid != NULL ? grid->children : NULL; node != NULL; node = node->next) {
        if (word_is(node, "gridCol")) {
            if (at >= column->from && at < column->from + column->count) {
                mark_set(node, 'r', column->from, 1);
            }
            at++;
        }
    }
}

/* The format has no attributes without a namespace there. */
static void clear_marks(xmlNode *root)
{
    for (xmlNode *node = root; node != NULL; node = word_next(node, root, true)) {
        bool may_have = word_is(node, "tc") || word_is(node, "gridCol");
        for (xmlAttr *mark = may_have ? node->properties : NULL, *next; mark != NULL; mark = next) {
            next = mark->next;
            if (mark->ns == NULL) {
                xmlRemoveProp(mark);
            }
        }
    }
}

void columns_mark(xmlNode *root, struct arena *arena)
{
    struct columns columns;
    clear_marks(root);
    columns_scan(&columns, root, arena);
    for (size_t i = 0; i < columns.count; i++) {
        mark_repeated(&columns.of[i]);
    }
    for (size_t i = 0; i < columns.count; i++) {
        const struct column *column = &columns.of[i];
        xmlNode *row = column->table;
        while ((row = word_next_in(column->table, row, "tr")) != NULL) {
            mark_reaching(column, row);
        }
        mark_grid(column);
    }
}
