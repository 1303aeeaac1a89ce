/*
 * envelope.c — see envelope.h.
 */
#include "wire/envelope.h"

#include "wire/wire.h"

static ProtobufCBinaryData copy_field(struct arena *arena, const ProtobufCBinaryData *field)
{
    return (ProtobufCBinaryData){field->len, arena_copy(arena, field->data, field->len)};
}

Bus__V1__Envelope *envelope_copy(struct arena *arena, const Bus__V1__Envelope *from)
{
    Bus__V1__Envelope *copy = arena_alloc(arena, sizeof(*copy));
    bus__v1__envelope__init(copy);
    copy->message_id = copy_field(arena, &from->message_id);
    copy->subject_id = copy_field(arena, &from->subject_id);
    copy->stage = from->stage;
    copy->attempt = from->attempt;
    copy->schema = from->schema;
    copy->born_us = from->born_us;
    copy->trace = copy_field(arena, &from->trace);
    copy->body = copy_field(arena, &from->body);
    copy->payload = copy_field(arena, &from->payload);
    return copy;
}

struct uuid envelope_trace(const Bus__V1__Envelope *envelope)
{
    struct uuid id = {{0}};
    if (!wire_get_uuid(&envelope->trace, &id)) {
        (void)!wire_get_uuid(&envelope->subject_id, &id);
    }
    return id;
}
