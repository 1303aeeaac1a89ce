/*
 * sentences.c — blanks, punctuation, brackets, capitals, sentences and paragraphs.
 */
#include <string.h>

#include "base/map.h"
#include "base/text.h"
#include "checks/engine/check.h"
#include "text/passage.h"

static const struct passage *sentences_prose(const struct inspection *in, size_t p)
{
    return in->passages[p].is_table ? NULL : &in->passages[p];
}

static bool is_ascii_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* " ," or ",x", except in links, numbers and file names. */
static bool is_badly_spaced(const struct passage *passage, size_t at)
{
    const char *text = passage->text;
    char c = text[at], before = text[at - 1], behind = text[at + 1];
    if (c == ',' || c == ';') {
        bool is_number = behind >= '0' && behind <= '9';
        return (before == ' ' && behind == ' ') ||
               (!is_number && (is_ascii_letter(behind) || (unsigned char)behind >= 0xc3) &&
                (unsigned char)behind != 0xe2);
    }
    return c == '.' && before == ' ' && (behind == ' ' || is_ascii_letter(behind));
}

static void check_spacing(struct inspection *in)
{
    for (size_t p = 0; p < in->passage_count; p++) {
        const struct passage *passage = sentences_prose(in, p);
        size_t first = 0;
        long count = 0;
        if (passage == NULL) {
            continue;
        }
        for (size_t i = 1; i + 1 < passage->len; i++) {
            if (is_badly_spaced(passage, i)) {
                first = count++ == 0 ? i : first;
            }
        }
        if (count >= parameter(in, "places_min")) {
            size_t word = passage_word_at(passage, first);
            size_t end = word < passage->word_count
                             ? passage->words[word].start + passage->words[word].len
                             : first + 1;
            report_place(in, passage, first, end - first,
                         arena_print(in->arena, "Có %ld chỗ.", count));
        }
    }
}

/* ",,", ";;", "!!!", "??", but not three dots, which are a sign of their own. */
static void check_punctuation(struct inspection *in)
{
    for (size_t p = 0; p < in->passage_count; p++) {
        const struct passage *passage = sentences_prose(in, p);
        for (size_t i = 0; passage != NULL && i + 1 < passage->len; i++) {
            char c = passage->text[i];
            size_t same = 1;
            while (i + same < passage->len && passage->text[i + same] == c) {
                same++;
            }
            bool is_bad =
                (strchr(",;:", c) != NULL && same >= 2) || (strchr("!?", c) != NULL && same >= 3);
            if (c != '\0' && is_bad) {
                report_place(in, passage, i, same, NULL);
            }
            i += same - 1;
        }
    }
}

/* ------------------------------------------------------------- pairs */

static void report_pair(struct inspection *in, const struct passage *passage, size_t at,
                        const char *sign)
{
    report_place(in, passage, at, passage->len - at < 60 ? passage->len - at : 60,
                 arena_print(in->arena, "Dấu %s lẻ.", sign));
}

/* Quotes and brackets of a text: "a)" is a bullet, and a quote over several paragraphs is opened
 * again in each. */
static void check_pairs(struct inspection *in, const struct passage *passage)
{
    long round = 0, quotes = 0;
    size_t round_at = 0, quote_at = 0;
    for (size_t i = 0; i < passage->len; i++) {
        const char *at = passage->text + i;
        bool is_start = i == 0 || at[-1] == '\n';
        bool is_open = strncmp(at, "“", 3) == 0 && !(is_start && quotes > 0) &&
                       (is_start || strchr(" (:\xa0", at[-1]) != NULL);
        bool is_close = strncmp(at, "”", 3) == 0 || *at == '"' || strncmp(at, "’", 3) == 0;
        round_at = *at == '(' && round == 0 ? i : round_at;
        quote_at = is_open && quotes == 0 ? i : quote_at;
        round += *at == '(' ? 1 : *at == ')' && round > 0 ? -1 : 0;
        quotes += is_open ? 1 : is_close && quotes > 0 ? -1 : 0; /* many authors mix them */
    }
    if (round > 0) {
        report_pair(in, passage, round_at, "(");
    }
    if (quotes > 0) {
        report_pair(in, passage, quote_at, "“");
    }
}

static void check_unbalanced(struct inspection *in)
{
    for (size_t p = 0; p < in->passage_count; p++) {
        if (in->passages[p].file[0] == '\0') {
            check_pairs(in, &in->passages[p]);
        }
    }
}

/* ------------------------------------------------------------- capitals */

static bool has_small_letters(const struct passage *passage, struct span line)
{
    size_t small = 0, all = 0;
    for (size_t i = line.start; i < line.start + line.len; i++) {
        bool is_letter = is_ascii_letter(passage->lower[i]);
        all += is_letter ? 1 : 0;
        small += is_letter && passage->text[i] == passage->lower[i] ? 1 : 0;
    }
    return small * 10 > all;
}

static void check_all_caps(struct inspection *in)
{
    for (size_t p = 0; p < in->passage_count; p++) {
        const struct passage *passage = sentences_prose(in, p);
        struct span line;
        for (size_t at = 0; passage != NULL && passage_next_line(passage, &at, &line);) {
            if (passage_count_words(passage, line) >= (size_t)parameter(in, "words_min") &&
                !has_small_letters(passage, line)) {
                report_place(in, passage, line.start, line.len, NULL);
            }
        }
    }
}

/* ------------------------------------------------------------- sentences, paragraphs */

static bool has_end(const struct passage *passage, struct span line)
{
    static const char *const ENDS[] = {".", "!", "?", ":", "…", "”", "\"", ")", ";", "]", "’"};
    const char *end = passage->text + line.start + line.len;
    for (size_t i = 0; i < sizeof(ENDS) / sizeof(ENDS[0]); i++) {
        size_t len = strlen(ENDS[i]);
        if (line.len >= len && memcmp(end - len, ENDS[i], len) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_capital(const struct passage *passage, size_t word)
{
    size_t start = passage->words[word].start, len = passage->words[word].len;
    return memcmp(passage->text + start, passage->lower + start, len) != 0;
}

/* The author's name is a last short line, or follows the last full stop: names begin with
 * capitals. */
static bool is_signature(const struct passage *passage, struct span line)
{
    enum { SIGNATURE_WORDS = 8 };
    struct span sentence, last = line;
    for (size_t at = line.start;
         at < line.start + line.len && passage_next_sentence(passage, &at, &sentence);) {
        last = sentence;
    }
    size_t words = passage_count_words(passage, last), first = passage_word_at(passage, last.start);
    size_t capitals = 0;
    for (size_t w = first; w < first + words; w++) {
        capitals += is_capital(passage, w) ? 1 : 0;
    }
    bool ends_in_name = words >= 2 && is_capital(passage, first + words - 1) &&
                        is_capital(passage, first + words - 2);
    return words <= SIGNATURE_WORDS || capitals * 2 > words || ends_in_name;
}

static void check_no_end(struct inspection *in)
{
    enum { WORDS_MIN = 12 };
    for (size_t p = 0; p < in->passage_count; p++) {
        const struct passage *passage = &in->passages[p];
        struct span line, last = {0, 0};
        for (size_t at = 0; passage->file[0] == '\0' && passage_next_line(passage, &at, &line);) {
            last = line;
        }
        if (passage_count_words(passage, last) >= WORDS_MIN && !has_end(passage, last) &&
            !is_signature(passage, last)) {
            size_t shown = last.len < 80 ? last.len : 80;
            size_t start = last.start + last.len - shown;
            while (start < passage->len && ((unsigned char)passage->text[start] & 0xc0) == 0x80) {
                start++;
            }
            report_place(in, passage, start, last.start + last.len - start, NULL);
        }
    }
}

static void check_repeated_paragraph(struct inspection *in)
{
    for (size_t p = 0; p < in->passage_count; p++) {
        const struct passage *passage = sentences_prose(in, p);
        struct map *seen = map_new();
        struct span line;
        for (size_t at = 0; passage != NULL && passage_next_line(passage, &at, &line);) {
            if (passage_count_words(passage, line) >= (size_t)parameter(in, "words_min") &&
                map_put(seen, passage->text + line.start, line.len, seen) != NULL) {
                report_place(in, passage, line.start, line.len, NULL);
            }
        }
        map_free(&seen);
    }
}

static void check_long_sentence(struct inspection *in)
{
    for (size_t p = 0; p < in->passage_count; p++) {
        const struct passage *passage = sentences_prose(in, p);
        struct span sentence;
        for (size_t at = 0; passage != NULL && passage_next_sentence(passage, &at, &sentence);) {
            size_t words = passage_count_words(passage, sentence);
            if (words > (size_t)parameter(in, "words_max")) {
                report_place(in, passage, sentence.start, sentence.len,
                             arena_print(in->arena, "Câu có %zu chữ.", words));
            }
        }
    }
}

/* ------------------------------------------------------------- the table */

static const struct check CHECKS[] = {
    {.code = "text.spacing",
     .severity = HINT,
     .kinds = ",article,report,document,",
     .message = "Khoảng trắng quanh dấu câu không đúng.",
     .message_en = "Blanks around punctuation are wrong.",
     .mend = "Dấu câu viết liền chữ trước, cách chữ sau.",
     .run = check_spacing,
     .parameters = {{"places_min", 3, "số chỗ ít nhất"}},
     .examples = EXAMPLES({.fires = true,
                           .kind = "article",
                           .text = "Sáng nay , đoàn viên ra quân .Chi đoàn họp ,sau đó về."},
                          {.kind = "article", .text = "Sáng nay, 1.234 đoàn viên (nam, nữ) ra."})},
    {.code = "text.punctuation",
     .severity = HINT,
     .kinds = ",article,report,document,",
     .message = "Dấu câu lặp lại.",
     .message_en = "Punctuation is repeated.",
     .mend = "Giữ lại một dấu.",
     .run = check_punctuation,
     .examples = EXAMPLES({.fires = true, .kind = "article", .text = "Vui quá!!! Hay,, đẹp."},
                          {.kind = "article", .text = "Vui quá! Và nhiều nữa… Còn ai?..."})},
    {.code = "text.unbalanced",
     .severity = HINT,
     .kinds = ",article,report,document,",
     .message = "Mở ngoặc mà không đóng (hoặc ngược lại).",
     .message_en = "A bracket or quote is opened and not closed, or the other way round.",
     .mend = "Thêm hoặc bỏ dấu cho đủ cặp.",
     .run = check_unbalanced,
     .examples = EXAMPLES({.fires = true, .kind = "article", .text = "Phong trào “Tôi yêu Tổ quốc"},
                          {.fires = true, .kind = "article", .text = "Xã Tân Hùng (Tiểu Cần ra."},
                          {.kind = "article", .text = "a) Phong trào “Tôi yêu” (Tiểu Cần)."})},
    {.code = "text.all_caps",
     .severity = HINT,
     .kinds = ",article,report,",
     .message = "Có đoạn viết toàn chữ hoa.",
     .message_en = "A paragraph is all in capitals.",
     .mend = "Viết lại bằng chữ thường.",
     .run = check_all_caps,
     .parameters = {{"words_min", 25, "số chữ ít nhất của đoạn"}},
     .examples = EXAMPLES({.fires = true,
                           .kind = "article",
                           .text = "SÁNG NAY HUYỆN ĐOÀN TIỂU CẦN TỔ CHỨC NGÀY THỨ BẢY TÌNH NGUYỆN "
                                   "TẠI XÃ TÂN HÙNG VỚI SỰ THAM GIA CỦA HƠN MỘT TRĂM ĐOÀN VIÊN "
                                   "THANH NIÊN"},
                          {.kind = "article", .text = "HUYỆN ĐOÀN TIỂU CẦN\nSáng nay ra quân."})},
    {.code = "text.no_end",
     .severity = HINT,
     .kinds = ",article,",
     .message = "Câu cuối bài bị cắt ngang.",
     .message_en = "The text breaks off in a sentence.",
     .mend = "Chép cho đủ bài.",
     .run = check_no_end,
     .examples =
         EXAMPLES({.fires = true,
                   .kind = "article",
                   .text = "Sáng nay, chi đoàn ra quân. Sau đó các bạn cùng nhau sinh "
                           "hoạt và giao lưu với các"},
                  {.kind = "article", .text = "Sáng nay, chi đoàn ra quân.\nTin, ảnh: Thanh Nhã"})},
    {.code = "text.repeated_paragraph",
     .severity = WARNING,
     .kinds = "",
     .message = "Một đoạn được chép hai lần.",
     .message_en = "A paragraph appears twice.",
     .mend = "Xóa đoạn lặp.",
     .run = check_repeated_paragraph,
     .parameters = {{"words_min", 12, "số chữ ít nhất của đoạn"}},
     .examples = EXAMPLES({.fires = true,
                           .text = "Sáng nay chi đoàn ấp Chợ ra quân dọn vệ sinh tuyến đường.\n\n"
                                   "Sáng nay chi đoàn ấp Chợ ra quân dọn vệ sinh tuyến đường."},
                          {.text = "Chi đoàn ấp Chợ\nChi đoàn ấp Chợ\n"})},
    {.code = "text.long_sentence",
     .severity = HINT,
     .kinds = ",article,",
     .message = "Câu quá dài.",
     .message_en = "A sentence is too long.",
     .mend = "Tách thành hai, ba câu.",
     .run = check_long_sentence,
     .parameters = {{"words_max", 120, "số chữ nhiều nhất của một câu"}},
     .examples = EXAMPLES({.fires = true,
                           .kind = "article",
                           .times = 16,
                           .text = "rồi các bạn lại cùng nhau đi tiếp, "},
                          {.kind = "article", .text = "Sáng nay, chi đoàn ra quân."})},
    {.code = NULL},
};

CHECK_FAMILY(FAMILY_SENTENCES) = {.name = "Câu chữ", .checks = CHECKS};
