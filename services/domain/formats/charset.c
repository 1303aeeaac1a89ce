/*
 * charset.c — the bytes of a web page or a feed as UTF-8.  The bytes themselves decide first, since
 * declarations are often wrong: UTF-16, UTF-8, or UTF-8 with a few bad bytes, each of which costs
 * one letter.  Else the charset of the HTTP header or of the document decides, else the legacy
 * Vietnamese font that a page asks for.  ICU's tables are inside its library: in the cage no file
 * can be opened.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>
#include <unicode/ucnv.h>

#include "base/legacy.h"
#include "base/text.h"
#include "formats/format.h"

enum { HEAD = 2048, NAME_MAX_LEN = 40 };

/* The value behind the key, in lower case; "" if there is none. */
static void charset_find(const char *text, size_t len, const char *key,
                         char name[static NAME_MAX_LEN])
{
    size_t name_len = 0, key_len = strlen(key);
    const char *at = text, *end = text + len;
    while ((size_t)(end - at) >= key_len && strncasecmp(at, key, key_len) != 0) {
        at++;
    }
    at = (size_t)(end - at) >= key_len ? at + key_len : end;
    at += at < end && (*at == '"' || *at == '\'') ? 1 : 0;
    while (at < end && name_len + 1 < NAME_MAX_LEN &&
           (isalnum((unsigned char)*at) || strchr("-_:.", *at) != NULL)) {
        name[name_len++] = (char)tolower((unsigned char)*at++);
    }
    name[name_len] = '\0';
}

/* The charset that the document declares: in an XML declaration or in a page's head. */
static void charset_of_document(const struct buf *data, char name[static NAME_MAX_LEN])
{
    size_t most = data->len < HEAD ? data->len : HEAD;
    const char *xml = memmem(data->data, most, "<?xml", 5);
    const char *end = xml != NULL ? memmem(xml, most - (size_t)(xml - data->data), "?>", 2) : NULL;
    name[0] = '\0';
    if (end != NULL) {
        charset_find(xml, (size_t)(end - xml), "encoding=", name);
    }
    if (name[0] == '\0') {
        charset_find(data->data, most, "charset=", name);
    }
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
static bool charset_convert(const struct buf *data, const char *name, struct buf *utf8)
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

static void charset_replace(struct buf *into, const char *text)
{
    struct buf made = {0};
    buf_text(&made, text);
    buf_free(into);
    *into = made;
}

/* Whether the bytes themselves show UTF-8 or UTF-16. */
static bool is_unicode(const struct buf *data)
{
    size_t whole = text_cut(buf_string(data), data->len, data->len);
    bool has_mark = data->len >= 2 && (memcmp(data->data, "\xff\xfe", 2) == 0 ||
                                       memcmp(data->data, "\xfe\xff", 2) == 0);
    return data->len < 2 || has_mark || text_is_utf8(data->data, whole, NULL) ||
           format_utf16_order((const unsigned char *)data->data, data->len) != ORDER_NONE;
}

static bool charset_is_utf8(const char *name)
{
    return strcmp(name, "utf-8") == 0 || strcmp(name, "utf8") == 0;
}

/* What the name means in practice: the Latin-1 of the web is Windows'. */
static const char *charset_usual(const struct buf *data, const char *name)
{
    static const char *const LATIN[] = {"iso-8859-1", "iso8859-1", "latin1", "us-ascii", "ascii"};
    for (size_t i = 0; i < sizeof(LATIN) / sizeof(LATIN[0]); i++) {
        if (strcmp(name, LATIN[i]) == 0) {
            return "windows-1252";
        }
    }
    bool has_order = strcmp(name, "utf-16") != 0;
    return has_order ? name : data->data[0] == '\0' ? "utf-16be" : "utf-16le";
}

/* By the charset of this name; false: it is not the bytes', or there is none. */
static bool charset_try(const struct buf *data, const char *name, struct buf *utf8)
{
    struct arena *arena = arena_new();
    bool is_good = name[0] != '\0' &&
                   (charset_is_utf8(name) ? format_repair_utf8(data, 1, utf8)
                                          : charset_convert(data, charset_usual(data, name), utf8));
    if (is_good) {
        charset_replace(utf8, text_nfc(arena, buf_string(utf8), utf8->len));
    }
    arena_free(&arena);
    return is_good;
}

void format_declared_utf8(const struct buf *data, const char *content_type, struct buf *utf8)
{
    char sent[NAME_MAX_LEN] = "", own[NAME_MAX_LEN] = "";
    if (content_type != NULL) {
        charset_find(content_type, strlen(content_type), "charset=", sent);
    }
    if (data->len > 0) {
        charset_of_document(data, own);
    }
    bool is_known = is_unicode(data);
    if (!is_known && asks_for_legacy_font(data)) {
        const char *font;
        struct arena *arena = arena_new();
        format_utf8(data, utf8);
        charset_replace(utf8, legacy_to_unicode(arena, buf_string(utf8), utf8->len, &font));
        arena_free(&arena);
    } else if (is_known || (!format_repair_utf8(data, FORMAT_LETTERS_WHOLE, utf8) &&
                            !charset_try(data, sent, utf8) && !charset_try(data, own, utf8))) {
        format_utf8(data, utf8);
    }
}
