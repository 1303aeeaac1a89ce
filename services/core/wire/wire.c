/*
 * wire.c — unpacking into and packing from an arena; the check is in check.c.
 */
#include "wire/wire.h"

#include <string.h>

static void *wire_take(void *arena, size_t size)
{
    return arena_alloc(arena, size);
}

static void give_back(void *arena, void *pointer)
{
    (void)arena;
    (void)pointer; /* freed with the arena */
}

ProtobufCAllocator wire_allocator(struct arena *arena)
{
    return (ProtobufCAllocator){.alloc = wire_take, .free = give_back, .allocator_data = arena};
}

void *wire_unpack(struct arena *arena, const ProtobufCMessageDescriptor *type, const void *data,
                  size_t len)
{
    if (!wire_check(type, data, len)) {
        return NULL;
    }
    ProtobufCAllocator allocator = wire_allocator(arena);
    return protobuf_c_message_unpack(type, &allocator, len, data);
}

struct wire_bytes wire_pack(struct arena *arena, const ProtobufCMessage *message)
{
    size_t len = protobuf_c_message_get_packed_size(message);
    unsigned char *data = arena_alloc(arena, len > 0 ? len : 1);
    protobuf_c_message_pack(message, data);
    return (struct wire_bytes){data, len};
}

bool wire_get_uuid(const ProtobufCBinaryData *field, struct uuid *out)
{
    if (field->len != sizeof(out->bytes)) {
        return false;
    }
    memcpy(out->bytes, field->data, sizeof(out->bytes));
    return true;
}

ProtobufCBinaryData wire_uuid(const struct uuid *uuid)
{
    /* protobuf-c has no const bytes; packing only reads them. */
    union {
        const unsigned char *borrowed;
        unsigned char *field;
    } data = {.borrowed = uuid->bytes};
    return (ProtobufCBinaryData){.len = sizeof(uuid->bytes), .data = data.field};
}
