/*
 * problem.h — how a refusal is answered over HTTP: application/problem+json (RFC 9457).
 */
#ifndef GATEWAY_PROBLEM_H
#define GATEWAY_PROBLEM_H

#include "base/buf.h"
#include "evidence/problem.h"

void problem_print(const struct problem *self, struct buf *into);

#endif
