/*
 * spelling.c — syllables that Vietnamese does not have.  Only words in small letters with
 * a Vietnamese letter in them are judged: names and foreign words are not ours to spell.
 */
#include <stdio.h>
#include <string.h>

#include "checks/checks.h"
#include "text/dictionary.h"
#include "text/passage.h"

/* Small letters with the marks that Vietnamese has. */
static bool is_vietnamese(uint32_t c)
{
    static const uint8_t LATIN[] = {0xe0, 0xe1, 0xe2, 0xe3, 0xe8, 0xe9, 0xea, 0xec,
                                    0xed, 0xf2, 0xf3, 0xf4, 0xf5, 0xf9, 0xfa, 0xfd};
    if (c <= 0xff) {
        return memchr(LATIN, (int)c, sizeof(LATIN)) != NULL;
    }
    return (c >= 0x1ea0 && c <= 0x1ef9) || c == 0x103 || c == 0x111 || c == 0x129 || c == 0x169 ||
           c == 0x1a1 || c == 0x1b0;
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
    /* Cut in two by a sign without width, which is told as such. */
    bool is_cut = (word->start >= 3 && memcmp(text - 3, "\xe2\x80\x8b", 3) == 0) ||
                  strncmp(text + word->len, "\xe2\x80\x8b", 3) == 0;
    char before = word->start > 0 ? text[-1] : ' ';
    char behind = word->start + word->len < passage->len ? text[word->len] : ' ';
    return has_mark && !is_cut && strchr("-_@/.&'", before) == NULL &&
           strchr("-_@/&'", behind) == NULL;
}

/* The same syllable with its tone where the dictionary puts it: "hoà" as "hòa". */
static bool is_known_otherwise(struct dictionary *dictionary, const char *word, size_t len)
{
    static const char *const PAIRS[][2] = {
        {"oà", "òa"}, {"oá", "óa"}, {"oả", "ỏa"}, {"oã", "õa"}, {"oạ", "ọa"},
        {"oè", "òe"}, {"oé", "óe"}, {"oẻ", "ỏe"}, {"oẽ", "õe"}, {"oẹ", "ọe"},
        {"uỳ", "ùy"}, {"uý", "úy"}, {"uỷ", "ủy"}, {"uỹ", "ũy"}, {"uỵ", "ụy"},
        {"ì", "ỳ"},   {"í", "ý"},   {"ỉ", "ỷ"},   {"ĩ", "ỹ"},   {"ị", "ỵ"}};
    enum { OTHER = 64, PAIR_COUNT = sizeof(PAIRS) / sizeof(PAIRS[0]) };
    char other[OTHER];
    for (size_t i = 0; i < 2 * (size_t)PAIR_COUNT; i++) {
        const char *from = PAIRS[i / 2][i % 2], *to = PAIRS[i / 2][1 - i % 2];
        size_t from_len = strlen(from), to_len = strlen(to);
        if (len >= from_len && len + to_len < sizeof(other) &&
            memcmp(word + len - from_len, from, from_len) == 0) {
            int made = snprintf(other, sizeof(other), "%.*s%s", (int)(len - from_len), word, to);
            if (dictionary_knows(dictionary, other, (size_t)made)) {
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
