/*
 * check.c — one pass over the bytes of a message, guided by its descriptor.
 *
 * protobuf-c trusts its input too much: it accepts any bytes as a string, merges
 * messages that occur twice, and allocates some hundred bytes for a field of two.
 * This pass accepts only what a normal encoder writes.
 */
#include <stdint.h>

#include <protobuf-c/protobuf-c.h>

#include "wire/wire.h"

enum wire_type { WIRE_VARINT = 0, WIRE_64BIT = 1, WIRE_PREFIXED = 2, WIRE_32BIT = 5 };

struct walk {
    size_t fields; /* seen so far, all levels */
    int depth;
};

struct cursor {
    const uint8_t *at;
    const uint8_t *end;
};

static bool check_message(struct walk *walk, const ProtobufCMessageDescriptor *type,
                          struct cursor cursor);

/* At most 10 bytes, and no bits beyond 64. */
static bool read_varint(struct cursor *cursor, uint64_t *out)
{
    uint64_t value = 0;
    for (unsigned shift = 0; shift < 70; shift += 7) {
        if (cursor->at == cursor->end) {
            return false;
        }
        uint8_t byte = *cursor->at++;
        if (shift == 63 && byte > 1) {
            return false;
        }
        value |= (uint64_t)(byte & 0x7f) << shift;
        if ((byte & 0x80) == 0) {
            *out = value;
            return true;
        }
    }
    return false;
}

static bool check_skip(struct cursor *cursor, uint64_t count)
{
    if (count > (uint64_t)(cursor->end - cursor->at)) {
        return false;
    }
    cursor->at += count;
    return true;
}

/* The length in bytes of the character at the cursor; 0 if it is NUL or not UTF-8. */
static size_t character_size(struct cursor cursor)
{
    const uint8_t *s = cursor.at;
    size_t left = (size_t)(cursor.end - s);
    if (s[0] < 0x80) {
        return s[0] != 0 ? 1 : 0;
    }
    size_t size = s[0] >= 0xf0 ? 4 : s[0] >= 0xe0 ? 3 : 2;
    if (s[0] < 0xc2 || s[0] > 0xf4 || left < size) {
        return 0;
    }
    for (size_t i = 1; i < size; i++) {
        if ((s[i] & 0xc0) != 0x80) {
            return 0;
        }
    }
    bool is_overlong = (s[0] == 0xe0 && s[1] < 0xa0) || (s[0] == 0xf0 && s[1] < 0x90);
    bool is_surrogate = s[0] == 0xed && s[1] > 0x9f;
    bool is_beyond = s[0] == 0xf4 && s[1] > 0x8f;
    return is_overlong || is_surrogate || is_beyond ? 0 : size;
}

static bool check_text(struct cursor cursor)
{
    while (cursor.at < cursor.end) {
        size_t size = character_size(cursor);
        if (size == 0) {
            return false;
        }
        cursor.at += size;
    }
    return true;
}

/* Records `field` as seen; false if it may not occur (again). */
static bool mark_seen(const ProtobufCMessageDescriptor *type, const ProtobufCFieldDescriptor *field,
                      uint64_t *seen)
{
    if (field->label == PROTOBUF_C_LABEL_REPEATED) {
        return true;
    }
    size_t index = (size_t)(field - type->fields);
    bool is_oneof = (field->flags & PROTOBUF_C_FIELD_FLAG_ONEOF) != 0;
    for (size_t i = 0; is_oneof && i < type->n_fields && i < 64; i++) {
        if ((*seen >> i & 1) != 0 &&
            type->fields[i].quantifier_offset == field->quantifier_offset) {
            return false;
        }
    }
    if (index >= 64 || (*seen >> index & 1) != 0) {
        return false;
    }
    *seen |= (uint64_t)1 << index;
    return true;
}

static bool check_prefixed(struct walk *walk, const ProtobufCFieldDescriptor *field,
                           struct cursor *cursor)
{
    uint64_t len;
    if (!read_varint(cursor, &len)) {
        return false;
    }
    struct cursor inside = {.at = cursor->at};
    if (!check_skip(cursor, len)) {
        return false;
    }
    inside.end = cursor->at;
    if (field == NULL) {
        return true; /* a field of a newer schema */
    }
    if (field->type == PROTOBUF_C_TYPE_STRING) {
        return check_text(inside);
    }
    if (field->type == PROTOBUF_C_TYPE_MESSAGE) {
        return check_message(walk, field->descriptor, inside);
    }
    return true;
}

static bool check_value(struct walk *walk, const ProtobufCFieldDescriptor *field,
                        enum wire_type wire_type, struct cursor *cursor)
{
    uint64_t ignored;
    switch (wire_type) {
    case WIRE_VARINT:
        return read_varint(cursor, &ignored);
    case WIRE_64BIT:
        return check_skip(cursor, 8);
    case WIRE_32BIT:
        return check_skip(cursor, 4);
    case WIRE_PREFIXED:
        return check_prefixed(walk, field, cursor);
    }
    return false; /* groups, and numbers that protobuf does not know */
}

static bool check_field(struct walk *walk, const ProtobufCMessageDescriptor *type,
                        struct cursor *cursor, uint64_t *seen)
{
    uint64_t tag;
    if (!read_varint(cursor, &tag) || tag > UINT32_MAX || tag >> 3 == 0) {
        return false;
    }
    if (++walk->fields > WIRE_MAX_FIELDS) {
        return false;
    }
    const ProtobufCFieldDescriptor *field =
        protobuf_c_message_descriptor_get_field(type, (unsigned)(tag >> 3));
    if (field != NULL && !mark_seen(type, field, seen)) {
        return false;
    }
    return check_value(walk, field, (enum wire_type)(tag & 7), cursor);
}

static bool check_message(struct walk *walk, const ProtobufCMessageDescriptor *type,
                          struct cursor cursor)
{
    if (walk->depth == WIRE_MAX_DEPTH) {
        return false;
    }
    walk->depth++;
    uint64_t seen = 0;
    bool is_good = true;
    while (is_good && cursor.at < cursor.end) {
        is_good = check_field(walk, type, &cursor, &seen);
    }
    walk->depth--;
    return is_good;
}

bool wire_check(const ProtobufCMessageDescriptor *type, const void *data, size_t len)
{
    struct walk walk = {0};
    const uint8_t *start = data;
    if (len == 0) {
        return true;
    }
    return check_message(&walk, type, (struct cursor){start, start + len});
}
