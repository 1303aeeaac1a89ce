/*
 * csv_text.c — tells an encoding by the bytes alone.
 *
 * Its tones show Windows-1258 (base/legacy_1258.c).  Bytes of the legacy fonts have to become
 * Vietnamese letters, with hardly any sign of Latin-1 left.  Text that was saved in Windows-1252
 * has lost letters for ever, and passes neither.
 */
#include "tables/csv_text.h"

#include <string.h>

#include <unicode/ucnv.h>

#include "base/legacy.h"
#include "base/text.h"

/* ------------------------------------------------------------- UTF-16 */

enum order { ORDER_NONE, ORDER_LITTLE, ORDER_BIG };

/* By its mark, or because the letters, digits and separators of Latin have a byte 0 on one side. */
static enum order order_of(const unsigned char *start, size_t len)
{
    enum { LEAST = 8, SHARE = 4 }; /* pairs; one in four is Latin */
    size_t pairs = len / 2, little = 0, big = 0;
    if (len >= 2 && (memcmp(start, "\xff\xfe", 2) == 0 || memcmp(start, "\xfe\xff", 2) == 0)) {
        return start[0] == 0xff ? ORDER_LITTLE : ORDER_BIG;
    }
    for (size_t i = 0; i < pairs; i++) {
        unsigned char first = start[2 * i], second = start[2 * i + 1], other = first | second;
        bool is_text = other >= ' ' || strchr("\t\r\n", other) != NULL;
        if ((first == 0 || second == 0) && (other == 0 || !is_text)) {
            return ORDER_NONE;
        }
        little += second == 0 ? 1 : 0;
        big += first == 0 ? 1 : 0;
    }
    if (pairs < LEAST || (little > 0 && big > 0)) {
        return ORDER_NONE;
    }
    return little * SHARE >= pairs ? ORDER_LITTLE : big * SHARE >= pairs ? ORDER_BIG : ORDER_NONE;
}

bool csv_text_is_utf16(const unsigned char *start, size_t len)
{
    return order_of(start, len) != ORDER_NONE;
}

static bool from_utf16(const struct buf *data, enum order order, struct buf *out)
{
    const char *name = order == ORDER_LITTLE ? "UTF-16LE" : "UTF-16BE";
    UErrorCode failure = U_ZERO_ERROR;
    int32_t size = (int32_t)(data->len / 2 * 3 + 4);
    buf_reserve(out, (size_t)size);
    int32_t len = ucnv_convert("UTF-8", name, out->data, size, data->data,
                               (int32_t)(data->len & ~(size_t)1), &failure);
    out->len = U_SUCCESS(failure) ? (size_t)len : 0;
    return U_SUCCESS(failure) && text_is_utf8(out->data, out->len, NULL);
}

/* ------------------------------------------------------------- one byte a letter */

/* Letters that only Vietnamese has, and signs and letters that it has not. */
static void count_letters(const char *text, size_t len, size_t *good, size_t *bad)
{
    for (size_t at = 0; at < len;) {
        uint32_t character = text_next(text, len, &at);
        bool is_good = (character >= 0x1ea0 && character <= 0x1ef9) || character == 0x102 ||
                       character == 0x103 || character == 0x110 || character == 0x111 ||
                       character == 0x1a0 || character == 0x1a1 || character == 0x1af ||
                       character == 0x1b0;
        bool is_bad = (character >= 0x80 && character < 0xc0 && character != 0xa0) ||
                      (character >= 0xc4 && character <= 0xc7) || character == 0xf0 ||
                      (character >= 0xe4 && character <= 0xe7);
        *good += is_good ? 1 : 0;
        *bad += is_bad ? 1 : 0;
    }
}

/* False: it is in no font's encoding. */
static bool from_font(const struct buf *data, struct arena *arena, struct buf *out)
{
    enum { LEAST = 3, RATIO = 20 };
    const char *name;
    size_t good = 0, bad = 0;
    struct buf latin = {0};
    for (size_t i = 0; i < data->len; i++) {
        legacy_add(&latin, (unsigned char)data->data[i]);
    }
    const char *text = legacy_to_unicode(arena, buf_string(&latin), latin.len, &name);
    buf_free(&latin);
    count_letters(text, strlen(text), &good, &bad);
    buf_text(out, text);
    return good >= LEAST && bad * RATIO <= good;
}

static bool from_bytes(const struct buf *data, struct buf *out)
{
    struct arena *arena = arena_new();
    struct buf made = {0};
    bool is_good = legacy_from_1258(data->data, data->len, &made);
    if (is_good) {
        buf_text(out, text_nfc(arena, buf_string(&made), made.len));
    } else {
        is_good = from_font(data, arena, out);
    }
    buf_free(&made);
    arena_free(&arena);
    return is_good;
}

/* ------------------------------------------------------------- a file */

/* The bytes without those that are 0: they stand for no letter. */
static void add_without_zeros(struct buf *out, const struct buf *data)
{
    for (size_t at = 0; at < data->len;) {
        size_t len = strnlen(data->data + at, data->len - at);
        buf_add(out, data->data + at, len);
        at += len + 1;
    }
}

static bool from_single_bytes(const struct buf *data, struct buf *text)
{
    struct buf bytes = {0};
    bool is_good = true;
    add_without_zeros(&bytes, data);
    if (text_is_utf8(buf_string(&bytes), bytes.len, NULL)) {
        buf_add(text, bytes.data, bytes.len);
    } else {
        is_good = from_bytes(&bytes, text);
    }
    buf_free(&bytes);
    return is_good;
}

bool csv_text_read(const struct buf *data, struct buf *out)
{
    static const char MARK[] = "\xef\xbb\xbf";
    struct buf text = {0};
    enum order order = order_of((const unsigned char *)data->data, data->len);
    bool is_good =
        order != ORDER_NONE ? from_utf16(data, order, &text) : from_single_bytes(data, &text);
    size_t skip = text.len >= 3 && memcmp(text.data, MARK, 3) == 0 ? 3 : 0;
    buf_add(out, (const char *)text.data + skip, text.len - skip);
    buf_free(&text);
    return is_good;
}
