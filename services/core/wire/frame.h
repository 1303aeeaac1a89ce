/*
 * frame.h — bus.v1.Frame: checked on the way in, built in place on the way out.
 *
 * A frame carries many requests, replies or envelopes.  They are packed one by
 * one into a growing buffer, and the frame's head is written before them at the
 * end, so that no byte is packed twice.
 */
#ifndef WIRE_FRAME_H
#define WIRE_FRAME_H

#include "bus/v1/bus.pb-c.h"
#include "wire/wire.h"

enum { FRAME_PROTOCOL = 1, FRAME_SERVICE_MAX = 15 };

/* The frame, in the arena; NULL unless it is well formed, has one kind, and its
 * identifiers and names have the lengths that the protocol requires. */
MUST_CHECK Bus__V1__Frame *frame_unpack(struct arena *arena, const void *data, size_t len);

/* A frame with a single message, in the arena. */
struct wire_bytes frame_pack(struct arena *arena, const Bus__V1__Frame *frame);

/* A frame under construction; one of FRAME_KIND deliver, requests, replies. */
struct frame_batch {
    Bus__V1__Frame__KindCase kind;
    unsigned char *data; /* begins with room for the head */
    size_t len;
    size_t capacity;
    size_t count; /* messages in it */
};

void frame_batch_init(struct frame_batch *self, Bus__V1__Frame__KindCase kind);
void frame_batch_free(struct frame_batch *self);
/* Empties it; keeps the buffer for the next frame. */
void frame_batch_clear(struct frame_batch *self);

/* The length of the frame with `message` added. */
size_t frame_batch_len_with(const struct frame_batch *self, const ProtobufCMessage *message);
void frame_batch_add(struct frame_batch *self, const ProtobufCMessage *message);

/* The finished frame, borrowed until the next add, clear or free. */
struct wire_bytes frame_batch_finish(struct frame_batch *self);

#endif
