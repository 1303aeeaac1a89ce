/*
 * papers.c — the form of the paper itself, part by part (HD 29-HD/TWĐTN-VP and
 * QĐ 367-QĐ/TWĐTN-VP of 29/10/2013).
 */
#include <string.h>

#include "checks/engine/check.h"
#include "checks/families/sample_paper.h"
#include "text/symbol.h"

enum { HEAD_LINES = 25 };

/* How far its lines were read. */
struct head {
    size_t at, count;
};

static bool next_of_head(const struct passage *passage, struct head *head, struct span *line)
{
    return head->count++ < HEAD_LINES && passage_next_line(passage, &head->at, line);
}

typedef bool is_there_fn(struct inspection *in, const struct passage *passage);

/* A page of the file is a picture: what is missed may be there. */
static bool has_picture(struct inspection *in, const struct passage *passage)
{
    for (size_t i = 0; i < in->context->reading_count; i++) {
        const struct reading *reading = &in->context->readings[i];
        if (strcmp(reading->name, passage->file) == 0 &&
            reading_fact(in, reading, "scanned=") != NULL) {
            return true;
        }
    }
    return false;
}

/* Each file with enough text to be judged. */
static void check_parts(struct inspection *in, is_there_fn *is_there)
{
    for (size_t p = 0; p < in->passage_count; p++) {
        const struct passage *passage = &in->passages[p];
        if (passage->file[0] != '\0' && strstr(passage->file, ".xlsx") == NULL &&
            passage->word_count >= (size_t)parameter(in, "words_min") && !is_there(in, passage) &&
            !has_picture(in, passage)) {
            report_file(in, passage->file, NULL);
        }
    }
}

static bool has_heading(struct inspection *in, const struct passage *passage)
{
    static const char *const HEADINGS[] = {"đoàn tncs hồ chí minh",
                                           "đoàn thanh niên cộng sản hồ chí minh",
                                           "đoàn tncs hcm",
                                           "đảng cộng sản việt nam",
                                           "hội lhtn việt nam",
                                           "hội liên hiệp thanh niên việt nam",
                                           "hội đồng đội",
                                           "hội sinh viên việt nam",
                                           NULL};
    (void)in;
    return passage_has_any(passage, HEADINGS);
}

static void check_paper_heading(struct inspection *in)
{
    check_parts(in, has_heading);
}

static void check_paper_state_heading(struct inspection *in)
{
    for (size_t p = 0; p < in->passage_count; p++) {
        const struct passage *passage = &in->passages[p];
        static const char *const STATE[] = {"cộng hòa xã hội chủ nghĩa việt nam",
                                            "cộng hoà xã hội chủ nghĩa việt nam", NULL};
        if (passage->file[0] != '\0' && passage_has_any(passage, STATE) &&
            !has_heading(in, passage)) {
            report_file(in, passage->file, NULL);
        }
    }
}

static bool is_minutes(const struct passage *passage)
{
    return passage_find(passage, passage_all(passage), "biên bản") != SIZE_MAX;
}

/* Where the head ends: with the line of the type's name, or of whom a letter is for.  Behind it
 * other papers are named, with their numbers and days. */
static size_t end_of_head(const struct passage *passage)
{
    static const char LETTER[] = "kính gửi";
    struct head head = {0};
    struct span line = {0};
    while (next_of_head(passage, &head, &line)) {
        bool is_letter = line.len >= sizeof(LETTER) - 1 &&
                         memcmp(passage->lower + line.start, LETTER, sizeof(LETTER) - 1) == 0;
        if (is_letter || paper_type_at(passage, line) != NULL) {
            return line.start;
        }
    }
    return line.start + line.len;
}

/* The line in which an offset is. */
static struct span line_at(const struct passage *passage, size_t offset)
{
    size_t start = offset, end = offset;
    while (start > 0 && passage->text[start - 1] != '\n') {
        start--;
    }
    while (end < passage->len && passage->text[end] != '\n') {
        end++;
    }
    return (struct span){start, end - start};
}

/* A text box of the head may be read behind the body: then the symbol is the whole line.  Minutes
 * often have none. */
static bool has_symbol(struct inspection *in, const struct passage *passage)
{
    enum { BESIDE = 12 };
    struct symbol symbol;
    struct span where;
    size_t end = end_of_head(passage);
    for (size_t at = 0; symbol_next(in->arena, passage, &at, &where, &symbol);) {
        if (where.start < end || line_at(passage, where.start).len < where.len + BESIDE) {
            return true;
        }
    }
    return is_minutes(passage) ||
           memmem(passage->lower, passage->len, "số:", strlen("số:")) != NULL;
}

static void check_paper_symbol(struct inspection *in)
{
    check_parts(in, has_symbol);
}

/* "Số:      -KH/ĐTN", "Số: …-KH/ĐTN" */
static void check_paper_unnumbered(struct inspection *in)
{
    static const char NUMBER[] = "số:";
    for (size_t p = 0; p < in->passage_count; p++) {
        const struct passage *passage = &in->passages[p];
        struct head head = {0};
        struct span line;
        while (passage->file[0] != '\0' && next_of_head(passage, &head, &line)) {
            const char *text = passage->lower + line.start, *end = text + line.len;
            if (line.len < sizeof(NUMBER) || memcmp(text, NUMBER, sizeof(NUMBER) - 1) != 0) {
                continue;
            }
            text += sizeof(NUMBER) - 1;
            while (text < end &&
                   (strchr(" ._\t", *text) != NULL || strncmp(text, "\xe2\x80\xa6", 3) == 0 ||
                    strncmp(text, "\xc2\xa0", 2) == 0)) {
                text += *text == '\xe2' ? 3 : *text == '\xc2' ? 2 : 1;
            }
            if (text < end && symbol_sign(text_next(text, (size_t)(end - text), &(size_t){0}))) {
                report_place(in, passage, line.start, line.len, NULL);
            }
        }
    }
}

/* "Trà Vinh, ngày 5 tháng 5 năm 2023" as a line, in the head or above the signature; also without
 * the day, which a stamp may hold. */
static bool is_dateline(const struct passage *passage, struct span line)
{
    enum { DATELINE_MAX = 90 };
    size_t day = passage_find(passage, line, "ngày"), month = passage_find(passage, line, "tháng");
    return line.len <= DATELINE_MAX && day != SIZE_MAX && month != SIZE_MAX && day < month &&
           passage_find(passage, line, "năm") > month &&
           memchr(passage->text + line.start, ':', day - line.start) == NULL;
}

static bool has_day(struct inspection *in, const struct passage *passage)
{
    size_t end = end_of_head(passage);
    struct written_date date;
    struct span line;
    (void)in;
    for (size_t at = 0; passage_next_date(passage, &at, &date) && date.span.start < end;) {
        if (date.has_year) {
            return true;
        }
    }
    for (size_t at = 0; passage_next_line(passage, &at, &line);) {
        if (is_dateline(passage, line)) {
            return true;
        }
    }
    return is_minutes(passage);
}

static void check_paper_day(struct inspection *in)
{
    check_parts(in, has_day);
}

/* A line of the head that is, or begins with, the name of a type. */
static const struct paper_type *type_of(const struct passage *passage)
{
    struct head head = {0};
    struct span line;
    while (next_of_head(passage, &head, &line)) {
        const struct paper_type *type = paper_type_at(passage, line);
        if (type != NULL) {
            return type;
        }
    }
    return NULL;
}

static bool has_subject(struct inspection *in, const struct passage *passage)
{
    (void)in;
    return type_of(passage) != NULL || memmem(passage->lower, passage->len, "v/v", 3) != NULL ||
           passage_find(passage, passage_all(passage), "về việc") != SIZE_MAX;
}

static void check_paper_subject(struct inspection *in)
{
    check_parts(in, has_subject);
}

static void check_paper_type(struct inspection *in)
{
    struct symbol symbol;
    if (!symbol_parse(in->arena, in->piece->document_symbol, &symbol)) {
        return;
    }
    for (size_t p = 0; p < in->passage_count; p++) {
        const struct passage *passage = &in->passages[p];
        const struct paper_type *type = passage->file[0] != '\0' ? type_of(passage) : NULL;
        if (type != NULL && !paper_type_fits(symbol.type, type)) {
            report_file(in, passage->file,
                        arena_print(in->arena, "Tệp là %s, ký hiệu đã khai là %s.", type->name,
                                    symbol.type->name));
        }
    }
}

static bool has_recipients(struct inspection *in, const struct passage *passage)
{
    static const char *const NAMES[] = {"nơi nhận", "nơi gửi", "kính gửi", NULL};
    (void)in;
    return passage_has_any(passage, NAMES);
}

static void check_paper_recipients(struct inspection *in)
{
    check_parts(in, has_recipients);
}

/* A line with the signer's authority or post. */
static bool has_signer(struct inspection *in, const struct passage *passage)
{
    static const char *const STARTS[] = {"tm.",          "t/m",       "kt.",         "tl.",
                                         "tuq.",         "bí thư",    "phó bí thư",  "chủ tịch",
                                         "phó chủ tịch", "chủ nhiệm", "trưởng đoàn", "chủ tọa",
                                         "(đã ký)",      "đã ký",     "thư ký"};
    struct span line;
    (void)in;
    for (size_t at = 0; passage_next_line(passage, &at, &line);) {
        for (size_t i = 0; i < sizeof(STARTS) / sizeof(STARTS[0]); i++) {
            size_t len = strlen(STARTS[i]);
            if (line.len >= len && line.len < len + 60 &&
                memcmp(passage->lower + line.start, STARTS[i], len) == 0) {
                return true;
            }
        }
    }
    return false;
}

static void check_paper_signer(struct inspection *in)
{
    check_parts(in, has_signer);
}

static void check_paper_draft(struct inspection *in)
{
    enum { MARK_BYTES = 40 };
    for (size_t p = 0; p < in->passage_count; p++) {
        const struct passage *passage = &in->passages[p];
        struct head head = {0};
        struct span line;
        while (passage->file[0] != '\0' && next_of_head(passage, &head, &line)) {
            if (line.len < MARK_BYTES && (passage_find(passage, line, "dự thảo") != SIZE_MAX ||
                                          passage_find(passage, line, "bản nháp") != SIZE_MAX)) {
                report_place(in, passage, line.start, line.len, NULL);
                break;
            }
        }
    }
}

/* Six dots or more, in a row, or three ellipses. */
static void check_paper_unfilled(struct inspection *in)
{
    for (size_t p = 0; p < in->passage_count; p++) {
        const struct passage *passage = &in->passages[p];
        const char *dots = memmem(passage->text, passage->len, "......", 6);
        const char *more = memmem(passage->text, passage->len, "………", 9);
        const char *line = memmem(passage->text, passage->len, "______", 6);
        const char *found = dots != NULL ? dots : more != NULL ? more : line;
        if (found != NULL) {
            report_place(in, passage, (size_t)(found - passage->text), 6, NULL);
        }
    }
}

/* ------------------------------------------------------------- the table */

#define WORDS_MIN \
    { \
        { \
            "words_min", 25, "chỉ xét tệp có ít nhất chừng này chữ" \
        } \
    }

static const struct check CHECKS[] = {
    {.code = "paper.no_heading",
     .severity = HINT,
     .kinds = ",document,",
     .message = "Văn bản thiếu tiêu đề \"ĐOÀN TNCS HỒ CHÍ MINH\".",
     .message_en = "The paper lacks the Union's heading.",
     .mend = "Trình bày phần đầu theo thể thức văn bản của Đoàn.",
     .run = check_paper_heading,
     .parameters = WORDS_MIN,
     .examples = EXAMPLES(
         PAPER(PAPER_NUMBER PAPER_DAY PAPER_NAME PAPER_BODY PAPER_TO PAPER_SIGNED, .fires = true),
         PAPER(PAPER_WHOLE))},
    {.code = "paper.state_heading",
     .severity = HINT,
     .kinds = ",document,",
     .message = "Văn bản của Đoàn không dùng quốc hiệu.",
     .message_en = "The paper bears the state's heading instead of the Union's.",
     .mend = "Thay quốc hiệu bằng tiêu đề \"ĐOÀN TNCS HỒ CHÍ MINH\".",
     .run = check_paper_state_heading,
     .examples = EXAMPLES(
         PAPER("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n" PAPER_NUMBER
                   PAPER_DAY PAPER_NAME PAPER_BODY PAPER_TO PAPER_SIGNED,
               .fires = true),
         PAPER(PAPER_WHOLE))},
    {.code = "paper.no_symbol",
     .severity = WARNING,
     .kinds = ",document,",
     .message = "Trong tệp không thấy số và ký hiệu văn bản.",
     .message_en = "The paper shows no number and symbol.",
     .mend = "Nộp bản đã vào số, có đủ số và ký hiệu.",
     .run = check_paper_symbol,
     .parameters = WORDS_MIN,
     .examples = EXAMPLES(
         PAPER(PAPER_HEAD PAPER_DAY PAPER_NAME PAPER_BODY PAPER_TO PAPER_SIGNED, .fires = true),
         PAPER(PAPER_WHOLE))},
    {.code = "paper.unnumbered",
     .severity = WARNING,
     .kinds = ",document,",
     .message = "Văn bản chưa được cấp số.",
     .message_en = "The paper has not got its number.",
     .mend = "Nộp bản đã vào số.",
     .run = check_paper_unnumbered,
     .examples =
         EXAMPLES(PAPER(PAPER_HEAD
                        "Số:      -KH/ĐTN\n" PAPER_DAY PAPER_NAME PAPER_BODY PAPER_TO PAPER_SIGNED,
                        .fires = true),
                  PAPER(PAPER_HEAD "Số: …-KH/ĐTN\n" PAPER_DAY PAPER_BODY, .fires = true),
                  PAPER(PAPER_WHOLE))},
    {.code = "paper.no_day",
     .severity = WARNING,
     .kinds = ",document,",
     .message = "Trong tệp không thấy địa danh và ngày ban hành.",
     .message_en = "The paper shows no day of issue.",
     .mend = "Ghi đủ dòng địa danh, ngày tháng năm.",
     .run = check_paper_day,
     .parameters = WORDS_MIN,
     .examples = EXAMPLES(
         PAPER(PAPER_HEAD PAPER_NUMBER PAPER_NAME PAPER_BODY PAPER_TO PAPER_SIGNED, .fires = true),
         PAPER(PAPER_WHOLE))},
    {.code = "paper.no_subject",
     .severity = HINT,
     .kinds = ",document,",
     .message = "Trong tệp không thấy tên loại văn bản và trích yếu.",
     .message_en = "The paper shows neither its type's name nor a subject.",
     .mend = "Ghi tên loại (KẾ HOẠCH, BÁO CÁO…) và trích yếu; công văn ghi \"V/v\".",
     .run = check_paper_subject,
     .parameters = WORDS_MIN,
     .examples = EXAMPLES(
         PAPER(PAPER_HEAD PAPER_NUMBER PAPER_DAY PAPER_BODY PAPER_TO PAPER_SIGNED, .fires = true),
         PAPER(PAPER_WHOLE))},
    {.code = "paper.type_differs",
     .severity = WARNING,
     .kinds = ",document,",
     .message = "Tên loại ghi trong tệp khác loại trong ký hiệu đã khai.",
     .message_en = "The type's name on the paper is not that of the symbol.",
     .mend = "Kiểm tra lại ký hiệu, hoặc đính kèm đúng văn bản.",
     .run = check_paper_type,
     .examples = EXAMPLES(
         PAPER(PAPER_HEAD PAPER_DAY "BÁO CÁO\nKết quả tình nguyện\n" PAPER_BODY, .fires = true),
         PAPER(PAPER_WHOLE))},
    {.code = "paper.no_recipients",
     .severity = HINT,
     .kinds = ",document,",
     .message = "Văn bản thiếu phần \"Nơi nhận\".",
     .message_en = "The paper names no recipients.",
     .mend = "Bổ sung nơi nhận theo thể thức.",
     .run = check_paper_recipients,
     .parameters = WORDS_MIN,
     .examples = EXAMPLES(
         PAPER(PAPER_HEAD PAPER_NUMBER PAPER_DAY PAPER_NAME PAPER_BODY PAPER_SIGNED, .fires = true),
         PAPER(PAPER_WHOLE))},
    {.code = "paper.no_signer",
     .severity = WARNING,
     .kinds = ",document,",
     .message = "Trong tệp không thấy thẩm quyền và người ký.",
     .message_en = "The paper shows no signer.",
     .mend = "Nộp bản đã ký, có chức vụ và họ tên người ký.",
     .run = check_paper_signer,
     .parameters = WORDS_MIN,
     .examples = EXAMPLES(
         PAPER(PAPER_HEAD PAPER_NUMBER PAPER_DAY PAPER_NAME PAPER_BODY PAPER_TO, .fires = true),
         PAPER(PAPER_HEAD PAPER_NUMBER PAPER_DAY PAPER_NAME PAPER_BODY,
               .facts = "page_count=2\nscanned=2"),
         PAPER(PAPER_WHOLE))},
    {.code = "paper.draft",
     .severity = ERROR,
     .kinds = ",document,",
     .message = "Đây là bản dự thảo.",
     .message_en = "The paper is a draft.",
     .mend = "Nộp bản chính thức đã ban hành.",
     .run = check_paper_draft,
     .examples = EXAMPLES(PAPER("DỰ THẢO\n" PAPER_WHOLE, .fires = true), PAPER(PAPER_WHOLE))},
    {.code = "paper.unfilled",
     .severity = WARNING,
     .kinds = ",document,report,list,",
     .message = "Văn bản còn chỗ trống chưa điền.",
     .message_en = "Blanks of a form are not filled in.",
     .mend = "Điền đủ các chỗ chấm chấm trước khi nộp.",
     .run = check_paper_unfilled,
     .examples = EXAMPLES(PAPER(PAPER_WHOLE "Họ và tên: ...............\n", .fires = true),
                          PAPER(PAPER_WHOLE "Và nhiều hoạt động khác...\n"))},
    {.code = NULL},
};

CHECK_FAMILY(FAMILY_PAPERS) = {.name = "Thể thức văn bản", .checks = CHECKS};
