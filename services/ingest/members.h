/*
 * members.h — exports of the member software: owed from their acknowledgement, read and judged by
 * a sandboxed child, told in the statement that also removes their rows.
 */
#ifndef INGEST_MEMBERS_H
#define INGEST_MEMBERS_H

#include "ingest/ingest.h"

struct members;

struct members *members_open(struct daemon *daemon, const struct ingest_conf *conf);
void members_close(struct members **self);
/* An export need not end before the process does: it is owed.  What is told of it should. */
bool members_is_idle(const struct members *self);

#endif
