/*
 * parts.h — takes a multipart/form-data body apart while it arrives (RFC 7578), in memory that
 * does not grow with it.
 *
 * libmicrohttpd's post processor does this too, but knows neither `filename*` nor a name without
 * quotation marks; GMime pulls whole messages from a stream and cannot be fed.
 */
#ifndef GATEWAY_PARTS_H
#define GATEWAY_PARTS_H

#include <stdbool.h>
#include <stddef.h>

#include "gateway/part_head.h"

struct parts;

struct parts_events {
    void (*begin)(void *arg, const struct part_head *head);
    void (*data)(void *arg, const char *data, size_t len);
    void (*end)(void *arg);
};

/* NULL: the content type has no usable boundary. */
struct parts *parts_new(const char *content_type, const struct parts_events *events, void *arg);
void parts_free(struct parts **self); /* NULL-safe */

/* False: the body is broken, and nothing more may be given. */
bool parts_take(struct parts *self, const char *data, size_t len);
/* Whether the body has come to its end. */
bool parts_is_whole(const struct parts *self);

#endif
