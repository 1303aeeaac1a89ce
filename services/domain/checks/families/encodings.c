/*
 * encodings.c — letters of a wrong code page: Vietnamese typed in a legacy font encoding and read
 * as Latin-1 (TCVN3 shows as "Thùc hiÖn", VNI as "Thöïc hieän": both need letters where Unicode
 * Vietnamese never has them; files whose fonts name the encoding have a check of their own), UTF-8
 * read as Latin-1, letters that a conversion lost, decomposed Unicode.
 */
#include <string.h>

#include "base/legacy.h"
#include "base/text.h"
#include "checks/engine/check.h"
#include "text/passage.h"

/* The beginning of the text as it was meant, so that the author can fix it. */
static const char *encodings_converted(struct inspection *in, const struct passage *passage)
{
    enum { SHOWN = 240 };
    const char *name;
    const char *meant = legacy_to_unicode(in->arena, passage->text, passage->len, &name);
    size_t len = text_cut(meant, strlen(meant), SHOWN);
    return arena_print(in->arena, "Bảng mã %s; có lẽ là: \"%.*s%s\".", name, (int)len, meant,
                       meant[len] != '\0' ? "…" : "");
}

static void check_legacy_encoding(struct inspection *in)
{
    for (size_t p = 0; p < in->passage_count; p++) {
        const struct passage *passage = &in->passages[p];
        struct text_word first;
        if (!passage->is_plain && legacy_is_used(passage->text, passage->len, &first)) {
            report_place(in, passage, first.start, first.len, encodings_converted(in, passage));
        }
    }
}

/* The reader converted it to Unicode: the text is judged, but other programs still show signs. */
static void check_legacy_font(struct inspection *in)
{
    for (size_t i = 0; i < in->context->reading_count; i++) {
        const struct reading *reading = &in->context->readings[i];
        const char *font = reading_fact(in, reading, "legacy_font=");
        if (font != NULL) {
            report_file(in, reading->name, arena_print(in->arena, "Phông: %s.", font));
        }
    }
}

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

static void check_mojibake(struct inspection *in)
{
    enum { SIGNS_MIN = 3 };
    /* "á»", "áº", "Ä‘", "Æ°", "Ã " and others: the first bytes of Vietnamese letters. */
    static const char *const SIGNS[] = {"\xc3\xa1\xc2\xbb",
                                        "\xc3\xa1\xc2\xba",
                                        "\xc3\x84\xe2\x80\x98",
                                        "\xc3\x84\xc2\x91",
                                        "\xc3\x86\xc2\xb0",
                                        "\xc3\x86\xc2\xa1",
                                        "\xc3\x83\xc2\xa0",
                                        "\xc3\x83\xc2\xa1",
                                        "\xc3\x83\xc2\xaa",
                                        "\xc3\x83\xc2\xb4",
                                        "\xc3\x83\xc2\xa2",
                                        "\xc3\x83\xc2\xb3",
                                        NULL};
    for (size_t p = 0; p < in->passage_count; p++) {
        const struct passage *passage = &in->passages[p];
        size_t first = 0;
        if (!passage->is_plain && count_places(passage, SIGNS, &first) >= SIGNS_MIN) {
            struct span line = passage_line_at(passage, first);
            const char *meant =
                mojibake_to_unicode(in->arena, passage->text + line.start, line.len);
            report_place(in, passage, line.start, line.len,
                         meant != NULL ? arena_print(in->arena, "Có lẽ là: \"%s\".", meant) : NULL);
        }
    }
}

/* A question mark with letters on both sides, or a replacement sign. */
static void check_lost_letters(struct inspection *in)
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
            struct span line = passage_line_at(passage, first);
            report_place(in, passage, line.start, line.len, NULL);
        }
    }
}

/* Reports the word that contains the offset. */
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

static void check_wrong_letter(struct inspection *in)
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

/* One finding per text: the same keyboard typed all of it. */
static void check_decomposed(struct inspection *in)
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

/* ------------------------------------------------------------- the table */

#define DOCX "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

static const struct check CHECKS[] = {
    {.code = "text.legacy_encoding",
     .severity = ERROR,
     .kinds = "",
     .message = "Văn bản gõ bằng phông mã cũ (TCVN3, VNI).",
     .message_en = "The text is in a legacy font encoding (TCVN3, VNI).",
     .mend = "Chuyển văn bản sang Unicode rồi nộp lại.",
     .run = check_legacy_encoding,
     .examples = EXAMPLES({.fires = true, .text = "Thùc hiÖn kÕ ho¹ch c«ng t¸c §oµn n¨m 2023"},
                          {.fires = true, .text = "Thöïc hieän keá hoaïch coâng taùc Ñoaøn"},
                          {.text = "Thực hiện kế hoạch công tác Đoàn năm 2023"})},
    {.code = "text.legacy_font",
     .severity = WARNING,
     .kinds = "",
     .message = "Tệp dùng phông chữ của bảng mã cũ (TCVN3, VNI).",
     .message_en = "The file is set in fonts of a legacy encoding (TCVN3, VNI); its text was read "
                   "as Unicode.",
     .mend = "Chuyển tệp sang Unicode (phông Times New Roman) rồi nộp lại: máy không có phông cũ "
             "sẽ hiện sai chữ.",
     .run = check_legacy_font,
     .examples = EXAMPLES(
         {.fires = true,
          .file = "a.docx",
          .media_type = DOCX,
          .file_text = "Kế hoạch công tác Đoàn năm 2023",
          .facts = "legacy_font=.VnTime\n"},
         {.file = "a.docx", .media_type = DOCX, .file_text = "Kế hoạch công tác Đoàn năm 2023"})},
    {.code = "text.mojibake",
     .severity = ERROR,
     .kinds = "",
     .message = "Chữ bị vỡ do mở sai bảng mã.",
     .message_en = "UTF-8 was read as Latin letters (mojibake).",
     .mend = "Mở lại văn bản gốc ở bảng mã UTF-8 rồi sao chép lại.",
     .run = check_mojibake,
     .examples = EXAMPLES({.fires = true,
                           .text = "\xc3\x84\xe2\x80\x98o\xc3\x83\xc2\xa0n vi\xc3\x83\xc2\xaan "
                                   "th\xc3\xa1\xc2\xbb\xc2\xb1"
                                   "c hi\xc3\xa1\xc2\xbb\xe2\x80\xa1n"},
                          {.text = "Đoàn viên thực hiện"})},
    {.code = "text.lost_letters",
     .severity = ERROR,
     .kinds = "",
     .message = "Chữ có dấu bị mất, còn lại dấu hỏi hoặc ô vuông.",
     .message_en = "Letters were lost: question marks or replacement signs inside words.",
     .mend = "Sao chép lại từ văn bản gốc.",
     .run = check_lost_letters,
     .examples = EXAMPLES({.fires = true, .text = "?oàn thanh ni?n huy?n Ti?u C?n"},
                          {.fires = true, .text = "Thanh ni\xef\xbf\xbdn huyện"},
                          {.text = "Vì sao? Vì ai? Đoàn viên?"})},
    {.code = "text.decomposed",
     .severity = WARNING,
     .kinds = "",
     .message = "Chữ có dấu ở dạng Unicode tổ hợp.",
     .message_en = "Letters are in decomposed Unicode.",
     .mend = "Chuyển sang Unicode dựng sẵn.",
     .run = check_decomposed,
     .examples = EXAMPLES({.fires = true, .text = "Tie\xcc\x82\xcc\x89u Ca\xcc\x82\xcc\x80n"},
                          {.text = "Tiểu Cần"})},
    {.code = "text.wrong_letter",
     .severity = WARNING,
     .kinds = "",
     .message = "Dùng chữ Ð (U+00D0) thay cho chữ Đ.",
     .message_en = "The letter Ð (eth) stands for Đ.",
     .mend = "Gõ lại bằng chữ Đ của tiếng Việt.",
     .run = check_wrong_letter,
     .examples = EXAMPLES({.fires = true, .text = "Công tác phụ trách \xc3\x90\xe1\xbb\x99i"},
                          {.text = "Đội Đoàn đồng"})},
    {.code = NULL},
};

CHECK_FAMILY(FAMILY_ENCODINGS) = {.name = "Bảng mã", .checks = CHECKS};
