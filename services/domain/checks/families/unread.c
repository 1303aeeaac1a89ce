/*
 * unread.c — parts of a file that the reader left out, so that no check judged them.
 */
#include "checks/engine/check.h"

/* Each file of which the reader left out so many parts. */
static void report_left_out(struct inspection *in, const char *fact, const char *what)
{
    for (size_t i = 0; i < in->context->reading_count; i++) {
        const struct reading *reading = &in->context->readings[i];
        const char *count = reading_fact(in, reading, fact);
        if (count != NULL) {
            report_file(in, reading->name, arena_print(in->arena, "%s: %s.", what, count));
        }
    }
}

static void check_file_hidden_text(struct inspection *in)
{
    report_left_out(in, "hidden_text=", "Số đoạn ẩn");
    report_left_out(in, "hidden_rows=", "Số dòng ẩn");
    report_left_out(in, "hidden_sheets=", "Số trang tính ẩn");
}

static void check_file_unread_part(struct inspection *in)
{
    report_left_out(in, "unread_parts=", "Số phần không đọc được");
}

/* ------------------------------------------------------------- the table */

#define XLSX "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#define DOCX "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

static const struct check CHECKS[] = {
    {.code = "file.hidden_text",
     .severity = HINT,
     .kinds = "",
     .message = "Tệp có phần ẩn (chữ, dòng, trang tính); hệ thống bỏ qua phần đó.",
     .message_en = "The file has hidden text, rows or sheets, which were left out.",
     .mend = "Cho hiện phần ẩn nếu nó thuộc minh chứng, hoặc xóa hẳn.",
     .run = check_file_hidden_text,
     .examples = EXAMPLES(
         {.fires = true, .file = "a.docx", .media_type = DOCX, .facts = "hidden_text=2\n"},
         {.fires = true, .file = "a.xlsx", .media_type = XLSX, .facts = "hidden_rows=1\n"},
         {.fires = true, .file = "a.xlsx", .media_type = XLSX, .facts = "hidden_sheets=2\n"},
         {.file = "a.docx", .media_type = DOCX})},
    {.code = "file.unread_part",
     .severity = HINT,
     .kinds = "",
     .message = "Tệp có phần nhúng bên trong mà hệ thống không đọc được nội dung.",
     .message_en = "A part inside the file (an embedded object or file) was not read.",
     .mend = "Đính kèm phần nhúng thành tệp riêng, hoặc chép nội dung của nó vào văn bản.",
     .run = check_file_unread_part,
     .examples = EXAMPLES(
         {.fires = true, .file = "a.docx", .media_type = DOCX, .facts = "unread_parts=1\n"},
         {.file = "a.docx", .media_type = DOCX})},
    {.code = NULL},
};

CHECK_FAMILY(FAMILY_UNREAD) = {.name = "Phần bị bỏ qua của tệp", .checks = CHECKS};
