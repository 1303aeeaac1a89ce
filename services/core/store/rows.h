/*
 * rows.h — the result of a statement: its rows, and the values in their columns.  It is libpq's
 * result under another name, so that only core/store needs libpq.
 */
#ifndef STORE_ROWS_H
#define STORE_ROWS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/hash.h"
#include "base/uuid.h"
#include "store/params.h"

struct rows;

int rows_count(const struct rows *rows);
void rows_free(struct rows **rows); /* of lane_wait; NULL-safe */

/* Binary results.  Columns of other widths are a programming error (assert). */
int column_int(const struct rows *rows, int row, int column);        /* int2, int4 */
long long column_long(const struct rows *rows, int row, int column); /* int8 */
bool column_bool(const struct rows *rows, int row, int column);
struct uuid column_uuid(const struct rows *rows, int row, int column);
struct bytes column_bytes(const struct rows *rows, int row, int column);
/* NUL-terminated; "" for NULL. */
const char *column_text(const struct rows *rows, int row, int column);
/* The same in the arena, which outlives the rows. */
char *column_copy(const struct rows *rows, int row, int column, struct arena *arena);
bool column_is_null(const struct rows *rows, int row, int column);
/* int4[] into a caller's array; returns the count (at most max). */
size_t column_ints(const struct rows *rows, int row, int column, int *into, size_t max);

/* One of the rows has this hash in its first column. */
bool rows_have_hash(const struct rows *rows, const struct hash *hash);

#endif
