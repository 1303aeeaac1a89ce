/*
 * mht.c — a web page in a single file: a MIME message of parts (RFC 2557), of which the first page
 * is the text.  Word and browsers save documents so.
 */
#include <ctype.h>
#include <string.h>

#include "base/arena.h"
#include "base/mime.h"
#include "base/text.h"
#include "formats/format.h"
#include "formats/markup.h"

enum { DEPTH_MAX = 3, SEARCHED = 4096 };

/* A part, or the message: its headers, an empty line, its body. */
struct entity {
    struct arena *arena; /* for the values of headers */
    const char *headers, *body, *end;
};

/* ------------------------------------------------------------- headers */

static const char *end_of_line(const char *at, const char *end)
{
    const char *stop = memchr(at, '\n', (size_t)(end - at));
    return stop != NULL ? stop + 1 : end;
}

static bool is_empty_line(const char *at, const char *end)
{
    return at < end && (*at == '\n' || (*at == '\r' && at + 1 < end && at[1] == '\n'));
}

static struct entity entity_of(struct arena *arena, const char *start, const char *end)
{
    const char *at = start;
    while (at < end && !is_empty_line(at, end)) {
        at = end_of_line(at, end);
    }
    return (struct entity){arena, start, at < end ? end_of_line(at, end) : end, end};
}

/* The value of a header, in lower case but for what is in quotation marks; "" if there is none. */
static const char *find_header(const struct entity *entity, const char *name)
{
    const char *value =
        mime_header(entity->arena, entity->headers, (size_t)(entity->body - entity->headers), name);
    char *lower = arena_text(entity->arena, value, strlen(value));
    bool is_quoted = false;
    for (char *c = lower; *c != '\0'; c++) {
        is_quoted = *c == '"' ? !is_quoted : is_quoted;
        *c = is_quoted ? *c : (char)tolower((unsigned char)*c);
    }
    return lower;
}

/* "" if there is none. */
static const char *boundary_of(const struct entity *entity)
{
    const char *type = mime_header(entity->arena, entity->headers,
                                   (size_t)(entity->body - entity->headers), "Content-Type");
    struct mime_parameters parameters = mime_parameters_of(entity->arena, type);
    const char *boundary = mime_parameter(&parameters, "boundary");
    return boundary != NULL ? boundary : "";
}

/* ------------------------------------------------------------- bodies */

/* "=C4=90" are bytes; "=" at the end of a line joins it to the next. */
static void decode_quoted(const struct entity *entity, struct buf *out)
{
    for (const char *c = entity->body; c < entity->end; c++) {
        size_t left = (size_t)(entity->end - c);
        int high = *c == '=' && left > 2 ? text_hex(c[1]) : -1;
        int low = high >= 0 ? text_hex(c[2]) : -1;
        if (low >= 0) {
            buf_byte(out, (char)(high * 16 + low));
            c += 2;
        } else if (*c == '=' && left > 1 && is_empty_line(c + 1, entity->end)) {
            c = end_of_line(c, entity->end) - 1;
        } else {
            buf_byte(out, *c);
        }
    }
}

static void decode_base64(const struct entity *entity, struct buf *out)
{
    static const char DIGITS[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    unsigned bits = 0, count = 0;
    for (const char *c = entity->body; c < entity->end && *c != '='; c++) {
        const char *found = *c != '\0' ? strchr(DIGITS, *c) : NULL;
        if (found == NULL) {
            continue;
        }
        bits = (bits << 6 | (unsigned)(found - DIGITS)) & 0xffffffU;
        count += 6;
        if (count >= 8) {
            count -= 8;
            buf_byte(out, (char)(bits >> count & 0xffU));
        }
    }
}

static void decode(const struct entity *entity, struct buf *out)
{
    const char *encoding = find_header(entity, "Content-Transfer-Encoding");
    if (strstr(encoding, "quoted-printable") != NULL) {
        decode_quoted(entity, out);
    } else if (strstr(encoding, "base64") != NULL) {
        decode_base64(entity, out);
    } else {
        buf_add(out, entity->body, (size_t)(entity->end - entity->body));
    }
}

/* The charset of the header comes before that of the page, as for a browser. */
static void read_page(const struct entity *entity, const char *type, struct buf *text)
{
    struct buf page = {0};
    decode(entity, &page);
    html_read(&page, type, text);
    buf_free(&page);
}

/* ------------------------------------------------------------- parts */

static bool find_part(const struct entity *entity, const char *wanted, int depth, struct buf *text);

/* The start of the next line that is "--boundary", or `end`. */
static const char *next_boundary(const char *at, const char *end, const char *boundary)
{
    size_t len = strlen(boundary);
    for (; at < end; at = end_of_line(at, end)) {
        if ((size_t)(end - at) >= len + 2 && at[0] == '-' && at[1] == '-' &&
            strncmp(at + 2, boundary, len) == 0) {
            return at;
        }
    }
    return end;
}

static bool find_in_parts(const struct entity *entity, const char *boundary, const char *wanted,
                          int depth, struct buf *text)
{
    const char *at = next_boundary(entity->body, entity->end, boundary);
    while (at < entity->end) {
        const char *start = end_of_line(at, entity->end);
        at = next_boundary(start, entity->end, boundary);
        struct entity part = entity_of(entity->arena, start, at);
        if (find_part(&part, wanted, depth - 1, text)) {
            return true;
        }
    }
    return false;
}

/* Reads the first part of the wanted type. */
static bool find_part(const struct entity *entity, const char *wanted, int depth, struct buf *text)
{
    const char *type = find_header(entity, "Content-Type"), *boundary = boundary_of(entity);
    if (boundary[0] != '\0' && depth > 0) {
        return find_in_parts(entity, boundary, wanted, depth, text);
    }
    bool is_wanted = strstr(type, wanted) != NULL;
    if (is_wanted) {
        read_page(entity, type, text);
    }
    return is_wanted;
}

bool mht_is(const char *start, size_t len)
{
    struct arena *arena = arena_new();
    struct entity message = entity_of(arena, start, start + (len < SEARCHED ? len : SEARCHED));
    bool is_it = find_header(&message, "MIME-Version")[0] != '\0' &&
                 strstr(find_header(&message, "Content-Type"), "multipart/") != NULL;
    arena_free(&arena);
    return is_it;
}

bool mht_read(const struct buf *data, struct buf *text)
{
    struct arena *arena = arena_new();
    struct entity message = entity_of(arena, buf_string(data), buf_string(data) + data->len);
    bool is_read = find_part(&message, "text/html", DEPTH_MAX, text) ||
                   find_part(&message, "text/plain", DEPTH_MAX, text);
    arena_free(&arena);
    return is_read;
}
