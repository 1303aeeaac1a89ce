/*
 * image_whole.c — whether a picture is whole by the structure of its format: chunks, boxes or
 * blocks that state their own lengths end before the file does.
 */
#include <stdint.h>
#include <string.h>

#include "formats/image.h"
#include "likeness/bitmap.h"

unsigned image_big(const unsigned char *at, int bytes)
{
    unsigned value = 0;
    for (int i = 0; i < bytes; i++) {
        value = value << 8 | at[i];
    }
    return value;
}

unsigned image_little(const unsigned char *at, int bytes)
{
    unsigned value = 0;
    for (int i = bytes - 1; i >= 0; i--) {
        value = value << 8 | at[i];
    }
    return value;
}

/* Length, type, content and checksum of each chunk, up to the one that ends the picture. */
static bool is_whole_png(const struct image_bytes *file)
{
    enum { SIGNATURE = 8, AROUND = 12 };
    for (size_t at = SIGNATURE; at + AROUND <= file->len;) {
        if (memcmp(file->data + at + 4, "IEND", 4) == 0) {
            return true;
        }
        at += AROUND + (size_t)image_big(file->data + at, 4);
    }
    return false;
}

static bool is_whole_webp(const struct image_bytes *file)
{
    return file->len >= 12 && (size_t)image_little(file->data + 4, 4) + 8 <= file->len;
}

/* Boxes of HEIF and AVIF.  Bytes that are no box are a vendor's, behind the picture. */
static bool is_whole_heif(const struct image_bytes *file)
{
    static const char *const TYPES[] = {"ftyp", "meta", "mdat", "moov", "free", "skip", "uuid"};
    enum { HEAD = 8, LONG_HEAD = 16 };
    for (uint64_t at = 0; at + HEAD <= file->len;) {
        const unsigned char *box = file->data + at;
        uint64_t size = image_big(box, 4);
        bool is_known = false;
        for (size_t i = 0; i < sizeof(TYPES) / sizeof(TYPES[0]); i++) {
            is_known = is_known || memcmp(box + 4, TYPES[i], 4) == 0;
        }
        if (!is_known || size == 0) {
            return true;
        }
        if (size == 1) {
            size = at + LONG_HEAD <= file->len
                       ? (uint64_t)image_big(box + 8, 4) << 32 | image_big(box + 12, 4)
                       : UINT64_MAX;
        }
        if (size < HEAD || size > file->len - at) {
            return false;
        }
        at += size;
    }
    return true;
}

/* Skips blocks of up to 255 bytes, which an empty one ends; false: the file ends before. */
static bool gif_skip_blocks(const struct image_bytes *file, size_t *at)
{
    while (*at < file->len) {
        size_t len = file->data[(*at)++];
        if (len == 0) {
            return true;
        }
        *at += len;
    }
    return false;
}

static size_t gif_colours(unsigned char flags)
{
    return (flags & 0x80) != 0 ? (size_t)3 << ((flags & 7) + 1) : 0;
}

/* Some programs leave out the last byte, so that the end of a frame is an end as well. */
static bool is_whole_gif(const struct image_bytes *file)
{
    enum { HEAD = 13, EXTENSION = 0x21, FRAME = 0x2c, FRAME_HEAD = 10 };
    bool has_frame = false;
    size_t at = file->len >= HEAD ? HEAD + gif_colours(file->data[10]) : file->len;
    while (at < file->len) {
        unsigned char kind = file->data[at];
        if (kind == FRAME && at + FRAME_HEAD < file->len) {
            at += FRAME_HEAD + gif_colours(file->data[at + FRAME_HEAD - 1]) + 1;
        } else if (kind == EXTENSION) {
            at += 2;
        } else {
            return has_frame;
        }
        if (!gif_skip_blocks(file, &at)) {
            return false;
        }
        has_frame = has_frame || kind == FRAME;
    }
    return has_frame && at == file->len;
}

static bool is_whole_bitmap(const struct image_bytes *file)
{
    struct bitmap bitmap;
    return !bitmap_open(file->data, file->len, &bitmap) || bitmap_is_whole(&bitmap);
}

bool image_is_whole(const struct image_bytes *file, const char *media_type)
{
    static const struct {
        const char *type;
        bool (*is_whole)(const struct image_bytes *file);
    } FORMATS[] = {{"image/jpeg", image_jpeg_is_whole}, {"image/png", is_whole_png},
                   {"image/webp", is_whole_webp},       {"image/heic", is_whole_heif},
                   {"image/heif", is_whole_heif},       {"image/avif", is_whole_heif},
                   {"image/gif", is_whole_gif},         {"image/bmp", is_whole_bitmap}};
    for (size_t i = 0; i < sizeof(FORMATS) / sizeof(FORMATS[0]); i++) {
        if (strcmp(media_type, FORMATS[i].type) == 0) {
            return FORMATS[i].is_whole(file);
        }
    }
    return true;
}
