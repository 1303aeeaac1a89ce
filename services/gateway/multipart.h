/*
 * multipart.h — a body in parts: "evidence" and other small fields are kept, files go on to ingest
 * in chunks while they arrive.  No evidence file is in memory whole: while a chunk is being stored
 * the connection is suspended.
 */
#ifndef GATEWAY_MULTIPART_H
#define GATEWAY_MULTIPART_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/hash.h"
#include "evidence/limits.h"

struct request;
struct multipart;

enum { MULTIPART_FILES = EVIDENCE_FILES_MAX, MULTIPART_NAME = EVIDENCE_FILE_NAME_MAX + 1 };
/* A file of a BODY_EXPORT stays here, because it does not belong in ingest's file store: its size
 * limit, and how many there may be at once. */
enum { MULTIPART_EXPORT_MAX = 8 << 20, MULTIPART_EXPORTS = 16 };

struct multipart_file {
    char name[MULTIPART_NAME]; /* without folders */
    uint64_t size;
    struct hash hash; /* known once the file is stored */
};

/* NULL if the request has no usable boundary. */
struct multipart *multipart_new(struct request *request);
void multipart_free(struct multipart **self); /* NULL-safe */

/* Takes bytes of the body, in order; a fault refuses the request. */
void multipart_take(struct multipart *self, const char *data, size_t len);
/* Ends the body; a broken one refuses the request.  May be called again. */
void multipart_finish(struct multipart *self);
size_t multipart_count(const struct multipart *self);
const struct multipart_file *multipart_file(const struct multipart *self, size_t index);

/* The bytes of the one file of a BODY_EXPORT. */
struct buf;
const struct buf *multipart_kept(const struct multipart *self);

/* Pure, for tests: the last part of a path, or NULL if it is not a usable name. */
const char *multipart_base_name(const char *name);

#endif
