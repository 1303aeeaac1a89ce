/*
 * schema.h — the schema that this program contains (the files of deploy/schema, in the order in
 * which they are applied), and its comparison with a database's record.
 *
 * The record is the table schema_version: name and hash of every file that was applied.  `rows`
 * is always the whole table, with the columns name and hash first.
 */
#ifndef STORE_SCHEMA_H
#define STORE_SCHEMA_H

#include <stdbool.h>

#include "base/err.h"
#include "base/hash.h"
#include "store/rows.h"

struct schema_file {
    const char *name;   /* "0033_findings", "functions/links" */
    bool is_repeatable; /* functions: applied again whenever their text changes */
    const char *sql;
};

int schema_count(void);
const struct schema_file *schema_at(int place);

/* Ignores comments and line breaks, which may be edited at any time. */
struct hash schema_hash(const char *sql);
/* As in the record. */
const char *schema_print_hash(const struct schema_file *file, char into[static HASH_TEXT]);

/* Whether the database has the file with exactly this text. */
bool schema_is_applied(const struct rows *rows, const struct schema_file *file);

/* ERR_FATAL, naming the file: the database has one that this program does not know, or a
 * migration was edited after it was applied. */
MUST_CHECK enum err schema_accept(const struct rows *rows);

#endif
