/*
 * fetched.h — a fetched body on its way into a sandboxed child.
 */
#ifndef FETCHER_FETCHED_H
#define FETCHER_FETCHED_H

#include "fetch/fetch.h"

/* The body in a file without a name, for child_start; -1: there is no memory for it now. */
int fetched_fd(const struct fetch_answer *answer);

#endif
