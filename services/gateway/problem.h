/*
 * problem.h — how a refusal is answered over HTTP: application/problem+json (RFC 9457).
 */
#ifndef GATEWAY_PROBLEM_H
#define GATEWAY_PROBLEM_H

#include "base/buf.h"
#include "base/uuid.h"
#include "evidence/problem.h"

/* `trace`: the id of the request that is refused. */
void problem_print(const struct problem *self, const struct uuid *trace, struct buf *into);

#endif
