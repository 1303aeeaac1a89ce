/*
 * photo_pack.c — a fingerprint as bytes: version, number of views, and for each view a head, the
 * marks, the thumbnail, two pixels in each byte.
 *
 * Head: marks, width and height of the view less one, of the thumbnail.
 * Mark: for each slant bits and weak bits (four bytes with 27, then two with three times 5), then
 * x, y in 1/256 of the side, size in 1/8 pixel.
 *
 * Version 1 had one view, no slants, and three bytes for the weak bits.  It is still read.
 */
#include <string.h>

#include "likeness/photo.h"

enum { VERSION = 2, FIRST_VERSION = 1, HEAD = 5, SIGN = 6, PLACE = 3 };

static size_t pack_mark(const struct photo_mark *mark, unsigned char *into)
{
    unsigned char *at = into;
    for (int slant = 0; slant < PHOTO_SLANTS; slant++) {
        unsigned weak = 0;
        for (int i = PHOTO_WEAK - 1; i >= 0; i--) {
            weak = weak << 5 | mark->weak[slant][i];
        }
        for (int i = 0; i < 4; i++) {
            *at++ = (unsigned char)(mark->bits[slant] >> 8 * i);
        }
        *at++ = (unsigned char)weak;
        *at++ = (unsigned char)(weak >> 8);
    }
    float size = mark->size * 8;
    *at++ = (unsigned char)mark->x;
    *at++ = (unsigned char)mark->y;
    *at++ = size > 255 ? 255 : (unsigned char)size;
    return (size_t)(at - into);
}

static size_t pack_view(const struct photo_view *self, unsigned char *into)
{
    const unsigned char head[HEAD] = {
        (unsigned char)self->mark_count, (unsigned char)(self->width - 1),
        (unsigned char)(self->height - 1), (unsigned char)self->thumb_width,
        (unsigned char)self->thumb_height};
    memcpy(into, head, HEAD);
    size_t len = HEAD;
    for (size_t i = 0; i < self->mark_count; i++) {
        len += pack_mark(&self->marks[i], into + len);
    }
    size_t pixels = (size_t)self->thumb_width * (size_t)self->thumb_height;
    for (size_t i = 0; i < pixels; i += 2) {
        unsigned char second = i + 1 < pixels ? self->thumb[i + 1] : 0;
        into[len++] = (unsigned char)(self->thumb[i] | second << 4);
    }
    return len;
}

size_t photo_pack(const struct photo *self, unsigned char *into)
{
    size_t len = 2;
    into[0] = VERSION;
    into[1] = (unsigned char)self->view_count;
    for (size_t i = 0; i < self->view_count; i++) {
        len += pack_view(&self->views[i], into + len);
    }
    return len;
}

/* ------------------------------------------------------------- reading */

struct packed {
    const unsigned char *data;
    size_t len;
    int slants;
    bool is_good;
};

static const unsigned char *take(struct packed *self, size_t len)
{
    static const unsigned char NOTHING[HEAD + SIGN];
    if (len > self->len) {
        self->is_good = false;
        return NOTHING;
    }
    const unsigned char *at = self->data;
    self->data += len;
    self->len -= len;
    return at;
}

static void unpack_sign(struct packed *self, struct photo_mark *out, int slant)
{
    const unsigned char *data = take(self, self->slants == 1 ? SIGN + 1 : SIGN);
    unsigned weak = (unsigned)data[4] | (unsigned)data[5] << 8;
    bool has_more = weak >> 5 * PHOTO_WEAK != 0 || (self->slants == 1 && data[6] != 0);
    out->bits[slant] = (uint32_t)data[0] | (uint32_t)data[1] << 8 | (uint32_t)data[2] << 16 |
                       (uint32_t)data[3] << 24;
    self->is_good = self->is_good && !has_more && out->bits[slant] >> PHOTO_BITS == 0;
    for (int i = 0; i < PHOTO_WEAK; i++) {
        out->weak[slant][i] = (unsigned char)(weak >> 5 * i & 31);
        self->is_good = self->is_good && out->weak[slant][i] < PHOTO_BITS;
    }
}

static void unpack_mark(struct packed *self, struct photo_mark *out)
{
    for (int slant = 0; slant < PHOTO_SLANTS; slant++) {
        if (slant < self->slants) {
            unpack_sign(self, out, slant);
        } else {
            out->bits[slant] = out->bits[0];
            memcpy(out->weak[slant], out->weak[0], sizeof(out->weak[0]));
        }
    }
    const unsigned char *place = take(self, PLACE);
    out->x = (float)place[0] + 0.5f;
    out->y = (float)place[1] + 0.5f;
    out->size = ((float)place[2] + 0.5f) / 8;
    self->is_good = self->is_good && place[2] > 0;
}

static void unpack_view(struct packed *self, struct photo_view *out)
{
    const unsigned char *head = take(self, HEAD);
    if (!self->is_good || head[0] > PHOTO_MARKS || head[3] == 0 || head[4] == 0 ||
        head[3] > PHOTO_THUMB || head[4] > PHOTO_THUMB) {
        self->is_good = false;
        return;
    }
    out->mark_count = head[0];
    out->width = head[1] + 1;
    out->height = head[2] + 1;
    out->thumb_width = head[3];
    out->thumb_height = head[4];
    for (size_t i = 0; i < out->mark_count && self->is_good; i++) {
        unpack_mark(self, &out->marks[i]);
    }
    size_t pixels = (size_t)head[3] * head[4];
    const unsigned char *thumb = take(self, (pixels + 1) / 2);
    for (size_t i = 0; i < pixels && self->is_good; i++) {
        out->thumb[i] = i % 2 == 0 ? thumb[i / 2] & 15 : thumb[i / 2] >> 4;
    }
}

bool photo_unpack(const unsigned char *data, size_t len, struct photo *out)
{
    struct packed packed = {.data = data, .len = len, .slants = PHOTO_SLANTS, .is_good = true};
    memset(out, 0, sizeof(*out));
    unsigned version = take(&packed, 1)[0];
    if (version == FIRST_VERSION) {
        packed.slants = 1;
        out->view_count = 1;
    } else {
        out->view_count = take(&packed, 1)[0];
    }
    if (!packed.is_good || (version != VERSION && version != FIRST_VERSION) ||
        out->view_count == 0 || out->view_count > PHOTO_VIEWS) {
        return false;
    }
    for (size_t i = 0; i < out->view_count; i++) {
        unpack_view(&packed, &out->views[i]);
    }
    return packed.is_good && packed.len == 0;
}
