/*
 * upload.h — one part of an upload while its bytes arrive.
 */
#ifndef GATEWAY_UPLOAD_H
#define GATEWAY_UPLOAD_H

#include <stddef.h>

struct request;
struct uuid;
struct upload;

/* For request.c, of a body of kind BODY_UPLOAD.  Before the body: finds or makes the upload and
 * opens its file; the request waits or is refused. */
void upload_begin(struct request *request);
void upload_take(struct request *request, const char *data, size_t len);
void upload_free(struct upload **self); /* keeps what has arrived; NULL-safe */

/* For routes, after the body: makes it durable and answers. */
void upload_finish(struct request *request, unsigned status);

/* The id of the upload of the request. */
const struct uuid *upload_own_id(const struct request *request);

#endif
