/*
 * params.c — values are stored one after the other in a buffer; the pointers that libpq
 * needs are computed when they are requested, because the buffer may move until then.
 */
#include "store/params.h"

#include <assert.h>
#include <endian.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

/* Oids of PostgreSQL's built-in types (pg_type.dat), which never change. */
enum oid {
    OID_UNKNOWN = 0,
    OID_BOOL = 16,
    OID_BYTEA = 17,
    OID_INT8 = 20,
    OID_INT2 = 21,
    OID_INT4 = 23,
    OID_TEXT = 25,
    OID_UUID = 2950
};

struct element {
    unsigned oid;
    unsigned array_oid;
};

static const struct element ELEMENTS[] = {
    [PARAMS_INT2] = {OID_INT2, 1005},   [PARAMS_INT4] = {OID_INT4, 1007},
    [PARAMS_INT8] = {OID_INT8, 1016},   [PARAMS_TEXT] = {OID_TEXT, 1009},
    [PARAMS_BYTEA] = {OID_BYTEA, 1001}, [PARAMS_UUID] = {OID_UUID, 2951},
    [PARAMS_BOOL] = {OID_BOOL, 1000},
};

struct params {
    struct buf bytes;
    int count;
    size_t starts[PARAMS_MAX];
    bool nulls[PARAMS_MAX];
    const char *values[PARAMS_MAX];
    int lengths[PARAMS_MAX];
    int formats[PARAMS_MAX];
    unsigned types[PARAMS_MAX];
    bool in_array;
    enum params_type type;
    uint32_t elements;
    bool has_null;
};

enum { ARRAY_HEAD = 20 }; /* dimensions, null flag, element type, count, lower bound */

struct params *params_new(void)
{
    struct params *self = memory_zero(sizeof(*self));
    for (int i = 0; i < PARAMS_MAX; i++) {
        self->formats[i] = 1;
    }
    return self;
}

void params_free(struct params **self)
{
    if (*self != NULL) {
        buf_free(&(*self)->bytes);
        free(*self);
        *self = NULL;
    }
}

void params_reset(struct params *self)
{
    assert(!self->in_array);
    buf_clear(&self->bytes);
    self->count = 0;
}

static void params_begin(struct params *self, unsigned oid)
{
    assert(self->count < PARAMS_MAX && !self->in_array);
    self->starts[self->count] = self->bytes.len;
    self->types[self->count] = oid;
    self->nulls[self->count] = false;
}

static void params_end(struct params *self)
{
    self->lengths[self->count] = (int)(self->bytes.len - self->starts[self->count]);
    self->count++;
}

static void add_null(struct params *self, unsigned oid)
{
    params_begin(self, oid);
    self->nulls[self->count] = true;
    params_end(self);
}

static void put16(struct params *self, int16_t value)
{
    uint16_t wire = htobe16((uint16_t)value);
    buf_add(&self->bytes, &wire, sizeof(wire));
}

static void put32(struct params *self, int32_t value)
{
    uint32_t wire = htobe32((uint32_t)value);
    buf_add(&self->bytes, &wire, sizeof(wire));
}

static void put64(struct params *self, int64_t value)
{
    uint64_t wire = htobe64((uint64_t)value);
    buf_add(&self->bytes, &wire, sizeof(wire));
}

void params_null(struct params *self)
{
    add_null(self, OID_UNKNOWN);
}

void params_int(struct params *self, int value)
{
    params_begin(self, OID_INT4);
    put32(self, value);
    params_end(self);
}

void params_long(struct params *self, long long value)
{
    params_begin(self, OID_INT8);
    put64(self, value);
    params_end(self);
}

void params_bool(struct params *self, int value)
{
    params_begin(self, OID_BOOL);
    buf_byte(&self->bytes, value != 0 ? 1 : 0);
    params_end(self);
}

void params_text(struct params *self, const char *value)
{
    if (value == NULL) {
        add_null(self, OID_TEXT);
    } else {
        params_text_len(self, value, strlen(value));
    }
}

void params_text_len(struct params *self, const char *value, size_t len)
{
    params_begin(self, OID_TEXT);
    buf_add(&self->bytes, value, len);
    params_end(self);
}

void params_bytes(struct params *self, const void *value, size_t len)
{
    params_begin(self, OID_BYTEA);
    buf_add(&self->bytes, value, len);
    params_end(self);
}

void params_uuid(struct params *self, const struct uuid *value)
{
    if (value == NULL) {
        add_null(self, OID_UUID);
        return;
    }
    params_begin(self, OID_UUID);
    buf_add(&self->bytes, value->bytes, sizeof(value->bytes));
    params_end(self);
}

void params_array_begin(struct params *self, enum params_type type)
{
    params_begin(self, ELEMENTS[type].array_oid);
    self->in_array = true;
    self->type = type;
    self->elements = 0;
    self->has_null = false;
    static const char head[ARRAY_HEAD];
    buf_add(&self->bytes, head, sizeof(head));
}

void params_add_int(struct params *self, long long value)
{
    assert(self->in_array);
    self->elements++;
    switch (self->type) {
    case PARAMS_INT2:
        put32(self, 2);
        put16(self, (int16_t)value);
        return;
    case PARAMS_INT4:
        put32(self, 4);
        put32(self, (int32_t)value);
        return;
    case PARAMS_INT8:
        put32(self, 8);
        put64(self, value);
        return;
    case PARAMS_BOOL:
        put32(self, 1);
        buf_byte(&self->bytes, value != 0 ? 1 : 0);
        return;
    case PARAMS_TEXT:
    case PARAMS_BYTEA:
    case PARAMS_UUID:
        break;
    }
    assert(0 && "an integer in an array of another type");
}

static void add_element(struct params *self, enum params_type type, const void *data, size_t len)
{
    assert(self->in_array && self->type == type && len <= INT32_MAX);
    self->elements++;
    put32(self, (int32_t)len);
    buf_add(&self->bytes, data, len);
}

void params_add_text(struct params *self, const char *value)
{
    if (value != NULL) {
        add_element(self, PARAMS_TEXT, value, strlen(value));
        return;
    }
    assert(self->in_array && self->type == PARAMS_TEXT);
    self->elements++;
    self->has_null = true;
    put32(self, -1);
}

void params_add_bytes(struct params *self, const void *value, size_t len)
{
    add_element(self, PARAMS_BYTEA, value, len);
}

void params_add_uuid(struct params *self, const struct uuid *value)
{
    if (value != NULL) {
        add_element(self, PARAMS_UUID, value->bytes, sizeof(value->bytes));
        return;
    }
    assert(self->in_array && self->type == PARAMS_UUID);
    self->elements++;
    self->has_null = true;
    put32(self, -1);
}

void params_array_end(struct params *self)
{
    assert(self->in_array);
    uint32_t dimensions = self->elements > 0 ? 1 : 0;
    uint32_t head[5] = {htobe32(dimensions), htobe32(self->has_null ? 1 : 0),
                        htobe32(ELEMENTS[self->type].oid), htobe32(self->elements), htobe32(1)};
    memcpy(self->bytes.data + self->starts[self->count], head, sizeof(head));
    if (dimensions == 0) {
        self->bytes.len -= 2 * sizeof(uint32_t); /* an empty array has no dimensions */
    }
    self->in_array = false;
    params_end(self);
}

void params_blob(struct params *self, struct bytes value)
{
    params_bytes(self, value.data, value.len);
}

void params_texts(struct params *self, struct texts values)
{
    params_array_begin(self, PARAMS_TEXT);
    for (size_t i = 0; i < values.count; i++) {
        params_add_text(self, values.values[i]);
    }
    params_array_end(self);
}

void params_uuids(struct params *self, struct uuids values)
{
    params_array_begin(self, PARAMS_UUID);
    for (size_t i = 0; i < values.count; i++) {
        params_add_uuid(self, &values.values[i]);
    }
    params_array_end(self);
}

void params_blobs(struct params *self, struct blobs values)
{
    params_array_begin(self, PARAMS_BYTEA);
    for (size_t i = 0; i < values.count; i++) {
        params_add_bytes(self, values.values[i].data, values.values[i].len);
    }
    params_array_end(self);
}

int params_count(const struct params *self)
{
    return self != NULL ? self->count : 0;
}

const char *const *params_values(const struct params *self)
{
    if (self == NULL) {
        return NULL;
    }
    /* The pointers are a view of the bytes, computed again here: not part of the value. */
    struct params *view = (struct params *)(uintptr_t)self;
    for (int i = 0; i < self->count; i++) {
        view->values[i] = self->nulls[i] ? NULL : buf_string(&self->bytes) + self->starts[i];
    }
    return self->values;
}

const int *params_lengths(const struct params *self)
{
    return self != NULL ? self->lengths : NULL;
}

const int *params_formats(const struct params *self)
{
    return self != NULL ? self->formats : NULL;
}

const unsigned *params_types(const struct params *self)
{
    return self != NULL ? self->types : NULL;
}
