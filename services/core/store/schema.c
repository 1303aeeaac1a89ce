/*
 * schema.c — hashes the files and compares them with a database's record.
 */
#include "store/schema.h"

#include <string.h>

#include "base/buf.h"
#include "schema_files.h"

enum { FILES = (int)(sizeof(SCHEMA_FILES) / sizeof(SCHEMA_FILES[0])) };

int schema_count(void)
{
    return FILES;
}

const struct schema_file *schema_at(int place)
{
    return &SCHEMA_FILES[place];
}

/* Reduces white space and comments outside of quotes to one blank. */
static void add_significant(struct buf *into, const char *sql)
{
    bool is_quoted = false, is_apart = false;
    for (const char *at = sql; *at != '\0'; at++) {
        if (!is_quoted && at[0] == '-' && at[1] == '-') {
            at += strcspn(at, "\n") - 1;
            continue;
        }
        if (!is_quoted && strchr(" \t\n", *at) != NULL) {
            is_apart = into->len > 0;
            continue;
        }
        if (is_apart) {
            buf_byte(into, ' ');
            is_apart = false;
        }
        is_quoted ^= *at == '\'';
        buf_byte(into, *at);
    }
}

struct hash schema_hash(const char *sql)
{
    struct buf text = {0};
    add_significant(&text, sql);
    struct hash hash = hash_of(text.data, text.len);
    buf_free(&text);
    return hash;
}

const char *schema_print_hash(const struct schema_file *file, char into[static HASH_TEXT])
{
    struct hash hash = schema_hash(file->sql);
    return hash_print(&hash, into);
}

static int row_of(const struct rows *rows, const char *name)
{
    for (int row = 0; row < rows_count(rows); row++) {
        if (strcmp(column_text(rows, row, 0), name) == 0) {
            return row;
        }
    }
    return -1;
}

static bool has_this_text(const struct rows *rows, int row, const struct schema_file *file)
{
    char text[HASH_TEXT];
    return strcmp(column_text(rows, row, 1), schema_print_hash(file, text)) == 0;
}

bool schema_is_applied(const struct rows *rows, const struct schema_file *file)
{
    int row = row_of(rows, file->name);
    return row >= 0 && has_this_text(rows, row, file);
}

static bool is_known(const char *name)
{
    for (int place = 0; place < FILES; place++) {
        if (strcmp(SCHEMA_FILES[place].name, name) == 0) {
            return true;
        }
    }
    return false;
}

enum err schema_accept(const struct rows *rows)
{
    for (int row = 0; row < rows_count(rows); row++) {
        const char *name = column_text(rows, row, 0);
        if (!is_known(name)) {
            return err_note(ERR_FATAL,
                            "the database has %s, which this program does not know: "
                            "it is newer than this program",
                            name);
        }
    }
    for (int place = 0; place < FILES; place++) {
        const struct schema_file *file = &SCHEMA_FILES[place];
        int row = row_of(rows, file->name);
        if (row >= 0 && !file->is_repeatable && !has_this_text(rows, row, file)) {
            return err_note(ERR_FATAL,
                            "migration %s was edited after this database applied it: "
                            "restore its text and put the change into a new migration",
                            file->name);
        }
    }
    return ERR_NONE;
}
