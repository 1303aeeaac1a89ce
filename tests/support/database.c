/*
 * database.c — see database.h.  The schema is applied once per cluster, into a
 * template; every test gets a copy of it.
 */
#include "support/database.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/err.h"
#include "store/migrate.h"
#include "support/wait.h"

#define TEMPLATE "mc_test_template"

struct database {
    char name[64];
    char dsn[1024];
    char role_dsn[1024];
    PGconn *conn;
    char *value;
};

static void end(const char *what, const char *why)
{
    fprintf(stderr, "%s: %s\n", what, why);
    abort();
}

static const char *cluster(void)
{
    const char *dsn = getenv("MC_TEST_DSN");
    if (dsn == NULL) {
        end("MC_TEST_DSN", "not set: run the test through tests/support/pg.sh");
    }
    return dsn;
}

static PGconn *connect_to(const char *dsn)
{
    PGconn *conn = PQconnectdb(dsn);
    if (PQstatus(conn) != CONNECTION_OK) {
        end(dsn, PQerrorMessage(conn));
    }
    return conn;
}

static PGresult *run(PGconn *conn, const char *sql)
{
    PGresult *result = PQexec(conn, sql);
    ExecStatusType status = PQresultStatus(result);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_EMPTY_QUERY) {
        end(sql, PQerrorMessage(conn));
    }
    return result;
}

static void run_plain(PGconn *conn, const char *sql)
{
    PQclear(run(conn, sql));
}

/* The dbname and user here override those of the cluster's string. */
static void make_dsn(char *into, size_t size, const char *name, const char *role)
{
    snprintf(into, size, "%s dbname=%s%s%s", cluster(), name, role != NULL ? " user=" : "",
             role != NULL ? role : "");
}

static void make_template(PGconn *admin)
{
    run_plain(admin, "SET client_min_messages = warning; SELECT pg_advisory_lock(6021931, 2)");
    PGresult *found = run(admin, "SELECT FROM pg_database WHERE datname = '" TEMPLATE "'");
    if (PQntuples(found) == 0) {
        run_plain(admin, "DROP DATABASE IF EXISTS " TEMPLATE "_new");
        run_plain(admin, "CREATE DATABASE " TEMPLATE "_new");
        char dsn[1024];
        make_dsn(dsn, sizeof(dsn), TEMPLATE "_new", NULL);
        if (migrate_up(dsn, NULL, NULL) != ERR_NONE) {
            end("schema", err_last());
        }
        run_plain(admin, "ALTER DATABASE " TEMPLATE "_new RENAME TO " TEMPLATE);
    }
    PQclear(found);
}

struct database *database_create(void)
{
    static int number;
    struct database *self = memory_zero(sizeof(*self));
    snprintf(self->name, sizeof(self->name), "mc_test_%d_%d", (int)getpid(), ++number);
    PGconn *admin = connect_to(cluster());
    make_template(admin);
    char sql[256];
    snprintf(sql, sizeof(sql), "CREATE DATABASE %s TEMPLATE " TEMPLATE, self->name);
    run_plain(admin, sql);
    PQfinish(admin);
    make_dsn(self->dsn, sizeof(self->dsn), self->name, NULL);
    self->conn = connect_to(self->dsn);
    run_plain(self->conn, "SET client_min_messages = warning");
    return self;
}

void database_drop(struct database **pointer)
{
    struct database *self = *pointer;
    if (self == NULL) {
        return;
    }
    PQfinish(self->conn);
    PGconn *admin = connect_to(cluster());
    char sql[256];
    snprintf(sql, sizeof(sql), "DROP DATABASE %s WITH (FORCE)", self->name);
    run_plain(admin, sql);
    PQfinish(admin);
    free(self->value);
    free(self);
    *pointer = NULL;
}

const char *database_dsn(const struct database *self)
{
    return self->dsn;
}

const char *database_dsn_as(struct database *self, const char *role)
{
    make_dsn(self->role_dsn, sizeof(self->role_dsn), self->name, role);
    return self->role_dsn;
}

static char *__attribute__((format(printf, 1, 0))) format_sql(const char *format, va_list args)
{
    char *sql = NULL;
    if (vasprintf(&sql, format, args) < 0) {
        end("sql", "no memory");
    }
    return sql;
}

void database_run(struct database *self, const char *sql, ...)
{
    va_list args;
    va_start(args, sql);
    char *text = format_sql(sql, args);
    va_end(args);
    run_plain(self->conn, text);
    free(text);
}

static const char *value_of(struct database *self, const char *sql)
{
    PGresult *result = run(self->conn, sql);
    free(self->value);
    self->value = memory_text(PQntuples(result) > 0 ? PQgetvalue(result, 0, 0) : "");
    PQclear(result);
    return self->value;
}

void database_refuses(struct database *self, const char *sqlstate, const char *statement)
{
    database_run(self,
                 "DO $$ BEGIN %s; RAISE EXCEPTION 'it was taken';"
                 " EXCEPTION WHEN SQLSTATE '%s' THEN NULL; END $$",
                 statement, sqlstate);
}

const char *database_value(struct database *self, const char *sql, ...)
{
    va_list args;
    va_start(args, sql);
    char *text = format_sql(sql, args);
    va_end(args);
    const char *value = value_of(self, text);
    free(text);
    return value;
}

long database_number(struct database *self, const char *sql, ...)
{
    va_list args;
    va_start(args, sql);
    char *text = format_sql(sql, args);
    va_end(args);
    long number = strtol(value_of(self, text), NULL, 10);
    free(text);
    return number;
}

struct condition {
    struct database *database;
    const char *sql;
};

static bool holds(void *arg)
{
    const struct condition *condition = arg;
    return database_number(condition->database, "SELECT (%s)::int", condition->sql) == 1;
}

bool database_wait(struct database *self, const char *condition)
{
    bool has_come = wait_until(holds, &(struct condition){self, condition});
    if (!has_come) {
        fprintf(stderr, "never: %s\n", condition);
    }
    return has_come;
}

PGconn *database_connection(struct database *self)
{
    return self->conn;
}
