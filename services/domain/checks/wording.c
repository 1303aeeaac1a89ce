/*
 * wording.c — doubled words, a wrong letter, decomposed Unicode.
 *
 * Vietnamese doubles words on purpose (từ láy: "ngày ngày", "luôn luôn").  Only
 * words that nobody doubles, the grammatical ones and a few others, are told.
 */
#include <string.h>

#include "base/text.h"
#include "checks/checks.h"

/* Lower case, NFC. */
static const char *const NEVER_DOUBLED[] = {
    "các",  "qua",  "của", "và",   "là",   "được", "trong", "cho", "với",  "tại",  "các",
    "một",  "này",  "đó",  "theo", "trên", "dưới", "đến", "để",   "khi",  "bị",
    "bởi",  "do",   "nên", "thì",  "mà",   "như",  "cùng",  "vào", "ra",   "về",   "tiếp",
    "tục",  "đã",   "sẽ",  "đang", "không", "những", "cũng", "còn", "phải",
    "đoàn", "tỉnh", "huyện", "xã", "công", "tác",  "thực",  "hiện", "tổ",  "chức", "thanh",
    "niên", "viên", "đồng", "chí", "bí",   "thư",  "hoạt",  "động", "the", "of",   "and",
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

/* Alike but for the case of letters. */
static bool are_alike(const struct passage *passage, struct text_word a, struct text_word b)
{
    const char *left = passage->text + a.start, *right = passage->text + b.start;
    if (a.len != b.len) {
        return false;
    }
    /* Two capitals: a name ("Thanh Thanh"). */
    const char *lower = passage->lower + b.start;
    bool is_name = memcmp(left, passage->lower + a.start, a.len) != 0 &&
                   memcmp(right, lower, b.len) != 0;
    return !is_name && memcmp(passage->lower + a.start, lower, b.len) == 0;
}

static void check_passage(struct inspection *in, const struct passage *passage)
{
    struct text_word before = {0, 0}, word;
    for (size_t at = 0; text_word_next(passage->text, passage->len, &at, &word);) {
        if (before.len > 0 && are_neighbours(passage, before.start + before.len, word.start) &&
            are_alike(passage, before, word)) {
            if (is_never_doubled(passage->lower + word.start, word.len)) {
                report_place(in, passage, before.start, word.start + word.len - before.start, NULL);
            }
        }
        before = word;
    }
}

void check_doubled_word(struct inspection *in)
{
    for (size_t p = 0; p < in->passage_count; p++) {
        if (!in->passages[p].is_table) {
            check_passage(in, &in->passages[p]);
        }
    }
}

/* The word around an offset. */
static void report_word(struct inspection *in, const struct passage *passage, size_t offset)
{
    struct text_word word;
    for (size_t at = 0; text_word_next(passage->text, passage->len, &at, &word);) {
        if (word.start <= offset && offset < word.start + word.len) {
            report_place(in, passage, word.start, word.len, NULL);
            return;
        }
    }
    report_place(in, passage, offset, 2, NULL);
}

void check_wrong_letter(struct inspection *in)
{
    for (size_t p = 0; p < in->passage_count; p++) {
        const struct passage *passage = &in->passages[p];
        const char *found = passage->text;
        while ((found = memmem(found, passage->len - (size_t)(found - passage->text), "\xc3\x90",
                               2)) != NULL) {
            report_word(in, passage, (size_t)(found - passage->text));
            found += 2;
        }
    }
}

/* One finding a text: whoever types so types so everywhere. */
void check_decomposed(struct inspection *in)
{
    for (size_t p = 0; p < in->passage_count; p++) {
        const struct passage *passage = &in->passages[p];
        struct text_word word;
        if (passage->is_composed) {
            continue;
        }
        for (size_t at = 0; text_word_next(passage->text, passage->len, &at, &word);) {
            if (!text_is_nfc(passage->text + word.start, word.len)) {
                report_place(in, passage, word.start, word.len, NULL);
                break;
            }
        }
    }
}
