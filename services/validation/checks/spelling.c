/*
 * spelling.c — syllables that Vietnamese does not have.  Only words in small letters with
 * a Vietnamese letter in them are judged: names and foreign words are not ours to spell.
 */
#include <string.h>

#include "validation/checks/checks.h"
#include "validation/checks/passage.h"
#include "validation/spelling.h"

/* Letters only, small ones, one of them Vietnamese, not part of anything longer. */
static bool is_judged(const struct passage *passage, const struct text_word *word)
{
    const char *text = passage->text + word->start;
    bool has_mark = false;
    if (memcmp(text, passage->lower + word->start, word->len) != 0) {
        return false;
    }
    for (size_t i = 0; i < word->len; i++) {
        unsigned char byte = (unsigned char)text[i];
        has_mark = has_mark || byte >= 0x80;
        if (byte < 'a' || (byte > 'z' && byte < 0x80)) {
            return false;
        }
    }
    char before = word->start > 0 ? text[-1] : ' ';
    char behind = word->start + word->len < passage->len ? text[word->len] : ' ';
    return has_mark && strchr("-_@/.&'", before) == NULL && strchr("-_@/&'", behind) == NULL &&
           text_is_nfc(text, word->len);
}

/* The same syllable with its tone where the dictionary puts it: "hoà" as "hòa". */
static bool is_known_otherwise(struct dictionary *dictionary, const char *word, size_t len)
{
    static const char *const PAIRS[][2] = {
        {"oà", "òa"}, {"oá", "óa"}, {"oả", "ỏa"}, {"oã", "õa"}, {"oạ", "ọa"},
        {"oè", "òe"}, {"oé", "óe"}, {"oẻ", "ỏe"}, {"oẽ", "õe"}, {"oẹ", "ọe"},
        {"uỳ", "ùy"}, {"uý", "úy"}, {"uỷ", "ủy"}, {"uỹ", "ũy"}, {"uỵ", "ụy"},
        {"ì", "ỳ"},   {"í", "ý"},   {"ỉ", "ỷ"},   {"ĩ", "ỹ"},   {"ị", "ỵ"}};
    char other[64];
    for (size_t i = 0; i < 2 * sizeof(PAIRS) / sizeof(PAIRS[0]); i++) {
        const char *from = PAIRS[i / 2][i % 2], *to = PAIRS[i / 2][1 - i % 2];
        size_t from_len = strlen(from), to_len = strlen(to);
        if (len >= from_len && len + to_len < sizeof(other) &&
            memcmp(word + len - from_len, from, from_len) == 0) {
            memcpy(other, word, len - from_len);
            memcpy(other + len - from_len, to, to_len);
            if (dictionary_knows(dictionary, other, len - from_len + to_len)) {
                return true;
            }
        }
    }
    return false;
}

void check_spelling(struct inspection *in)
{
    struct dictionary *dictionary = in->context->dictionary;
    long left = parameter(in, "words_max");
    for (size_t p = 0; p < in->passage_count && dictionary != NULL; p++) {
        const struct passage *passage = &in->passages[p];
        for (size_t w = 0; w < passage->word_count && left > 0 && !passage->is_table; w++) {
            const struct text_word *word = &passage->words[w];
            const char *lower = passage->lower + word->start;
            if (is_judged(passage, word) && !dictionary_knows(dictionary, lower, word->len) &&
                !is_known_otherwise(dictionary, lower, word->len)) {
                report_place(in, passage, word->start, word->len, NULL);
                left--;
            }
        }
    }
}
