/*
 * transfers.h — libcurl's transfers in a loop: many side by side, none of which blocks it.
 * What a transfer is, and how it is guarded, is its owner's.
 */
#ifndef FETCH_TRANSFERS_H
#define FETCH_TRANSFERS_H

#include <curl/curl.h>

#include "bus/loop.h"

struct transfers;

struct transfers_events {
    /* One has ended and is no longer here; `transfer` is its CURLOPT_PRIVATE. */
    void (*ended)(void *arg, void *transfer, CURLcode code);
    /* After all that had ended were told; NULL: nobody asks. */
    void (*settled)(void *arg);
};

/* NULL: libcurl has no room.  `events` is borrowed. */
struct transfers *transfers_open(struct loop *loop, const struct transfers_events *events,
                                 void *arg);
/* Those under way were dropped before, or are their owner's to forget; NULL-safe. */
void transfers_close(struct transfers **self);

void transfers_add(struct transfers *self, CURL *easy);
/* Without a call; `easy` may be one that was never added. */
void transfers_drop(struct transfers *self, CURL *easy);

#endif
