/*
 * migrate.h — brings a database to this program's schema (store/schema.h): each migration once,
 * functions whenever their text changed, each file in one transaction with its record.
 */
#ifndef STORE_MIGRATE_H
#define STORE_MIGRATE_H

#include "base/err.h"

typedef void migrate_progress_fn(void *arg, const char *name);

/* Safe to call from several processes at once: one works, the others wait.  A migration that the
 * database lacks is applied even if a later one was applied.  ERR_RETRY: the database cannot be
 * reached, or not any more; ERR_FATAL: a file failed (and left nothing), a migration was
 * edited after it was applied, or the database is newer than this program.  What was applied
 * before stays, and the next call continues from there.  `progress` (may be NULL) is called after
 * each file that was applied. */
MUST_CHECK enum err migrate_up(const char *dsn, migrate_progress_fn *progress, void *arg);

#endif
