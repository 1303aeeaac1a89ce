/*
 * scans.c — files that cannot be read: pages that are pictures, text whose font does not say
 * which letters it shows.
 */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "checks/engine/check.h"

static const char PDF[] = "application/pdf";

static bool holds_text(const struct reading *reading)
{
    return strcmp(reading->media_type, PDF) == 0 ||
           strcmp(reading->media_type, "application/rtf") == 0 ||
           strstr(reading->media_type, "wordprocessingml") != NULL;
}

/* The first page is a picture, or half of all: what a paper must have may be there.  `pages` is
 * "1,2,5". */
static bool is_mostly_scanned(const char *pages, const char *count)
{
    long scanned = 1, all = count != NULL ? strtol(count, NULL, 10) : 0;
    for (const char *at = pages; (at = strchr(at, ',')) != NULL; at++) {
        scanned++;
    }
    return strtol(pages, NULL, 10) == 1 || scanned * 2 >= all;
}

/* What OCR does with it, or has done. */
static const char *tell_scan(struct inspection *in, const struct reading *reading)
{
    switch (reading->scan) {
    case SCAN_NONE:
        return NULL;
    case SCAN_WAITS:
        return "Máy đang chờ nhận dạng chữ trong ảnh (OCR) khi rảnh; hết hạn mức trong ngày thì "
               "sang ngày sau. Kết luận hiện tại không phải chờ.";
    case SCAN_READ:
        return arena_print(in->arena,
                           "Máy đã nhận dạng %zu ký tự từ ảnh (OCR, có thể sai): chỉ dùng để so "
                           "trùng lặp và số liệu, không dùng cho số, ký hiệu và ngày.",
                           text_characters(reading->scan_text, strlen(reading->scan_text)));
    case SCAN_GIVEN_UP:
        return "Máy không nhận dạng được chữ trong ảnh (OCR).";
    }
    return NULL;
}

static void check_scan(struct inspection *in, const struct reading *reading, const char *pages)
{
    bool is_whole = reading_fact(in, reading, "unwritten=") != NULL;
    if (is_whole || is_mostly_scanned(pages, reading_fact(in, reading, "page_count="))) {
        report_file(in, reading->name,
                    is_whole ? tell_scan(in, reading)
                             : arena_print(in->arena, "Trang là ảnh: %s.", pages));
    }
}

static void check_file_no_text(struct inspection *in)
{
    size_t most = (size_t)parameter(in, "characters_min");
    for (size_t i = 0; i < in->context->reading_count; i++) {
        const struct reading *reading = &in->context->readings[i];
        const char *pages = reading_fact(in, reading, "scanned=");
        size_t len = reading->len;
        const char *text = text_trim(reading->text, &len);
        if (!holds_text(reading) || reading->problem[0] != '\0' ||
            reading_fact(in, reading, "unmapped=") != NULL) {
            continue;
        }
        if (pages != NULL) {
            check_scan(in, reading, pages);
        } else if (text_characters(text, len) < most) {
            report_file(in, reading->name, NULL);
        }
    }
}

static void check_file_unmapped(struct inspection *in)
{
    for (size_t i = 0; i < in->context->reading_count; i++) {
        const struct reading *reading = &in->context->readings[i];
        if (reading_fact(in, reading, "unmapped=") != NULL) {
            report_file(in, reading->name, tell_scan(in, reading));
        }
    }
}

/* ------------------------------------------------------------- the table */

#define SCAN(...) \
    { \
        .kind = "document", .symbol = "1-KH/ĐTN", .file = "ke-hoach.pdf", .media_type = PDF, \
        __VA_ARGS__ \
    }

static const struct check CHECKS[] = {
    {.code = "file.no_text",
     .severity = HINT,
     .kinds = ",document,report,list,article,",
     .message = "Tệp không có chữ đọc được (bản scan); hệ thống không kiểm tra được nội dung.",
     .message_en = "No text in the file (a scan): its content was not checked.",
     .mend = "Kèm thêm bản gốc soạn trên máy, hoặc điền nội dung chính vào ô văn bản.",
     .run = check_file_no_text,
     .parameters = {{"characters_min", 20, "số ký tự ít nhất để coi là có chữ"}},
     .examples = EXAMPLES(
         SCAN(.fires = true, .file_text = " \n"),
         SCAN(.fires = true, .facts = "page_count=1\nscanned=1\nunwritten=1"),
         SCAN(.fires = true, .facts = "page_count=3\nscanned=1", .file_text = "Phụ lục kèm theo"),
         SCAN(.fires = true, .facts = "page_count=1\nscanned=1\nunwritten=1",
              .scan_text = "Kế hoạch tổ chức Tháng Thanh niên"),
         SCAN(.facts = "page_count=3\nscanned=3", .file_text = "Kế hoạch tổ chức"),
         SCAN(.facts = "page_count=1\nunmapped=1"),
         SCAN(.file_text = "Kế hoạch tổ chức Tháng Thanh niên"))},
    {.code = "file.text_unmapped",
     .severity = WARNING,
     .kinds = "",
     .message = "Chữ trong tệp PDF không có bảng mã Unicode nên máy không đọc được, dù mắt vẫn "
                "thấy chữ.",
     .message_en = "The PDF's text has no map to Unicode: it is seen, but cannot be read.",
     .mend = "Xuất lại PDF từ bản soạn thảo (Lưu thành PDF, phông Unicode như Times New Roman), "
             "hoặc nộp kèm bản .docx; không dùng máy in PDF ảo.",
     .run = check_file_unmapped,
     .examples = EXAMPLES(SCAN(.fires = true, .facts = "page_count=1\nunmapped=1"),
                          SCAN(.facts = "page_count=1", .file_text = "Kế hoạch tổ chức"))},
    {.code = NULL},
};

CHECK_FAMILY(FAMILY_SCANS) = {.name = "Chữ trong tệp", .checks = CHECKS};
