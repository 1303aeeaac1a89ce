/*
 * book.h — a criteria set as one XLSX workbook that an office clerk can read and edit,
 * and back.  What goes out and comes back is the same set.
 *
 * Sheets: Bộ tiêu chí, Nhóm, Tiêu chí, Quy tắc, Điều kiện, Xếp loại, Chỉ tiêu, Loại đơn vị,
 * Cụm thi đua, Đơn vị, Hướng dẫn.  Headings and words are Vietnamese and compared without
 * accents; the order of columns is free.  A rule is as many rows of "Quy tắc" as it has
 * objects: the column "Vị trí" says which part of the rule a row is ("bậc 2", "phần 1 /
 * dòng 3").
 */
#ifndef WORKBOOK_BOOK_H
#define WORKBOOK_BOOK_H

#include <jansson.h>

#include "base/err.h"
#include "rules/faults.h"

/* Writes a set to `path`.  ERR_REJECT: it holds something that no sheet has room for (see the
 * note); ERR_RETRY: the file cannot be written. */
MUST_CHECK enum err book_write(const json_t *set, const char *path);

/* Where the parts of a set came from: JSON pointers to "Quy tắc!H12". */
struct book_places;

struct book {
    json_t *set;          /* owned; as far as it could be read */
    struct faults faults; /* places are sheets and cells */
    struct book_places *places;
};

/* ERR_REJECT: the file is not there or no workbook at all (see the note).  The faults live in
 * `arena`. */
MUST_CHECK enum err book_read(const char *path, struct arena *arena, struct book *out);
void book_close(struct book *self);
/* The cell of a JSON pointer, or of what it is a part of; the pointer itself if there is none. */
const char *book_place(const struct book *self, const char *pointer);

/* A fault's text with the headings of the workbook for the keys of the JSON. */
const char *book_words(const char *text, struct arena *arena);

#endif
