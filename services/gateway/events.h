/*
 * events.h — what has changed, told to open pages as server-sent events.
 *
 * Each stream hears only of units that its account may read.  Events say what to
 * look at again, never the new value, so a lost one costs a page some freshness and
 * nothing else; what piles up for a slow client is bounded, then the client is cut.
 */
#ifndef GATEWAY_EVENTS_H
#define GATEWAY_EVENTS_H

#include "bus/v1/bus.pb-c.h"

struct events;
struct gateway;
struct hash;
struct request;

struct events *events_new(struct gateway *gateway);
void events_free(struct events **self); /* ends all streams; NULL-safe */

/* Answers the request with a stream. */
void events_open(struct events *self, struct request *request);
/* News from the bus. */
void events_changed(struct events *self, const Bus__V1__Changed *changed);
/* The reference data has changed: rights are read again and pages are told. */
void events_directory_changed(struct events *self);
/* A session has ended. */
void events_end_session(struct events *self, const struct hash *token);
/* No stream is kept open while the process drains. */
void events_end_all(struct events *self);

#endif
