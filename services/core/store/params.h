/*
 * params.h — the parameters of one statement, in PostgreSQL's binary form.
 *
 * Values are copied.  Add them in the order $1, $2, ...; one struct serves many
 * statements through params_reset.  Numbers that are numeric in SQL are
 * sent as text and cast there ($1::text[]::numeric[]).
 */
#ifndef STORE_PARAMS_H
#define STORE_PARAMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/uuid.h"

enum { PARAMS_MAX = 32 };

struct params;

struct params *params_new(void);
void params_free(struct params **self);
void params_reset(struct params *self);

void params_null(struct params *self);
void params_int(struct params *self, int value);
void params_long(struct params *self, long long value);
void params_bool(struct params *self, int value);
void params_text(struct params *self, const char *value); /* NULL: SQL NULL */
void params_text_len(struct params *self, const char *value, size_t len);
void params_bytes(struct params *self, const void *value, size_t len);
void params_uuid(struct params *self, const struct uuid *value); /* NULL: SQL NULL */

struct bytes {
    const unsigned char *data;
    size_t len;
};
void params_blob(struct params *self, struct bytes value);

/* Whole arrays: text[], uuid[], bytea[]. */
struct texts {
    const char *const *values;
    size_t count;
};
struct uuids {
    const struct uuid *values;
    size_t count;
};
struct blobs {
    const struct bytes *values;
    size_t count;
};
void params_texts(struct params *self, struct texts values);
void params_uuids(struct params *self, struct uuids values);
void params_blobs(struct params *self, struct blobs values);

/* One-dimensional arrays: begin, add each element, end. */
enum params_type {
    PARAMS_INT2,
    PARAMS_INT4,
    PARAMS_INT8,
    PARAMS_TEXT,
    PARAMS_BYTEA,
    PARAMS_UUID,
    PARAMS_BOOL
};
void params_array_begin(struct params *self, enum params_type type);
void params_add_int(struct params *self, long long value);    /* int2, int4, int8, bool */
void params_add_text(struct params *self, const char *value); /* NULL: SQL NULL */
void params_add_bytes(struct params *self, const void *value, size_t len);
void params_add_uuid(struct params *self, const struct uuid *value);
void params_array_end(struct params *self);

/* For libpq. */
int params_count(const struct params *self);
const char *const *params_values(const struct params *self);
const int *params_lengths(const struct params *self);
const int *params_formats(const struct params *self);
const unsigned *params_types(const struct params *self); /* Oids */

#endif
