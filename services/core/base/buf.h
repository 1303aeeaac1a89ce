/*
 * buf.h — a growing array of bytes.  Once something was added, a NUL follows the
 * last byte, so text can be used as a C string.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdarg.h>
#include <stddef.h>

struct buf {
    char *data; /* NULL until the first byte */
    size_t len;
    size_t capacity;
};

void buf_free(struct buf *self);  /* leaves it empty and usable */
void buf_clear(struct buf *self); /* keeps the memory */
void buf_reserve(struct buf *self, size_t more);
void buf_add(struct buf *self, const void *data, size_t len);
void buf_byte(struct buf *self, char byte);
void buf_text(struct buf *self, const char *text);
void buf_print(struct buf *self, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Removes the first `len` bytes. */
void buf_consume(struct buf *self, size_t len);
const char *buf_string(const struct buf *self); /* "" when empty */

#endif
