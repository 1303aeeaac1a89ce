/*
 * grid.c — cells and the columns of the grid over which they reach; makes them agree where columns
 * were repeated (columns.c says how they are marked).
 */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "template/inside.h"

enum { MARK_LEN = 16, VALUE_LEN = 16, SPAN_MAX = 63 /* columns of a table in Word */ };

/* ---------------------------------------------------------------- numbers of cells */

int grid_span(const xmlNode *cell)
{
    const xmlNode *looks = word_child(cell, "tcPr");
    const xmlNode *span = looks != NULL ? word_child(looks, "gridSpan") : NULL;
    int number = span != NULL ? word_number(span, "val") : 0;
    return number < 1 ? 1 : number > SPAN_MAX ? SPAN_MAX : number;
}

/* The format wants the span behind the width. */
static void cell_set_span(xmlNode *cell, int span)
{
    xmlNode *looks = word_child(cell, "tcPr");
    looks = looks != NULL ? looks : word_add_first(cell, "tcPr");
    xmlNode *element = word_child(looks, "gridSpan"), *width = word_child(looks, "tcW");
    if (element == NULL && width != NULL) {
        element = xmlNewDocNode(cell->doc, cell->ns, (const xmlChar *)"gridSpan", NULL);
        xmlAddNextSibling(width, element);
    } else if (element == NULL) {
        element = word_add_first(looks, "gridSpan");
    }
    word_set_number(element, "val", span);
}

int grid_before(const xmlNode *row)
{
    const xmlNode *looks = word_child(row, "trPr");
    const xmlNode *before = looks != NULL ? word_child(looks, "gridBefore") : NULL;
    int number = before != NULL ? word_number(before, "val") : 0;
    return number > SPAN_MAX ? SPAN_MAX : number;
}

/* ---------------------------------------------------------------- marks */

void mark_set(xmlNode *node, char sign, int from, int value)
{
    char name[MARK_LEN], text[VALUE_LEN];
    snprintf(name, sizeof(name), "%c%d", sign, from);
    snprintf(text, sizeof(text), "%d", value);
    xmlSetProp(node, (const xmlChar *)name, (const xmlChar *)text);
}

bool mark_get(const xmlNode *node, char sign, int from, int *value)
{
    char name[MARK_LEN];
    snprintf(name, sizeof(name), "%c%d", sign, from);
    xmlChar *text = xmlGetNoNsProp(node, (const xmlChar *)name);
    *value = text != NULL ? (int)strtol((const char *)text, NULL, 10) : 0;
    xmlFree(text);
    return text != NULL;
}

void mark_remove(xmlNode *node, char sign, int from)
{
    char name[MARK_LEN];
    snprintf(name, sizeof(name), "%c%d", sign, from);
    xmlUnsetProp(node, (const xmlChar *)name);
}

/* ---------------------------------------------------------------- an empty list */

static void node_drop(xmlNode *node)
{
    xmlUnlinkNode(node);
    xmlFreeNode(node);
}

/* The cell has the columns that a copy would have, below zero. */
static void mark_turn(xmlNode *cell)
{
    for (const xmlAttr *mark = cell->properties; mark != NULL; mark = mark->next) {
        const char *name = (const char *)mark->name;
        int from = (int)strtol(name + 1, NULL, 10), count;
        if (name[0] == 'r' && mark->ns == NULL && mark_get(cell, 'r', from, &count)) {
            mark_set(cell, 'r', from, -count);
            return;
        }
    }
}

void column_empty(xmlNode *between)
{
    xmlNode *cell = word_next_in(between, between, "tc"), *next;
    mark_turn(cell);
    while ((next = word_next_in(between, cell, "tc")) != NULL) {
        node_drop(next);
    }
    for (xmlNode *node = cell->children; node != NULL; node = next) {
        next = node->next;
        if (!word_is(node, "tcPr")) {
            node_drop(node);
        }
    }
    xmlAddChild(cell, xmlNewDocNode(cell->doc, cell->ns, (const xmlChar *)"p", NULL));
    block_open(between);
}

/* ---------------------------------------------------------------- settling */

/* How often the row has the column; -1: its cells are no copies. */
static int row_copies(xmlNode *row, int from)
{
    int copies = -1, count;
    xmlNode *cell = row;
    while ((cell = word_next_in(row, cell, "tc")) != NULL) {
        if (mark_get(cell, 'r', from, &count)) {
            copies = (copies < 0 ? 0 : copies) + (count > 0);
        }
    }
    return copies;
}

/* A width in percent, "50%", stays. */
static void cell_share_width(const xmlNode *cell, int copies)
{
    xmlNode *looks = word_child(cell, "tcPr");
    xmlNode *width = looks != NULL ? word_child(looks, "tcW") : NULL;
    xmlChar *text =
        width != NULL ? xmlGetNsProp(width, (const xmlChar *)"w", width->ns->href) : NULL;
    if (text != NULL && strchr((const char *)text, '%') == NULL &&
        word_number(width, "w") > copies) {
        word_set_number(width, "w", word_number(width, "w") / copies);
    }
    xmlFree(text);
}

/* A cell that is to reach over no column goes away. */
static void cell_settle(xmlNode *cell, int from, int copies)
{
    int count, span = grid_span(cell);
    bool is_copy = mark_get(cell, 'r', from, &count);
    assert(copies >= 0);
    if (is_copy && count >= 0 && copies > 0) {
        cell_share_width(cell, copies);
    } else if (is_copy) {
        span = -count * copies; /* it stands for an empty list */
    } else if (mark_get(cell, 'c', from, &count)) {
        span += count * (copies - 1);
    }
    mark_remove(cell, 'r', from);
    mark_remove(cell, 'c', from);
    if (span <= 0) {
        node_drop(cell);
    } else if (span != grid_span(cell)) {
        cell_set_span(cell, span);
    }
}

/* A row with fewer copies than others: its last one reaches over the rest. */
static void row_fill(xmlNode *row, int from, int missing)
{
    xmlNode *cell = row, *last = NULL;
    int count, whole = 0;
    while ((cell = word_next_in(row, cell, "tc")) != NULL) {
        if (mark_get(cell, 'r', from, &count) && count >= 0) {
            whole = count > 0 ? count : whole;
            last = cell;
        }
    }
    if (last != NULL && missing > 0) {
        cell_set_span(last, grid_span(last) + missing * whole);
    }
}

static void row_settle(xmlNode *row, int from, int copies)
{
    xmlNode *cell = word_next_in(row, row, "tc"), *next;
    row_fill(row, from, copies - row_copies(row, from));
    for (; cell != NULL; cell = next) {
        next = word_next_in(row, cell, "tc");
        cell_settle(cell, from, copies);
    }
}

/* The copies share the width, to the last twip. */
static void grid_settle(const xmlNode *table, int from, int copies)
{
    const xmlNode *grid = word_child(table, "tblGrid");
    xmlNode *next, *last = NULL;
    int any;
    for (xmlNode *node = grid != NULL ? grid->children : NULL; node != NULL; node = node->next) {
        last = word_is(node, "gridCol") && mark_get(node, 'r', from, &any) ? node : last;
    }
    for (int copy = 1; last != NULL && copy < copies; copy++) {
        for (xmlNode *node = grid->children; node != NULL; node = node->next) {
            if (word_is(node, "gridCol") && mark_get(node, 'r', from, &any)) {
                xmlNode *added = xmlNewDocNode(node->doc, node->ns, node->name, NULL);
                word_set_number(added, "w", word_number(node, "w") / copies);
                last = xmlAddNextSibling(last, added);
            }
        }
    }
    for (xmlNode *node = grid != NULL ? grid->children : NULL; node != NULL; node = next) {
        next = node->next;
        if (!word_is(node, "gridCol") || !mark_get(node, 'r', from, &any)) {
            continue;
        }
        mark_remove(node, 'r', from);
        if (copies == 0) {
            node_drop(node);
        } else {
            int width = word_number(node, "w");
            word_set_number(node, "w", width - width / copies * (copies - 1));
        }
    }
}

static void table_settle(xmlNode *table, int from)
{
    int copies = -1;
    xmlNode *row = table, *next;
    while ((row = word_next_in(table, row, "tr")) != NULL) {
        int own = row_copies(row, from);
        copies = own > copies ? own : copies;
    }
    copies = copies < 0 ? 1 : copies; /* no row is left that repeats it */
    for (row = word_next_in(table, table, "tr"); row != NULL; row = next) {
        next = word_next_in(table, row, "tr");
        row_settle(row, from, copies);
        if (word_next_in(row, row, "tc") == NULL) {
            node_drop(row);
        }
    }
    grid_settle(table, from, copies);
}

/* The column of the first mark on a cell or the grid; -1: there is none. */
static int mark_first(const xmlNode *node)
{
    for (const xmlAttr *mark = node->properties; mark != NULL; mark = mark->next) {
        const char *name = (const char *)mark->name;
        if (mark->ns == NULL && (name[0] == 'r' || name[0] == 'c') &&
            name[1 + strspn(name + 1, "0123456789")] == '\0') {
            return (int)strtol(name + 1, NULL, 10);
        }
    }
    return -1;
}

static int table_marked(xmlNode *table)
{
    const xmlNode *grid = word_child(table, "tblGrid");
    int from = -1;
    for (const xmlNode *node = grid != NULL ? grid->children : NULL; node != NULL && from < 0;
         node = node->next) {
        from = word_is(node, "gridCol") ? mark_first(node) : -1;
    }
    for (xmlNode *row = table; from < 0 && (row = word_next_in(table, row, "tr")) != NULL;) {
        for (xmlNode *cell = row; from < 0 && (cell = word_next_in(row, cell, "tc")) != NULL;) {
            from = mark_first(cell);
        }
    }
    return from;
}

void columns_settle(xmlNode *root)
{
    xmlNode *next;
    for (xmlNode *table = root; table != NULL; table = next) {
        next = word_next(table, root, true);
        int from = word_is(table, "tbl") ? table_marked(table) : -1;
        if (from < 0) {
            continue;
        }
        for (; from >= 0; from = table_marked(table)) {
            table_settle(table, from);
        }
        if (word_next_in(table, table, "tr") == NULL) {
            next = word_next(table, root, false);
            block_tidy(table);
        }
    }
}
