/*
 * database.h — a fresh database with the whole schema for one test, in the scratch
 * cluster that MC_TEST_DSN names (a superuser's connection string).
 */
#ifndef SUPPORT_DATABASE_H
#define SUPPORT_DATABASE_H

#include <libpq-fe.h>
#include <stdbool.h>

struct database;

/* Ends the test if the cluster cannot be reached. */
struct database *database_create(void);
void database_drop(struct database **self); /* also ends the connections to it */

/* As superuser (NULL), or as one of the services' roles, e.g. "mc_ingest". */
const char *database_dsn(const struct database *self);
const char *database_dsn_as(struct database *self, const char *role);

/* Runs statements in the database (simple protocol); a failure ends the test. */
void database_run(struct database *self, const char *sql, ...)
    __attribute__((format(printf, 2, 3)));
/* Ends the test unless the database refuses the statement with this SQLSTATE. */
void database_refuses(struct database *self, const char *sqlstate, const char *statement);
/* The first value of the first row, as text ("" for NULL or no row); lives until
 * the next call. */
const char *database_value(struct database *self, const char *sql, ...)
    __attribute__((format(printf, 2, 3)));
long database_number(struct database *self, const char *sql, ...)
    __attribute__((format(printf, 2, 3)));
/* Polls until the condition is true; when that hangs, returns false and reports on stderr. */
bool database_wait(struct database *self, const char *condition);
/* The superuser's own connection, for a test that works step by step. */
PGconn *database_connection(struct database *self);

#endif
