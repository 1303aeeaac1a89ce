/*
 * problem.c — writes a refusal as application/problem+json; see problem.h.
 */
#include "gateway/problem.h"

#include "base/json.h"

static const char *title_of(unsigned status)
{
    switch (status) {
    case 401:
        return "Cần đăng nhập";
    case 403:
        return "Không được phép";
    case 404:
        return "Không tìm thấy";
    case 405:
        return "Phương thức không được phép";
    case 409:
        return "Mâu thuẫn với dữ liệu đã có";
    case 413:
        return "Quá lớn";
    case 415:
        return "Kiểu nội dung không được hỗ trợ";
    case 422:
        return "Dữ liệu không hợp lệ";
    case 429:
        return "Quá nhiều yêu cầu";
    case 503:
        return "Tạm thời chưa phục vụ được";
    default:
        return status >= 500 ? "Lỗi của hệ thống" : "Yêu cầu không hợp lệ";
    }
}

void problem_print(const struct problem *self, const struct uuid *trace, struct buf *into)
{
    char id[UUID_TEXT];
    struct json json;
    json_start(&json, into);
    json_object_start(&json, NULL);
    struct buf type = {0};
    buf_print(&type, "urn:minhchung:problem:%s", self->code);
    json_text(&json, "type", buf_string(&type));
    buf_free(&type);
    json_text(&json, "title", title_of(self->status));
    json_int(&json, "status", self->status);
    json_text(&json, "code", self->code);
    json_text(&json, "field", self->field[0] != '\0' ? self->field : NULL);
    json_text(&json, "detail", self->detail);
    json_text(&json, "detail_en", self->detail_en);
    json_text(&json, "mend", self->mend);
    json_text(&json, "mend_en", self->mend_en);
    if (self->line > 0) {
        json_int(&json, "line", self->line);
        json_int(&json, "column", self->column);
    }
    json_text(&json, "trace", uuid_print(trace, id));
    json_object_end(&json);
}
