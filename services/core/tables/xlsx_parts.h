/*
 * xlsx_parts.h — what the files of the XLSX reader share: texts and number formats.
 */
#ifndef TABLES_XLSX_PARTS_H
#define TABLES_XLSX_PARTS_H

#include "package/package.h"

/* ------------------------------------------------------------- texts */

/* The shared strings, each ended by NUL. */
struct xlsx_strings {
    struct buf text;
    struct buf starts; /* size_t each */
};

void strings_read(struct package *package, const char *part, struct xlsx_strings *out);
void strings_free(struct xlsx_strings *self);
/* NULL: there is no such string. */
const char *strings_at(const struct xlsx_strings *self, const char *index);

/* The reader is at the start of an element "si" or "is"; adds its text, goes to its end. */
void strings_take(struct part_reader *reader, const char *element, struct buf *into);
/* Replaces "_x000D_" and the like, from `start` on, by the characters they stand for. */
void strings_unescape(struct buf *text, size_t start);

/* ------------------------------------------------------------- numbers */

/* What the formats of cells make of a number. */
struct xlsx_formats {
    struct buf kinds; /* a byte for each cell format */
    bool is_1904;     /* day 0 is 1904-01-01 */
};

void formats_read(struct package *package, const char *part, struct xlsx_formats *out);
void formats_free(struct xlsx_formats *self);
/* Adds a number as text, as a cell of this format shows it. */
void formats_print(const struct xlsx_formats *self, size_t format, const char *value,
                   struct buf *into);

#endif
