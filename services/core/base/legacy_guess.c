/*
 * legacy_guess.c — whether a text was typed in a legacy font encoding and read as Latin-1: TCVN3
 * shows as "Thùc hiÖn", VNI as "Thöïc hieän"; both need letters where Unicode Vietnamese never has
 * them.
 */
#include "base/legacy.h"

enum { SUSPECTS_MIN = 4, SHARE_MIN = 8 }; /* one suspect word in eight */

/* Latin-1 letters and signs of TCVN3 that Vietnamese in Unicode lacks. */
static bool legacy_is_tcvn3(uint32_t character)
{
    static const uint32_t SIGNS[] = {
        0xa7, 0xa8, 0xa9, 0xaa, 0xab, 0xac, 0xad, 0xae, 0xb5, 0xb6, 0xb7, 0xb8, 0xb9, 0xbb, 0xbc,
        0xbd, 0xbe, 0xc6, 0xc7, 0xcb, 0xce, 0xcf, 0xd1, 0xd5, 0xd6, 0xd7, 0xd8, 0xdc, 0xde, 0xdf,
        0xe4, 0xe5, 0xe6, 0xe7, 0xeb, 0xee, 0xef, 0xf1, 0xf6, 0xf7, 0xf8, 0xfb, 0xfc, 0xfe};
    for (size_t i = 0; character >= 0x80 && i < sizeof(SIGNS) / sizeof(SIGNS[0]); i++) {
        if (SIGNS[i] == character) {
            return true;
        }
    }
    return false;
}

static bool legacy_is_vowel(uint32_t character)
{
    return character == 'a' || character == 'e' || character == 'o' || character == 'u' ||
           character == 'y' || character == 'i' || character == 0xf6 || character == 0xf4 ||
           character == 0xea || character == 0xe2;
}

/* VNI writes a tone as a letter of its own after the vowel: "aù", "eä", "öï". */
static bool legacy_is_vni_tone(uint32_t character)
{
    return character == 0xf9 || character == 0xf8 || character == 0xfb || character == 0xf5 ||
           character == 0xef || character == 0xe4 || character == 0xe1 || character == 0xe0 ||
           character == 0xe5 || character == 0xe3 || character == 0xeb;
}

/* From `at` to the next blank: many signs of these encodings are no letters, so blanks delimit the
 * words. */
static struct text_word legacy_next_run(const char *text, size_t len, size_t at)
{
    size_t start = at;
    while (start < len) {
        size_t next = start;
        if (!text_is_space(text_next(text, len, &next))) {
            break;
        }
        start = next;
    }
    size_t end = start;
    while (end < len) {
        size_t next = end;
        if (text_is_space(text_next(text, len, &next))) {
            break;
        }
        end = next;
    }
    return (struct text_word){start, end - start};
}

static bool legacy_is_plain_letter(uint32_t character)
{
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
}

/* A sign inside a word, next to a plain letter. */
static bool legacy_is_suspect(const char *text, size_t len, struct text_word run)
{
    uint32_t before = 0;
    for (size_t at = run.start; at < run.start + run.len;) {
        uint32_t character = text_next(text, len, &at);
        if ((legacy_is_tcvn3(character) && legacy_is_plain_letter(before)) ||
            (legacy_is_tcvn3(before) && legacy_is_plain_letter(character)) ||
            (legacy_is_vowel(before) && legacy_is_vni_tone(character) && character != 0xe0 &&
             character != 0xe1 && character != 0xf9)) {
            return true;
        }
        before = character;
    }
    return false;
}

bool legacy_is_used(const char *text, size_t len, struct text_word *first)
{
    size_t words = 0, suspects = 0;
    struct text_word run;
    *first = (struct text_word){0, 0};
    for (size_t at = 0; (run = legacy_next_run(text, len, at)).len > 0; at = run.start + run.len) {
        bool is_suspect = legacy_is_suspect(text, len, run);
        *first = is_suspect && suspects == 0 ? run : *first;
        suspects += is_suspect ? 1 : 0;
        words++;
    }
    return suspects >= SUSPECTS_MIN && suspects * SHARE_MIN >= words;
}
