/*
 * json.c — see json.h.
 */
#include "base/json.h"

#include <stdint.h>
#include <string.h>

#include "base/text.h"

void json_start(struct json *self, struct buf *into)
{
    *self = (struct json){.into = into};
}

static const char *short_escape(unsigned char byte)
{
    switch (byte) {
    case '"':
        return "\\\"";
    case '\\':
        return "\\\\";
    case '\n':
        return "\\n";
    case '\r':
        return "\\r";
    case '\t':
        return "\\t";
    default:
        return NULL;
    }
}

/* Escapes valid UTF-8. */
static void escape_valid(struct buf *into, const char *text, size_t len)
{
    size_t start = 0;
    for (size_t i = 0; i < len; i++) {
        unsigned char byte = (unsigned char)text[i];
        const char *escape = short_escape(byte);
        if (escape == NULL && byte >= 0x20 && byte != 0x7f) {
            continue;
        }
        buf_add(into, text + start, i - start);
        if (escape != NULL) {
            buf_text(into, escape);
        } else {
            buf_print(into, "\\u%04x", byte);
        }
        start = i + 1;
    }
    buf_add(into, text + start, len - start);
}

void json_escape(struct buf *into, const char *text, size_t len)
{
    buf_byte(into, '"');
    size_t bad;
    while (!text_is_utf8(text, len, &bad)) {
        escape_valid(into, text, bad);
        buf_text(into, text[bad] == '\0' ? "\\u0000" : "\xef\xbf\xbd");
        text += bad + 1;
        len -= bad + 1;
    }
    escape_valid(into, text, len);
    buf_byte(into, '"');
}

static void key_first(struct json *self, const char *key)
{
    if (self->needs_comma) {
        buf_byte(self->into, ',');
    }
    self->needs_comma = true;
    if (key != NULL) {
        json_escape(self->into, key, strlen(key));
        buf_byte(self->into, ':');
    }
}

void json_object_start(struct json *self, const char *key)
{
    key_first(self, key);
    buf_byte(self->into, '{');
    self->needs_comma = false;
}

void json_object_end(struct json *self)
{
    buf_byte(self->into, '}');
    self->needs_comma = true;
}

void json_array_start(struct json *self, const char *key)
{
    key_first(self, key);
    buf_byte(self->into, '[');
    self->needs_comma = false;
}

void json_array_end(struct json *self)
{
    buf_byte(self->into, ']');
    self->needs_comma = true;
}

void json_text(struct json *self, const char *key, const char *value)
{
    if (value == NULL) {
        json_nothing(self, key);
    } else {
        json_text_len(self, key, value, strlen(value));
    }
}

void json_text_len(struct json *self, const char *key, const char *value, size_t len)
{
    key_first(self, key);
    json_escape(self->into, value, len);
}

void json_int(struct json *self, const char *key, long long value)
{
    key_first(self, key);
    buf_print(self->into, "%lld", value);
}

void json_bool(struct json *self, const char *key, bool value)
{
    json_raw(self, key, value ? "true" : "false");
}

void json_nothing(struct json *self, const char *key)
{
    json_raw(self, key, "null");
}

void json_raw(struct json *self, const char *key, const char *json)
{
    key_first(self, key);
    buf_text(self->into, json);
}
