/*
 * table.c — the checks of exports: their messages, how to fix what they find, their parameters, and
 * examples that tests run and the handbook shows.
 */
#include "members/judge.h"

#define KINDS ",tệp phần mềm Quản lý đoàn viên,"
#define LIST(rows) \
    "Họ và tên,Ngày sinh,Ngày vào Đoàn,Số thẻ,Giới tính,Chi đoàn,Xếp loại,Trạng thái,Ghi chú\n" \
    "Nguyễn Thị Lan,02/09/2001,26/03/2017,001,Nữ,Ấp Chợ,Khá,Đang sinh hoạt,\n" rows
#define ROW(rest) LIST("Lê Văn An," rest "\n")
#define LOG(rows) "Ngày thực hiện,Nghiệp vụ\n" rows
#define FIRES(...) \
    { \
        .fires = true, .text = __VA_ARGS__ \
    }
#define RESTS(...) \
    { \
        .text = __VA_ARGS__ \
    }

#define NEW_YEARS(day) \
    "Võ Thị A," day "/2000,26/03/2017,,,,Khá,,\nVõ Thị B," day "/2001,26/03/2017,,,,Khá,,\n" \
    "Võ Thị C," day "/2002,26/03/2018,,,,Khá,,\nVõ Thị D," day "/2003,26/03/2019,,,,Khá,,\n" \
    "Võ Thị E," day "/2004,26/03/2020,,,,Khá,,\nVõ Thị G," day "/2000,26/03/2018,,,,Khá,,\n" \
    "Võ Thị H," day "/2001,26/03/2018,,,,Khá,,\nVõ Thị I," day "/2002,26/03/2019,,,,Khá,,\n" \
    "Võ Thị K," day "/2003,26/03/2020,,,,Khá,,\nVõ Thị L," day "/2004,26/03/2021,,,,Khá,,\n"
#define FIVE(month) \
    "02/" month "/2023,x\n03/" month "/2023,x\n04/" month "/2023,x\n" \
    "05/" month "/2023,x\n06/" month "/2023,x\n"

const struct check MEMBER_CHECKS[] = {
    [CELL_MISSING] = {.code = "members.cell.missing",
                      .severity = ERROR,
                      .kinds = KINDS,
                      .message = "Thiếu dữ liệu bắt buộc.",
                      .message_en = "A mandatory cell is empty.",
                      .mend = "Điền ô này trong phần mềm rồi xuất lại.",
                      .examples = EXAMPLES(FIRES(ROW(",26/03/2017,2,Nam,Ấp Chợ,Khá,,")),
                                           RESTS(ROW("02/09/2001,26/03/2017,2,Nam,Ấp Chợ,Khá,,")))},
    [CELL_FORMULA] = {.code = "members.cell.formula",
                      .severity = ERROR,
                      .kinds = KINDS,
                      .message = "Công thức ở ô này bị lỗi hoặc chưa được tính.",
                      .message_en = "The formula of this cell has failed or was never computed.",
                      .mend =
                          "Mở bằng Excel, sửa công thức hoặc ghi thẳng giá trị, lưu rồi nộp lại.",
                      .examples =
                          EXAMPLES(FIRES(ROW("#REF!,26/03/2017,2,Nam,Ấp Chợ,Khá,,")),
                                   FIRES(ROW("02/09/2001,26/03/2017,2,Nam,#N/A,Khá,,")),
                                   RESTS(ROW("02/09/2001,26/03/2017,#2,Nam,Ấp Chợ,Khá,,")))},
    [DATE_INVALID] = {.code = "members.date.invalid",
                      .severity = ERROR,
                      .kinds = KINDS,
                      .message = "Không phải ngày có trong lịch.",
                      .message_en = "No such day.",
                      .mend = "Ghi ngày/tháng/năm, ví dụ 02/09/2001.",
                      .examples = EXAMPLES(FIRES(ROW("31/02/2001,26/03/2017,2,Nam,Ấp Chợ,Khá,,")),
                                           FIRES(ROW("2001,26/03/2017,2,Nam,Ấp Chợ,Khá,,")),
                                           RESTS(ROW("2001-02-28,26/03/2017,2,Nam,Ấp Chợ,Khá,,")))},
    [DATE_FUTURE] = {.code = "members.date.future",
                     .severity = ERROR,
                     .kinds = KINDS,
                     .message = "Ngày ở sau ngày xuất dữ liệu.",
                     .message_en = "A day after the export.",
                     .mend = "Sửa lại ngày theo hồ sơ.",
                     .examples = EXAMPLES(FIRES(ROW("02/09/2001,01/07/2023,2,Nam,Ấp Chợ,Khá,,")),
                                          RESTS(ROW("02/09/2001,30/06/2023,2,Nam,Ấp Chợ,Khá,,")))},
    [BORN_LATER] = {.code = "members.born.later",
                    .severity = ERROR,
                    .kinds = KINDS,
                    .message = "Ngày vào Đoàn trước ngày sinh.",
                    .message_en = "Admitted before birth.",
                    .mend = "Đối chiếu sổ đoàn viên, sửa ngày sai.",
                    .examples = EXAMPLES(FIRES(ROW("02/09/2001,01/09/2001,2,Nam,Ấp Chợ,Khá,,")),
                                         RESTS(ROW("02/09/2001,01/09/2019,2,Nam,Ấp Chợ,Khá,,")))},
    [TOO_YOUNG] = {.code = "members.age.too_young",
                   .severity = ERROR,
                   .kinds = KINDS,
                   .message = "Khi vào Đoàn chưa đủ 16 tuổi (15 tuổi và 1 ngày).",
                   .message_en = "Admitted below the age.",
                   .mend = "Sửa ngày sinh hoặc ngày vào Đoàn nếu nhập sai.",
                   .parameters = {{"age_from", 15, "phải qua sinh nhật lần thứ mấy khi vào Đoàn"}},
                   .examples = EXAMPLES(FIRES(ROW("26/03/2002,26/03/2017,2,Nam,Ấp Chợ,Khá,,")),
                                        RESTS(ROW("26/03/2002,27/03/2017,2,Nam,Ấp Chợ,Khá,,")))},
    [TOO_OLD] = {.code = "members.age.too_old",
                 .severity = ERROR,
                 .kinds = KINDS,
                 .message = "Khi vào Đoàn đã quá 30 tuổi, không ghi trường hợp đặc biệt.",
                 .message_en = "Admitted above the age without an exception.",
                 .mend = "Sửa ngày nhập sai, hoặc ghi lý do ở cột ghi chú.",
                 .parameters = {{"age_to", 30, "tuổi cao nhất khi vào Đoàn"}},
                 .examples =
                     EXAMPLES(FIRES(ROW("26/03/1990,26/03/2021,2,Nam,Ấp Chợ,Khá,,")),
                              RESTS(ROW("26/03/1990,25/03/2021,2,Nam,Ấp Chợ,Khá,,")),
                              RESTS(ROW("26/03/1990,26/03/2021,2,Nam,Ấp Chợ,Khá,,đặc biệt")))},
    [OVER_AGE] = {.code = "members.age.over",
                  .severity = ERROR,
                  .kinds = KINDS,
                  .message = "Đã quá tuổi đoàn viên mà chưa làm lễ trưởng thành, không ghi lý do.",
                  .message_en = "Still active above the age without an exception.",
                  .mend = "Làm thủ tục trưởng thành đoàn, hoặc ghi lý do ở lại ở cột ghi chú.",
                  .parameters = {{"age_to", 30, "tuổi cao nhất của đoàn viên"},
                                 {"age_most", 70, "quá tuổi này thì ghi chú cũng không miễn"}},
                  .examples =
                      EXAMPLES(FIRES(ROW("30/06/1992,26/03/2010,2,Nam,Ấp Chợ,Khá,,")),
                               FIRES(ROW("30/06/1950,26/03/2010,2,Nam,Ấp Chợ,Khá,,ở lại")),
                               RESTS(ROW("01/07/1992,26/03/2010,2,Nam,Ấp Chợ,Khá,,")),
                               RESTS(ROW("30/06/1990,26/03/2010,2,Nam,Ấp Chợ,Khá,Trưởng thành,")))},
    [TWICE] = {.code = "members.member.twice",
               .severity = ERROR,
               .kinds = KINDS,
               .message = "Đoàn viên này đã có ở một dòng trước (cùng họ tên và ngày sinh).",
               .message_en = "Same name and birth date as an earlier row.",
               .mend = "Gộp hai hồ sơ, giữ hồ sơ đúng.",
               .examples =
                   EXAMPLES(FIRES(LIST("Nguyen thi LAN,2001-09-02,26/03/2017,2,Nữ,Ấp Chợ,Khá,,\n")),
                            RESTS(LIST("Nguyễn Thị Lan,03/09/2001,26/03/2017,2,Nữ,,Khá,,\n")))},
    [CARD_TWICE] = {.code = "members.card.twice",
                    .severity = ERROR,
                    .kinds = KINDS,
                    .message = "Số thẻ này đã có ở một dòng trước.",
                    .message_en = "Card number of an earlier row.",
                    .mend = "Kiểm tra lại số thẻ của cả hai đoàn viên.",
                    .examples = EXAMPLES(FIRES(ROW("02/09/2001,26/03/2017,001,Nam,Ấp Chợ,Khá,,")),
                                         RESTS(ROW("02/09/2001,26/03/2017,,Nam,Ấp Chợ,Khá,,")))},
    [NAME_ODD] = {.code = "members.name.odd",
                  .severity = ERROR,
                  .kinds = KINDS,
                  .message = "Họ tên có chữ số hoặc chỉ có một chữ.",
                  .message_en = "A name with digits or of one word.",
                  .mend = "Ghi đủ họ, đệm và tên theo giấy khai sinh.",
                  .examples =
                      EXAMPLES(FIRES(LIST("An,02/09/2001,26/03/2017,2,Nam,Ấp Chợ,Khá,,\n")),
                               FIRES(LIST("Lê An 2,02/09/2001,26/03/2017,2,Nam,Ấp Chợ,Khá,,\n")),
                               RESTS(LIST("Thạch Sa Rết,02/09/2001,26/03/2017,2,Nam,,Khá,,\n")))},
    [NAME_FONT] = {.code = "members.name.font",
                   .severity = ERROR,
                   .kinds = KINDS,
                   .message = "Họ tên gõ bằng phông chữ cũ (TCVN3, VNI), không phải Unicode.",
                   .message_en = "A name in a legacy encoding (TCVN3 or VNI).",
                   .mend = "Chuyển danh sách sang Unicode (ví dụ bằng UniKey) rồi nhập lại.",
                   .examples = EXAMPLES(
                       FIRES(LIST("TrÇn V¨n An,02/09/2001,26/03/2017,2,Nam,Ấp Chợ,Khá,,\n")),
                       FIRES(LIST("Nguyeãn Vaên Höông,02/09/2001,26/03/2017,2,Nam,,Khá,,\n")),
                       RESTS(LIST("Trần Văn Ân,02/09/2001,26/03/2017,2,Nam,Ấp Chợ,Khá,,\n")),
                       RESTS(LIST("Đỗ Thị Hoà,02/09/2001,26/03/2017,2,Nữ,Ấp Chợ,Khá,,\n")))},
    [SEX_UNKNOWN] = {.code = "members.sex.unknown",
                     .severity = WARNING,
                     .kinds = KINDS,
                     .message = "Không hiểu giới tính này.",
                     .message_en = "Unknown sex.",
                     .mend = "Ghi Nam hoặc Nữ.",
                     .examples = EXAMPLES(FIRES(ROW("02/09/2001,26/03/2017,2,x,Ấp Chợ,Khá,,")),
                                          RESTS(ROW("02/09/2001,26/03/2017,2,NAM,Ấp Chợ,Khá,,")),
                                          RESTS(ROW("02/09/2001,26/03/2017,2,,Ấp Chợ,Khá,,")))},
    [BRANCH_UNKNOWN] = {.code = "members.branch.unknown",
                        .severity = WARNING,
                        .kinds = KINDS,
                        .message = "Không có chi đoàn này trong danh sách đơn vị trực thuộc.",
                        .message_en = "No such branch below the unit.",
                        .mend = "Sửa tên chi đoàn cho đúng, hoặc báo cấp trên bổ sung đơn vị.",
                        .examples = EXAMPLES(
                            {.fires = true,
                             .required = "Chi đoàn Ấp Chợ|Chi đoàn Ấp Giữa",
                             .text = ROW("02/09/2001,26/03/2017,2,Nam,Ấp Trợ,Khá,,")},
                            {.required = "Chi đoàn Ấp Chợ|Chi đoàn Ấp Giữa",
                             .text = ROW("02/09/2001,26/03/2017,2,Nam,CHI ĐOÀN ẤP GIỮA,Khá,,")},
                            RESTS(ROW("02/09/2001,26/03/2017,2,Nam,Ấp Trợ,Khá,,")))},
    [STATUS_UNKNOWN] = {.code = "members.status.unknown",
                        .severity = WARNING,
                        .kinds = KINDS,
                        .message = "Không hiểu trạng thái này.",
                        .message_en = "Unknown status.",
                        .mend =
                            "Ghi: đang sinh hoạt, chuyển đi, trưởng thành, khai trừ hoặc xóa tên.",
                        .examples = EXAMPLES(
                            FIRES(ROW("02/09/2001,26/03/2017,2,Nam,Ấp Chợ,Khá,???,")),
                            RESTS(ROW("02/09/2001,26/03/2017,2,Nam,Ấp Chợ,Khá,Khai trừ,")))},
    [RATING_UNKNOWN] = {.code = "members.rating.unknown",
                        .severity = WARNING,
                        .kinds = KINDS,
                        .message = "Không hiểu mức xếp loại này.",
                        .message_en = "Unknown rating.",
                        .mend =
                            "Ghi: xuất sắc, khá, trung bình, yếu, hoặc mức hoàn thành nhiệm vụ.",
                        .examples =
                            EXAMPLES(FIRES(ROW("02/09/2001,26/03/2017,2,Nam,Ấp Chợ,B+,,")),
                                     RESTS(ROW("02/09/2001,26/03/2017,2,Nam,Ấp Chợ,XUẤT SẮC,,")))},
    [RATING_MISSING] = {.code = "members.rating.missing",
                        .severity = WARNING,
                        .kinds = KINDS,
                        .message = "Đã đến kỳ mà chưa nhập xếp loại.",
                        .message_en = "The rating is due and missing.",
                        .mend = "Nhập kết quả xếp loại của năm.",
                        .parameters = {{"month", 12, "từ tháng này trong năm phải có xếp loại"}},
                        .examples =
                            EXAMPLES({.fires = true,
                                      .occurred_on = "2023-12-01",
                                      .text = ROW("02/09/2001,26/03/2017,2,Nam,Ấp Chợ,,,")},
                                     {.occurred_on = "2023-11-30",
                                      .text = ROW("02/09/2001,26/03/2017,2,Nam,Ấp Chợ,,,")})},
    [COLUMN_EMPTY] = {.code = "members.column.empty",
                      .severity = WARNING,
                      .kinds = KINDS,
                      .message = "Cả cột không có dữ liệu nào.",
                      .message_en = "The whole column is empty.",
                      .mend = "Nhập dữ liệu, hoặc chọn lại cột khi khai báo.",
                      .examples = EXAMPLES(FIRES("Họ tên,Ngày sinh,Ngày vào Đoàn,Số thẻ\n"
                                                 "Lê An,02/09/2001,26/03/2017,\n"),
                                           RESTS("Họ tên,Ngày sinh,Ngày vào Đoàn,Số thẻ\n"
                                                 "Lê An,02/09/2001,26/03/2017,2\n"))},
    [PLACEHOLDER] = {.code = "members.born.placeholder",
                     .severity = WARNING,
                     .kinds = KINDS,
                     .message = "Quá nhiều đoàn viên sinh ngày 01/01: có thể là ngày điền thay.",
                     .message_en = "Too many birth dates are 1 January.",
                     .mend = "Đối chiếu ngày sinh với hồ sơ.",
                     .parameters = {{"percent", 20, "quá tỷ lệ này mới báo, phần trăm"},
                                    {"rows", 10, "ít nhất bấy nhiêu đoàn viên"}},
                     .examples = EXAMPLES(FIRES(LIST(NEW_YEARS("01/01"))),
                                          RESTS(LIST(NEW_YEARS("05/04"))))},
    [LOG_FUTURE] = {.code = "members.operation.day",
                    .severity = WARNING,
                    .kinds = KINDS,
                    .message = "Nghiệp vụ không có ngày, hoặc ngày ở sau ngày xuất dữ liệu.",
                    .message_en = "An operation without a day, or in the future.",
                    .mend = "Sửa ngày của nghiệp vụ.",
                    .examples =
                        EXAMPLES(FIRES(LOG("01/07/2023,kết nạp\n")), FIRES(LOG("xx,kết nạp\n")),
                                 RESTS(LOG("30/06/2023,kết nạp\n")))},
    [MONTHS_WITHOUT] = {.code = "members.months.without",
                        .severity = WARNING,
                        .kinds = KINDS,
                        .message = "Có tháng không có nghiệp vụ nào trong phần mềm.",
                        .message_en = "Months without any operation.",
                        .mend = "Cập nhật phần mềm hằng tháng.",
                        .parameters = {{"months", 0, "bấy nhiêu tháng trống thì chưa báo"}},
                        .examples =
                            EXAMPLES({.fires = true,
                                      .occurred_on = "2023-03-31",
                                      .text = LOG("05/01/2023,kết nạp\n06/03/2023,kết nạp\n")},
                                     {.occurred_on = "2023-02-28",
                                      .text = LOG("05/01/2023,kết nạp\n06/02/2023,kết nạp\n")})},
    [MONTHS_BURST] = {.code = "members.months.burst",
                      .severity = WARNING,
                      .kinds = KINDS,
                      .message =
                          "Phần lớn nghiệp vụ trong năm dồn vào tháng cuối trước khi xuất dữ liệu.",
                      .message_en = "Most operations of the year fall into the last month.",
                      .mend = "Nhập nghiệp vụ ngay khi phát sinh, không dồn đến cuối năm.",
                      .parameters = {{"percent", 50, "quá tỷ lệ này mới báo, phần trăm"},
                                     {"operations", 10, "ít nhất bấy nhiêu nghiệp vụ trong năm"},
                                     {"month", 6, "chỉ xét từ tháng này"}},
                      .examples = EXAMPLES({.fires = true,
                                            .occurred_on = "2023-12-31",
                                            .text = LOG(FIVE("12") FIVE("12") FIVE("03"))},
                                           {.occurred_on = "2023-12-31",
                                            .text = LOG(FIVE("12") FIVE("08") FIVE("03"))},
                                           {.occurred_on = "2023-12-31", .text = LOG(FIVE("12"))})},
    [HIDDEN_PART] = {.code = "members.hidden",
                     .severity = WARNING,
                     .kinds = KINDS,
                     .message = "Tệp có dòng ẩn hoặc trang ẩn; phần ẩn không được đọc.",
                     .message_en = "Hidden rows or sheets of the file were left out.",
                     .mend = "Bỏ ẩn, bỏ lọc rồi nộp lại nếu phần ẩn cũng phải được tính.",
                     .examples =
                         EXAMPLES({.fires = true, .text = LIST(""), .facts = "hidden_rows=1"},
                                  {.text = LIST("")})},
    {.code = NULL}};

const struct check_family MEMBER_FAMILY = {.name = "Phần mềm Quản lý đoàn viên",
                                           .checks = MEMBER_CHECKS};

const struct check *member_check_find(const char *code)
{
    const struct check *check = MEMBER_CHECKS;
    while (check->code != NULL && strcmp(check->code, code) != 0) {
        check++;
    }
    return check->code != NULL ? check : NULL;
}
