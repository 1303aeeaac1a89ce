/*
 * post_list.h — a list of posts as a spreadsheet: its columns and what their cells mean.  A cell
 * that cannot be parsed is passed on as text: the store reports what is wrong with it.
 */
#ifndef POSTS_POST_LIST_H
#define POSTS_POST_LIST_H

#include "base/buf.h"
#include "evidence/problem.h"
#include "tables/sheet_field.h"

enum { POST_LIST_FIELDS = 5 };
extern const struct sheet_field POST_LIST[POST_LIST_FIELDS];

/* The rows as JSON, for a sandboxed child: {"rows": [{"sheet", "row", "published_on", "title",
 * "link", "kind", "unit"}], "faults": [{"sheet", "row", "column", "code", "about"}], "counts",
 * "problem"}; problem is null, or the code of what stopped the
 * reading. */
void post_list_read(int input, struct buf *into);

/* The problem of the list or of one of its rows, by its code. */
struct problem post_list_problem(struct arena *arena, const char *code);
/* The heading of a field's column; the field itself if it has none. */
const char *post_list_column(const char *field);

#endif
