/*
 * upload_head.h — the headers with which tus describes an upload and a part of it.  Pure.
 */
#ifndef GATEWAY_UPLOAD_HEAD_H
#define GATEWAY_UPLOAD_HEAD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

struct upload_head {
    const char *name;       /* as a file has one; NULL: none was given */
    const char *media_type; /* NULL: none */
    const char *sha256;     /* 64 digits; NULL: none */
};

/* "filename dGVzdA==,filetype aW1hZ2UvanBlZw==": other keys are passed over.  False: it cannot be
 * read, or a value is not usable. */
bool upload_head_read(struct arena *arena, const char *metadata, struct upload_head *out);
/* Decimal digits and nothing else. */
bool upload_head_count(const char *text, uint64_t *out);
/* "sha256 <Base64>". */
bool upload_head_checksum(const char *text, unsigned char into[static 32]);

#endif
