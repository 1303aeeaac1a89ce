/*
 * book.h — a criteria set as one XLSX workbook that an office clerk can read and edit.  Writing and
 * reading back gives the same set.
 *
 * Sheets: Bộ tiêu chí, Nhóm, Tiêu chí, Quy tắc, Điều kiện, Xếp loại, Chỉ tiêu, Loại đơn vị, Cụm thi
 * đua, Đơn vị, Hướng dẫn.  Headings and words are Vietnamese and compared without accents; the
 * order of columns is free.  A rule has one row of "Quy tắc" for each of its objects: the column
 * "Vị trí" has the row's position in the rule ("bậc 2", "phần 1 / dòng 3").
 */
#ifndef WORKBOOK_BOOK_H
#define WORKBOOK_BOOK_H

#include <jansson.h>

#include "base/buf.h"
#include "base/err.h"
#include "rules/faults.h"

/* Writes a set to `path`.  ERR_REJECT: no sheet has room for a part of it (see the note);
 * ERR_RETRY: the file cannot be written. */
MUST_CHECK enum err book_write(const json_t *set, const char *path);

/* The source of each part of a set: JSON pointers to "Quy tắc!H12". */
struct book_places;

struct book {
    json_t *set;          /* owned; as far as it could be read */
    struct faults faults; /* places are sheets and cells */
    struct book_places *places;
};

/* ERR_REJECT: the file is missing or not a workbook (see the note).  The faults live in `arena`. */
MUST_CHECK enum err book_read(const char *path, struct arena *arena, struct book *out);
MUST_CHECK enum err book_read_open(int input, struct arena *arena, struct book *out);
void book_close(struct book *self);
/* The cell of a JSON pointer, or of the nearest enclosing part; the pointer itself if there is
 * none. */
const char *book_place(const struct book *self, const char *pointer);

/* Adds the faults of the set itself, at the places of the workbook. */
struct set;
void book_judge(struct book *self, const struct set *set, struct arena *arena);

/* What a workbook holds, as JSON, for a sandboxed child: {"set", "criteria" (how many), "wrong",
 * the faults, "problem"}; problem is null, or "set.file": it is no workbook at all. */
void book_check(int input, struct buf *into);

/* A fault's text with the workbook's headings in place of the JSON keys. */
const char *book_words(const char *text, struct arena *arena);

#endif
