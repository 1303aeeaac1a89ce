/*
 * inside.h — what the files of this library share: a template as trees of XML in which every tag is
 * an element of its own, and what is wrong with it.
 */
#ifndef TEMPLATE_INSIDE_H
#define TEMPLATE_INSIDE_H

#include <libxml/tree.h>

#include "base/arena.h"
#include "base/json.h"
#include "package/package.h"
#include "template/template.h"

/* ---------------------------------------------------------------- word.c */

/* An element of WordprocessingML: "p", "t". */
bool word_is(const xmlNode *node, const char *name);
/* The element where a picture will stand, without a namespace: attributes hash, alt, form, and tag
 * as it was written. */
#define PICTURE "picture"
bool word_is_picture(const xmlNode *node);
/* The node that follows in the order of the document, below `node` or (if not `is_deep`) behind it;
 * NULL: `root` ends. */
xmlNode *word_next(xmlNode *node, const xmlNode *root, bool is_deep);
bool word_is_within(const xmlNode *node, const xmlNode *ancestor);
/* The nearest element of the name around a node, or the node; NULL: none. */
xmlNode *word_ancestor(xmlNode *node, const char *name);
/* What holds the node and is a child of its ancestor. */
xmlNode *word_child_of(const xmlNode *ancestor, xmlNode *node);
/* The next row of a table, or cell of a row, behind one of them; the table or row itself: the first
 * one.  NULL: none. */
xmlNode *word_next_in(xmlNode *whole, xmlNode *behind, const char *name);
xmlNode *word_child(const xmlNode *parent, const char *name); /* the first; NULL: none */
/* An attribute of the element's own namespace; 0: none, or no number above 0. */
int word_number(const xmlNode *node, const char *name);
void word_set_number(xmlNode *node, const char *name, int number);
void word_set_text(xmlNode *node, const char *name, const char *text);
/* A new element before all others of its parent. */
xmlNode *word_add_first(xmlNode *parent, const char *name);

/* ---------------------------------------------------------------- faults.c */

struct faults {
    struct json json;
    size_t count;
    const char *part; /* where the reader is: "thân văn bản" */
};

/* Adds a fault; `node`, NULL: none, is in the paragraph or row that the place shows. */
void fault_add(struct faults *self, const char *code, const char *tag, xmlNode *node,
               const char *message);

/* ---------------------------------------------------------------- names.c */

/* The lists around a tag; in filling with the member that is its turn. */
struct scope {
    const char *path; /* "nhom.don_vi"; "": of the whole paper */
    const struct scope *outer;
    const json_t *member;
    int number; /* from 1 */
};

struct name {
    const char *type;    /* NULL: there is no such name */
    const char *path;    /* in the arena */
    const json_t *value; /* NULL: none */
};
struct name name_find(const json_t *names, const struct scope *scope, const char *name,
                      struct arena *arena);
/* Whether a condition on it holds: it is not missing, empty, 0 or false. */
bool name_holds(const json_t *value);

/* ---------------------------------------------------------------- forms.c */

/* Whether a value of this type can be written so; `form` "": as is usual. */
bool form_fits(const char *form, const char *type);
/* Adds the value as it is written. */
void form_write(const char *form, const char *type, const json_t *value, struct buf *out);

/* ---------------------------------------------------------------- tags.c */

enum tag_kind { TAG_VALUE, TAG_EACH, TAG_IF, TAG_UNLESS, TAG_END };

/* What an element that stands for a tag says; in the arena. */
struct tag {
    enum tag_kind kind;
    const char *name, *form;
    const char *text; /* as it was written */
};

/* Gives every tag of the part a run of its own, in which an element stands for it. */
void tags_isolate(xmlNode *root, struct faults *faults);
struct tag tag_of(const xmlNode *node, struct arena *arena);
/* Whether it repeats the cells of a column: "{{#nhom|cột}}". */
bool tag_is_column(const struct tag *tag);
/* The tag that ends the section of another within `root`; NULL: none. */
xmlNode *tag_end(xmlNode *start, const char *name, const xmlNode *root, struct arena *arena);
/* The first tag at or below; NULL: none. */
xmlNode *tag_first(xmlNode *root);
/* The next one in the order of the text within `root`. */
xmlNode *tag_next(xmlNode *tag, const xmlNode *root);

/* Moves what follows an element in its run to a new run of the same looks behind it. */
void run_cut(xmlNode *last);

/* ---------------------------------------------------------------- check.c */

void check_part(xmlNode *root, const json_t *names, struct faults *faults, struct arena *arena);

/* ---------------------------------------------------------------- expand.c, blocks.c */

void expand(xmlNode *root, const json_t *names, const struct scope *scope, struct arena *arena);

/* Takes what stands between two tags, and the tags, out of the tree into a new element "between",
 * which stands there instead: text, paragraphs or whole rows. */
xmlNode *block_take(xmlNode *start, xmlNode *end);
/* The same for whole cells of one row. */
xmlNode *block_take_cells(xmlNode *start, xmlNode *end);
/* Puts what an element holds in its place, and removes it. */
void block_open(xmlNode *between);
/* Removes an element, and what is not allowed to be empty then. */
void block_remove(xmlNode *between);
/* Gives an element of which a part was removed what the format asks of it; may remove it. */
void block_tidy(xmlNode *parent);

/* ---------------------------------------------------------------- columns.c */

/* Of a part without other faults: the first tag whose columns overlap with those that another row
 * of its table repeats, without being the same; NULL: none. */
xmlNode *columns_clash(xmlNode *root, struct arena *arena);
/* Marks the cells and the grid of tables that have columns to repeat, before anything is filled. */
void columns_mark(xmlNode *root, struct arena *arena);

/* ---------------------------------------------------------------- grid.c */

/* Over how many columns of the grid a cell reaches; how many are before the first cell of a row. */
int grid_span(const xmlNode *cell);
int grid_before(const xmlNode *row);
/* A mark is an attribute without namespace: a sign and the number of a column, with a number. */
void mark_set(xmlNode *node, char sign, int from, int value);
bool mark_get(const xmlNode *node, char sign, int from, int *value); /* false, 0: there is none */
void mark_remove(xmlNode *node, char sign, int from);
/* Leaves one empty cell of a column whose list is empty here: in other rows it may not be. */
void column_empty(xmlNode *between);
/* Afterwards: the grid has the columns, they share the width of the one that was repeated, and the
 * cells of other rows reach over them. */
void columns_settle(xmlNode *root);

#endif
