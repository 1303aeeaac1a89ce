/*
 * migrate.c — see migrate.h.  Speaks the simple protocol: a step is a script of
 * many statements, which a lane does not run.
 */
#include "store/migrate.h"

#include <libpq-fe.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "migrations.h"

enum { STEPS = (int)(sizeof(MIGRATIONS) / sizeof(MIGRATIONS[0])) };

int migrate_version(void)
{
    return MIGRATIONS[STEPS - 1].version;
}

static enum err run(PGconn *conn, const char *sql, const char *what)
{
    PGresult *result = PQexec(conn, sql);
    ExecStatusType status = PQresultStatus(result);
    PQclear(result);
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) {
        return ERR_NONE;
    }
    return err_note(ERR_FATAL, "%s: %s", what, PQerrorMessage(conn));
}

static enum err current_version(PGconn *conn, int *version)
{
    *version = 0;
    PGresult *result = PQexec(conn, "SELECT to_regclass('public.schema_version') IS NOT NULL");
    bool is_there = PQresultStatus(result) == PGRES_TUPLES_OK && PQgetvalue(result, 0, 0)[0] == 't';
    PQclear(result);
    if (!is_there) {
        return ERR_NONE;
    }
    result = PQexec(conn, "SELECT coalesce(max(version), 0) FROM schema_version");
    if (PQresultStatus(result) != PGRES_TUPLES_OK) {
        PQclear(result);
        return err_note(ERR_FATAL, "schema_version: %s", PQerrorMessage(conn));
    }
    *version = (int)strtol(PQgetvalue(result, 0, 0), NULL, 10);
    PQclear(result);
    return ERR_NONE;
}

static enum err apply(PGconn *conn, int step)
{
    struct buf script = {0};
    buf_print(&script, "BEGIN;\n%s\n;INSERT INTO schema_version (version, name) VALUES (%d, '%s');"
              "COMMIT;", MIGRATIONS[step].sql, MIGRATIONS[step].version, MIGRATIONS[step].name);
    enum err err = run(conn, buf_string(&script), MIGRATIONS[step].name);
    buf_free(&script);
    if (err != ERR_NONE) {
        PQclear(PQexec(conn, "ROLLBACK"));
    }
    return err;
}

static enum err apply_missing(PGconn *conn, migrate_progress_fn *progress, void *arg)
{
    int version;
    enum err err = current_version(conn, &version);
    if (err == ERR_NONE && version > migrate_version()) {
        err = err_note(ERR_FATAL, "the database has schema %d, newer than this program (%d)",
                       version, migrate_version());
    }
    for (int step = 0; err == ERR_NONE && step < STEPS; step++) {
        if (MIGRATIONS[step].version <= version) {
            continue;
        }
        err = apply(conn, step);
        if (err == ERR_NONE && progress != NULL) {
            progress(arg, MIGRATIONS[step].version, MIGRATIONS[step].name);
        }
    }
    return err;
}

enum err migrate_up(const char *dsn, migrate_progress_fn *progress, void *arg)
{
    PGconn *conn = PQconnectdb(dsn);
    enum err err;
    if (PQstatus(conn) != CONNECTION_OK) {
        err = err_note(ERR_RETRY, "%s", PQerrorMessage(conn));
    } else {
        /* One at a time in this database; ends with the connection. */
        err = run(conn, "SET client_min_messages = warning; "
                        "SELECT pg_advisory_lock(6021931, 1)", "lock");
        if (err == ERR_NONE) {
            err = apply_missing(conn, progress, arg);
        }
    }
    PQfinish(conn);
    return err;
}
