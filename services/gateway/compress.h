/*
 * compress.h — gzip for answers of the API.
 */
#ifndef GATEWAY_COMPRESS_H
#define GATEWAY_COMPRESS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"

/* From `Accept-Encoding`; NULL: no such header.  "gzip;q=0" refuses it. */
bool compress_is_accepted(const char *accepted);

/* The gzip stream of `plain` in `arena`, or NULL when it saves nothing: a text that fits one packet
 * stays as it is, and with it the answers that have a secret in them (a session's tokens), whose
 * length must not show what stands beside it (the BREACH attack). */
void *compress_gzip(struct arena *arena, const struct buf *plain, size_t *len);

#endif
