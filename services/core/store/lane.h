/*
 * lane.h — one connection to PostgreSQL, never blocking, in pipeline mode.
 *
 * Statements are prepared on first use, take binary parameters and return binary
 * results.  Each is its own transaction (one autocommit statement); a lane runs
 * them in the order given, several may be in flight.  A lane reconnects by
 * itself after a growing pause; statements that were in flight then end with
 * ERR_UNKNOWN (they may have happened), later ones with ERR_RETRY.  The lane
 * knows no event loop: its owner supplies `watch`.
 */
#ifndef STORE_LANE_H
#define STORE_LANE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/uuid.h"
#include "store/params.h"
#include "store/rows.h"

struct lane;

/* The events that the lane waits for: fd readable (1), writable (2), both (3);
 * 0: stop watching this fd. */
typedef void lane_watch_fn(void *arg, struct lane *lane, int fd, int want);

struct lane_conf {
    const char *dsn;         /* libpq connection string; passwords come from passfile= */
    const char *application; /* application_name */
    bool is_relaxed;         /* synchronous_commit = off: only the edges need fsync */
    int timeout_ms;          /* statement_timeout; 0: the default of 5 s */
    lane_watch_fn *watch;
    void *watch_arg;
};

struct statement {
    const char *name; /* unique within the process */
    const char *sql;
};

/* err: ERR_NONE with result; ERR_REJECT the statement was refused for its
 * content; ERR_RETRY nothing happened; ERR_UNKNOWN lost while in flight.  The
 * SQLSTATE and text are in err_last().  `result` lives until the return. */
typedef void lane_fn(void *arg, enum err err, const struct rows *result);

/* Starts connecting; ERR_FATAL for a connection string that cannot be parsed. */
MUST_CHECK enum err lane_open(struct lane **out, const struct lane_conf *conf);
void lane_close(struct lane **self);

/* `params` may be released when this returns.  NULL: none. */
void lane_run(struct lane *self, const struct statement *statement, const struct params *params,
              lane_fn *then, void *arg);

/* On whose behalf a statement runs. */
struct lane_as {
    int account;
    int access_key; /* of a connected system; 0: a person asks */
};
/* As lane_run, with row-level security set to this account and key for this statement. */
void lane_run_as(struct lane *self, struct lane_as as, const struct statement *statement,
                 const struct params *params, lane_fn *then, void *arg);

void lane_ready(struct lane *self, int ready); /* call when fd is ready (1 | 2) */
void lane_tick(struct lane *self);             /* call about every 100 ms: reconnects, timeouts */
bool lane_is_up(const struct lane *self);
/* Why it is not up, for the operator; "" while it is. */
const char *lane_fault(const struct lane *self);
/* The local address of its connection; false: the lane is not up, or uses a local socket. */
bool lane_local_host(const struct lane *self, char host[static 64]);
size_t lane_in_flight(const struct lane *self);

/* For start-up and the command line: runs the statement and blocks.  The caller frees
 * *result with rows_free.  NULL on error, see err_last(). */
MUST_CHECK enum err lane_wait(struct lane *self, const struct statement *statement,
                              const struct params *params, struct rows **result);

#endif
