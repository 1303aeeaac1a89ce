/*
 * text.c — see text.h.
 */
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

#include "base/buf.h"

enum { NO_BREAK_SPACE = 0xa0, ZERO_WIDTH_SPACE = 0x200b, BYTE_ORDER_MARK = 0xfeff };

static const uint8_t *bytes_of(const char *text)
{
    return (const uint8_t *)text;
}

bool text_is_utf8(const char *text, size_t len, size_t *bad)
{
    const uint8_t *start = bytes_of(text);
    const uint8_t *wrong = u8_check(start, len);
    size_t valid = wrong != NULL ? (size_t)(wrong - start) : len;
    const uint8_t *zero = valid > 0 ? memchr(start, 0, valid) : NULL;
    wrong = zero != NULL ? zero : wrong;
    if (wrong == NULL) {
        return true;
    }
    if (bad != NULL) {
        *bad = (size_t)(wrong - start);
    }
    return false;
}

void text_clean(char *text, size_t len)
{
    size_t bad, at = 0;
    while (!text_is_utf8(text + at, len - at, &bad)) {
        at += bad;
        text[at] = ' ';
    }
    for (size_t i = 0; i < len; i++) {
        unsigned char byte = (unsigned char)text[i];
        if ((byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7f) {
            text[i] = ' ';
        }
    }
}

bool text_is_ascii(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if ((unsigned char)text[i] >= 0x80) {
            return false;
        }
    }
    return true;
}

/* Moves what libunistring allocated into the arena. */
static char *text_keep(struct arena *arena, uint8_t *made, size_t len)
{
    if (made == NULL) {
        abort(); /* the text is valid, so only memory can be lacking */
    }
    char *text = arena_text(arena, (const char *)made, len);
    free(made);
    return text;
}

bool text_is_nfc(const char *text, size_t len)
{
    if (text_is_latin(text, len)) {
        return true;
    }
    size_t made_len;
    uint8_t *made = u8_normalize(UNINORM_NFC, bytes_of(text), len, NULL, &made_len);
    bool is_same = made != NULL && made_len == len && memcmp(made, text, len) == 0;
    free(made);
    return is_same;
}

bool text_is_latin(const char *text, size_t len)
{
    for (size_t at = 0; at < len;) {
        uint32_t character = text_next(text, len, &at);
        bool is_known = character < 0x300 || (character >= 0x1e00 && character < TEXT_LATIN_END) ||
                        (character >= 0x2010 && character < 0x2028);
        if (!is_known) {
            return false;
        }
    }
    return true;
}

size_t text_characters(const char *text, size_t len)
{
    size_t count = 0;
    for (size_t i = 0; i < len; i++) {
        count += ((unsigned char)text[i] & 0xc0) != 0x80 ? 1 : 0;
    }
    return count;
}

char *text_nfc(struct arena *arena, const char *text, size_t len)
{
    if (text_is_ascii(text, len)) {
        return arena_text(arena, text, len);
    }
    size_t made_len;
    uint8_t *made = u8_normalize(UNINORM_NFC, bytes_of(text), len, NULL, &made_len);
    return text_keep(arena, made, made_len);
}

uint32_t text_next(const char *text, size_t len, size_t *at)
{
    if (*at >= len) {
        return 0;
    }
    if ((unsigned char)text[*at] < 0x80) {
        return (unsigned char)text[(*at)++];
    }
    ucs4_t character;
    int width = u8_mbtouc(&character, bytes_of(text) + *at, len - *at);
    *at += (size_t)width;
    return character;
}

int text_hex(char digit)
{
    return digit >= '0' && digit <= '9'   ? digit - '0'
           : digit >= 'a' && digit <= 'f' ? digit - 'a' + 10
           : digit >= 'A' && digit <= 'F' ? digit - 'A' + 10
                                          : -1;
}

bool text_is_upper(uint32_t character)
{
    return uc_is_general_category_withtable(character, UC_CATEGORY_MASK_Lu);
}

bool text_is_letter(uint32_t character)
{
    return uc_is_general_category_withtable(character, UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_M);
}

bool text_is_space(uint32_t character)
{
    if (character < 0x80) {
        return character == ' ' || (character >= '\t' && character <= '\r');
    }
    return character == NO_BREAK_SPACE || character == ZERO_WIDTH_SPACE ||
           character == BYTE_ORDER_MARK || uc_is_property_white_space(character);
}

bool text_is_hidden(uint32_t character)
{
    static const struct {
        uint32_t first, last;
    } RANGES[] = {{0x7f, 0x9f},     {0xad, 0xad},     {0x61c, 0x61c},   {0x180e, 0x180e},
                  {0x200b, 0x200f}, {0x202a, 0x202e}, {0x2060, 0x206f}, {0xfeff, 0xfeff}};
    for (size_t i = 0; i < sizeof(RANGES) / sizeof(RANGES[0]); i++) {
        if (character >= RANGES[i].first && character <= RANGES[i].last) {
            return true;
        }
    }
    return character < 0x20;
}

char *text_unhidden(struct arena *arena, const char *text, size_t len)
{
    struct buf shown = {0};
    for (size_t at = 0, start = 0; at < len; start = at) {
        if (text_is_hidden(text_next(text, len, &at))) {
            buf_text(&shown, "\xef\xbf\xbd");
        } else {
            buf_add(&shown, text + start, at - start);
        }
    }
    char *copy = arena_text(arena, buf_string(&shown), shown.len);
    buf_free(&shown);
    return copy;
}

const char *text_trim(const char *text, size_t *len)
{
    size_t start = 0, end = 0;
    bool is_first = true;
    for (size_t at = 0; at < *len;) {
        size_t from = at;
        if (!text_is_space(text_next(text, *len, &at))) {
            start = is_first ? from : start;
            is_first = false;
            end = at;
        }
    }
    *len = is_first ? 0 : end - start;
    return text + start;
}

bool text_is_among(const char *words, const char *word)
{
    size_t len = strlen(word);
    const char *at = len > 0 ? strstr(words, word) : NULL;
    while (at != NULL && (at == words || at[-1] != '|' || at[len] != '|')) {
        at = strstr(at + 1, word);
    }
    return at != NULL;
}

size_t text_cut(const char *text, size_t len, size_t max)
{
    if (len <= max) {
        return len;
    }
    while (max > 0 && ((unsigned char)text[max] & 0xc0) == 0x80) {
        max--;
    }
    return max;
}

struct text_place text_place_of(const char *text, size_t len, size_t offset)
{
    struct text_place place = {1, 1};
    for (size_t at = 0; at < len && at < offset;) {
        bool is_end = text[at] == '\n';
        text_next(text, len, &at);
        place.line += is_end ? 1 : 0;
        place.column = is_end ? 1 : place.column + 1;
    }
    return place;
}

static bool is_word_part(uint32_t character)
{
    if (character < 0x80) {
        return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'z') ||
               (character >= 'A' && character <= 'Z');
    }
    return text_is_letter(character) ||
           uc_is_general_category_withtable(character, UC_CATEGORY_MASK_Nd);
}

bool text_word_next(const char *text, size_t len, size_t *at, struct text_word *out)
{
    size_t start = *at;
    while (start < len) {
        size_t next = start;
        if (is_word_part(text_next(text, len, &next))) {
            break;
        }
        start = next;
    }
    size_t end = start;
    while (end < len) {
        size_t next = end;
        if (!is_word_part(text_next(text, len, &next))) {
            break;
        }
        end = next;
    }
    *at = end;
    *out = (struct text_word){start, end - start};
    return end > start;
}
