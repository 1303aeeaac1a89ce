/*
 * members.h — exports of the member software: pending from their acknowledgement, read and judged
 * by a sandboxed child; one statement stores the result and removes their rows.
 */
#ifndef INGEST_MEMBERS_H
#define INGEST_MEMBERS_H

#include "ingest/ingest.h"

struct members;

struct members *members_open(struct daemon *daemon, const struct ingest_conf *conf);
void members_close(struct members **self);
/* An export need not end before the process does: it stays pending. Its result should be stored. */
bool members_is_idle(const struct members *self);

#endif
