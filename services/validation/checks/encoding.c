/*
 * encoding.c — Vietnamese typed in a legacy font encoding and read as Latin-1:
 * TCVN3 shows as "Thùc hiÖn", VNI as "Thöïc hieän".  Both need letters in places
 * where Unicode Vietnamese never has them.
 */
#include "base/text.h"
#include "validation/checks/check.h"

enum { SUSPECTS_MIN = 4, SHARE_MIN = 8 };      /* one suspect word in eight */

/* Latin-1 letters and signs that TCVN3 uses and Vietnamese in Unicode does not. */
static bool is_tcvn3(uint32_t character)
{
    static const uint32_t SIGNS[] = {0xa8, 0xa9, 0xaa, 0xab, 0xac, 0xad, 0xae, 0xb5, 0xb6, 0xb7,
                                     0xb8, 0xb9, 0xbb, 0xbc, 0xbd, 0xbe, 0xc6, 0xc7, 0xcb, 0xce,
                                     0xcf, 0xd1, 0xd6, 0xd7, 0xd8, 0xdc, 0xde, 0xdf, 0xe4, 0xe5,
                                     0xe6, 0xe7, 0xeb, 0xee, 0xef, 0xf1, 0xf6, 0xf7, 0xf8, 0xfb,
                                     0xfc, 0xfe};
    for (size_t i = 0; character >= 0x80 && i < sizeof(SIGNS) / sizeof(SIGNS[0]); i++) {
        if (SIGNS[i] == character) {
            return true;
        }
    }
    return false;
}

static bool is_vowel(uint32_t character)
{
    return character == 'a' || character == 'e' || character == 'o' || character == 'u' ||
           character == 'y' || character == 'i' || character == 0xf6 || character == 0xf4 ||
           character == 0xea || character == 0xe2;
}

/* VNI puts a tone as a letter of its own behind the vowel: "aù", "eä", "öï". */
static bool is_vni_tone(uint32_t character)
{
    return character == 0xf9 || character == 0xf8 || character == 0xfb || character == 0xf5 ||
           character == 0xef || character == 0xe4 || character == 0xe1 || character == 0xe0 ||
           character == 0xe5 || character == 0xe3 || character == 0xeb;
}

static bool is_suspect(const struct passage *passage, struct text_word word)
{
    uint32_t before = 0;
    for (size_t at = word.start; at < word.start + word.len;) {
        uint32_t character = text_next(passage->text, passage->len, &at);
        if (is_tcvn3(character) || (is_vowel(before) && is_vni_tone(character) &&
                                    character != 0xe0 && character != 0xe1 && character != 0xf9)) {
            return true;
        }
        before = character;
    }
    return false;
}

void check_legacy_encoding(struct inspection *in)
{
    for (size_t p = 0; p < in->passage_count; p++) {
        const struct passage *passage = &in->passages[p];
        size_t words = 0, suspects = 0;
        struct text_word word, first = {0, 0};
        for (size_t at = 0; text_word_next(passage->text, passage->len, &at, &word);) {
            bool suspect = is_suspect(passage, word);
            first = suspect && suspects == 0 ? word : first;
            suspects += suspect ? 1 : 0;
            words++;
        }
        if (suspects >= SUSPECTS_MIN && suspects * SHARE_MIN >= words) {
            report_place(in, passage, first.start, first.len, NULL);
        }
    }
}
