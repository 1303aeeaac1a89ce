/*
 * import_report.c — see import_report.h.
 */
#include "ingest/import_report.h"

#include <string.h>

#include "ingest/columns.h"

enum { FAULTS_MAX = 2000 };        /* more tell nobody anything */

static const struct import_problem PROBLEMS[] = {
    {"sheet.unknown", "Tệp không phải bảng tính XLSX hoặc CSV.",
     "Lưu bảng tính ở dạng .xlsx hoặc .csv (UTF-8) rồi nộp lại."},
    {"sheet.no_head", "Không tìm thấy dòng tiêu đề cột.",
     "Cần một dòng có các cột như Mã đơn vị, Mã tiêu chí, Loại, Tiêu đề, Ngày diễn ra."},
    {"sheet.damaged", "Bảng tính bị hỏng, không đọc được đến cuối.",
     "Mở bằng Excel, lưu lại rồi nộp lại; các dòng đã nhận không bị nhận hai lần."},
    {"sheet.encoding", "Tệp CSV không ở mã UTF-8.",
     "Chọn \"CSV UTF-8\" khi lưu từ Excel rồi nộp lại."},
    {"sheet.too_large", "Bảng tính bung ra quá lớn.", "Chia nhỏ bảng tính."},
    {"sheet.too_long", "Bảng tính có quá 50.000 dòng.", "Chia thành nhiều tệp."},
    {"sheet.timeout", "Đọc bảng tính quá lâu nên phải dừng.", "Chia nhỏ bảng tính."},
};

void import_report_start(struct import_report *self)
{
    *self = (struct import_report){0};
    json_start(&self->json, &self->text);
    json_array_start(&self->json, NULL);
}

void import_report_free(struct import_report *self)
{
    buf_free(&self->text);
}

static void add(struct import_report *self, const char *sheet, unsigned row, const char *column,
                const struct import_problem *problem)
{
    if (self->faults++ >= FAULTS_MAX) {
        return;
    }
    json_object_start(&self->json, NULL);
    json_text(&self->json, "sheet", sheet);
    json_int(&self->json, "row", row);
    json_text(&self->json, "column", column);
    json_text(&self->json, "code", problem->code);
    json_text(&self->json, "message", problem->message);
    json_text(&self->json, "mend", problem->mend);
    json_object_end(&self->json);
}

void import_report_row(struct import_report *self, const char *sheet, unsigned row,
                       const Bus__V1__Fault *fault)
{
    struct import_problem problem = {fault->code, fault->message, fault->mend};
    self->rejected++;
    add(self, sheet, row, columns_name(fault->field), &problem);
}

const struct import_problem *import_problem_of(const char *code)
{
    for (size_t i = 0; i < sizeof(PROBLEMS) / sizeof(PROBLEMS[0]); i++) {
        if (strcmp(PROBLEMS[i].code, code) == 0) {
            return &PROBLEMS[i];
        }
    }
    return import_problem_of("sheet.damaged"); /* the child said something else */
}

void import_report_problem(struct import_report *self, const char *sheet, const char *code)
{
    self->has_problem = true;
    add(self, sheet, 0, "", import_problem_of(code));
}

const char *import_report_end(struct import_report *self)
{
    json_array_end(&self->json);
    return buf_string(&self->text);
}
