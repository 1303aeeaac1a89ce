/*
 * letters.c — signs that do not belong in a text, two styles of tone marks and quotes in one text,
 * missing diacritics.
 */
#include <string.h>

#include "base/legacy.h"
#include "base/text.h"
#include "checks/engine/check.h"
#include "text/passage.h"

/* ------------------------------------------------------------- mojibake */

/* ------------------------------------------------------------- lost, invisible, private */

/* Cheap test: without a character's first UTF-8 byte the text does not contain it. */
static bool has_byte(const struct passage *passage, unsigned char byte)
{
    return memchr(passage->text, byte, passage->len) != NULL;
}

/* Zero width with letters on both sides.  (The soft hyphen is a letter of TCVN3.) */
static void check_invisible(struct inspection *in)
{
    for (size_t p = 0; p < in->passage_count; p++) {
        const struct passage *passage = &in->passages[p];
        uint32_t before = ' ';
        bool may_hide = has_byte(passage, 0xe2) || has_byte(passage, 0xef);
        for (size_t at = 0; may_hide && at < passage->len;) {
            size_t from = at, next;
            uint32_t character = text_next(passage->text, passage->len, &at);
            bool is_hidden = (character >= 0x200b && character <= 0x200f) || character == 0xfeff ||
                             character == 0x2060;
            next = at;
            if (is_hidden && text_is_letter(before) &&
                text_is_letter(text_next(passage->text, passage->len, &next))) {
                struct span line = passage_line_at(passage, from);
                report_place(in, passage, line.start, line.len, NULL);
                break;
            }
            before = character;
        }
    }
}

static void check_private_glyphs(struct inspection *in)
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
            struct span line = passage_line_at(passage, first);
            report_place(in, passage, line.start, line.len, NULL);
        }
    }
}

/* ------------------------------------------------------------- tones and quotes */

/* Whether it ends in a marked letter after o or u, or in a plain a, e, y after a marked one. */
static bool may_have_style(const char *word, size_t len)
{
    if (len < 4) {
        return false;
    }
    unsigned char last = (unsigned char)word[len - 1];
    if (last < 0x80) {
        return (last == 'a' || last == 'e' || last == 'y') && (unsigned char)word[len - 2] >= 0x80;
    }
    bool is_wide = ((unsigned char)word[len - 2] & 0xc0) == 0x80; /* three bytes, not two */
    char before = word[len - (is_wide ? 4 : 3)];
    return before == 'o' || before == 'u';
}

/* -1: the tone is on the last letter (hoà, khoẻ, thuý); +1: on the one before it (hòa, khỏe, thúy);
 * 0: the word has no such end.  "quý" has only one spelling. */
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

static void check_mixed_tones(struct inspection *in)
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

static void check_mixed_quotes(struct inspection *in)
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

/* Frequent Vietnamese words without their marks, none of them English. */
static bool is_bare_vietnamese(const struct passage *passage, size_t word)
{
    static const char *const BARE[] = {
        "ban",   "bao",   "bo",    "cac",  "can",   "cap",   "chi",    "cho",  "chuc",  "chuong",
        "cong",  "cua",   "cung",  "da",   "dat",   "den",   "di",     "doan", "dong",  "duc",
        "duoc",  "gia",   "giao",  "hien", "hoach", "hoan",  "hoat",   "hoc",  "hop",   "huyen",
        "ket",   "khi",   "khong", "lai",  "mot",   "nam",   "ngay",   "nghi", "nguoi", "nhan",
        "nhiem", "nhung", "nien",  "noi",  "phan",  "phoi",  "phong",  "qua",  "quyet", "ra",
        "sau",   "se",    "sinh",  "tac",  "tai",   "tham",  "thanh",  "thi",  "thuc",  "tieu",
        "tinh",  "trao",  "tre",   "tren", "trinh", "trong", "truong", "tu",   "tuoi",  "va",
        "viec",  "vien",  "viet",  "voi",  "vu",    "xa"};
    return word_among(passage, word, BARE, sizeof(BARE) / sizeof(BARE[0]));
}

/* Two in three Vietnamese words have a mark. */
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

static void check_no_diacritics(struct inspection *in)
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

/* ------------------------------------------------------------- the table */

static const struct check CHECKS[] = {
    {.code = "text.invisible",
     .severity = HINT,
     .kinds = "",
     .message = "Có ký tự ẩn trong từ.",
     .message_en = "Invisible signs (of no width) stand inside words.",
     .mend = "Dán lại dưới dạng văn bản thuần.",
     .run = check_invisible,
     .examples =
         EXAMPLES({.fires = true, .text = "Đoàn vi\xe2\x80\x8b\xc3\xaan"}, {.text = "Đoàn viên"})},
    {.code = "text.private_glyphs",
     .severity = WARNING,
     .kinds = "",
     .message = "Có ký tự của phông riêng, máy khác không hiện được.",
     .message_en = "Signs of a private font, which other machines cannot show.",
     .mend = "Thay bằng ký tự thường (gạch đầu dòng, dấu tích).",
     .run = check_private_glyphs,
     .parameters = {{"signs_min", 3, "số ký tự ít nhất"}},
     .examples = EXAMPLES({.fires = true, .text = "\xef\x82\xb7 một \xef\x82\xb7 hai \xef\x82\xb7"},
                          {.text = "• một • hai • ba"})},
    {.code = "text.mixed_tones",
     .severity = HINT,
     .kinds = "",
     .message = "Đặt dấu thanh theo hai kiểu trong cùng bài (hòa và hoà).",
     .message_en = "Two styles of placing tone marks in one text (hòa, hoà).",
     .mend = "Dùng thống nhất một kiểu bỏ dấu.",
     .run = check_mixed_tones,
     .parameters = {{"words_min", 2, "số từ ít nhất của kiểu ít dùng hơn"}},
     .examples = EXAMPLES({.fires = true, .text = "hòa bình, hoà giải, khỏe mạnh, sức khoẻ, hóa"},
                          {.text = "hòa bình, khỏe mạnh, hóa đơn, thủy lợi, quý, quả"})},
    {.code = "text.mixed_quotes",
     .severity = HINT,
     .kinds = ",article,report,document,",
     .message = "Dùng lẫn dấu nháy thẳng và dấu nháy cong.",
     .message_en = "Straight and curly quotes are mixed.",
     .mend = "Dùng thống nhất một kiểu.",
     .run = check_mixed_quotes,
     .examples = EXAMPLES({.fires = true,
                           .kind = "article",
                           .text = "Cuộc vận động “Ngày tin tốt” và \"Chi đoàn mạnh\""},
                          {.kind = "article", .text = "Cuộc vận động “Ngày tin tốt”"})},
    {.code = "text.no_diacritics",
     .severity = WARNING,
     .kinds = "",
     .message = "Bài viết không dấu.",
     .message_en = "Vietnamese without diacritics.",
     .mend = "Viết lại bằng tiếng Việt có dấu.",
     .run = check_no_diacritics,
     .parameters = {{"words_min", 8, "chỉ xét bài có ít nhất chừng này chữ"}},
     .examples = EXAMPLES({.fires = true,
                           .text = "Doan vien thanh nien huyen Tieu Can ra quan "
                                   "trong cay xanh tai xa Tan Hung"},
                          {.text = "Đoàn viên thanh niên huyện Tiểu Cần ra quân trồng cây xanh"},
                          {.text = "The quick brown fox jumps over the lazy dog and runs away"})},
    {.code = NULL},
};

CHECK_FAMILY(FAMILY_LETTERS) = {.name = "Ký tự", .checks = CHECKS};
