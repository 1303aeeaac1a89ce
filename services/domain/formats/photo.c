/*
 * photo.c — the fingerprint of a picture, as the fact "photo" (hexadecimal); runs in the child.
 */
#include <string.h>

#include "formats/format.h"
#include "likeness/photo.h"

static void add_hex(struct buf *facts, const unsigned char *data, size_t len)
{
    static const char DIGITS[] = "0123456789abcdef";
    buf_print(facts, "%sphoto=", facts->len > 0 ? "\t" : "");
    for (size_t i = 0; i < len; i++) {
        buf_byte(facts, DIGITS[data[i] >> 4]);
        buf_byte(facts, DIGITS[data[i] & 15]);
    }
}

bool format_add_photo(const void *data, size_t len, struct buf *facts)
{
    static struct picture picture;
    static struct photo photo;
    unsigned char packed[PHOTO_BYTES_MAX];
    if (picture_read(data, len, &picture) != ERR_NONE) {
        return false;
    }
    if (strstr(buf_string(facts), "width=") == NULL) {
        buf_print(facts, "%swidth=%d\theight=%d", facts->len > 0 ? "\t" : "", picture.full_width,
                  picture.full_height);
    }
    struct arena *arena = arena_new();
    photo_of(arena, &picture, &photo);
    add_hex(facts, packed, photo_pack(&photo, packed));
    arena_free(&arena);
    return true;
}
