/*
 * frame.c — items are packed behind room for the frame's head; the head, whose length varies,
 * is written right-aligned into that room at the end.
 */
#include "wire/frame.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Tag and length of the kind's message: one byte and a varint of 32 bits. */
enum { HEAD_MAX = 6, ITEM_TAG = 1 << 3 | 2 };

static bool has_uuid_length(const ProtobufCBinaryData *field)
{
    return field->len == sizeof(struct uuid);
}

static bool check_deliver(const Bus__V1__Deliver *deliver)
{
    for (size_t i = 0; i < deliver->n_envelopes; i++) {
        const Bus__V1__Envelope *envelope = deliver->envelopes[i];
        if (!has_uuid_length(&envelope->message_id) || !has_uuid_length(&envelope->subject_id)) {
            return false;
        }
    }
    return true;
}

static bool check_changed(const Bus__V1__Changed *changed)
{
    for (size_t i = 0; i < changed->n_cells; i++) {
        const ProtobufCBinaryData *evidence = &changed->cells[i]->evidence_id;
        if (evidence->len != 0 && !has_uuid_length(evidence)) {
            return false;
        }
    }
    return true;
}

static bool check_frame(const Bus__V1__Frame *frame)
{
    switch (frame->kind_case) {
    case BUS__V1__FRAME__KIND_HELLO:
        return has_uuid_length(&frame->hello->instance) &&
               strlen(frame->hello->service) <= FRAME_SERVICE_MAX;
    case BUS__V1__FRAME__KIND_DELIVER:
        return check_deliver(frame->deliver);
    case BUS__V1__FRAME__KIND_CHANGED:
        return check_changed(frame->changed);
    case BUS__V1__FRAME__KIND_CREDIT:
    case BUS__V1__FRAME__KIND_HINT:
    case BUS__V1__FRAME__KIND_REQUESTS:
    case BUS__V1__FRAME__KIND_REPLIES:
    case BUS__V1__FRAME__KIND_GOODBYE:
        return true;
    case BUS__V1__FRAME__KIND__NOT_SET:
    case _BUS__V1__FRAME__KIND__CASE_IS_INT_SIZE:
        return false;
    }
    return false;
}

Bus__V1__Frame *frame_unpack(struct arena *arena, const void *data, size_t len)
{
    Bus__V1__Frame *frame = wire_unpack(arena, &bus__v1__frame__descriptor, data, len);
    return frame != NULL && check_frame(frame) ? frame : NULL;
}

struct wire_bytes frame_pack(struct arena *arena, const Bus__V1__Frame *frame)
{
    return wire_pack(arena, &frame->base);
}

void frame_batch_init(struct frame_batch *self, Bus__V1__Frame__KindCase kind)
{
    *self = (struct frame_batch){.kind = kind, .len = HEAD_MAX};
}

void frame_batch_free(struct frame_batch *self)
{
    free(self->data);
    frame_batch_init(self, self->kind);
}

void frame_batch_clear(struct frame_batch *self)
{
    self->len = HEAD_MAX;
    self->count = 0;
}

static size_t put_varint(unsigned char *into, uint32_t value)
{
    size_t len = 0;
    while (value >= 0x80) {
        into[len++] = (unsigned char)(value | 0x80);
        value >>= 7;
    }
    into[len++] = (unsigned char)value;
    return len;
}

static size_t varint_len(size_t value)
{
    size_t len = 1;
    while (value >= 0x80) {
        value >>= 7;
        len++;
    }
    return len;
}

static size_t item_len(size_t packed)
{
    return 1 + varint_len(packed) + packed;
}

size_t frame_batch_len_with(const struct frame_batch *self, const ProtobufCMessage *message)
{
    return self->len + item_len(protobuf_c_message_get_packed_size(message));
}

static void make_room(struct frame_batch *self, size_t len)
{
    if (len <= self->capacity) {
        return;
    }
    size_t capacity = self->capacity < 4096 ? 4096 : self->capacity;
    while (capacity < len) {
        capacity *= 2;
    }
    self->data = realloc(self->data, capacity);
    assert(self->data != NULL);
    self->capacity = capacity;
}

void frame_batch_add(struct frame_batch *self, const ProtobufCMessage *message)
{
    size_t packed = protobuf_c_message_get_packed_size(message);
    assert(packed <= INT32_MAX && self->len <= INT32_MAX);
    make_room(self, self->len + item_len(packed));
    self->data[self->len++] = ITEM_TAG;
    self->len += put_varint(self->data + self->len, (uint32_t)packed);
    self->len += protobuf_c_message_pack(message, self->data + self->len);
    self->count++;
}

struct wire_bytes frame_batch_finish(struct frame_batch *self)
{
    make_room(self, self->len);
    unsigned char head[HEAD_MAX];
    size_t body_len = self->len - HEAD_MAX;
    head[0] = (unsigned char)((unsigned)self->kind << 3 | 2);
    size_t head_len = 1 + put_varint(head + 1, (uint32_t)body_len);
    unsigned char *start = self->data + HEAD_MAX - head_len;
    memcpy(start, head, head_len);
    return (struct wire_bytes){start, head_len + body_len};
}
