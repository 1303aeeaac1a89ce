/*
 * settle.h — hands finished uploads over to ingest, which keeps contents by their hash.  A
 * repetition changes nothing: an upload that ingest has is known by its hash.
 */
#ifndef GATEWAY_SETTLE_H
#define GATEWAY_SETTLE_H

#include <stddef.h>

#include "gateway/uploads.h"

/* Calls `then` with the uploads of these ids, all in ingest's file store, in the same order.
 * Refuses the request, naming "uploads[n].id", if one is not there, not finished or damaged. */
typedef void settle_fn(struct request *request, const struct upload_row *rows, size_t count);
void settle_uploads(struct request *request, const struct uuid *ids, size_t count, settle_fn *then);
/* The same with the uploads that `list` of a checked body names, each element by its `member`. */
void settle_named(struct request *request, const char *body, const char *list, const char *member,
                  settle_fn *then);

#endif
