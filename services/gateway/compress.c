/*
 * compress.c — gzip for answers of the API, by zlib.
 */
#include "gateway/compress.h"

#include <limits.h>
#include <string.h>
#include <strings.h>

#include <zlib.h>

enum {
    PACKET = 1400, /* bytes that travel at once anyway */
    LEVEL = 5,     /* 6 takes a third longer and saves 1 % of a list */
    GZIP_WINDOW = 15 + 16,
    MEMORY = 8
};

bool compress_is_accepted(const char *accepted)
{
    for (const char *at = accepted; at != NULL; at = strchr(at, ',')) {
        at += strspn(at, ", \t");
        size_t name = strcspn(at, ",; \t");
        if (name == 4 && strncasecmp(at, "gzip", name) == 0) {
            const char *rest = at + name + strspn(at + name, "; \t");
            return strncmp(rest, "q=0", 3) != 0 || strspn(rest + 3, ".0") < strcspn(rest + 3, ", ");
        }
    }
    return false;
}

void *compress_gzip(struct arena *arena, const struct buf *plain, size_t *len)
{
    z_stream stream = {0};
    if (plain->len <= PACKET || plain->len > INT_MAX ||
        deflateInit2(&stream, LEVEL, Z_DEFLATED, GZIP_WINDOW, MEMORY, Z_DEFAULT_STRATEGY) != Z_OK) {
        return NULL;
    }
    size_t room = deflateBound(&stream, plain->len);
    unsigned char *packed = arena_alloc(arena, room);
    stream.next_in = (unsigned char *)plain->data;
    stream.avail_in = (uInt)plain->len;
    stream.next_out = packed;
    stream.avail_out = (uInt)room;
    int end = deflate(&stream, Z_FINISH);
    *len = stream.total_out;
    (void)deflateEnd(&stream);
    return end == Z_STREAM_END && *len < plain->len ? packed : NULL;
}
