/*
 * wire.h — packs and unpacks protobuf in an arena, after a check.
 *
 * Bytes from outside are checked once against their descriptor before protobuf-c
 * reads them: lengths, UTF-8, nesting and the number of fields (which bounds the
 * memory that unpacking takes).  Invalid bytes are an error, never a crash.  The
 * meaning of the fields is not checked here; for frames see wire/frame.h.
 */
#ifndef WIRE_WIRE_H
#define WIRE_WIRE_H

#include <protobuf-c/protobuf-c.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/uuid.h"

enum {
    WIRE_MAX_FIELDS = 65536, /* fields of one message, including nested ones */
    WIRE_MAX_DEPTH = 8
};

/* The version of each payload; a row and an envelope carry it. */
enum { SUBMISSION_SCHEMA = 1, NOTICE_SCHEMA = 1 };

/* Bytes in an arena or borrowed: each function states which. */
struct wire_bytes {
    const unsigned char *data;
    size_t len;
};

/* An allocator whose memory is the arena's; freeing does nothing.  The arena
 * must outlive every message unpacked with it. */
ProtobufCAllocator wire_allocator(struct arena *arena);

/* True if `data` is a well-formed message of `type`: every length inside its
 * parent, strings valid UTF-8 without NUL, singular messages at most once, one
 * member per oneof, no groups, limits kept. */
MUST_CHECK bool wire_check(const ProtobufCMessageDescriptor *type, const void *data, size_t len);

/* The message, in the arena; NULL for invalid bytes (the caller's ERR_REJECT).
 * It does not point into `data`. */
MUST_CHECK void *wire_unpack(struct arena *arena, const ProtobufCMessageDescriptor *type,
                             const void *data, size_t len);

/* The message as bytes, in the arena. */
struct wire_bytes wire_pack(struct arena *arena, const ProtobufCMessage *message);

/* A bytes field as an identifier: false unless it is 16 bytes long. */
MUST_CHECK bool wire_get_uuid(const ProtobufCBinaryData *field, struct uuid *out);

/* An identifier as a bytes field, borrowed from `uuid`. */
ProtobufCBinaryData wire_uuid(const struct uuid *uuid);

#endif
