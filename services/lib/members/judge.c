/*
 * judge.c — the checks of an export: each row on its own, rows beside each other, the sheet.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/text.h"
#include "members/members.h"

/* Điều lệ Đoàn: admitted from 15 years and a day to 30; who stays longer does so on request. */
enum {
    AGE_FROM = 15,
    AGE_TO = 30,
    AGE_NOBODY = 70,
    SAME_DAY_PERCENT = 20,
    SAME_DAY_ROWS = 10,
    MONTHS = 12
};

enum {
    CELL_MISSING,
    DATE_INVALID,
    DATE_FUTURE,
    BORN_LATER,
    TOO_YOUNG,
    TOO_OLD,
    OVER_AGE,
    TWICE,
    CARD_TWICE,
    NAME_ODD,
    STATUS_UNKNOWN,
    RATING_UNKNOWN,
    RATING_MISSING,
    COLUMN_EMPTY,
    PLACEHOLDER,
    LOG_FUTURE,
    MONTHS_WITHOUT
};

const struct member_check MEMBER_CHECKS[] = {
    [CELL_MISSING] = {"cell.missing", true, "Thiếu dữ liệu bắt buộc.", "A mandatory cell is empty.",
                      "Điền ô này trong phần mềm rồi xuất lại."},
    [DATE_INVALID] = {"date.invalid", true, "Không phải ngày có trong lịch.", "No such day.",
                      "Ghi ngày/tháng/năm, ví dụ 02/09/2001."},
    [DATE_FUTURE] = {"date.future", true, "Ngày ở sau ngày xuất dữ liệu.",
                     "A day after the export.", "Sửa lại ngày theo hồ sơ."},
    [BORN_LATER] = {"born.later", true, "Ngày vào Đoàn trước ngày sinh.", "Admitted before birth.",
                    "Đối chiếu sổ đoàn viên, sửa ngày sai."},
    [TOO_YOUNG] = {"age.too_young", true, "Khi vào Đoàn chưa đủ 16 tuổi (15 tuổi và 1 ngày).",
                   "Admitted below the age.", "Sửa ngày sinh hoặc ngày vào Đoàn nếu nhập sai."},
    [TOO_OLD] = {"age.too_old", true, "Khi vào Đoàn đã quá 30 tuổi, không ghi trường hợp đặc biệt.",
                 "Admitted above the age without an exception.",
                 "Sửa ngày nhập sai, hoặc ghi lý do ở cột ghi chú."},
    [OVER_AGE] = {"age.over", true,
                  "Đã quá tuổi đoàn viên mà chưa làm lễ trưởng thành, không ghi lý do.",
                  "Still active above the age without an exception.",
                  "Làm thủ tục trưởng thành đoàn, hoặc ghi lý do ở lại ở cột ghi chú."},
    [TWICE] = {"member.twice", true,
               "Đoàn viên này đã có ở một dòng trước (cùng họ tên và ngày sinh).",
               "Same name and birth date as an earlier row.", "Gộp hai hồ sơ, giữ hồ sơ đúng."},
    [CARD_TWICE] = {"card.twice", true, "Số thẻ này đã có ở một dòng trước.",
                    "Card number of an earlier row.", "Kiểm tra lại số thẻ của cả hai đoàn viên."},
    [NAME_ODD] = {"name.odd", true, "Họ tên có chữ số hoặc chỉ có một chữ.",
                  "A name with digits or of one word.",
                  "Ghi đủ họ, đệm và tên theo giấy khai sinh."},
    [STATUS_UNKNOWN] = {"status.unknown", false, "Không hiểu trạng thái này.", "Unknown status.",
                        "Ghi: đang sinh hoạt, chuyển đi, trưởng thành, khai trừ hoặc xóa tên."},
    [RATING_UNKNOWN] = {"rating.unknown", false, "Không hiểu mức xếp loại này.", "Unknown rating.",
                        "Ghi: xuất sắc, khá, trung bình, yếu, hoặc mức hoàn thành nhiệm vụ."},
    [RATING_MISSING] = {"rating.missing", false, "Đã đến kỳ mà chưa nhập xếp loại.",
                        "The rating is due and missing.", "Nhập kết quả xếp loại của năm."},
    [COLUMN_EMPTY] = {"column.empty", false, "Cả cột không có dữ liệu nào.",
                      "The whole column is empty.",
                      "Nhập dữ liệu, hoặc chọn lại cột khi khai báo."},
    [PLACEHOLDER] = {"born.placeholder", false,
                     "Quá nhiều đoàn viên sinh ngày 01/01: có thể là ngày điền thay.",
                     "Too many are born on 1 January.", "Đối chiếu ngày sinh với hồ sơ."},
    [LOG_FUTURE] = {"operation.day", false,
                    "Nghiệp vụ không có ngày, hoặc ngày ở sau ngày xuất dữ liệu.",
                    "An operation without a day, or in the future.", "Sửa ngày của nghiệp vụ."},
    [MONTHS_WITHOUT] = {"months.without", false, "Có tháng không có nghiệp vụ nào trong phần mềm.",
                        "Months without any operation.", "Cập nhật phần mềm hằng tháng."},
};
const size_t MEMBER_CHECK_COUNT = sizeof(MEMBER_CHECKS) / sizeof(MEMBER_CHECKS[0]);

struct judge {
    const struct member_sheet *sheet;
    const struct member_rules *rules;
    struct arena *arena;
    struct member_judgement *out;
    struct map *names, *cards;
    const struct member_line *line;
    bool is_wrong;
    int first_of_january, with_birth;
    bool months[MONTHS];
};

static void report(struct judge *self, int check, enum member_field field, bool is_sheet)
{
    struct member_judgement *out = self->out;
    if (out->count == out->capacity) {
        size_t larger = out->capacity > 0 ? 2 * out->capacity : 64;
        struct member_finding *findings = arena_alloc(self->arena, larger * sizeof(*findings));
        if (out->count > 0) {
            memcpy(findings, out->findings, out->count * sizeof(*findings));
        }
        out->findings = findings;
        out->capacity = larger;
    }
    self->is_wrong = self->is_wrong || MEMBER_CHECKS[check].is_error;
    out->findings[out->count++] = (struct member_finding){&MEMBER_CHECKS[check], self->sheet->name,
                                                          is_sheet ? 0 : self->line->row, field};
}

static const char *cell(const struct judge *self, enum member_field field)
{
    int place = self->sheet->places[field];
    return place >= 0 && (size_t)place < self->line->count ? self->line->cells[place] : "";
}

static const char *folded(const struct judge *self, enum member_field field)
{
    const char *text = cell(self, field);
    return text_fold(self->arena, text, strlen(text));
}

static bool parse_day(const char *text, date_days *out)
{
    return date_parse(text, out) || date_parse_local(text, out);
}

/* A day that is there, is one, and is not yet to come. */
static bool read_day(struct judge *self, enum member_field field, date_days *out)
{
    if (cell(self, field)[0] == '\0') {
        return false; /* missing cells are told of elsewhere */
    }
    if (!parse_day(cell(self, field), out)) {
        report(self, DATE_INVALID, field, false);
        return false;
    }
    if (*out > self->rules->as_of) {
        report(self, DATE_FUTURE, field, false);
        return false;
    }
    return true;
}

static int age_on(date_days born, date_days day)
{
    int by, bm, bd, y, m, d;
    date_split(born, &by, &bm, &bd);
    date_split(day, &y, &m, &d);
    return y - by - (m < bm || (m == bm && d < bd) ? 1 : 0);
}

static void note_month(struct judge *self, date_days day)
{
    int year, month, last, today_month, today;
    date_split(day, &year, &month, &today);
    date_split(self->rules->as_of, &last, &today_month, &today);
    if (year == last) {
        self->months[month - 1] = true;
    }
}

static bool is_one_of(const char *words, const char *text)
{
    char wanted[96];
    int len = snprintf(wanted, sizeof(wanted), "|%s|", text);
    return len < (int)sizeof(wanted) && strstr(words, wanted) != NULL;
}

static const char ACTIVE[] = "||dang sinh hoat|dang hoat dong|sinh hoat|hoat dong|dang cong tac|";
static const char LEFT[] = "|chuyen di|da chuyen di|truong thanh|da truong thanh|truong thanh doan|"
                           "khai tru|xoa ten|da xoa ten|tu tran|";
static const char RATINGS[] =
    "|xuat sac|tot|kha|trung binh|yeu|kem|hoan thanh xuat sac nhiem vu|"
    "hoan thanh tot nhiem vu|hoan thanh nhiem vu|khong hoan thanh nhiem vu|";

static void judge_name(struct judge *self)
{
    const char *name = cell(self, MEMBER_NAME);
    if (name[0] != '\0' && (strpbrk(name, "0123456789") != NULL || strchr(name, ' ') == NULL)) {
        report(self, NAME_ODD, MEMBER_NAME, false);
    }
}

static void judge_ages(struct judge *self, bool is_active)
{
    date_days born, admitted;
    bool is_excepted = cell(self, MEMBER_EXCEPTION)[0] != '\0';
    bool is_born = read_day(self, MEMBER_BORN, &born);
    bool is_admitted = read_day(self, MEMBER_ADMITTED, &admitted);
    if (is_admitted) {
        note_month(self, admitted);
    }
    if (!is_born) {
        return;
    }
    int year, month, day, age = age_on(born, self->rules->as_of);
    date_split(born, &year, &month, &day);
    self->with_birth++;
    self->first_of_january += month == 1 && day == 1;
    if (is_admitted && admitted < born) {
        report(self, BORN_LATER, MEMBER_ADMITTED, false);
    } else if (is_admitted && age_on(born, admitted - 1) < AGE_FROM) {
        report(self, TOO_YOUNG, MEMBER_ADMITTED, false);
    } else if (is_admitted && age_on(born, admitted) > AGE_TO && !is_excepted) {
        report(self, TOO_OLD, MEMBER_ADMITTED, false);
    }
    if (is_active && (age > AGE_NOBODY || (age > AGE_TO && !is_excepted))) {
        report(self, OVER_AGE, MEMBER_BORN, false);
    }
}

static void judge_twins(struct judge *self)
{
    const char *name = folded(self, MEMBER_NAME), *card = folded(self, MEMBER_CARD);
    date_days born;
    if (name[0] != '\0' && parse_day(cell(self, MEMBER_BORN), &born) &&
        map_put_text(self->names, arena_print(self->arena, "%s|%d", name, (int)born), self) !=
            NULL) {
        report(self, TWICE, MEMBER_NAME, false);
    }
    if (card[0] != '\0' && map_put_text(self->cards, card, self) != NULL) {
        report(self, CARD_TWICE, MEMBER_CARD, false);
    }
}

static void judge_rating(struct judge *self)
{
    const char *rating = folded(self, MEMBER_RATING);
    bool is_known = rating[0] != '\0' && is_one_of(RATINGS, rating);
    self->out->rated += is_known;
    if (rating[0] != '\0' && !is_known) {
        report(self, RATING_UNKNOWN, MEMBER_RATING, false);
    } else if (rating[0] == '\0' && self->out->are_ratings_due) {
        report(self, RATING_MISSING, MEMBER_RATING, false);
    }
}

static void judge_member(struct judge *self)
{
    self->is_wrong = false;
    const char *status = folded(self, MEMBER_STATUS);
    bool is_active = !is_one_of(LEFT, status);
    for (int f = 0; f < MEMBER_FIELDS; f++) {
        if (member_field_is_needed((enum member_field)f)) {
            bool is_there = cell(self, (enum member_field)f)[0] != '\0';
            self->out->cells_needed++;
            self->out->cells_filled += is_there;
            if (!is_there) {
                report(self, CELL_MISSING, (enum member_field)f, false);
            }
        }
    }
    if (is_active && !is_one_of(ACTIVE, status)) {
        report(self, STATUS_UNKNOWN, MEMBER_STATUS, false);
    }
    judge_name(self);
    judge_ages(self, is_active);
    judge_twins(self);
    if (is_active) {
        self->out->active++;
        judge_rating(self);
    }
    self->out->rows++;
    self->out->rows_wrong += self->is_wrong;
}

static void judge_columns(struct judge *self)
{
    for (int f = 0; f < MEMBER_FIELDS; f++) {
        bool is_empty = self->sheet->places[f] >= 0 && self->sheet->count > self->sheet->head + 1;
        for (size_t i = self->sheet->head + 1; is_empty && i < self->sheet->count; i++) {
            self->line = &self->sheet->lines[i];
            is_empty = cell(self, (enum member_field)f)[0] == '\0';
        }
        if (is_empty && f != MEMBER_EXCEPTION) {
            report(self, COLUMN_EMPTY, (enum member_field)f, true);
        }
    }
}

static void judge_operation(struct judge *self)
{
    date_days day;
    if (!parse_day(cell(self, OPERATION_DAY), &day) || day > self->rules->as_of) {
        report(self, LOG_FUTURE, OPERATION_DAY, false);
    } else {
        note_month(self, day);
    }
}

static void judge_sheet(struct judge *self, const struct member_sheet *sheet)
{
    self->sheet = sheet;
    if (!member_sheet_is_list(sheet) && !member_sheet_is_log(sheet)) {
        return;
    }
    judge_columns(self);
    for (size_t i = sheet->head + 1; i < sheet->count; i++) {
        self->line = &sheet->lines[i];
        (member_sheet_is_log(sheet) ? judge_operation : judge_member)(self);
    }
}

void member_judge(const struct member_book *book, const struct member_rules *rules,
                  struct arena *arena, struct member_judgement *out)
{
    int year, day;
    struct judge self = {
        .rules = rules, .arena = arena, .out = out, .names = map_new(), .cards = map_new()};
    *out = (struct member_judgement){0};
    date_split(rules->as_of, &year, &out->months_due, &day);
    out->are_ratings_due = out->months_due >= rules->rating_month;
    for (size_t i = 0; i < book->count; i++) {
        judge_sheet(&self, &book->sheets[i]);
    }
    for (int m = 0; m < out->months_due; m++) {
        out->months_done += self.months[m];
    }
    if (self.sheet != NULL && self.first_of_january >= SAME_DAY_ROWS &&
        self.first_of_january * 100 > self.with_birth * SAME_DAY_PERCENT) {
        report(&self, PLACEHOLDER, MEMBER_BORN, true);
    }
    if (self.sheet != NULL && out->months_done < out->months_due) {
        report(&self, MONTHS_WITHOUT, OPERATION_DAY, true);
    }
    map_free(&self.names);
    map_free(&self.cards);
}
