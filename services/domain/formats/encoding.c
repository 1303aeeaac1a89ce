/*
 * encoding.c — bytes as UTF-8: UTF-8, also with a few bad bytes, UTF-16 with its mark or without,
 * Windows-1258 by its tones, else byte by byte as Latin-1, in which text of legacy Vietnamese fonts
 * can be recognised.
 */
#include <stdlib.h>
#include <string.h>
#include <unistr.h>

#include "base/legacy.h"
#include "base/text.h"
#include "formats/format.h"

enum format_order format_utf16_order(const unsigned char *data, size_t len)
{
    enum { LEAST = 16, SHARE = 40 }; /* pairs; per cent that are Latin-1 */
    size_t pairs = len / 2, little = 0, big = 0;
    for (size_t i = 0; i < pairs; i++) {
        unsigned char first = data[2 * i], second = data[2 * i + 1];
        unsigned char other = first | second;
        bool is_letter = (other >= ' ' && other < 0x7f) || other >= 0xa0 || other == '\t' ||
                         other == '\r' || other == '\n';
        if ((first == 0 || second == 0) && !is_letter) {
            return ORDER_NONE;
        }
        little += second == 0 ? 1 : 0;
        big += first == 0 ? 1 : 0;
    }
    if (pairs < LEAST || (little > 0 && big > 0)) {
        return ORDER_NONE;
    }
    return little * 100 >= pairs * SHARE ? ORDER_LITTLE
           : big * 100 >= pairs * SHARE  ? ORDER_BIG
                                         : ORDER_NONE;
}

static void from_utf16(const struct buf *data, size_t from, bool is_big, struct buf *text)
{
    size_t count = (data->len - from) / 2, made_len = 0;
    uint16_t *units = malloc((count + 1) * sizeof(*units));
    for (size_t i = 0; units != NULL && i < count; i++) {
        const unsigned char *pair = (const unsigned char *)data->data + from + 2 * i;
        units[i] = (uint16_t)(is_big ? pair[0] << 8 | pair[1] : pair[1] << 8 | pair[0]);
    }
    uint8_t *made = units != NULL ? u16_to_u8(units, count, NULL, &made_len) : NULL;
    if (made != NULL) {
        buf_add(text, made, made_len);
    }
    free(made);
    free(units);
}

static void from_latin1(const struct buf *data, struct buf *text)
{
    for (size_t i = 0; i < data->len; i++) {
        legacy_add(text, (unsigned char)data->data[i]);
    }
}

bool format_repair_utf8(const struct buf *data, size_t share, struct buf *text)
{
    static const char SIGN[] = "\xef\xbf\xbd"; /* U+FFFD */
    size_t good = 0, bad = 0, start = text->len;
    bool has_mark = data->len >= 3 && memcmp(data->data, "\xef\xbb\xbf", 3) == 0;
    for (size_t at = has_mark ? 3 : 0, stop; at < data->len; at = stop) {
        bool is_whole = text_is_utf8(data->data + at, data->len - at, &stop);
        stop = is_whole ? data->len : at + stop;
        for (size_t i = at; i < stop; i++) {
            good += (unsigned char)data->data[i] >= 0xc0 ? 1 : 0;
        }
        buf_add(text, data->data + at, stop - at);
        for (at = stop; stop < data->len && (stop == at || (data->data[stop] & 0xc0) == 0x80);) {
            stop++; /* the bytes of one bad letter */
        }
        if (stop > at) {
            buf_text(text, SIGN);
            bad++;
        }
    }
    bool is_it = good > 0 && good >= share * bad;
    text->len = is_it ? text->len : start;
    return is_it;
}

/* Composed; false, and nothing is added, for another encoding.  A text that was cut may end in the
 * middle: one byte is one letter. */
static bool from_1258(const struct buf *data, struct buf *text)
{
    struct buf made = {0};
    struct arena *arena = arena_new();
    bool is_it = legacy_from_1258(buf_string(data), data->len, &made);
    if (is_it) {
        buf_text(text, text_nfc(arena, buf_string(&made), made.len));
    }
    arena_free(&arena);
    buf_free(&made);
    return is_it;
}

void format_utf8(const struct buf *data, struct buf *text)
{
    enum format_order order = format_utf16_order((const unsigned char *)data->data, data->len);
    size_t whole = text_cut(buf_string(data), data->len, data->len);
    if (data->len >= 2 && memcmp(data->data, "\xff\xfe", 2) == 0) {
        from_utf16(data, 2, false, text);
    } else if (data->len >= 2 && memcmp(data->data, "\xfe\xff", 2) == 0) {
        from_utf16(data, 2, true, text);
    } else if (order != ORDER_NONE) {
        from_utf16(data, 0, order == ORDER_BIG, text);
    } else if (text_is_utf8(buf_string(data), whole, NULL)) {
        bool has_mark = data->len >= 3 && memcmp(data->data, "\xef\xbb\xbf", 3) == 0;
        buf_add(text, buf_string(data) + (has_mark ? 3 : 0), data->len - (has_mark ? 3 : 0));
    } else if (!format_repair_utf8(data, FORMAT_LETTERS_WHOLE, text) && !from_1258(data, text)) {
        from_latin1(data, text);
    }
}
