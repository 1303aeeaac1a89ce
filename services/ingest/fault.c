/*
 * fault.c — see fault.h.
 */
#include "ingest/fault.h"

#include <stdint.h>

struct entry {
    const char *code;
    uint32_t status;
    uint32_t retry_ms;
    const char *message;
    const char *message_en;
    const char *mend;
};

static const struct entry TABLE[FAULT_COUNT] = {
    [FAULT_REQUEST_INVALID] = {"request.invalid", 400, 0, "Không đọc được yêu cầu.",
                               "The request cannot be read.",
                               "Gửi lại theo đúng hợp đồng evidence.v1."},
    [FAULT_KEY_INVALID] = {"idempotency.invalid", 400, 0,
                           "Khóa chống gửi trùng phải dài từ 1 đến 200 ký tự.",
                           "The idempotency key must have 1 to 200 bytes.",
                           "Tạo một khóa ngẫu nhiên cho mỗi lần nộp và giữ nguyên khi gửi lại."},
    [FAULT_KEY_REUSED] = {"idempotency.conflict", 409, 0,
                          "Khóa này đã dùng cho một minh chứng có nội dung khác.",
                          "This key was used for other content.",
                          "Dùng khóa mới cho nội dung mới."},
    [FAULT_CAMPAIGN_UNKNOWN] = {"campaign.unknown", 422, 0, "Không có đợt đánh giá này.",
                                "There is no such campaign.", "Kiểm tra lại mã đợt đánh giá."},
    [FAULT_CAMPAIGN_CLOSED] = {"campaign.closed", 409, 0, "Đợt đánh giá không nhận minh chứng.",
                               "The campaign does not take evidence.",
                               "Liên hệ Tỉnh đoàn nếu cần mở lại."},
    [FAULT_UNIT_UNKNOWN] = {"unit.unknown", 422, 0, "Không có đơn vị mang mã này.",
                            "There is no unit with this code.",
                            "Dùng mã đơn vị trong danh mục, không dùng tên."},
    [FAULT_UNIT_NOT_ASSESSED] = {"unit.not_assessed", 422, 0,
                                 "Đơn vị không thuộc đợt đánh giá này.",
                                 "The unit is not part of this campaign.",
                                 "Chọn đơn vị có trong đợt đánh giá."},
    [FAULT_UNIT_FORBIDDEN] = {"unit.forbidden", 403, 0,
                              "Tài khoản không được nộp minh chứng cho đơn vị này.",
                              "This account may not file for this unit.",
                              "Đăng nhập bằng tài khoản của đơn vị."},
    [FAULT_CRITERION_UNKNOWN] = {"criterion.unknown", 422, 0,
                                 "Không có tiêu chí mang mã này trong Bộ tiêu chí.",
                                 "There is no criterion with this code in the criteria set.",
                                 "Chọn mã trong Bộ tiêu chí của đợt đánh giá."},
    [FAULT_CRITERION_COUNT] = {"criterion.count", 422, 0,
                               "Mỗi minh chứng phục vụ từ 1 đến 12 tiêu chí khác nhau.",
                               "A piece serves 1 to 12 different criteria.",
                               "Chọn lại các tiêu chí."},
    [FAULT_KIND_UNKNOWN] = {"kind.unknown", 422, 0, "Không có loại minh chứng này.",
                            "There is no such kind of evidence.",
                            "Dùng một trong: document, article, photo, figures, report, list, "
                            "other."},
    [FAULT_FIELD_MISSING] = {"field.missing", 422, 0, "Thiếu nội dung bắt buộc.",
                             "A required field is empty.", "Điền nội dung còn thiếu."},
    [FAULT_FIELD_TOO_LONG] = {"field.too_long", 422, 0, "Nội dung quá dài.",
                              "The field is too long.", "Rút gọn nội dung hoặc nộp dạng tệp."},
    [FAULT_TEXT_CONTROL] = {"text.control", 422, 0, "Nội dung có ký tự điều khiển không hợp lệ.",
                            "The text has control characters.",
                            "Dán lại nội dung dưới dạng văn bản thuần."},
    [FAULT_DATE_INVALID] = {"date.invalid", 422, 0, "Ngày không có thật hoặc sai dạng.",
                            "Not a date.", "Ghi ngày theo dạng năm-tháng-ngày, ví dụ 2023-11-02."},
    [FAULT_BACKDATE_FORBIDDEN] = {"received_on.forbidden", 403, 0,
                                  "Chỉ hệ thống chuyển dữ liệu cũ được ghi ngày nộp.",
                                  "Only systems that carry over records may state the filing day.",
                                  "Bỏ ngày nộp: hệ thống lấy ngày nhận."},
    [FAULT_FIGURE_INVALID] = {"figure.invalid", 422, 0, "Số liệu không phải là số thập phân.",
                              "The figure is not a decimal number.",
                              "Ghi số bằng chữ số, dấu chấm thập phân, ví dụ 1234.5."},
    [FAULT_FILE_COUNT] = {"file.count", 422, 0, "Mỗi minh chứng có tối đa 20 tệp.",
                          "A piece has at most 20 files.", "Gộp hoặc bớt tệp."},
    [FAULT_FILE_UNKNOWN] = {"file.unknown", 422, 0, "Tệp chưa có trong kho tệp.",
                            "The file is not in the file store.", "Tải tệp lên trước khi nộp."},
    [FAULT_REVISION_CONFLICT] = {"revision.conflict", 409, 0,
                                 "Minh chứng không có hoặc đã được sửa ở lần khác.",
                                 "No such piece, or it was mended meanwhile.",
                                 "Mở lại minh chứng và sửa trên bản mới nhất."},
    [FAULT_UPLOAD_INVALID] = {"upload.invalid", 400, 0, "Phần tệp gửi lên không đúng thứ tự.",
                              "The piece of the file is out of order.", "Tải tệp lên lại từ đầu."},
    [FAULT_UPLOAD_LOST] = {"upload.lost", 409, 0, "Lần tải tệp này không còn nữa.",
                           "This upload is not known any more.", "Tải tệp lên lại từ đầu."},
    [FAULT_FILE_TOO_LARGE] = {"file.too_large", 413, 0, "Tệp vượt quá dung lượng cho phép.",
                              "The file is too large.", "Nén hoặc chia nhỏ tệp."},
    [FAULT_STORAGE_FULL] = {"storage.full", 507, 60000, "Kho tệp đã đầy.",
                            "The file store is full.", "Báo quản trị hệ thống, rồi gửi lại."},
    [FAULT_STORAGE_FAILED] = {"storage.failed", 503, 5000, "Chưa ghi được tệp.",
                              "The file could not be written.", "Gửi lại sau ít phút."},
    [FAULT_METHOD_UNKNOWN] = {"method.unknown", 400, 0, "Không có phương thức này.",
                              "There is no such method.", "Cập nhật phần mềm kết nối."},
    [FAULT_BUSY] = {"busy", 503, 2000, "Hệ thống đang bận, chưa nhận minh chứng này.",
                    "Busy; nothing was taken.", "Gửi lại với cùng khóa sau vài giây."},
};

void fault_set(Bus__V1__Fault *out, enum fault_code code, const char *field)
{
    const struct entry *entry = &TABLE[code];
    union {
        const char *borrowed;
        char *field;
    } text;
    bus__v1__fault__init(out);
    out->status = entry->status;
    out->retry_ms = entry->retry_ms;
    text.borrowed = entry->code;
    out->code = text.field;
    text.borrowed = entry->message;
    out->message = text.field;
    text.borrowed = entry->message_en;
    out->message_en = text.field;
    text.borrowed = entry->mend;
    out->mend = text.field;
    text.borrowed = field;
    out->field = text.field;
}
