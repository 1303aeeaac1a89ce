/*
 * photo_pack.c — a fingerprint as bytes: a head, the marks, the thumbnail, two pixels in
 * each byte.
 *
 * Head: version, marks, width and height of the picture less one, of the thumbnail.
 * Mark: bits and weak bits (four bytes with 27, then three with four times 5), x, y in
 * 1/256 of the side, size in 1/8 pixel.
 */
#include <string.h>

#include "likeness/photo.h"

enum { VERSION = 1, HEAD = 6, MARK = 10 };

static void pack_mark(const struct photo_mark *mark, unsigned char *into)
{
    uint32_t weak = 0;
    for (int i = PHOTO_WEAK - 1; i >= 0; i--) {
        weak = weak << 5 | mark->weak[i];
    }
    for (int i = 0; i < 4; i++) {
        into[i] = (unsigned char)(mark->bits >> 8 * i);
    }
    for (int i = 0; i < 3; i++) {
        into[4 + i] = (unsigned char)(weak >> 8 * i);
    }
    float size = mark->size * 8;
    into[7] = (unsigned char)mark->x;
    into[8] = (unsigned char)mark->y;
    into[9] = size > 255 ? 255 : (unsigned char)size;
}

size_t photo_pack(const struct photo *self, unsigned char *into)
{
    const unsigned char head[HEAD] = {VERSION,
                                      (unsigned char)self->mark_count,
                                      (unsigned char)(self->width - 1),
                                      (unsigned char)(self->height - 1),
                                      (unsigned char)self->thumb_width,
                                      (unsigned char)self->thumb_height};
    memcpy(into, head, HEAD);
    size_t len = HEAD;
    for (size_t i = 0; i < self->mark_count; i++, len += MARK) {
        pack_mark(&self->marks[i], into + len);
    }
    size_t pixels = (size_t)self->thumb_width * (size_t)self->thumb_height;
    for (size_t i = 0; i < pixels; i += 2) {
        unsigned char second = i + 1 < pixels ? self->thumb[i + 1] : 0;
        into[len++] = (unsigned char)(self->thumb[i] | second << 4);
    }
    return len;
}

static bool unpack_mark(const unsigned char *data, struct photo_mark *out)
{
    uint32_t weak = (uint32_t)data[4] | (uint32_t)data[5] << 8 | (uint32_t)data[6] << 16;
    bool is_good = weak >> 5 * PHOTO_WEAK == 0 && data[9] > 0;
    out->bits = (uint32_t)data[0] | (uint32_t)data[1] << 8 | (uint32_t)data[2] << 16 |
                (uint32_t)data[3] << 24;
    for (int i = 0; i < PHOTO_WEAK; i++) {
        out->weak[i] = (unsigned char)(weak >> 5 * i & 31);
        is_good = is_good && out->weak[i] < PHOTO_BITS;
    }
    out->x = (float)data[7] + 0.5f;
    out->y = (float)data[8] + 0.5f;
    out->size = ((float)data[9] + 0.5f) / 8;
    return is_good && out->bits >> PHOTO_BITS == 0;
}

bool photo_unpack(const unsigned char *data, size_t len, struct photo *out)
{
    memset(out, 0, sizeof(*out));
    if (len < HEAD || data[0] != VERSION || data[1] > PHOTO_MARKS || data[4] == 0 || data[5] == 0 ||
        data[4] > PHOTO_THUMB || data[5] > PHOTO_THUMB) {
        return false;
    }
    out->mark_count = data[1];
    out->width = data[2] + 1;
    out->height = data[3] + 1;
    out->thumb_width = data[4];
    out->thumb_height = data[5];
    size_t pixels = (size_t)data[4] * data[5], at = HEAD + out->mark_count * MARK;
    if (len != at + (pixels + 1) / 2) {
        return false;
    }
    for (size_t i = 0; i < out->mark_count; i++) {
        if (!unpack_mark(data + HEAD + i * MARK, &out->marks[i])) {
            return false;
        }
    }
    for (size_t i = 0; i < pixels; i++) {
        out->thumb[i] = i % 2 == 0 ? data[at + i / 2] & 15 : data[at + i / 2] >> 4;
    }
    return true;
}
