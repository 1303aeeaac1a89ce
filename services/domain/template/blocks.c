/*
 * blocks.c — what stands between two tags as one element that can be repeated or removed.
 *
 * Both tags in one paragraph: its runs between them.  In one row: the row.  Else whole paragraphs,
 * rows and tables, from the one that holds the first tag to the one that holds the second; a
 * paragraph or row that held nothing but a tag goes away with it.
 */
#include <string.h>

#include "template/inside.h"

static bool is_between(const xmlNode *node)
{
    return node->type == XML_ELEMENT_NODE && node->ns == NULL &&
           strcmp((const char *)node->name, "between") == 0;
}

/* ---------------------------------------------------------------- emptiness */

static bool has_letters(const xmlNode *node)
{
    const char *text = (const char *)node->content;
    return node->type == XML_TEXT_NODE && node->parent->type == XML_ELEMENT_NODE &&
           (word_is(node->parent, "t") || node->parent->ns == NULL) &&
           text[strspn(text, " \t\r\n")] != '\0';
}

/* Nothing of it is seen, and nothing depends on it. */
static bool is_blank(xmlNode *root)
{
    static const char *const SEEN[] = {"drawing", "pict",      "object", "sectPr",   "br",
                                       "fldChar", "instrText", "sym",    "fldSimple"};
    for (xmlNode *node = root; node != NULL; node = word_next(node, root, true)) {
        if (has_letters(node) || is_between(node) || word_is_picture(node)) {
            return false;
        }
        for (size_t i = 0; i < sizeof(SEEN) / sizeof(SEEN[0]); i++) {
            if (word_is(node, SEEN[i])) {
                return false;
            }
        }
    }
    return true;
}

static xmlNode *last_element(const xmlNode *parent)
{
    xmlNode *node = parent->last;
    while (node != NULL && node->type != XML_ELEMENT_NODE) {
        node = node->prev;
    }
    return node;
}

static void node_remove(xmlNode *node)
{
    xmlUnlinkNode(node);
    xmlFreeNode(node);
}

/* What the format asks of an element of which a part was removed: a cell, header or text box ends
 * with a paragraph, a table has a row. */
void block_tidy(xmlNode *parent)
{
    static const char *const HOLDERS[] = {"tc", "hdr", "ftr", "txbxContent"};
    bool has_row = false;
    for (const xmlNode *node = parent->children; node != NULL; node = node->next) {
        if (is_between(node)) {
            return; /* not complete yet */
        }
        has_row = has_row || (node->type == XML_ELEMENT_NODE && !word_is(node, "tblPr") &&
                              !word_is(node, "tblGrid"));
    }
    const xmlNode *last = last_element(parent);
    for (size_t i = 0; i < sizeof(HOLDERS) / sizeof(HOLDERS[0]); i++) {
        if (word_is(parent, HOLDERS[i]) && (last == NULL || !word_is(last, "p"))) {
            xmlAddChild(parent, xmlNewDocNode(parent->doc, parent->ns, (const xmlChar *)"p", NULL));
        }
    }
    if (word_is(parent, "tbl") && !has_row) {
        xmlNode *around = parent->parent;
        node_remove(parent);
        block_tidy(around);
    }
}

/* ---------------------------------------------------------------- taking */

static bool is_only_child(const xmlNode *paragraph)
{
    const xmlNode *cell = paragraph->parent;
    for (const xmlNode *node = cell->children; node != NULL; node = node->next) {
        if (node != paragraph && (word_is(node, "p") || is_between(node))) {
            return false;
        }
    }
    return word_is(cell, "tc");
}

/* Removes a tag, and its paragraph or row within `limit` if that held nothing else. */
static void tag_remove(xmlNode *tag, const xmlNode *limit)
{
    xmlNode *paragraph = word_ancestor(tag, "p"), *row = word_ancestor(tag, "tr");
    bool has_paragraph = paragraph != NULL && word_is_within(paragraph, limit);
    bool has_row = row != NULL && word_is_within(row, limit) && word_is_within(paragraph, row);
    node_remove(tag->parent);
    if (has_row && is_blank(row)) {
        node_remove(row);
    } else if (has_paragraph && is_blank(paragraph) && !is_only_child(paragraph)) {
        node_remove(paragraph);
    }
}

/* The children of an element from the one with the first tag to the one with the second. */
static xmlNode *take_children(const xmlNode *around, xmlNode *start, xmlNode *end)
{
    xmlNode *first = word_child_of(around, start), *last = word_child_of(around, end);
    xmlNode *stop = last->next;
    xmlNode *between = xmlNewDocNode(start->doc, NULL, (const xmlChar *)"between", NULL);
    xmlAddPrevSibling(first, between);
    tag_remove(start, first);
    tag_remove(end, last);
    for (xmlNode *node = between->next; node != stop;) {
        xmlNode *next = node->next;
        xmlUnlinkNode(node);
        xmlAddChild(between, node);
        node = next;
    }
    return between;
}

xmlNode *block_take(xmlNode *start, xmlNode *end)
{
    xmlNode *around = start->parent;
    while (!word_is_within(end, around)) {
        around = around->parent;
    }
    around = word_is(around, "tr") ? around->parent : around;
    return take_children(around, start, end);
}

xmlNode *block_take_cells(xmlNode *start, xmlNode *end)
{
    return take_children(word_ancestor(start, "tr"), start, end);
}

void block_open(xmlNode *between)
{
    xmlNode *around = between->parent;
    while (between->children != NULL) {
        xmlNode *node = between->children;
        xmlUnlinkNode(node);
        xmlAddPrevSibling(between, node);
    }
    node_remove(between);
    block_tidy(around);
}

void block_remove(xmlNode *between)
{
    xmlNode *around = between->parent;
    node_remove(between);
    block_tidy(around);
}
