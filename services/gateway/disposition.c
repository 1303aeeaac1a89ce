/*
 * disposition.c — builds the header by RFC 8187; hidden characters of a name are shown.
 *
 * The store keeps a name of any length that is taken, but file systems take 255 bytes (Linux,
 * Android) and programs add " (1)" or ".part" to it: a longer one loses its middle and keeps its
 * ending, by which the computer knows what opens the file.
 */
#include "gateway/disposition.h"

#include <ctype.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"

/* The characters that RFC 8187 leaves unescaped. */
static bool is_plain(unsigned char byte)
{
    return byte < 0x80 && byte != '\0' &&
           (isalnum(byte) != 0 || strchr("!#$&+-.^_`|~", byte) != NULL);
}

static const char *last_part(const char *name)
{
    for (const char *at = name; *at != '\0'; at++) {
        if (*at == '/' || *at == '\\') {
            name = at + 1;
        }
    }
    return name[0] != '\0' ? name : "tep";
}

/* ".docx" with its dot; "" if the name has none. */
static const char *ending_of(const char *name)
{
    enum { ENDING_MAX = 12 };
    const char *dot = strrchr(name, '.');
    size_t len = dot != NULL ? strlen(dot) : 0;
    return len > 1 && len <= ENDING_MAX && text_is_ascii(dot, len) ? dot : name + strlen(name);
}

static const char *shorten(struct arena *arena, const char *name)
{
    enum { SHOWN_MAX = 240 };
    size_t len = strlen(name);
    if (len <= SHOWN_MAX) {
        return name;
    }
    const char *ending = ending_of(name);
    size_t most = SHOWN_MAX - strlen("…") - strlen(ending);
    return arena_print(arena, "%.*s…%s", (int)text_cut(name, len, most), name, ending);
}

/* For programs that only know the plain name: each character outside ASCII becomes one "_". */
static void add_fallback(struct buf *into, const char *name)
{
    for (const char *at = name; *at != '\0'; at++) {
        unsigned char byte = (unsigned char)*at;
        bool goes_on = (byte & 0xC0) == 0x80;
        if (!goes_on) {
            buf_byte(into, is_plain(byte) || byte == ' ' ? *at : '_');
        }
    }
}

static void add_encoded(struct buf *into, const char *name)
{
    for (const char *at = name; *at != '\0'; at++) {
        if (is_plain((unsigned char)*at)) {
            buf_byte(into, *at);
        } else {
            buf_print(into, "%%%02X", (unsigned)(unsigned char)*at);
        }
    }
}

const char *disposition_of(const char *name, struct arena *arena)
{
    struct buf text = {0};
    name = last_part(name);
    if (text_is_utf8(name, strlen(name), NULL)) {
        name = text_unhidden(arena, name, strlen(name));
    }
    name = shorten(arena, name);
    buf_text(&text, "attachment; filename=\"");
    add_fallback(&text, name);
    buf_text(&text, "\"; filename*=UTF-8''");
    add_encoded(&text, name);
    const char *result = arena_text(arena, text.data, text.len);
    buf_free(&text);
    return result;
}

bool disposition_is_type(const char *text)
{
    size_t slashes = 0, len = strlen(text);
    for (size_t i = 0; i < len; i++) {
        unsigned char byte = (unsigned char)text[i];
        slashes += byte == '/' ? 1 : 0;
        if (byte >= 0x80 || (isalnum(byte) == 0 && strchr("/+-._", byte) == NULL)) {
            return false;
        }
    }
    return slashes == 1 && text[0] != '/' && text[len - 1] != '/';
}
