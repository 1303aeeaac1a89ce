/*
 * childwork.h — rows that are due in a table, computed one at a time, each in a child (sandbox).
 *
 * A crash of this process costs the computation only: the lease expires and the row is claimed
 * again.  A child that dies or does not end in time gives no answer: it would do so again.
 */
#ifndef DAEMON_CHILDWORK_H
#define DAEMON_CHILDWORK_H

#include "base/buf.h"
#include "daemon/daemon.h"
#include "sandbox/child.h"
#include "store/lane.h"

struct childwork;

struct childwork_kind {
    const char *name;              /* of its lane, and in the log */
    const struct statement *claim; /* $1 claim, $2 lease in ms, $3 attempts allowed; its id first */
    const struct statement *renew; /* $1 claims, $2 lease in ms */
    const struct statement *done;  /* $1 id, $2 claim, and what `answer` adds */
    /* Keeps what the child needs of a claimed row; false: it is not computed and has no answer. */
    bool (*take)(void *arg, const struct rows *result, int row);
    child_work_fn *work; /* its argument is that of childwork_open */
    /* True: what the child has answered is a question, and childwork_again follows, at once or
     * later.  NULL: a child never asks. */
    bool (*ask)(void *arg, const struct buf *answer);
    /* Adds the outcome to the parameters of `done`; `answer` is empty if there is none. */
    void (*answer)(void *arg, const struct buf *answer, struct params *params);
    void (*release)(void *arg); /* frees what `take` kept; also after a false */
};

/* `kind` and `arg` are borrowed, `limits` copied. */
struct childwork *childwork_open(struct daemon *daemon, const struct childwork_kind *kind,
                                 const struct child_conf *limits, void *arg);
/* Before `arg` is freed; releases what it kept.  NULL-safe. */
void childwork_close(struct childwork **self);
/* Has another child work on the row whose child has asked. */
void childwork_again(struct childwork *self);
bool childwork_is_idle(const struct childwork *self);

#endif
