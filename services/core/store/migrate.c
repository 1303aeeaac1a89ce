/*
 * migrate.c — compares the files with the database's record and applies what is missing,
 * under an advisory lock.  It uses the simple protocol, because a file is a script of many
 * statements, which a lane does not run.
 */
#include "store/migrate.h"

#include <libpq-fe.h>
#include <stdbool.h>

#include "base/buf.h"
#include "store/schema.h"
#include "store/sql.h"

/* One migration at a time in this database; the lock ends with the connection. */
static const char LOCK[] = "SET client_min_messages = warning; "
                           "SELECT pg_advisory_lock(6021931, 1)";

static const char RECORD[] = "CREATE TABLE IF NOT EXISTS schema_version (name text PRIMARY KEY, "
                             "applied_at timestamptz NOT NULL DEFAULT now(), hash text NOT NULL)";

/* Converts the record of an older release, whose steps were numbered and had no hash.  Steps
 * that contained only functions are no migrations any more. */
static const char IS_NUMBERED[] =
    "SELECT FROM pg_attribute WHERE attrelid = to_regclass('public.schema_version') "
    "AND attname = 'version' AND NOT attisdropped";
static const char ADOPT[] =
    "BEGIN; ALTER TABLE schema_version DROP COLUMN version, ADD PRIMARY KEY (name), "
    "ADD COLUMN hash text NOT NULL DEFAULT ''; "
    "ALTER TABLE schema_version ALTER COLUMN hash DROP DEFAULT; "
    "DELETE FROM schema_version WHERE name IN ('0005_ranks', '0013_campaign_open', '0016_gains', "
    "'0019_check_rights', '0027_link_state');\n";

static enum err migrate_fault(PGconn *conn, const char *what)
{
    return err_note(PQstatus(conn) == CONNECTION_OK ? ERR_FATAL : ERR_RETRY, "%s: %s", what,
                    PQerrorMessage(conn));
}

/* The caller clears *rows (may be NULL), which is NULL on failure. */
static enum err migrate_run(PGconn *conn, const char *sql, const char *what, PGresult **rows)
{
    PGresult *result = PQexec(conn, sql);
    ExecStatusType status = PQresultStatus(result);
    bool is_good = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
    if (rows != NULL) {
        *rows = is_good ? result : NULL;
    }
    if (rows == NULL || !is_good) {
        PQclear(result);
    }
    return is_good ? ERR_NONE : migrate_fault(conn, what);
}

/* Runs in one transaction, which leaves nothing if it fails. */
static enum err run_whole(PGconn *conn, const char *sql, const char *what)
{
    enum err err = migrate_run(conn, sql, what, NULL);
    if (err != ERR_NONE) {
        PQclear(PQexec(conn, "ROLLBACK"));
    }
    return err;
}

static enum err migrate_adopt(PGconn *conn)
{
    struct buf script = {0};
    buf_text(&script, ADOPT);
    for (int place = 0; place < schema_count(); place++) {
        const struct schema_file *file = schema_at(place);
        char hash[HASH_TEXT];
        buf_print(&script, "UPDATE schema_version SET hash = '%s' WHERE name = '%s';\n",
                  schema_print_hash(file, hash), file->name);
    }
    buf_text(&script, "COMMIT");
    enum err err = run_whole(conn, buf_string(&script), "schema_version");
    buf_free(&script);
    return err;
}

static enum err open_record(PGconn *conn)
{
    PGresult *numbered;
    enum err err = migrate_run(conn, IS_NUMBERED, "schema_version", &numbered);
    if (err == ERR_NONE) {
        err = PQntuples(numbered) > 0 ? migrate_adopt(conn)
                                      : migrate_run(conn, RECORD, "schema_version", NULL);
    }
    PQclear(numbered);
    return err;
}

static enum err migrate_apply(PGconn *conn, const struct schema_file *file)
{
    struct buf script = {0};
    char hash[HASH_TEXT];
    buf_print(&script,
              "BEGIN;\n%s\n;INSERT INTO schema_version (name, hash) VALUES ('%s', '%s') "
              "ON CONFLICT (name) DO UPDATE SET hash = excluded.hash, applied_at = now();COMMIT",
              file->sql, file->name, schema_print_hash(file, hash));
    enum err err = run_whole(conn, buf_string(&script), file->name);
    buf_free(&script);
    return err;
}

static enum err apply_missing(PGconn *conn, migrate_progress_fn *progress, void *arg)
{
    PGresult *result;
    enum err err = migrate_run(conn, SQL_SCHEMA, "schema_version", &result);
    const struct rows *rows = (const void *)result;
    if (err == ERR_NONE) {
        err = schema_accept(rows);
    }
    for (int place = 0; err == ERR_NONE && place < schema_count(); place++) {
        const struct schema_file *file = schema_at(place);
        if (schema_is_applied(rows, file)) {
            continue;
        }
        err = migrate_apply(conn, file);
        if (err == ERR_NONE && progress != NULL) {
            progress(arg, file->name);
        }
    }
    PQclear(result);
    return err;
}

enum err migrate_up(const char *dsn, migrate_progress_fn *progress, void *arg)
{
    PGconn *conn = PQconnectdb(dsn);
    enum err err;
    if (PQstatus(conn) != CONNECTION_OK) {
        err = err_note(ERR_RETRY, "%s", PQerrorMessage(conn));
    } else {
        err = migrate_run(conn, LOCK, "lock", NULL);
        if (err == ERR_NONE) {
            err = open_record(conn);
        }
        if (err == ERR_NONE) {
            err = apply_missing(conn, progress, arg);
        }
    }
    PQfinish(conn);
    return err;
}
