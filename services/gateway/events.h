/*
 * events.h — notifies open pages of changes by server-sent events.
 *
 * A stream gets only events of units that its account may read.  An event names what to read
 * again, never the new value, so a lost event costs a page some freshness and nothing else.  The
 * queue of a slow client is bounded; when it is full, the client is disconnected.
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
/* A change, from the bus. */
void events_changed(struct events *self, const Bus__V1__Changed *changed);
/* The reference data has changed: rights are read again and pages are notified. */
void events_directory_changed(struct events *self);
/* A session has ended. */
void events_end_session(struct events *self, const struct hash *token);
/* Ends every stream when the process drains. */
void events_end_all(struct events *self);

#endif
