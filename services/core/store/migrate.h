/*
 * migrate.h — brings a database to this program's schema: deploy/migrations in
 * order, each once, each in a transaction of its own.
 */
#ifndef STORE_MIGRATE_H
#define STORE_MIGRATE_H

#include "base/err.h"

int migrate_version(void);     /* of this program */

typedef void migrate_progress_fn(void *arg, int version, const char *name);

/* Safe to call from several processes at once.  ERR_RETRY: the database cannot be
 * reached; ERR_FATAL: a step failed (nothing of it is left) or the database is
 * newer than this program.  `progress` (may be NULL) is told each step. */
MUST_CHECK enum err migrate_up(const char *dsn, migrate_progress_fn *progress, void *arg);

#endif
