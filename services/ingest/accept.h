/*
 * accept.h — group commit: requests that arrived during the last commit become one statement. Each
 * is answered once its row and its message are durable.
 */
#ifndef INGEST_ACCEPT_H
#define INGEST_ACCEPT_H

#include "ingest/ingest.h"

struct accept;

struct accept *accept_open(struct daemon *daemon, const struct ingest_conf *conf);
void accept_close(struct accept **self);

/* The arena in which the next request must be allocated. */
struct arena *accept_arena(struct accept *self);
/* False: too many requests are waiting. Else the request (copied; what it points to must live in
 * accept_arena) is answered later through its `then`. */
bool accept_add(struct accept *self, const struct filing *filing);
bool accept_is_idle(const struct accept *self);

#endif
