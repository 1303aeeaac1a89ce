/*
 * page_charset.c — a web page's bytes as UTF-8: by what the bytes show, or else the charset that
 * the page declares, or else the legacy Vietnamese font that it asks for.  ICU's tables are inside
 * its library: in the cage no file can be opened.
 */
#include <ctype.h>
#include <string.h>
#include <unicode/ucnv.h>

#include "base/legacy.h"
#include "base/text.h"
#include "formats/format.h"

enum { HEAD = 2048, NAME_MAX_LEN = 40 };

/* "charset=..." in the page's beginning, in lower case; "" if there is none. */
static void find_name(const struct buf *data, char name[static NAME_MAX_LEN])
{
    static const char KEY[] = "charset=";
    size_t most = data->len < HEAD ? data->len : HEAD, len = 0;
    const char *at = memmem(data->data, most, KEY, sizeof(KEY) - 1);
    const char *end = data->data + most;
    at = at != NULL ? at + sizeof(KEY) - 1 : end;
    at += at < end && (*at == '"' || *at == '\'') ? 1 : 0;
    while (at < end && len + 1 < NAME_MAX_LEN &&
           (isalnum((unsigned char)*at) || strchr("-_:.", *at) != NULL)) {
        name[len++] = (char)tolower((unsigned char)*at++);
    }
    name[len] = '\0';
}

static bool asks_for_legacy_font(const struct buf *data)
{
    static const char *const FONTS[] = {".VnTime", ".VnArial", ".Vntime", "VNI-"};
    bool asks = false;
    for (size_t i = 0; i < sizeof(FONTS) / sizeof(FONTS[0]); i++) {
        asks = asks || memmem(data->data, data->len, FONTS[i], strlen(FONTS[i])) != NULL;
    }
    return asks;
}

/* False: there is no such encoding. */
static bool page_charset_convert(const struct buf *data, const char *name, struct buf *utf8)
{
    UErrorCode failure = U_ZERO_ERROR;
    int32_t len = ucnv_convert("UTF-8", name, NULL, 0, data->data, (int32_t)data->len, &failure);
    if (failure != U_BUFFER_OVERFLOW_ERROR) {
        return false;
    }
    failure = U_ZERO_ERROR;
    buf_reserve(utf8, (size_t)len + 1);
    len =
        ucnv_convert("UTF-8", name, utf8->data, len + 1, data->data, (int32_t)data->len, &failure);
    utf8->len = U_SUCCESS(failure) ? (size_t)len : 0;
    return U_SUCCESS(failure);
}

static void page_charset_replace(struct buf *into, const char *text)
{
    struct buf made = {0};
    buf_text(&made, text);
    buf_free(into);
    *into = made;
}

/* UTF-8 or UTF-16, by the bytes themselves. */
static bool is_unicode(const struct buf *data)
{
    size_t whole = text_cut(buf_string(data), data->len, data->len);
    bool has_mark = data->len >= 2 && (memcmp(data->data, "\xff\xfe", 2) == 0 ||
                                       memcmp(data->data, "\xfe\xff", 2) == 0);
    return data->len < 2 || has_mark || text_is_utf8(data->data, whole, NULL) ||
           format_utf16_order((const unsigned char *)data->data, data->len) != ORDER_NONE;
}

void format_page_utf8(const struct buf *data, struct buf *utf8)
{
    char name[NAME_MAX_LEN];
    struct arena *arena = arena_new();
    name[0] = '\0';
    if (!is_unicode(data)) {
        find_name(data, name);
    }
    if (strcmp(name, "utf-8") == 0 || strcmp(name, "utf8") == 0) {
        buf_add(utf8, data->data, data->len); /* but for a few bad bytes */
        text_clean(utf8->data, utf8->len);
    } else if (name[0] != '\0' && !asks_for_legacy_font(data) &&
               page_charset_convert(data, name, utf8)) {
        page_charset_replace(utf8, text_nfc(arena, buf_string(utf8), utf8->len));
    } else {
        const char *font;
        format_utf8(data, utf8);
        if (!is_unicode(data) && asks_for_legacy_font(data)) {
            page_charset_replace(utf8,
                                 legacy_to_unicode(arena, buf_string(utf8), utf8->len, &font));
        }
    }
    arena_free(&arena);
}
