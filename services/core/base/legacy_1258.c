/*
 * legacy_1258.c — recognises Windows-1258 by its bytes: it writes tones as marks of their own,
 * which stand behind vowels only; bytes of another encoding soon put one elsewhere.
 */
#include <string.h>

#include "base/legacy.h"

enum { GRAVE = 0x300, ACUTE = 0x301, TILDE = 0x303, HOOK = 0x309, DOT = 0x323 };

static bool is_mark(uint32_t character)
{
    return character == GRAVE || character == ACUTE || character == TILDE || character == HOOK ||
           character == DOT;
}

static bool takes_mark(uint32_t character)
{
    static const uint32_t VOWELS[] = {0xc2, 0xca, 0xd4, 0x102, 0x1a0, 0x1af,
                                      0xe2, 0xea, 0xf4, 0x103, 0x1a1, 0x1b0};
    bool takes = character < 0x80 && character != 0 && strchr("aeiouyAEIOUY", (int)character);
    for (size_t i = 0; i < sizeof(VOWELS) / sizeof(VOWELS[0]); i++) {
        takes = takes || character == VOWELS[i];
    }
    return takes;
}

void legacy_add(struct buf *out, uint32_t character)
{
    if (character >= 0x800) {
        buf_byte(out, (char)(0xe0 | character >> 12));
        buf_byte(out, (char)(0x80 | (character >> 6 & 0x3f)));
    } else if (character >= 0x80) {
        buf_byte(out, (char)(0xc0 | character >> 6));
    }
    buf_byte(out, (char)(character < 0x80 ? character : 0x80 | (character & 0x3f)));
}

bool legacy_from_1258(const char *bytes, size_t len, struct buf *out)
{
    size_t marks = 0;
    uint32_t before = 0;
    for (size_t i = 0; i < len; i++) {
        uint32_t character = legacy_character((unsigned char)bytes[i], true);
        if (is_mark(character) && !takes_mark(before)) {
            return false;
        }
        marks += is_mark(character) ? 1 : 0;
        legacy_add(out, character);
        before = character;
    }
    return marks > 0;
}
