/*
 * room.c — how wide and high a picture can be where it stands.  Measures of the document are twips.
 */
#include <string.h>

#include "template/inside.h"
#include "template/pictures.h"

enum {
    A4_WIDTH = 11906,
    A4_HEIGHT = 16838,
    MARGIN = 1440,
    CELL_MARGIN = 108,
    COLUMN_SPACE = 720,
    CAPTION = 1134, /* of the height of a page, for what stands below the picture */
    WIDTH_MIN = 567
};

static int measure(const xmlNode *parent, const char *child, const char *name, int usual)
{
    const xmlNode *node = parent != NULL ? word_child(parent, child) : NULL;
    int number = node != NULL ? word_number(node, name) : 0;
    return number > 0 ? number : usual;
}

/* The end of the section in which the node is; NULL: there is none behind it. */
static const xmlNode *section_behind(xmlNode *node, const xmlNode *root)
{
    while (node != NULL && !word_is(node, "sectPr")) {
        node = word_next(node, root, true);
    }
    return node;
}

static const xmlNode *section_last(xmlNode *root)
{
    const xmlNode *last = NULL;
    for (xmlNode *node = root; node != NULL; node = word_next(node, root, true)) {
        last = word_is(node, "sectPr") ? node : last;
    }
    return last;
}

static int column_width(const xmlNode *section)
{
    int width = measure(section, "pgSz", "w", A4_WIDTH) -
                measure(section, "pgMar", "left", MARGIN) -
                measure(section, "pgMar", "right", MARGIN) - measure(section, "pgMar", "gutter", 0);
    int columns = measure(section, "cols", "num", 1);
    return (width - (columns - 1) * measure(section, "cols", "space", COLUMN_SPACE)) / columns;
}

/* ---------------------------------------------------------------- cells */

/* The widths of the columns of the grid that the cell reaches over; 0: the table has no grid. */
static int cell_grid_width(xmlNode *cell)
{
    xmlNode *row = word_ancestor(cell, "tr"), *table = word_ancestor(row, "tbl");
    const xmlNode *grid = table != NULL ? word_child(table, "tblGrid") : NULL;
    int at = row != NULL ? grid_before(row) : 0, width = 0, column = 0;
    for (xmlNode *other = row; other != NULL && (other = word_next_in(row, other, "tc")) != cell;) {
        at += other != NULL ? grid_span(other) : 0;
    }
    for (const xmlNode *node = grid != NULL ? grid->children : NULL; node != NULL;
         node = node->next) {
        if (word_is(node, "gridCol")) {
            bool is_its = column >= at && column < at + grid_span(cell);
            width += is_its ? word_number(node, "w") : 0;
            column++;
        }
    }
    return width;
}

/* A margin of the cell, or of all cells of its table. */
static int cell_margin(xmlNode *cell, const char *side)
{
    const xmlNode *looks = word_child(cell, "tcPr"), *table = word_ancestor(cell, "tbl");
    const xmlNode *own = looks != NULL ? word_child(looks, "tcMar") : NULL;
    const xmlNode *about = table != NULL ? word_child(table, "tblPr") : NULL;
    const xmlNode *all = about != NULL ? word_child(about, "tblCellMar") : NULL;
    const xmlNode *holder = own != NULL && word_child(own, side) != NULL ? own : all;
    const xmlNode *margin = holder != NULL ? word_child(holder, side) : NULL;
    return margin != NULL ? word_number(margin, "w") : CELL_MARGIN;
}

/* The width that the cell has in twips; 0: it does not say. */
static int cell_own_width(const xmlNode *cell)
{
    const xmlNode *looks = word_child(cell, "tcPr");
    const xmlNode *width = looks != NULL ? word_child(looks, "tcW") : NULL;
    xmlChar *type =
        width != NULL ? xmlGetNsProp(width, (const xmlChar *)"type", width->ns->href) : NULL;
    int number =
        type != NULL && strcmp((const char *)type, "dxa") == 0 ? word_number(width, "w") : 0;
    xmlFree(type);
    return number;
}

static int cell_width(xmlNode *cell, int usual)
{
    int width = cell_own_width(cell);
    width = width > 0 ? width : cell_grid_width(cell);
    return width > 0 ? width - cell_margin(cell, "left") - cell_margin(cell, "right") : usual;
}

/* ---------------------------------------------------------------- the place */

struct room room_of(xmlNode *node, xmlNode *main)
{
    const xmlNode *section = section_behind(node, xmlDocGetRootElement(node->doc));
    section = section != NULL ? section : section_last(main);
    int height = measure(section, "pgSz", "h", A4_HEIGHT) -
                 measure(section, "pgMar", "top", MARGIN) -
                 measure(section, "pgMar", "bottom", MARGIN) - CAPTION;
    int width = column_width(section);
    xmlNode *cell = word_ancestor(node, "tc"), *paragraph = word_ancestor(node, "p");
    const xmlNode *looks = paragraph != NULL ? word_child(paragraph, "pPr") : NULL;
    width = cell != NULL ? cell_width(cell, width) : width;
    width -= measure(looks, "ind", "left", 0) + measure(looks, "ind", "right", 0);
    return (struct room){.width = (long)(width > WIDTH_MIN ? width : WIDTH_MIN) * EMU_TWIP,
                         .height = (long)(height > WIDTH_MIN ? height : WIDTH_MIN) * EMU_TWIP};
}

/* ---------------------------------------------------------------- the paragraph */

/* What the format wants behind "spacing" and "ind", in this order. */
static const char *const BEHIND[] = {"ind",
                                     "contextualSpacing",
                                     "mirrorIndents",
                                     "suppressOverlap",
                                     "jc",
                                     "textDirection",
                                     "textAlignment",
                                     "textboxTightWrap",
                                     "outlineLvl",
                                     "divId",
                                     "cnfStyle",
                                     "rPr",
                                     "sectPr",
                                     "pPrChange"};
enum { BEHIND_SPACING = 0, BEHIND_INDENT = 1 };

static bool is_behind(const xmlNode *node, size_t from)
{
    while (from < sizeof(BEHIND) / sizeof(BEHIND[0]) && !word_is(node, BEHIND[from])) {
        from++;
    }
    return from < sizeof(BEHIND) / sizeof(BEHIND[0]);
}

/* The element of the paragraph's looks, which is added if it is missing. */
static xmlNode *looks_need(xmlNode *looks, const char *name, size_t behind)
{
    xmlNode *found = word_child(looks, name), *next = looks->children;
    if (found != NULL) {
        return found;
    }
    while (next != NULL && !is_behind(next, behind)) {
        next = next->next;
    }
    found = xmlNewDocNode(looks->doc, looks->ns, (const xmlChar *)name, NULL);
    return next != NULL ? xmlAddPrevSibling(next, found) : xmlAddChild(looks, found);
}

static bool has_words(xmlNode *paragraph)
{
    for (xmlNode *node = paragraph; node != NULL; node = word_next(node, paragraph, true)) {
        const char *text = node->type == XML_TEXT_NODE ? (const char *)node->content : "";
        if (node->type == XML_TEXT_NODE && word_is(node->parent, "t") &&
            text[strspn(text, " \t\r\n")] != '\0') {
            return true;
        }
    }
    return false;
}

void room_make(xmlNode *node)
{
    xmlNode *paragraph = word_ancestor(node, "p");
    xmlNode *looks = paragraph != NULL ? word_child(paragraph, "pPr") : NULL;
    if (paragraph == NULL) {
        return;
    }
    looks = looks != NULL ? looks : word_add_first(paragraph, "pPr");
    xmlNode *spacing = looks_need(looks, "spacing", BEHIND_SPACING);
    word_set_text(spacing, "line", "240");
    word_set_text(spacing, "lineRule", "auto");
    if (!has_words(paragraph) && word_child(looks, "numPr") == NULL) {
        xmlNode *indent = looks_need(looks, "ind", BEHIND_INDENT);
        static const char *const OTHERS[] = {"hanging", "hangingChars", "firstLineChars"};
        for (size_t i = 0; i < sizeof(OTHERS) / sizeof(OTHERS[0]); i++) {
            xmlUnsetNsProp(indent, indent->ns, (const xmlChar *)OTHERS[i]);
        }
        word_set_text(indent, "firstLine", "0");
    }
}
