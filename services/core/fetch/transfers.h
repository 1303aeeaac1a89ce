/*
 * transfers.h — runs many libcurl transfers in a loop without blocking it.  The owner sets up
 * and guards each transfer.
 */
#ifndef FETCH_TRANSFERS_H
#define FETCH_TRANSFERS_H

#include <curl/curl.h>

#include "bus/loop.h"

struct transfers;

struct transfers_events {
    /* A transfer has ended and was removed; `transfer` is its CURLOPT_PRIVATE. */
    void (*ended)(void *arg, void *transfer, CURLcode code);
    /* After all ended transfers were reported; may be NULL. */
    void (*settled)(void *arg);
};

/* NULL: libcurl cannot allocate it.  `events` is borrowed. */
struct transfers *transfers_open(struct loop *loop, const struct transfers_events *events,
                                 void *arg);
/* The owner has dropped running transfers before, or discards them itself; NULL-safe. */
void transfers_close(struct transfers **self);

void transfers_add(struct transfers *self, CURL *easy);
/* Drops it without a call; `easy` may be one that was never added. */
void transfers_drop(struct transfers *self, CURL *easy);

#endif
