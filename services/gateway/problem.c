/*
 * problem.c — the catalogue of refusals, and how one is written.
 */
#include "gateway/problem.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

#include "base/json.h"

struct entry {
    unsigned status;
    const char *code, *detail, *detail_en, *mend;
};

static const struct entry CATALOGUE[PROBLEM_COUNT] = {
    [PROBLEM_JSON_SYNTAX] = {400, "json.syntax",
                             "Nội dung gửi lên không phải là JSON đúng cú pháp.",
                             "The body is not well-formed JSON.",
                             "Kiểm tra dấu ngoặc, dấu phẩy và dấu nháy tại vị trí đã chỉ ra."},
    [PROBLEM_JSON_ENCODING] = {400, "json.encoding", "Nội dung gửi lên không phải là UTF-8 hợp lệ.",
                               "The body is not valid UTF-8, or it contains a NUL character.",
                               "Lưu văn bản với bảng mã Unicode (UTF-8) rồi gửi lại."},
    [PROBLEM_JSON_DUPLICATE_FIELD] = {400, "json.duplicate_field", "Một trường xuất hiện hai lần.",
                                      "A field appears twice.", "Chỉ giữ lại một lần."},
    [PROBLEM_JSON_TYPE] = {400, "json.type", "Trường này sai kiểu dữ liệu.",
                           "The field has the wrong type.",
                           "Xem kiểu dữ liệu của trường trong /api/v1/openapi.json."},
    [PROBLEM_JSON_UNKNOWN_FIELD] = {400, "json.unknown_field", "Không có trường nào tên như vậy.",
                                    "There is no field of this name.",
                                    "Kiểm tra lại tên trường hoặc bỏ trường này đi."},
    [PROBLEM_JSON_NUMBER] = {400, "json.number", "Số này lớn quá mức cho phép.",
                             "The number is out of range.", "Gửi số dưới dạng chuỗi chữ số."},
    [PROBLEM_FIELD_MISSING] = {400, "field.missing", "Thiếu trường bắt buộc.",
                               "A required field is missing or empty.", "Bổ sung trường này."},
    [PROBLEM_FIELD_TOO_LONG] = {400, "field.too_long", "Nội dung của trường quá dài.",
                                "The field is too long.", "Rút gọn nội dung."},
    [PROBLEM_FIELD_TOO_MANY] = {400, "field.too_many", "Danh sách có quá nhiều phần tử.",
                                "The list has too many elements.", "Chia thành nhiều minh chứng."},
    [PROBLEM_CODE_FORMAT] = {400, "code.format", "Mã không đúng dạng.", "The code is malformed.",
                             "Mã gồm chữ cái không dấu, chữ số, dấu chấm, "
                             "gạch nối; tối đa 40 ký tự."},
    [PROBLEM_DATE_FORMAT] = {400, "date.format", "Ngày không đúng dạng năm-tháng-ngày.",
                             "The date is not an ISO 8601 date.", "Viết ngày như 2023-11-02."},
    [PROBLEM_DATE_INVALID] = {400, "date.invalid", "Không có ngày này trong lịch.",
                              "There is no such day.", "Kiểm tra lại ngày và tháng."},
    [PROBLEM_DECIMAL_FORMAT] = {400, "decimal.format",
                                "Số liệu không phải là số thập phân chính xác.",
                                "The figure is not an exact decimal: text of digits with at most "
                                "four decimal places, or an integer.",
                                "Viết số trong dấu nháy, dùng dấu chấm thập phân, tối đa 4 chữ số "
                                "lẻ, ví dụ \"12.5\"."},
    [PROBLEM_KIND_UNKNOWN] = {400, "kind.unknown", "Không có loại minh chứng này.",
                              "There is no such kind of evidence.",
                              "Chọn một trong: document, article, photo, figures, report, list, "
                              "other."},
    [PROBLEM_ID_FORMAT] = {400, "id.format", "Mã định danh không đúng dạng UUID.",
                           "The identifier is not a UUID.", "Dùng đúng mã mà hệ thống đã trả về."},
    [PROBLEM_REVISION_BASE] = {400, "revision.base",
                               "Bản sửa phải nêu cả mã minh chứng và số của bản được sửa.",
                               "A new revision needs both id and base_revision (1 or more).",
                               "Gửi kèm id và base_revision."},
    [PROBLEM_RECEIVED_ON_FORBIDDEN] = {403, "received_on.forbidden",
                                       "Chỉ hệ thống liên thông và quản trị viên "
                                       "được ghi ngày nộp.",
                                       "Only accounts of role system or admin may say when a piece "
                                       "was received.",
                                       "Bỏ ngày nộp: hệ thống lấy ngày nhận."},
    [PROBLEM_IDEMPOTENCY_MISSING] = {400, "idempotency.missing", "Thiếu tiêu đề Idempotency-Key.",
                                     "The header Idempotency-Key is missing.",
                                     "Gửi kèm một khóa riêng cho mỗi lần nộp; nộp lại thì giữ "
                                     "nguyên khóa."},
    [PROBLEM_IDEMPOTENCY_FORMAT] = {400, "idempotency.format", "Idempotency-Key không đúng dạng.",
                                    "Idempotency-Key must be 1 to 200 visible ASCII characters.",
                                    "Dùng 1 đến 200 ký tự ASCII nhìn thấy được, "
                                    "không có dấu cách."},
    [PROBLEM_QUERY_FORMAT] = {400, "query.format", "Tham số trên địa chỉ không đúng dạng.",
                              "A query parameter is malformed.", "Sửa lại tham số này."},
    [PROBLEM_BODY_MISSING] = {400, "body.missing", "Yêu cầu không có nội dung.",
                              "The request has no body.", "Gửi kèm nội dung."},
    [PROBLEM_BODY_TOO_LARGE] = {413, "body.too_large", "Nội dung gửi lên quá lớn.",
                                "The body is too large.", "Rút gọn nội dung hoặc gửi thành tệp."},
    [PROBLEM_FILE_TOO_LARGE] = {413, "file.too_large", "Tệp quá lớn.", "The file is too large.",
                                "Nén hoặc chia nhỏ tệp rồi gửi lại."},
    [PROBLEM_FILE_NAME] = {400, "file.name", "Tên tệp không hợp lệ.",
                           "The file name must be 1 to 255 bytes of UTF-8.",
                           "Đặt lại tên tệp bằng chữ Unicode, tối đa 255 byte."},
    [PROBLEM_FILE_MISSING] = {400, "file.missing", "Không có tệp nào được gửi lên.",
                              "There is no file.", "Gửi tệp trong phần \"file\"."},
    [PROBLEM_FILE_KEPT] = {400, "file.kept", "Minh chứng này chưa từng có tệp được giữ lại.",
                           "The file to keep was never part of this piece of evidence.",
                           "Dùng đúng mã (hash) của tệp như minh chứng đang có, hoặc gửi lại "
                           "tệp."},
    [PROBLEM_FILES_TOO_MANY] = {400, "file.too_many", "Quá nhiều tệp trong một lần gửi.",
                                "There are too many files.", "Gửi ít tệp hơn trong mỗi lần."},
    [PROBLEM_CONTENT_TYPE] = {415, "content_type.unsupported", "Kiểu nội dung không được hỗ trợ.",
                              "The content type is not supported here.",
                              "Gửi application/json, hoặc multipart/form-data khi có tệp."},
    [PROBLEM_MULTIPART_BROKEN] = {400, "multipart.broken", "Nội dung multipart bị lỗi.",
                                  "The multipart body is broken or cut short.", "Gửi lại từ đầu."},
    [PROBLEM_MULTIPART_PART] = {400, "multipart.unknown_part", "Có phần không rõ tên.",
                                "There is a part of an unknown name.",
                                "Chỉ dùng các phần nêu trong /api/v1/openapi.json."},
    [PROBLEM_AUTH_MISSING] = {401, "auth.missing", "Bạn chưa đăng nhập.", "Sign in first.",
                              "Đăng nhập rồi thử lại."},
    [PROBLEM_AUTH_INVALID] = {401, "auth.invalid", "Phiên làm việc không đúng hoặc đã hết hạn.",
                              "The token is wrong or has expired.", "Đăng nhập lại."},
    [PROBLEM_LOGIN_WRONG] = {401, "login.wrong", "Tên đăng nhập hoặc mật khẩu không đúng.",
                             "The user name or the password is wrong.",
                             "Kiểm tra lại hoặc nhờ quản trị viên cấp lại mật khẩu."},
    [PROBLEM_CSRF_WRONG] = {403, "csrf.wrong", "Thiếu hoặc sai tiêu đề X-CSRF-Token.",
                            "The header X-CSRF-Token is missing or wrong.",
                            "Tải lại trang rồi thử lại."},
    [PROBLEM_FORBIDDEN] = {403, "forbidden", "Vai trò của bạn không được làm việc này.",
                           "Your role may not do this.", "Nhờ người có thẩm quyền."},
    [PROBLEM_NOT_FOUND] = {404, "not_found", "Không tìm thấy, hoặc bạn không được xem.",
                           "Not found, or not for you to see.", "Kiểm tra lại địa chỉ và mã."},
    [PROBLEM_METHOD] = {405, "method.not_allowed", "Địa chỉ này không nhận phương thức đó.",
                        "The method is not allowed here.",
                        "Xem các phương thức được phép trong tiêu đề Allow."},
    [PROBLEM_CAMPAIGN_DRAFT] = {409, "campaign.draft", "Đợt đánh giá còn là bản nháp.",
                                "The campaign is still a draft.",
                                "Mở đợt đánh giá trước khi công bố kết quả."},
    [PROBLEM_CAMPAIGN_BUSY] = {409, "campaign.busy",
                               "Còn minh chứng chưa kiểm tra hoặc điểm chưa tính xong.",
                               "Some evidence is not checked yet, or some scores are not computed.",
                               "Chờ hệ thống xử lý xong rồi công bố."},
    [PROBLEM_CAMPAIGN_UNAPPROVED] = {409, "campaign.unapproved",
                                     "Còn đơn vị chưa được duyệt điểm.",
                                     "Some units are not approved yet.",
                                     "Duyệt điểm của mọi đơn vị rồi công bố."},
    [PROBLEM_PUBLISH_KEY] = {503, "publish.key", "Chưa có khóa ký kết quả công bố.",
                             "There is no key to sign the result with.",
                             "Nhờ quản trị hệ thống đặt khóa (publish.key) rồi công bố."},
    [PROBLEM_ASSESSMENT_LOCKED] = {409, "assessment.locked",
                                   "Điểm của đơn vị đã khóa ở bước này.",
                                   "The unit's scores are locked in this state.",
                                   "Đề nghị trả lại bước trước, có nêu lý do, rồi sửa điểm."},
    [PROBLEM_ASSESSMENT_MOVE] = {409, "assessment.move",
                                 "Không thể chuyển sang bước này từ bước hiện tại.",
                                 "This state cannot follow the present one.",
                                 "Xem bước hiện tại của đơn vị và các bước được phép."},
    [PROBLEM_ASSESSMENT_INCOMPLETE] = {409, "assessment.incomplete",
                                       "Còn tiêu chí chưa có điểm ở bước này.",
                                       "Some criteria have no score of this body.",
                                       "Chấm các tiêu chí còn thiếu, hoặc gửi \"fill\": true để "
                                       "lấy điểm của bước trước."},
    [PROBLEM_APPEAL_CLOSED] = {409, "appeal.closed", "Đã hết hạn kiến nghị về kết quả.",
                               "The time for appeals is over.",
                               "Liên hệ Ban Thường vụ Tỉnh đoàn."},
    [PROBLEM_CRITERION_UNKNOWN] = {400, "criterion.unknown",
                                   "Tiêu chí không có trong Bộ tiêu chí, hoặc không áp dụng cho "
                                   "đơn vị.",
                                   "There is no such criterion, or it does not apply to the unit.",
                                   "Kiểm tra lại mã tiêu chí."},
    [PROBLEM_POINTS_FORMAT] = {400, "points.format", "Điểm không đúng dạng.",
                               "Points are text of digits with at most two decimal places.",
                               "Viết điểm trong dấu nháy, dùng dấu chấm thập phân, tối đa 2 chữ "
                               "số lẻ, ví dụ \"3.5\"."},
    [PROBLEM_POINTS_RANGE] = {400, "points.range", "Điểm nằm ngoài thang điểm của tiêu chí.",
                              "The points are outside the criterion's range.",
                              "Cho điểm từ 0 đến điểm chuẩn của tiêu chí; tiêu chí điểm trừ: "
                              "từ âm điểm chuẩn đến 0."},
    [PROBLEM_REASON_MISSING] = {400, "reason.missing", "Thiếu lý do.", "A reason is required.",
                                "Nêu lý do: trả lại, kiến nghị và điểm khác với bước trước đều "
                                "phải có lý do."},
    [PROBLEM_MINUTES_MISSING] = {400, "minutes.missing", "Thiếu biên bản cuộc họp.",
                                 "The minutes of the meeting are required.",
                                 "Bổ sung số, ký hiệu và ngày của biên bản."},
    [PROBLEM_ANSWER_UNKNOWN] = {400, "answer.unknown", "Không có cách trả lời này.",
                                "An answer is explained, accepted or reopened.",
                                "Đơn vị giải trình (explained); kiểm tra chấp nhận (accepted) "
                                "hoặc mở lại (reopened)."},
    [PROBLEM_SEVERITY_UNKNOWN] = {400, "severity.unknown", "Không có mức độ này.",
                                  "A severity is hint, warning, error or fatal.",
                                  "Dùng hint, warning, error hoặc fatal; null: mức của mục "
                                  "kiểm tra."},
    [PROBLEM_CHECK_PARAMETER] = {400, "check.parameter",
                                 "Mục kiểm tra không có tham số này, hoặc giá trị không phải số "
                                 "nguyên.",
                                 "The check has no such parameter, or the value is no whole "
                                 "number.",
                                 "Xem tên tham số trong danh sách mục kiểm tra."},
    [PROBLEM_CHECK_CHANGED] = {409, "check.changed",
                               "Người khác vừa đổi thiết đặt của quy tắc này.",
                               "Somebody else has changed the setting of this check meanwhile.",
                               "Xem thiết đặt mới rồi lưu lại nếu vẫn muốn đổi."},
    [PROBLEM_TRIAL_COPIES] = {409, "trial.copies", "Không thử được quy tắc về bản sao.",
                              "Checks of copies cannot be tried.",
                              "Ai nộp trước chỉ biết được lúc nộp; hãy đặt rồi theo dõi các "
                              "minh chứng mới."},
    [PROBLEM_TRIAL_MANY] = {409, "trial.many", "Bạn đang có 5 lượt thử chưa xong.",
                            "Five trials of yours are still under way.",
                            "Chờ một lượt thử xong rồi thử tiếp."},
    [PROBLEM_KEY_REUSED] = {409, "idempotency.conflict",
                            "Idempotency-Key này đã dùng cho một yêu cầu khác.",
                            "This Idempotency-Key was used for another request.",
                            "Dùng khóa mới cho yêu cầu mới."},
    [PROBLEM_FIGURE_RULE] = {422, "figure_rule.invalid", "Quy tắc số liệu chưa đúng",
                             "The rule across figures cannot be read.",
                             "Sửa chỗ được nêu rồi lưu lại."},
    [PROBLEM_MEMBERS_DAY] = {400, "members.day", "Ngày xuất dữ liệu ở sau hôm nay.",
                             "The export is of a day that has not come.",
                             "Ghi ngày xuất dữ liệu từ phần mềm."},
    [PROBLEM_MEMBERS_FIGURE] = {400, "members.figure",
                                "Số đoàn viên không phải số nguyên từ 0 đến 10.000.000.",
                                "The unit's own figure is no whole number up to 10,000,000.",
                                "Ghi số đoàn viên theo sổ của đơn vị, hoặc bỏ trống."},
    [PROBLEM_MEMBERS_MAPPING] = {422, "members.mapping",
                                 "Khai báo cột chưa đúng: cột không có trong tệp, trường không "
                                 "có, một trường chọn hai lần, hoặc chưa chọn cột Họ và tên.",
                                 "The mapping names a column or field that is not there, a field "
                                 "twice, or nothing that makes a list.",
                                 "Mỗi trường chọn một cột; danh sách đoàn viên cần cột Họ và tên, "
                                 "nhật ký nghiệp vụ cần cột Ngày thực hiện."},
    [PROBLEM_MEMBERS_STATE] = {409, "members.state", "Tệp này không còn chờ khai báo cột.",
                               "The export no longer waits for a mapping.",
                               "Xem kết quả của tệp, hoặc nộp tệp mới."},
    [PROBLEM_FEED_ADDRESS] = {422, "feed.address", "Địa chỉ này không phải là địa chỉ trang web.",
                              "Not an http or https address of a public host, or one with a "
                              "name and password in it.",
                              "Chép nguyên địa chỉ của trang hoặc của nguồn tin, ví dụ "
                              "https://huyendoan.vn/feed."},
    [PROBLEM_FEED_KIND] = {400, "feed.kind", "Không có loại như vậy.",
                           "kind is rss, atom or wordpress; posts are news, story or none.",
                           "Loại nguồn: rss, atom, wordpress; loại bài: news (tin tốt), story "
                           "(câu chuyện đẹp), none (không tính)."},
    [PROBLEM_FEED_MANY] = {409, "feed.too_many", "Đơn vị đã có 20 nguồn tin.",
                           "The unit has 20 feeds already.", "Xóa bớt nguồn không còn dùng."},
    [PROBLEM_POST_KIND] = {400, "post.kind", "Không có loại bài này.",
                           "Posts are news or story.",
                           "Chọn news (tin tốt) hoặc story (câu chuyện đẹp)."},
    [PROBLEM_POSTS_FAULTY] = {422, "posts.faulty", "Danh sách có chỗ chưa đúng; chưa ghi gì.",
                              "The list has faults; nothing has been written.",
                              "Sửa các dòng được chỉ ra rồi gửi lại cả danh sách."},
    [PROBLEM_SITE] = {422, "site.unreadable", "Có một dòng không phải địa chỉ trang.",
                      "One of the addresses is none of a web site.",
                      "Ghi mỗi trang một địa chỉ như tinhdoan.vn hay tinhdoan.vn/tieu-can."},
    [PROBLEM_LIMIT] = {429, "limit.exceeded", "Gửi yêu cầu quá nhanh.", "Too many requests.",
                       "Chờ theo tiêu đề Retry-After rồi gửi lại."},
    [PROBLEM_LOGIN_LIMIT] = {429, "login.limited", "Đăng nhập sai quá nhiều lần.",
                             "Too many failed sign-ins.", "Chờ một lát rồi thử lại."},
    [PROBLEM_UNAVAILABLE] = {503, "unavailable", "Hệ thống đang bận hoặc đang khởi động lại.",
                             "The service is busy or restarting; repeat with the same "
                             "Idempotency-Key.",
                             "Gửi lại sau giây lát với đúng Idempotency-Key cũ."},
    [PROBLEM_EVENTS_FULL] = {503, "events.full", "Đã có quá nhiều người theo dõi trực tiếp.",
                             "Too many event streams are open.", "Thử lại sau."},
    [PROBLEM_INTERNAL] = {500, "internal", "Hệ thống gặp lỗi khi xử lý yêu cầu này.",
                          "The service failed on this request.",
                          "Thử lại; nếu vẫn lỗi, báo quản trị viên."},
};

struct problem problem_of(enum problem_id id, const char *field)
{
    assert(id > PROBLEM_NONE && id < PROBLEM_COUNT);
    const struct entry *entry = &CATALOGUE[id];
    struct problem problem = {
        .status = entry->status,
        .code = entry->code,
        .field = field != NULL ? field : "",
        .detail = entry->detail,
        .detail_en = entry->detail_en,
        .mend = entry->mend,
    };
    if (problem.status == 429 || problem.status == 503) {
        problem.retry_s = 1;
    }
    return problem;
}

struct problem problem_of_code(const char *code, const char *field)
{
    for (int id = PROBLEM_NONE + 1; id < PROBLEM_COUNT; id++) {
        if (strcmp(CATALOGUE[id].code, code) == 0) {
            return problem_of((enum problem_id)id, field);
        }
    }
    return problem_of(PROBLEM_INTERNAL, NULL);
}

struct problem problem_of_fault(const Bus__V1__Fault *fault)
{
    if (fault->status < 400 || fault->status > 599 || fault->code[0] == '\0') {
        return problem_of(PROBLEM_INTERNAL, NULL);
    }
    struct problem problem = {
        .status = fault->status,
        .code = fault->code,
        .field = fault->field,
        .detail = fault->message,
        .detail_en = fault->message_en,
        .mend = fault->mend,
        .retry_s = fault->retry_ms / 1000 + (fault->retry_ms % 1000 != 0 ? 1 : 0),
    };
    if (problem.retry_s == 0 && (problem.status == 429 || problem.status == 503)) {
        problem.retry_s = 1;
    }
    return problem;
}

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

void problem_print(const struct problem *self, struct buf *into)
{
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
    if (self->line > 0) {
        json_int(&json, "line", self->line);
        json_int(&json, "column", self->column);
    }
    json_object_end(&json);
}
