/*
 * words.c — doubled words, and syllables that Vietnamese does not have.
 *
 * Vietnamese doubles words on purpose (từ láy: "ngày ngày", "luôn luôn").  Only words that are
 * never doubled, the grammatical ones and a few others, are reported, and pairs of words that come
 * twice ("tham gia tham gia") unless they sound alike ("lấp ló lấp ló").  Spelling judges words in
 * small letters with a Vietnamese letter in them: names and foreign words are left alone.
 */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "checks/engine/check.h"
#include "text/dictionary.h"
#include "text/passage.h"

/* Lower case, NFC. */
static const char *const NEVER_DOUBLED[] = {
    "các", "qua",  "của",  "và",    "là",    "được", "trong", "cho",   "với",  "tại",  "các",
    "một", "này",  "đó",   "theo",  "trên",  "dưới", "đến",   "để",    "khi",  "bị",   "bởi",
    "do",  "nên",  "thì",  "mà",    "như",   "cùng", "vào",   "ra",    "về",   "tiếp", "tục",
    "đã",  "sẽ",   "đang", "không", "những", "cũng", "còn",   "phải",  "đoàn", "tỉnh", "huyện",
    "xã",  "công", "tác",  "thực",  "hiện",  "tổ",   "chức",  "thanh", "niên", "viên", "đồng",
    "chí", "bí",   "thư",  "hoạt",  "động",  "the",  "of",    "and",
};

static bool is_never_doubled(const char *word, size_t len)
{
    for (size_t i = 0; i < sizeof(NEVER_DOUBLED) / sizeof(NEVER_DOUBLED[0]); i++) {
        if (strlen(NEVER_DOUBLED[i]) == len && memcmp(NEVER_DOUBLED[i], word, len) == 0) {
            return true;
        }
    }
    return false;
}

/* Only blanks, on one line, between them. */
static bool are_neighbours(const struct passage *passage, size_t from, size_t to)
{
    bool has_gap = false;
    while (from < to) {
        uint32_t character = text_next(passage->text, passage->len, &from);
        if (!text_is_space(character) || character == '\n' || character == '\r') {
            return false;
        }
        has_gap = true;
    }
    return has_gap;
}

/* Equal but for the case of letters. */
static bool are_alike(const struct passage *passage, struct text_word a, struct text_word b)
{
    const char *left = passage->text + a.start, *right = passage->text + b.start;
    if (a.len != b.len) {
        return false;
    }
    /* Two capitalised words: a name ("Thanh Thanh"). */
    const char *lower = passage->lower + b.start;
    bool is_name =
        memcmp(left, passage->lower + a.start, a.len) != 0 && memcmp(right, lower, b.len) != 0;
    return !is_name && memcmp(passage->lower + a.start, lower, b.len) == 0;
}

/* The last words of a line, the newest last. */
enum { LAST_WORDS = 4 };

/* In small letters throughout: no name, no number. */
static bool is_plain(const struct passage *passage, struct text_word word)
{
    const char *text = passage->text + word.start;
    return (text[0] < '0' || text[0] > '9') &&
           memcmp(text, passage->lower + word.start, word.len) == 0;
}

/* "tham gia tham gia": a pair of different words that follows itself.  Words that begin alike are
 * doubled on purpose, and so are those of degree ("càng nghe càng nghe"). */
static bool is_pair_twice(const struct passage *passage, const struct text_word last[LAST_WORDS])
{
    static const char *const DEGREE[] = {"rất",   "từng", "thật", "mãi",
                                         "nhiều", "lần",  "dần",  "càng"};
    const char *one = passage->text + last[0].start, *two = passage->text + last[1].start;
    for (size_t i = 0; i < sizeof(DEGREE) / sizeof(DEGREE[0]); i++) {
        size_t len = strlen(DEGREE[i]);
        if ((last[0].len == len && memcmp(one, DEGREE[i], len) == 0) ||
            (last[1].len == len && memcmp(two, DEGREE[i], len) == 0)) {
            return false;
        }
    }
    bool is_word = last[0].len > 0 && last[0].len + last[1].len > 4 && one[0] != two[0];
    for (size_t i = 0; i < LAST_WORDS && is_word; i++) {
        is_word = is_plain(passage, last[i]);
    }
    return is_word && are_alike(passage, last[0], last[2]) && are_alike(passage, last[1], last[3]);
}

static void look_for_doubled(struct inspection *in, const struct passage *passage)
{
    struct text_word last[LAST_WORDS] = {{0, 0}}, word;
    for (size_t at = 0; text_word_next(passage->text, passage->len, &at, &word);) {
        const struct text_word before = last[LAST_WORDS - 1];
        if (!are_neighbours(passage, before.start + before.len, word.start)) {
            memset(last, 0, sizeof(last));
        }
        memmove(last, last + 1, sizeof(last) - sizeof(last[0]));
        last[LAST_WORDS - 1] = word;
        if (last[2].len > 0 && are_alike(passage, before, word) &&
            is_never_doubled(passage->lower + word.start, word.len)) {
            report_place(in, passage, before.start, word.start + word.len - before.start, NULL);
        } else if (is_pair_twice(passage, last)) {
            report_place(in, passage, last[0].start, word.start + word.len - last[0].start, NULL);
        }
    }
}

static void check_doubled_word(struct inspection *in)
{
    for (size_t p = 0; p < in->passage_count; p++) {
        if (!in->passages[p].is_table) {
            look_for_doubled(in, &in->passages[p]);
        }
    }
}

/* Small letters with Vietnamese marks. */
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

/* Small letters only, one of them Vietnamese, and not part of a longer token. */
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
    /* Split by a zero-width character: another check reports that. */
    bool is_cut = (word->start >= 3 && memcmp(text - 3, "\xe2\x80\x8b", 3) == 0) ||
                  strncmp(text + word->len, "\xe2\x80\x8b", 3) == 0;
    char before = word->start > 0 ? text[-1] : ' ';
    char behind = word->start + word->len < passage->len ? text[word->len] : ' ';
    return has_mark && !is_cut && strchr("-_@/.&'", before) == NULL &&
           strchr("-_@/&'", behind) == NULL;
}

/* The same syllable with its tone where the dictionary writes it: "hoà" as "hòa". */
static bool is_known_otherwise(struct dictionary *dictionary, const char *word, size_t len)
{
    static const char *const PAIRS[][2] = {{"oà", "òa"}, {"oá", "óa"}, {"oả", "ỏa"}, {"oã", "õa"},
                                           {"oạ", "ọa"}, {"oè", "òe"}, {"oé", "óe"}, {"oẻ", "ỏe"},
                                           {"oẽ", "õe"}, {"oẹ", "ọe"}, {"uỳ", "ùy"}, {"uý", "úy"},
                                           {"uỷ", "ủy"}, {"uỹ", "ũy"}, {"uỵ", "ụy"}, {"ì", "ỳ"},
                                           {"í", "ý"},   {"ỉ", "ỷ"},   {"ĩ", "ỹ"},   {"ị", "ỵ"}};
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

/* Many unknown words mean another encoding or language, which other checks report. */
static void look_for_unknown(struct inspection *in, const struct passage *passage)
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

static void check_spelling(struct inspection *in)
{
    for (size_t p = 0; p < in->passage_count && in->context->dictionary != NULL; p++) {
        if (!in->passages[p].is_table && in->passages[p].is_composed) {
            look_for_unknown(in, &in->passages[p]);
        }
    }
}

/* ------------------------------------------------------------- the table */

static const struct check CHECKS[] = {
    {.code = "text.doubled_word",
     .severity = WARNING,
     .kinds = "",
     .message = "Lặp từ.",
     .message_en = "A word appears twice.",
     .mend = "Bỏ từ thừa.",
     .run = check_doubled_word,
     .examples = EXAMPLES({.fires = true, .text = "Thông qua các các buổi kiểm tra"},
                          {.fires = true, .text = "Vận động bà con tham gia tham gia ra quân"},
                          {.text = "ngày ngày, luôn luôn xanh xanh, đời đời"},
                          {.text = "rì rào rì rào, càng nghe càng nghe càng thích"})},
    {.code = "text.spelling",
     .severity = HINT,
     .kinds = "",
     .message = "Có thể sai chính tả.",
     .message_en = "Perhaps a misspelt word.",
     .mend = "Xem lại từ này.",
     .run = check_spelling,
     .parameters = {{"words_max", 10, "số từ nhiều nhất được nêu"}},
     .examples = EXAMPLES({.fires = true, .text = "Đoàn viên tham gia trồg cây và dọn vệ sịnhh"},
                          {.text = "Đoàn viên Kim Thị Sà Rết livestream tại UBND xã Tập Ngãi"},
                          {.text = "sức khoẻ, sức khỏe, thuỷ lợi, thủy lợi, kỹ thuật, kĩ thuật"})},
    {.code = NULL},
};

CHECK_FAMILY(FAMILY_WORDS) = {.name = "Từ ngữ", .checks = CHECKS};
