/*
 * bitmap.c — BMP with a header of Windows 3 or later: rows of pixels or of indices into a palette,
 * padded to four bytes, from the lowest row up unless the height is negative.
 */
#include "likeness/bitmap.h"

#include <stdint.h>
#include <string.h>

enum { FILE_HEAD = 14, HEAD = 40, MASKS = 12, RGB = 0, BITFIELDS = 3, SIDE_MAX = 1 << 16 };

static uint32_t bitmap_number(const unsigned char *at, int bytes)
{
    uint32_t value = 0;
    for (int i = bytes - 1; i >= 0; i--) {
        value = value << 8 | at[i];
    }
    return value;
}

/* Masks that put the colours where they are without masks. */
static bool has_usual_masks(const unsigned char *masks)
{
    return bitmap_number(masks, 4) == 0xff0000 && bitmap_number(masks + 4, 4) == 0xff00 &&
           bitmap_number(masks + 8, 4) == 0xff;
}

static bool bitmap_has_pixels(const struct bitmap *self, uint32_t method)
{
    bool is_size =
        self->width > 0 && self->height > 0 && self->width < SIDE_MAX && self->height < SIDE_MAX;
    bool is_indexed = self->bits == 1 || self->bits == 4 || self->bits == 8;
    bool is_plain = method == RGB && (is_indexed || self->bits == 24 || self->bits == 32);
    bool is_masked =
        method == BITFIELDS && self->bits == 32 && has_usual_masks(self->data + FILE_HEAD + HEAD);
    return is_size && (is_plain || is_masked);
}

bool bitmap_open(const void *data, size_t len, struct bitmap *out)
{
    const unsigned char *bytes = data;
    if (len < FILE_HEAD + HEAD + MASKS || memcmp(bytes, "BM", 2) != 0) {
        return false;
    }
    const unsigned char *head = bytes + FILE_HEAD;
    uint32_t head_len = bitmap_number(head, 4);
    int64_t height = (int32_t)bitmap_number(head + 8, 4);
    if (head_len < HEAD || head_len > len || height < -SIDE_MAX || height > SIDE_MAX) {
        return false;
    }
    *out = (struct bitmap){.width = (int32_t)bitmap_number(head + 4, 4),
                           .height = (int)(height < 0 ? -height : height),
                           .is_upright = height < 0,
                           .bits = bitmap_number(head + 14, 2),
                           .first = bitmap_number(bytes + 10, 4),
                           .palette = FILE_HEAD + head_len,
                           .colours = bitmap_number(head + 32, 4),
                           .data = bytes,
                           .len = len};
    out->row = (((size_t)(uint32_t)out->width * out->bits + 31) / 32) * 4;
    if (out->bits <= 8 && (out->colours == 0 || out->colours > 1u << out->bits)) {
        out->colours = 1u << out->bits;
    }
    return bitmap_has_pixels(out, bitmap_number(head + 16, 4));
}

bool bitmap_is_whole(const struct bitmap *self)
{
    return self->first + self->row * (size_t)self->height <= self->len;
}

/* Blue, green, red. */
static unsigned char grey_of(const unsigned char *colour)
{
    return (unsigned char)((colour[0] * 114 + colour[1] * 587 + colour[2] * 299) / 1000);
}

static void take_palette(const struct bitmap *self, unsigned char greys[static 256])
{
    memset(greys, 0, 256);
    for (unsigned i = 0; i < self->colours && i < 256; i++) {
        size_t at = self->palette + (size_t)i * 4;
        greys[i] = at + 4 <= self->len ? grey_of(self->data + at) : 0;
    }
}

static void take_row(const struct bitmap *self, const unsigned char *row,
                     const unsigned char greys[static 256], unsigned char *into)
{
    size_t step = self->bits / 8;
    for (size_t x = 0; x < (size_t)self->width; x++) {
        if (self->bits > 8) {
            into[x] = grey_of(row + x * step);
        } else {
            size_t bit = x * self->bits;
            unsigned shift = 8 - self->bits - (unsigned)(bit % 8);
            unsigned byte = row[bit / 8];
            into[x] = greys[byte >> shift & ((1u << self->bits) - 1)];
        }
    }
}

void bitmap_grey(const struct bitmap *self, unsigned char *into)
{
    unsigned char greys[256];
    size_t width = (size_t)self->width, height = (size_t)self->height;
    take_palette(self, greys);
    for (size_t y = 0; y < height; y++) {
        size_t from = self->first + self->row * (self->is_upright ? y : height - 1 - y);
        if (from + self->row <= self->len) {
            take_row(self, self->data + from, greys, into + y * width);
        } else {
            memset(into + y * width, 0, width);
        }
    }
}
