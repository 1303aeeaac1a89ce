/*
 * letters.c — signs that do not belong into a text: vowels of a wrong code page, lost and
 * invisible ones, two ways of setting marks and quotes.
 */
#include <string.h>

#include "base/text.h"
#include "checks/checks.h"
#include "text/legacy.h"
#include "text/passage.h"

/* ------------------------------------------------------------- mojibake */

static size_t count_places(const struct passage *passage, const char *const *signs, size_t *first)
{
    size_t count = 0;
    for (; *signs != NULL; signs++) {
        size_t len = strlen(*signs);
        for (const char *at = passage->text;
             (at = memmem(at, passage->len - (size_t)(at - passage->text), *signs, len)) != NULL;
             at += len) {
            size_t offset = (size_t)(at - passage->text);
            *first = count == 0 || offset < *first ? offset : *first;
            count++;
        }
    }
    return count;
}

static struct span line_around(const struct passage *passage, size_t offset)
{
    struct span line;
    for (size_t at = 0; passage_next_line(passage, &at, &line);) {
        if (line.start <= offset && offset < line.start + line.len) {
            return line;
        }
    }
    return (struct span){offset, 1};
}

void check_mojibake(struct inspection *in)
{
    enum { SIGNS_MIN = 3 };
    /* "á»", "áº", "Ä‘", "Æ°", "Ã " and others: the first bytes of Vietnamese letters. */
    static const char *const SIGNS[] = {
        "\xc3\xa1\xc2\xbb", "\xc3\xa1\xc2\xba", "\xc3\x84\xe2\x80\x98", "\xc3\x84\xc2\x91",
        "\xc3\x86\xc2\xb0", "\xc3\x86\xc2\xa1", "\xc3\x83\xc2\xa0", "\xc3\x83\xc2\xa1",
        "\xc3\x83\xc2\xaa", "\xc3\x83\xc2\xb4", "\xc3\x83\xc2\xa2", "\xc3\x83\xc2\xb3", NULL};
    for (size_t p = 0; p < in->passage_count; p++) {
        const struct passage *passage = &in->passages[p];
        size_t first = 0;
        if (!passage->is_plain && count_places(passage, SIGNS, &first) >= SIGNS_MIN) {
            struct span line = line_around(passage, first);
            const char *meant =
                mojibake_to_unicode(in->arena, passage->text + line.start, line.len);
            report_place(in, passage, line.start, line.len,
                         meant != NULL ? arena_print(in->arena, "Có lẽ là: \"%s\".", meant)
                                       : NULL);
        }
    }
}

/* ------------------------------------------------------------- lost, invisible, private */

/* A question mark with letters on both sides, or a replacement sign. */
void check_lost_letters(struct inspection *in)
{
    enum { MARKS_MIN = 2 };
    for (size_t p = 0; p < in->passage_count; p++) {
        const struct passage *passage = &in->passages[p];
        uint32_t before = ' ';
        size_t marks = 0, signs = 0, first = 0;
        if (memchr(passage->text, '?', passage->len) == NULL &&
            memmem(passage->text, passage->len, "\xef\xbf\xbd", 3) == NULL) {
            continue;
        }
        for (size_t at = 0; at < passage->len;) {
            size_t from = at, next;
            uint32_t character = text_next(passage->text, passage->len, &at);
            next = at;
            bool is_mark = character == '?' && text_is_letter(before) &&
                           text_is_letter(text_next(passage->text, passage->len, &next));
            bool is_sign = character == 0xfffd;
            first = (is_mark || is_sign) && marks + signs == 0 ? from : first;
            marks += is_mark ? 1 : 0;
            signs += is_sign ? 1 : 0;
            before = character;
        }
        if ((marks >= MARKS_MIN || signs > 0) &&
            memmem(passage->text, passage->len, "://", 3) == NULL) {
            struct span line = line_around(passage, first);
            report_place(in, passage, line.start, line.len, NULL);
        }
    }
}

/* Zero width with letters on both sides.  (The soft hyphen is a letter of TCVN3.) */
/* The first byte of a character in UTF-8: without it there is none of them. */
static bool has_byte(const struct passage *passage, unsigned char byte)
{
    return memchr(passage->text, byte, passage->len) != NULL;
}

void check_invisible(struct inspection *in)
{
    for (size_t p = 0; p < in->passage_count; p++) {
        const struct passage *passage = &in->passages[p];
        uint32_t before = ' ';
        bool may_hide = has_byte(passage, 0xe2) || has_byte(passage, 0xef);
        for (size_t at = 0; may_hide && at < passage->len;) {
            size_t from = at, next;
            uint32_t character = text_next(passage->text, passage->len, &at);
            bool is_hidden = (character >= 0x200b && character <= 0x200f) ||
                             character == 0xfeff || character == 0x2060;
            next = at;
            if (is_hidden && text_is_letter(before) &&
                text_is_letter(text_next(passage->text, passage->len, &next))) {
                struct span line = line_around(passage, from);
                report_place(in, passage, line.start, line.len, NULL);
                break;
            }
            before = character;
        }
    }
}

void check_private_glyphs(struct inspection *in)
{
    for (size_t p = 0; p < in->passage_count; p++) {
        const struct passage *passage = &in->passages[p];
        long count = 0;
        size_t first = 0;
        bool may_be = has_byte(passage, 0xee) || has_byte(passage, 0xef);
        for (size_t at = 0; may_be && at < passage->len;) {
            size_t from = at;
            uint32_t character = text_next(passage->text, passage->len, &at);
            if (character >= 0xe000 && character <= 0xf8ff) {
                first = count++ == 0 ? from : first;
            }
        }
        if (count >= parameter(in, "signs_min")) {
            struct span line = line_around(passage, first);
            report_place(in, passage, line.start, line.len, NULL);
        }
    }
}

/* ------------------------------------------------------------- tones and quotes */

/* Ends in a marked letter behind o or u, or in a plain a, e, y behind a marked one. */
static bool may_have_style(const char *word, size_t len)
{
    if (len < 4) {
        return false;
    }
    unsigned char last = (unsigned char)word[len - 1];
    if (last < 0x80) {
        return (last == 'a' || last == 'e' || last == 'y') && (unsigned char)word[len - 2] >= 0x80;
    }
    bool is_wide = ((unsigned char)word[len - 2] & 0xc0) == 0x80;  /* three bytes, not two */
    char before = word[len - (is_wide ? 4 : 3)];
    return before == 'o' || before == 'u';
}

/* -1: the tone stands on the last letter (hoà, khoẻ, thuý); +1: on the one before it
 * (hòa, khỏe, thúy); 0: the word has no such end.  "quý" has only the one way. */
static int tone_style(const char *word, size_t len)
{
    static const char *const ON_LAST[] = {"oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ",
                                          "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"};
    static const char *const ON_FIRST[] = {"òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe",
                                           "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"};
    if (!may_have_style(word, len)) {
        return 0;
    }
    for (size_t i = 0; i < sizeof(ON_LAST) / sizeof(ON_LAST[0]); i++) {
        size_t last = strlen(ON_LAST[i]), first = strlen(ON_FIRST[i]);
        if (len > last && memcmp(word + len - last, ON_LAST[i], last) == 0) {
            return word[len - last - 1] == 'q' ? 0 : -1;
        }
        if (len > first && memcmp(word + len - first, ON_FIRST[i], first) == 0) {
            return word[len - first - 1] == 'q' ? 0 : 1;
        }
    }
    return 0;
}

void check_mixed_tones(struct inspection *in)
{
    for (size_t p = 0; p < in->passage_count; p++) {
        const struct passage *passage = &in->passages[p];
        const struct text_word *old_word = NULL, *new_word = NULL;
        long older = 0, newer = 0;
        for (size_t w = 0; w < passage->word_count; w++) {
            const struct text_word *word = &passage->words[w];
            int style = tone_style(passage->lower + word->start, word->len);
            old_word = style > 0 && older == 0 ? word : old_word;
            new_word = style < 0 && newer == 0 ? word : new_word;
            older += style > 0 ? 1 : 0;
            newer += style < 0 ? 1 : 0;
        }
        long fewer = older < newer ? older : newer;
        const struct text_word *rare = older < newer ? old_word : new_word;
        const struct text_word *usual = older < newer ? new_word : old_word;
        if (fewer >= parameter(in, "words_min") && rare != NULL && usual != NULL) {
            report_place(in, passage, rare->start, rare->len,
                         arena_print(in->arena, "Chỗ khác viết theo kiểu \"%.*s\".",
                                     (int)usual->len, passage->text + usual->start));
        }
    }
}

void check_mixed_quotes(struct inspection *in)
{
    for (size_t p = 0; p < in->passage_count; p++) {
        const struct passage *passage = &in->passages[p];
        const char *straight = memchr(passage->text, '"', passage->len);
        if (straight != NULL && !passage->is_table &&
            memmem(passage->text, passage->len, "“", strlen("“")) != NULL) {
            report_place(in, passage, (size_t)(straight - passage->text), 1, NULL);
        }
    }
}

/* ------------------------------------------------------------- no diacritics */

/* Frequent Vietnamese words as they look without marks, which English does not have. */
static bool is_bare_vietnamese(const struct passage *passage, size_t word)
{
    static const char *const BARE[] = {
        "ban", "bao", "bo", "cac", "can", "cap", "chi", "cho", "chuc", "chuong", "cong", "cua",
        "cung", "da", "dat", "den", "di", "doan", "dong", "duc", "duoc", "gia", "giao", "hien",
        "hoach", "hoan", "hoat", "hoc", "hop", "huyen", "ket", "khi", "khong", "lai", "mot",
        "nam", "ngay", "nghi", "nguoi", "nhan", "nhiem", "nhung", "nien", "noi", "phan", "phoi",
        "phong", "qua", "quyet", "ra", "sau", "se", "sinh", "tac", "tai", "tham", "thanh", "thi",
        "thuc", "tieu", "tinh", "trao", "tre", "tren", "trinh", "trong", "truong", "tu", "tuoi",
        "va", "viec", "vien", "viet", "voi", "vu", "xa"};
    return word_among(passage, word, BARE, sizeof(BARE) / sizeof(BARE[0]));
}

/* Of Vietnamese words with their marks two in three have one. */
static bool has_marks(const struct passage *passage)
{
    size_t marked = 0;
    for (size_t w = 0; w < passage->word_count; w++) {
        const char *word = passage->text + passage->words[w].start;
        bool is_marked = false;
        for (size_t i = 0; i < passage->words[w].len && !is_marked; i++) {
            is_marked = (unsigned char)word[i] >= 0x80;
        }
        marked += is_marked ? 1 : 0;
    }
    return marked * 20 >= passage->word_count;
}

void check_no_diacritics(struct inspection *in)
{
    for (size_t p = 0; p < in->passage_count; p++) {
        const struct passage *passage = &in->passages[p];
        size_t bare = 0;
        if (passage->word_count < (size_t)parameter(in, "words_min") || has_marks(passage)) {
            continue;
        }
        for (size_t w = 0; w < passage->word_count; w++) {
            bare += is_bare_vietnamese(passage, w) ? 1 : 0;
        }
        if (bare * 4 >= passage->word_count) {
            report_place(in, passage, 0, passage->len, NULL);
        }
    }
}
