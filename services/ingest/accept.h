/*
 * accept.h — group commit: filings that came while the last commit ran become one
 * statement.  Each is answered once its row and its owed work are durable.
 */
#ifndef INGEST_ACCEPT_H
#define INGEST_ACCEPT_H

#include "ingest/ingest.h"

struct accept;

struct accept *accept_open(struct daemon *daemon, const struct ingest_conf *conf);
void accept_close(struct accept **self);

/* Where the next filing's memory comes from. */
struct arena *accept_arena(struct accept *self);
/* False: too much is waiting already.  Else the filing (copied; what it points to
 * must live in accept_arena) is answered through its `then`, later. */
bool accept_add(struct accept *self, const struct filing *filing);
bool accept_is_idle(const struct accept *self);

#endif
