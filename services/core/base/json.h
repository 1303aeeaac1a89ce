/*
 * json.h — writes JSON into a buf, with commas and escapes.  jansson reads it; no name
 * here collides with one of jansson.  Text is UTF-8; invalid bytes become U+FFFD.
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

struct json {
    struct buf *into; /* borrowed */
    bool needs_comma;
};

void json_start(struct json *self, struct buf *into);

/* `key` NULL inside an array or at the top. */
void json_object_start(struct json *self, const char *key);
void json_object_end(struct json *self);
void json_array_start(struct json *self, const char *key);
void json_array_end(struct json *self);
void json_text(struct json *self, const char *key, const char *value); /* NULL: null */
void json_text_len(struct json *self, const char *key, const char *value, size_t len);
void json_int(struct json *self, const char *key, long long value);
void json_bool(struct json *self, const char *key, bool value);
void json_nothing(struct json *self, const char *key);
void json_raw(struct json *self, const char *key, const char *json); /* already JSON */

/* Only the string literal, quotes included. */
void json_escape(struct buf *into, const char *text, size_t len);

#endif
