/*
 * legacy.c — converts by tables.  If the encoding is unknown, both are tried, and the result
 * that looks more Vietnamese wins.
 */
#include "base/legacy.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <unicase.h>
#include <uninorm.h>
#include <unistr.h>

static const uint16_t TCVN3[] = {
    /* bytes a0 to ff */
    0x00a0, 0x0102, 0x00c2, 0x00ca, 0x00d4, 0x01a0, 0x01af, 0x0110, 0x0103, 0x00e2, 0x00ea, 0x00f4,
    0x01a1, 0x01b0, 0x0111, 0x00af, 0x00b0, 0x00b1, 0x00b2, 0x00b3, 0x00b4, 0x00e0, 0x1ea3, 0x00e3,
    0x00e1, 0x1ea1, 0x00ba, 0x1eb1, 0x1eb3, 0x1eb5, 0x1eaf, 0x00bf, 0x00c0, 0x00c1, 0x00c2, 0x00c3,
    0x00c4, 0x00c5, 0x1eb7, 0x1ea7, 0x1ea9, 0x1eab, 0x1ea5, 0x1ead, 0x00e8, 0x00cd, 0x1ebb, 0x1ebd,
    0x00e9, 0x1eb9, 0x1ec1, 0x1ec3, 0x1ec5, 0x1ebf, 0x1ec7, 0x00ec, 0x1ec9, 0x00d9, 0x00da, 0x00db,
    0x0129, 0x00ed, 0x1ecb, 0x00f2, 0x00e0, 0x1ecf, 0x00f5, 0x00f3, 0x1ecd, 0x1ed3, 0x1ed5, 0x1ed7,
    0x1ed1, 0x1ed9, 0x1edd, 0x1edf, 0x1ee1, 0x1edb, 0x1ee3, 0x00f9, 0x00f0, 0x1ee7, 0x0169, 0x00fa,
    0x1ee5, 0x1eeb, 0x1eed, 0x1eef, 0x1ee9, 0x1ef1, 0x1ef3, 0x1ef7, 0x1ef9, 0x00fd, 0x1ef5, 0x00ff,
};

/* The bytes 80 to 9f of Windows-1252; unassigned ones map to themselves. */
static const uint16_t WINDOWS[] = {
    0x20ac, 0x0081, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008d, 0x017d, 0x008f, 0x0090, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x009d, 0x017e, 0x0178,
};

static void add_character(struct buf *into, uint32_t character)
{
    uint8_t bytes[6];
    int len = u8_uctomb(bytes, character, sizeof(bytes));
    buf_add(into, bytes, len > 0 ? (size_t)len : 0);
}

static void from_tcvn3(const char *text, size_t len, struct buf *into)
{
    for (size_t at = 0; at < len;) {
        uint32_t character = text_next(text, len, &at);
        add_character(into,
                      character >= 0xa0 && character <= 0xff ? TCVN3[character - 0xa0] : character);
    }
}

/* ------------------------------------------------------------- VNI */

enum {
    GRAVE = 0x300,
    ACUTE = 0x301,
    CIRCUMFLEX = 0x302,
    TILDE = 0x303,
    BREVE = 0x306,
    HOOK = 0x309,
    DOT = 0x323
};

/* A letter after a vowel, and the marks that it adds to the vowel. */
static const struct {
    uint32_t sign; /* lower case Latin-1 */
    uint16_t first, second;
} VNI_MARKS[] = {
    {0xf9, ACUTE, 0},
    {0xf8, GRAVE, 0},
    {0xfb, HOOK, 0},
    {0xf5, TILDE, 0},
    {0xef, DOT, 0},
    {0xe2, CIRCUMFLEX, 0},
    {0xe1, CIRCUMFLEX, ACUTE},
    {0xe0, CIRCUMFLEX, GRAVE},
    {0xe5, CIRCUMFLEX, HOOK},
    {0xe3, CIRCUMFLEX, TILDE},
    {0xe4, CIRCUMFLEX, DOT},
    {0xea, BREVE, 0},
    {0xe9, BREVE, ACUTE},
    {0xe8, BREVE, GRAVE},
    {0xfa, BREVE, HOOK},
    {0xfc, BREVE, TILDE},
    {0xeb, BREVE, DOT},
};

/* Separate letters, lower and upper case. */
static const struct {
    uint32_t sign;
    uint16_t letter;
} VNI_LETTERS[] = {
    {0xf1, 0x111}, {0xd1, 0x110}, {0xf4, 0x1a1},  {0xd4, 0x1a0},  {0xf6, 0x1b0},  {0xd6, 0x1af},
    {0xed, 0xed},  {0xcd, 0xcd},  {0xec, 0xec},   {0xcc, 0xcc},   {0xe6, 0x1ec9}, {0xc6, 0x1ec8},
    {0xf3, 0x129}, {0xd3, 0x128}, {0xf2, 0x1ecb}, {0xd2, 0x1eca}, {0xee, 0x1ef5}, {0xce, 0x1ef4},
};

static bool is_vowel(uint32_t character)
{
    return character < 0x250 && character > 0 &&
           (strchr("aeiouyAEIOUY", (int)(character < 0x80 ? character : 'x')) != NULL ||
            character == 0x1a1 || character == 0x1a0 || character == 0x1b0 || character == 0x1af);
}

static bool add_marks(struct buf *into, uint32_t sign)
{
    uint32_t lower = sign >= 0xc0 && sign <= 0xde ? sign + 0x20 : sign;
    for (size_t i = 0; i < sizeof(VNI_MARKS) / sizeof(VNI_MARKS[0]); i++) {
        if (VNI_MARKS[i].sign == lower) {
            add_character(into, VNI_MARKS[i].first);
            if (VNI_MARKS[i].second != 0) {
                add_character(into, VNI_MARKS[i].second);
            }
            return true;
        }
    }
    return false;
}

static void from_vni(const char *text, size_t len, struct buf *into)
{
    uint32_t before = 0;
    for (size_t at = 0; at < len;) {
        uint32_t character = text_next(text, len, &at), made = character;
        for (size_t i = 0; i < sizeof(VNI_LETTERS) / sizeof(VNI_LETTERS[0]); i++) {
            made = VNI_LETTERS[i].sign == character ? VNI_LETTERS[i].letter : made;
        }
        if (is_vowel(before) && add_marks(into, character)) {
            before = 0;
            continue;
        }
        add_character(into, made);
        before = made;
    }
}

/* ------------------------------------------------------------- by the name of the font */

enum legacy_font legacy_font_of(const char *name)
{
    if (strncasecmp(name, "VNI-", strlen("VNI-")) == 0) {
        return FONT_VNI;
    }
    if (strncasecmp(name, ".Vn", strlen(".Vn")) != 0) {
        return FONT_UNICODE;
    }
    return name[strlen(name) - 1] == 'H' ? FONT_TCVN3_CAPITALS : FONT_TCVN3;
}

void legacy_convert(enum legacy_font font, const char *text, size_t len, struct buf *out)
{
    if (font == FONT_UNICODE) {
        buf_add(out, text, len);
        return;
    }
    struct buf made = {0};
    if (font == FONT_VNI) {
        from_vni(text, len, &made);
    } else {
        from_tcvn3(text, len, &made);
    }
    size_t size = 0;
    const uint8_t *bytes = (const uint8_t *)buf_string(&made);
    uint8_t *composed = font == FONT_TCVN3_CAPITALS
                            ? u8_toupper(bytes, made.len, "vi", UNINORM_NFC, NULL, &size)
                            : u8_normalize(UNINORM_NFC, bytes, made.len, NULL, &size);
    if (composed != NULL) {
        buf_add(out, composed, size);
    }
    free(composed);
    buf_free(&made);
}

uint32_t legacy_character(unsigned char byte, bool is_vietnamese)
{
    static const struct {
        unsigned char byte;
        uint16_t character;
    } OTHERS[] = {{0xc3, 0x102}, {0xcc, 0x300}, {0xd0, 0x110}, {0xd2, 0x309}, {0xd5, 0x1a0},
                  {0xdd, 0x1af}, {0xde, 0x303}, {0xe3, 0x103}, {0xec, 0x301}, {0xf0, 0x111},
                  {0xf2, 0x323}, {0xf5, 0x1a1}, {0xfd, 0x1b0}, {0xfe, 0x20ab}};
    for (size_t i = 0; is_vietnamese && i < sizeof(OTHERS) / sizeof(OTHERS[0]); i++) {
        if (OTHERS[i].byte == byte) {
            return OTHERS[i].character;
        }
    }
    return byte >= 0x80 && byte <= 0x9f ? WINDOWS[byte - 0x80] : byte;
}

/* ------------------------------------------------------------- detection */

/* Letters that only Vietnamese has count for it, remaining signs of Latin-1 against it. */
static long legacy_vietnameseness(const char *text, size_t len)
{
    long score = 0;
    for (size_t at = 0; at < len;) {
        uint32_t character = text_next(text, len, &at);
        score += (character >= 0x1ea0 && character <= 0x1ef9) || character == 0x111 ||
                         character == 0x110 || character == 0x1b0 || character == 0x1a1
                     ? 1
                     : 0;
        score -= (character >= 0xa1 && character <= 0xbf) || character == 0xf8 ||
                         character == 0xe4 || character == 0xf6 || character == 0xef
                     ? 2
                     : 0;
    }
    return score;
}

const char *legacy_to_unicode(struct arena *arena, const char *text, size_t len, const char **name)
{
    struct buf tcvn3 = {0}, vni = {0};
    from_tcvn3(text, len, &tcvn3);
    from_vni(text, len, &vni);
    const char *first = text_nfc(arena, buf_string(&tcvn3), tcvn3.len);
    const char *second = text_nfc(arena, buf_string(&vni), vni.len);
    buf_free(&tcvn3);
    buf_free(&vni);
    bool is_vni =
        legacy_vietnameseness(second, strlen(second)) > legacy_vietnameseness(first, strlen(first));
    *name = is_vni ? "VNI" : "TCVN3";
    return is_vni ? second : first;
}

const char *mojibake_to_unicode(struct arena *arena, const char *text, size_t len)
{
    struct buf bytes = {0};
    for (size_t at = 0; at < len;) {
        uint32_t character = text_next(text, len, &at);
        for (size_t i = 0; character > 0xff && i < sizeof(WINDOWS) / sizeof(WINDOWS[0]); i++) {
            character = WINDOWS[i] == character ? (uint32_t)(0x80 + i) : character;
        }
        if (character > 0xff) {
            buf_free(&bytes);
            return NULL;
        }
        buf_byte(&bytes, (char)character);
    }
    const char *made = NULL;
    if (text_is_utf8(buf_string(&bytes), bytes.len, NULL)) {
        made = text_nfc(arena, buf_string(&bytes), bytes.len);
    }
    buf_free(&bytes);
    return made;
}
