/*
 * file_names.c — names of files that look like something else than they are.
 */
#include <string.h>

#include "base/text.h"
#include "checks/engine/check.h"

/* "baocao<RLO>txt.exe" is shown as "baocaoexe.txt". */
static void check_hidden_sign(struct inspection *in)
{
    for (size_t i = 0; i < in->context->reading_count; i++) {
        const char *name = in->context->readings[i].name;
        const char *shown = text_unhidden(in->arena, name, strlen(name));
        if (strcmp(name, shown) != 0) {
            report_file(in, name, arena_print(in->arena, "Tên tệp thực ra là “%s”.", shown));
        }
    }
}

/* ------------------------------------------------------------- the table */

#define PDF "application/pdf"

static const struct check CHECKS[] = {
    {.code = "file.hidden_sign",
     .severity = WARNING,
     .kinds = "",
     .message = "Tên tệp có ký tự ẩn hoặc ký tự đảo chiều chữ, nên trông như một tên khác.",
     .message_en = "The file's name has characters that are invisible or turn the text's "
                   "direction, so that it looks like another name.",
     .mend = "Đặt lại tên tệp chỉ bằng chữ, số và dấu gạch rồi nộp lại.",
     .run = check_hidden_sign,
     .examples =
         EXAMPLES({.fires = true,
                   .file = "baocao\xe2\x80\xae"
                           "fdp.exe",
                   .media_type = "application/x-dosexec"},
                  {.fires = true, .file = "ke-hoach\xe2\x80\x8b.pdf", .media_type = PDF},
                  {.fires = true, .file = "b\xc2\xad\xc3\xa1o-c\xc3\xa1o.pdf", .media_type = PDF},
                  {.file = "Báo cáo tháng 3 – số 12.pdf", .media_type = PDF})},
    {.code = NULL},
};

CHECK_FAMILY(FAMILY_FILE_NAMES) = {.name = "Tên tệp", .checks = CHECKS};
