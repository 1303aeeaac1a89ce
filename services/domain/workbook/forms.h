/*
 * forms.h — which columns each sheet has, and the words in them: the one table that writing and
 * reading share.
 */
#ifndef WORKBOOK_FORMS_H
#define WORKBOOK_FORMS_H

#include <stddef.h>

enum column_type {
    COLUMN_TEXT, /* unchanged */
    COLUMN_CODE,
    COLUMN_DAY,
    COLUMN_NUMBER, /* decimal text in JSON */
    COLUMN_COUNT,  /* an integer in JSON */
    COLUMN_WORD,
    COLUMN_LIST,   /* texts, "a; b" */
    COLUMN_FIGURE, /* a figure's name, or "#2" for its number */
    COLUMN_PACE    /* "2023-06-30: 50; 2023-12-31: 100" */
};

struct word {
    const char *json, *shown;
};

struct column {
    const char *heading;
    const char *key; /* "window/from": in an object inside */
    enum column_type type;
    int width;                /* characters */
    const struct word *words; /* ends with NULL */
};

enum form_shape {
    FORM_HEAD, /* a line for each column: heading, value */
    FORM_LIST, /* a line for each element of the list */
    FORM_TREE  /* a line for each object of each element */
};

struct form {
    const char *sheet;
    enum form_shape shape;
    const char *list; /* "groups", "directory/units"; "" the set itself */
    const char *root; /* for FORM_TREE: the key in the element ("rule"), or "" */
    const struct column *columns;
    size_t column_count;
};

extern const struct form FORMS[];
extern const size_t FORM_COUNT;

/* Parts of a rule: the list's key, and the name of its elements. */
struct branch {
    const char *key;
    const char *shown;
    int is_single; /* an object, not a list */
};
extern const struct branch BRANCHES[]; /* ends with a NULL key */

extern const char POSITION_HEADING[]; /* the column "Vị trí" */

/* The sheet of instructions, line by line; ends with NULL. */
extern const char GUIDE_SHEET[];
extern const char *const GUIDE[];

#endif
