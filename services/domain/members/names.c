/*
 * names.c — recognises names typed with a legacy font: TCVN3 and VNI put Vietnamese letters on the
 * codes of other letters, which Unicode then shows.
 */
#include "base/text.h"
#include "members/judge.h"

/* Letters of the Latin-1 block that Vietnamese uses. */
static bool is_ours(uint32_t letter)
{
    static const uint32_t OURS[] = {0xc0, 0xc1, 0xc2, 0xc3, 0xc8, 0xc9, 0xca, 0xcc,
                                    0xcd, 0xd2, 0xd3, 0xd4, 0xd5, 0xd9, 0xda, 0xdd};
    for (size_t i = 0; i < sizeof(OURS) / sizeof(OURS[0]); i++) {
        if (letter == OURS[i] || letter == OURS[i] + 0x20) {
            return true;
        }
    }
    return false;
}

/* VNI writes the mark after its vowel, as an accented vowel: "Vaên", "Leâ", "Traàn". */
static bool is_mark_after(uint32_t before, uint32_t letter)
{
    uint32_t lower = letter >= 0xc0 && letter < 0xe0 ? letter + 0x20 : letter;
    bool is_vowel = before == 'a' || before == 'e' || before == 'A' || before == 'E';
    return is_vowel && ((lower >= 0xe0 && lower <= 0xe3) || (lower >= 0xe8 && lower <= 0xea) ||
                        (lower >= 0xf2 && lower <= 0xf5));
}

bool member_name_is_legacy(const char *name)
{
    size_t len = strlen(name);
    uint32_t before = 0, letter;
    for (size_t at = 0; (letter = text_next(name, len, &at)) != 0; before = letter) {
        bool is_foreign = letter > 0xa0 && letter < 0x100 && !is_ours(letter);
        if (is_foreign || is_mark_after(before, letter)) {
            return true;
        }
    }
    return false;
}
