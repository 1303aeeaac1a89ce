/*
 * system_rights.h — the rights matrix of a route: the status that each account gets.
 */
#ifndef SUPPORT_SYSTEM_RIGHTS_H
#define SUPPORT_SYSTEM_RIGHTS_H

#include "support/system.h"

struct rights_of {
    const char *method, *path;
    const char *body; /* NULL: none */
};

/* Sends the request as each account (NULL ends them), with its name as idempotency key; fails the
 * test unless the statuses are those of `wanted`, "200 403". */
void system_rights(struct system *system, const char *const *accounts, struct rights_of route,
                   const char *wanted);

#endif
