/*
 * multipart.h — a body in parts: "evidence" or other small fields are kept, files go
 * on to ingest piece by piece while they arrive.  No file of evidence is in memory whole:
 * while a piece is under way the connection is suspended.
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
/* A file of a BODY_EXPORT stays here, as ingest's store of files is no place for it: how large
 * it may be, and how many there may be at once. */
enum { MULTIPART_EXPORT_MAX = 8 << 20, MULTIPART_EXPORTS = 16 };

struct multipart_file {
    char name[MULTIPART_NAME]; /* without folders */
    uint64_t size;
    struct hash hash; /* known once the file is stored */
};

/* NULL if the request has no usable boundary. */
struct multipart *multipart_new(struct request *request);
void multipart_free(struct multipart **self); /* NULL-safe */

/* Bytes of the body, in order.  What is wrong refuses the request. */
void multipart_take(struct multipart *self, const char *data, size_t len);
/* The body has ended; the request is refused if it is broken.  May be called again. */
void multipart_finish(struct multipart *self);
size_t multipart_count(const struct multipart *self);
const struct multipart_file *multipart_file(const struct multipart *self, size_t index);

/* The bytes of the one file of a BODY_EXPORT. */
struct buf;
const struct buf *multipart_kept(const struct multipart *self);

/* Pure, for tests: the last part of a path, or NULL if it is not a usable name. */
const char *multipart_base_name(const char *name);

#endif
