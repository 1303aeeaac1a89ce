/*
 * spelling.c — syllables that Vietnamese does not have.  Only words in small letters with
 * a Vietnamese letter in them are judged: names and foreign words are not ours to spell.
 */
#include <string.h>

#include "checks/checks.h"
#include "checks/passage.h"
#include "checks/dictionary.h"

/* Small letters with the marks that Vietnamese has. */
static bool is_vietnamese(uint32_t c)
{
    static const char LATIN[] = "\xe0\xe1\xe2\xe3\xe8\xe9\xea\xec\xed\xf2\xf3\xf4\xf5\xf9\xfa\xfd";
    return (c >= 0x1ea0 && c <= 0x1ef9) || c == 0x103 || c == 0x111 || c == 0x129 || c == 0x169 ||
           c == 0x1a1 || c == 0x1b0 || (c > 0x80 && c <= 0xff && memchr(LATIN, (int)c, 16) != NULL);
}

/* Letters only, small ones, one of them Vietnamese, not part of anything longer. */
static bool is_judged(const struct passage *passage, const struct text_word *word)
{
    const char *text = passage->text + word->start;
    bool has_mark = false;
    if (memcmp(text, passage->lower + word->start, word->len) != 0) {
        return false;
    }
    for (size_t at = 0; at < word->len;) {
        uint32_t character = text_next(text, word->len, &at);
        has_mark = has_mark || character >= 0x80;
        if (character < 'a' || (character > 'z' && !is_vietnamese(character))) {
            return false;
        }
    }
    char before = word->start > 0 ? text[-1] : ' ';
    char behind = word->start + word->len < passage->len ? text[word->len] : ' ';
    return has_mark && strchr("-_@/.&'", before) == NULL && strchr("-_@/&'", behind) == NULL;
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

/* Where many words are unknown it is another encoding or language, and told as such. */
static void check_passage(struct inspection *in, const struct passage *passage)
{
    enum { WRONG_MAX = 100, SHARE_MAX = 8 };
    struct dictionary *dictionary = in->context->dictionary;
    const struct text_word *wrong[WRONG_MAX];
    size_t count = 0, judged = 0, most = (size_t)parameter(in, "words_max");
    for (size_t w = 0; w < passage->word_count && count < WRONG_MAX; w++) {
        const struct text_word *word = &passage->words[w];
        const char *lower = passage->lower + word->start;
        if (!is_judged(passage, word)) {
            continue;
        }
        judged++;
        if (!dictionary_knows(dictionary, lower, word->len) &&
            !is_known_otherwise(dictionary, lower, word->len)) {
            wrong[count++] = word;
        }
    }
    for (size_t i = 0; i < count && i < most && (count <= 3 || count * SHARE_MAX <= judged); i++) {
        report_place(in, passage, wrong[i]->start, wrong[i]->len, NULL);
    }
}

void check_spelling(struct inspection *in)
{
    for (size_t p = 0; p < in->passage_count && in->context->dictionary != NULL; p++) {
        if (!in->passages[p].is_table && in->passages[p].is_composed) {
            check_passage(in, &in->passages[p]);
        }
    }
}
