/*
 * buf.c — see buf.h.
 */
#include "base/buf.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

enum { SMALLEST = 64 };

void buf_free(struct buf *self)
{
    free(self->data);
    *self = (struct buf){0};
}

void buf_clear(struct buf *self)
{
    self->len = 0;
    if (self->data != NULL) {
        self->data[0] = '\0';
    }
}

void buf_reserve(struct buf *self, size_t more)
{
    if (more > SIZE_MAX / 2 - self->len) {
        abort();
    }
    size_t needed = self->len + more + 1;
    if (needed <= self->capacity) {
        return;
    }
    size_t capacity = self->capacity < SMALLEST ? SMALLEST : self->capacity;
    while (capacity < needed) {
        capacity *= 2;
    }
    self->data = memory_resize(self->data, capacity);
    self->capacity = capacity;
    self->data[self->len] = '\0';
}

void buf_add(struct buf *self, const void *data, size_t len)
{
    buf_reserve(self, len);
    if (len > 0) {
        memcpy(self->data + self->len, data, len);
    }
    self->len += len;
    self->data[self->len] = '\0';
}

void buf_byte(struct buf *self, char byte)
{
    buf_add(self, &byte, 1);
}

void buf_text(struct buf *self, const char *text)
{
    buf_add(self, text, strlen(text));
}

void buf_print(struct buf *self, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (len > 0) {
        buf_reserve(self, (size_t)len);
        vsnprintf(self->data + self->len, (size_t)len + 1, format, again);
        self->len += (size_t)len;
    }
    va_end(again);
}

void buf_consume(struct buf *self, size_t len)
{
    if (len > self->len) {
        abort();
    }
    if (len > 0) {
        memmove(self->data, self->data + len, self->len - len + 1);
        self->len -= len;
    }
}

const char *buf_string(const struct buf *self)
{
    return self->data != NULL ? self->data : "";
}
