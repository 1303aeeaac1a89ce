/*
 * part_head.c — Content-Disposition by RFC 6266 and 8187, and by what clients do instead.
 *
 * `filename*` wins over `filename` where it can be decoded.  In `filename` some libraries write
 * encoded words of e-mail, or percent signs; some read UTF-8 as Latin-1 first.  Each is undone only
 * if the result is UTF-8 that cannot be there by chance.
 */
#include "gateway/part_head.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <sodium.h>
#include <unicode/ucnv.h>

#include "base/buf.h"
#include "base/legacy.h"
#include "base/mime.h"
#include "base/text.h"

enum { CHARSET_MAX = 40 };

/* Undoes `sign` and two hexadecimal digits; false: a sign has none. */
static bool undo_hex(const char *text, size_t len, char sign, struct buf *into)
{
    for (size_t i = 0; i < len; i++) {
        if (text[i] != sign) {
            buf_byte(into, text[i]);
            continue;
        }
        int high = i + 2 < len ? text_hex(text[i + 1]) : -1;
        int low = high >= 0 ? text_hex(text[i + 2]) : -1;
        if (low < 0) {
            return false;
        }
        buf_byte(into, (char)(high * 16 + low));
        i += 2;
    }
    return true;
}

static bool is_good(const struct buf *text)
{
    return text->len > 0 && text_is_utf8(text->data, text->len, NULL);
}

/* Bytes of a named charset as UTF-8; NULL: there is no such charset, or they are none of its. */
static const char *from_charset(struct arena *arena, const char *charset, const struct buf *bytes)
{
    if (strcasecmp(charset, "utf-8") == 0 || strcasecmp(charset, "utf8") == 0) {
        return is_good(bytes) ? arena_text(arena, bytes->data, bytes->len) : NULL;
    }
    UErrorCode failure = U_ZERO_ERROR;
    int32_t room = (int32_t)(bytes->len * 4 + 1);
    char *made = arena_alloc(arena, (size_t)room);
    int32_t len = ucnv_convert("UTF-8", charset, made, room, buf_string(bytes), (int32_t)bytes->len,
                               &failure);
    bool is_made = U_SUCCESS(failure) && len > 0 && text_is_utf8(made, (size_t)len, NULL);
    return is_made ? arena_text(arena, made, (size_t)len) : NULL;
}

static bool take_charset(const char *text, size_t len, char into[static CHARSET_MAX])
{
    if (len == 0 || len >= CHARSET_MAX) {
        return false;
    }
    memcpy(into, text, len);
    into[len] = '\0';
    return true;
}

/* "UTF-8''B%C3%A1o.txt" */
static const char *from_extended(struct arena *arena, const char *value)
{
    char charset[CHARSET_MAX];
    const char *language = strchr(value, '\'');
    const char *text = language != NULL ? strchr(language + 1, '\'') : NULL;
    struct buf bytes = {0};
    const char *made = NULL;
    if (text != NULL && take_charset(value, (size_t)(language - value), charset) &&
        undo_hex(text + 1, strlen(text + 1), '%', &bytes)) {
        made = from_charset(arena, charset, &bytes);
    }
    buf_free(&bytes);
    return made;
}

/* ---------------------------------------------------------------- filename */

static bool undo_base64(const char *text, size_t len, struct buf *into)
{
    size_t made;
    buf_reserve(into, len + 1);
    bool is_it = sodium_base642bin((unsigned char *)into->data, len, text, len, NULL, &made, NULL,
                                   sodium_base64_VARIANT_ORIGINAL) == 0;
    into->len = is_it ? made : 0;
    return is_it;
}

/* "=?utf-8?B?QsOhbw==?=" at *at; its text is added and *at is behind it. */
static bool take_encoded_word(struct arena *arena, const char **at, struct buf *into)
{
    char charset[CHARSET_MAX];
    const char *kind = strncmp(*at, "=?", 2) == 0 ? strchr(*at + 2, '?') : NULL;
    const char *text = kind != NULL && kind[1] != '\0' && kind[2] == '?' ? kind + 3 : NULL;
    const char *end = text != NULL ? strstr(text, "?=") : NULL;
    if (end == NULL || !take_charset(*at + 2, strcspn(*at + 2, "?*"), charset)) {
        return false;
    }
    struct buf bytes = {0};
    bool is_base64 = tolower((unsigned char)kind[1]) == 'b';
    bool is_quoted = tolower((unsigned char)kind[1]) == 'q';
    bool is_read = (is_base64 && undo_base64(text, (size_t)(end - text), &bytes)) ||
                   (is_quoted && undo_hex(text, (size_t)(end - text), '=', &bytes));
    for (size_t i = 0; is_quoted && i < bytes.len; i++) {
        bytes.data[i] = bytes.data[i] == '_' ? ' ' : bytes.data[i];
    }
    const char *made = is_read ? from_charset(arena, charset, &bytes) : NULL;
    buf_free(&bytes);
    if (made != NULL) {
        buf_text(into, made);
        *at = end + 2;
    }
    return made != NULL;
}

/* Blanks between two encoded words go, other text stays.  NULL: no encoded word is in it. */
static const char *from_encoded_words(struct arena *arena, const char *sent)
{
    struct buf text = {0};
    bool is_any = false, was_word = false;
    while (*sent != '\0') {
        size_t blanks = strspn(sent, " \t");
        const char *at = sent + blanks;
        size_t before = text.len;
        if (!was_word) {
            buf_add(&text, sent, blanks);
        }
        if (take_encoded_word(arena, &at, &text)) {
            is_any = was_word = true;
            sent = at;
            continue;
        }
        text.len = before;
        size_t len = blanks + (sent[blanks] != '\0' ? 1 : 0);
        buf_add(&text, sent, len);
        sent += len;
        was_word = false;
    }
    const char *made = is_any && is_good(&text) ? arena_text(arena, text.data, text.len) : NULL;
    buf_free(&text);
    return made;
}

/* All percent signs, if they make letters outside ASCII; else the three that browsers write. */
static const char *from_percent(struct arena *arena, const char *sent)
{
    struct buf bytes = {0};
    size_t len = strlen(sent);
    bool is_it = text_is_ascii(sent, len) && undo_hex(sent, len, '%', &bytes) && is_good(&bytes) &&
                 !text_is_ascii(bytes.data, bytes.len);
    if (!is_it) {
        buf_clear(&bytes);
        for (const char *at = sent; *at != '\0'; at++) {
            bool is_quote = strncmp(at, "%22", 3) == 0;
            buf_byte(&bytes, is_quote ? '"' : *at);
            at += is_quote ? 2 : 0;
        }
    }
    const char *made = arena_text(arena, buf_string(&bytes), bytes.len);
    buf_free(&bytes);
    return made;
}

const char *part_file_name(struct arena *arena, const char *sent)
{
    size_t len = strlen(sent);
    if (!text_is_utf8(sent, len, NULL)) {
        return sent;
    }
    const char *name = from_encoded_words(arena, sent);
    name = name != NULL ? name : from_percent(arena, sent);
    const char *undone = mojibake_to_unicode(arena, name, strlen(name));
    return undone != NULL ? undone : text_nfc(arena, name, strlen(name));
}

/* ---------------------------------------------------------------- the head */

bool part_head_read(struct arena *arena, const char *head, size_t len, struct part_head *out)
{
    if (memchr(head, '\0', len) != NULL) {
        return false;
    }
    struct mime_parameters parameters =
        mime_parameters_of(arena, mime_header(arena, head, len, "Content-Disposition"));
    if (parameters.is_broken) {
        return false;
    }
    const char *name = mime_parameter(&parameters, "name");
    const char *plain = mime_parameter(&parameters, "filename");
    const char *encoded = mime_parameter(&parameters, "filename*");
    const char *extended = encoded != NULL ? from_extended(arena, encoded) : NULL;
    out->key = name != NULL ? name : "";
    out->file = extended != NULL  ? text_nfc(arena, extended, strlen(extended))
                : plain != NULL   ? part_file_name(arena, plain)
                : encoded != NULL ? ""
                                  : NULL;
    return true;
}
