/*
 * problem.h — the answer to a refused request: application/problem+json (RFC 9457).
 */
#ifndef GATEWAY_PROBLEM_H
#define GATEWAY_PROBLEM_H

#include "base/buf.h"
#include "base/uuid.h"
#include "evidence/problem.h"

/* `trace`: the id of the refused request. */
void problem_print(const struct problem *self, const struct uuid *trace, struct buf *into);

#endif
