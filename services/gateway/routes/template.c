/*
 * template.c — the workbook that an officer fills in: a sheet of headings with codes to choose
 * from, one of codes and names of figures, and one of explanations with an example.
 *
 * The importer must find no row in the other sheets: no row of theirs names three columns.
 */
#include <stdio.h>
#include <string.h>

#include <jansson.h>

#include "evidence/kinds.h"
#include "evidence/sheet_heads.h"

#include "gateway/book.h"
#include "gateway/request.h"
#include "gateway/routes/query.h"

enum {
    ROWS = 2000, /* with codes to choose from; more may be filled in */
    CODE_WIDTH = 16,
    NAME_WIDTH = 48,
    GUIDE_WIDTH = 70,
    HEADS = 9
};

static const char SHEET[] = "Nộp", CODES[] = "Danh mục", GUIDE[] = "Hướng dẫn";

/* All columns but the day of receipt, which only records carried over have. */
static const enum sheet_column ORDER[HEADS] = {COLUMN_UNIT,  COLUMN_CRITERIA,    COLUMN_KIND,
                                               COLUMN_TITLE, COLUMN_OCCURRED_ON, COLUMN_SYMBOL,
                                               COLUMN_LINK,  COLUMN_TEXT,        COLUMN_FIGURES};

struct template
{
    struct request *request;
    struct book book;
    const json_t *units, *criteria;
    bool is_one; /* of one criterion, whose figures have columns of their own */
};

static const char *template_text(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    return text != NULL ? text : "";
}

static size_t template_kinds(void)
{
    size_t count = 0;
    while (EVIDENCE_KINDS[count] != NULL) {
        count++;
    }
    return count;
}

/* ------------------------------------------------------------- codes */

/* "Số lượt = ; Số buổi = ": ready to be copied into column "Số liệu". */
static const char *figures_of(const struct template *self, const json_t *criterion)
{
    const json_t *figures = json_object_get(criterion, "figures");
    struct buf text = {0};
    for (size_t i = 0; i < json_array_size(figures); i++) {
        buf_print(&text, "%s%s = ", i > 0 ? "; " : "",
                  json_string_value(json_array_get(figures, i)));
    }
    const char *kept = arena_text(self->request->arena, buf_string(&text), text.len);
    buf_free(&text);
    return kept;
}

static const char *kinds_of(const struct template *self, const json_t *criterion)
{
    const json_t *kinds = json_object_get(criterion, "kinds");
    struct buf text = {0};
    for (size_t i = 0; i < json_array_size(kinds); i++) {
        const char *code = json_string_value(json_array_get(kinds, i));
        const char *name = code != NULL ? evidence_kind_name(code, strlen(code)) : NULL;
        buf_print(&text, "%s%s", i > 0 ? "; " : "", name != NULL ? name : "");
    }
    const char *kept = arena_text(self->request->arena, buf_string(&text), text.len);
    buf_free(&text);
    return kept;
}

static void template_codes(const struct template *self, lxw_worksheet *sheet)
{
    static const char *const NAMES[] = {"Mã",      "Tên tiêu chí",  "Tên số liệu", "Loại cần có",
                                        "",        "Mã các đơn vị", "Tên",         "",
                                        "Các loại"};
    size_t at;
    json_t *one;
    for (size_t i = 0; i < sizeof(NAMES) / sizeof(NAMES[0]); i++) {
        worksheet_write_string(sheet, 0, (lxw_col_t)i, NAMES[i], self->book.head);
    }
    json_array_foreach(self->criteria, at, one) {
        lxw_row_t row = (lxw_row_t)at + 1;
        worksheet_write_string(sheet, row, 0, template_text(one, "code"), self->book.text);
        worksheet_write_string(sheet, row, 1, template_text(one, "name"), self->book.text);
        worksheet_write_string(sheet, row, 2, figures_of(self, one), self->book.text);
        worksheet_write_string(sheet, row, 3, kinds_of(self, one), self->book.text);
    }
    json_array_foreach(self->units, at, one) {
        worksheet_write_string(sheet, (lxw_row_t)at + 1, 5, template_text(one, "code"),
                               self->book.text);
        worksheet_write_string(sheet, (lxw_row_t)at + 1, 6, template_text(one, "name"),
                               self->book.text);
    }
    for (size_t i = 0; i < template_kinds(); i++) {
        const char *code = EVIDENCE_KINDS[i];
        worksheet_write_string(sheet, (lxw_row_t)i + 1, 8, evidence_kind_name(code, strlen(code)),
                               self->book.text);
    }
    worksheet_set_column(sheet, 0, 0, CODE_WIDTH, NULL);
    worksheet_set_column(sheet, 1, 2, NAME_WIDTH, NULL);
    worksheet_set_column(sheet, 3, 8, CODE_WIDTH, NULL);
    worksheet_freeze_panes(sheet, 1, 0);
}

/* ------------------------------------------------------------- the sheet to fill in */

/* The library's struct has no const texts. */
static char *words_of(const struct template *self, const char *words)
{
    return arena_print(self->request->arena, "%s", words);
}

/* Codes of a column of the sheet of codes to choose from; others are warned of and stay possible:
 * a row may name several criteria. */
static void offer(const struct template *self, lxw_worksheet *sheet, lxw_col_t column, char from,
                  size_t count, const char *words)
{
    char source[80];
    snprintf(source, sizeof(source), "='%s'!$%c$2:$%c$%zu", CODES, from, from, count + 1);
    lxw_data_validation choice = {.validate = LXW_VALIDATION_TYPE_LIST_FORMULA,
                                  .value_formula = source,
                                  .error_type = LXW_VALIDATION_ERROR_TYPE_WARNING,
                                  .input_title = words_of(self, SHEET_HEADS[ORDER[column]].name),
                                  .input_message = words_of(self, words),
                                  .error_title = words_of(self, "Không có trong danh mục"),
                                  .error_message =
                                      words_of(self, "Chọn một mã của trang Danh mục.")};
    if (count > 0) {
        worksheet_data_validation_range(sheet, 1, column, ROWS, column, &choice);
    }
}

static void expect_day(const struct template *self, lxw_worksheet *sheet, lxw_col_t column)
{
    const char *words = "Ghi ngày/tháng/năm, ví dụ 05/03/2026.";
    static const lxw_datetime FIRST = {.year = 2000, .month = 1, .day = 1};
    static const lxw_datetime LAST = {.year = 2100, .month = 12, .day = 31};
    lxw_data_validation day = {.validate = LXW_VALIDATION_TYPE_DATE,
                               .criteria = LXW_VALIDATION_CRITERIA_BETWEEN,
                               .minimum_datetime = FIRST,
                               .maximum_datetime = LAST,
                               .error_type = LXW_VALIDATION_ERROR_TYPE_WARNING,
                               .input_title = words_of(self, "Ngày diễn ra"),
                               .input_message = words_of(self, words),
                               .error_title = words_of(self, "Không phải một ngày"),
                               .error_message = words_of(self, words)};
    worksheet_data_validation_range(sheet, 1, column, ROWS, column, &day);
}

static void template_sheet(const struct template *self, lxw_worksheet *sheet)
{
    for (int at = 0; at < HEADS; at++) {
        lxw_col_t i = (lxw_col_t)at;
        bool is_day = ORDER[i] == COLUMN_OCCURRED_ON;
        bool is_wide = ORDER[i] == COLUMN_TITLE || ORDER[i] == COLUMN_TEXT;
        worksheet_set_column(sheet, i, i, is_wide ? NAME_WIDTH : CODE_WIDTH,
                             is_day ? self->book.day : self->book.text);
        worksheet_write_string(sheet, 0, i, SHEET_HEADS[ORDER[i]].name, self->book.head);
    }
    const json_t *figures = json_object_get(json_array_get(self->criteria, 0), "figures");
    for (size_t i = 0; self->is_one && i < json_array_size(figures); i++) {
        lxw_col_t column = (lxw_col_t)(HEADS + i);
        worksheet_set_column(sheet, column, column, CODE_WIDTH, self->book.text);
        worksheet_write_string(sheet, 0, column,
                               arena_print(self->request->arena, SHEET_FIGURE "%s",
                                           json_string_value(json_array_get(figures, i))),
                               self->book.head);
    }
    offer(self, sheet, 0, 'F', json_array_size(self->units), "Chọn đơn vị nộp.");
    offer(self, sheet, 1, 'A', json_array_size(self->criteria),
          "Chọn tiêu chí; nhiều mã thì cách nhau bằng dấu chấm phẩy.");
    offer(self, sheet, 2, 'I', template_kinds(), "Chọn loại minh chứng.");
    expect_day(self, sheet, 4);
    worksheet_freeze_panes(sheet, 1, 0);
}

/* ------------------------------------------------------------- explanations */

static void template_guide(const struct template *self, lxw_worksheet *sheet, const json_t *root)
{
    const json_t *unit = json_array_get(self->units, 0);
    const json_t *criterion = json_array_get(self->criteria, 0);
    const char *figures = figures_of(self, criterion);
    const char *const lines[][2] = {
        {"Đợt", template_text(root, "name")},
        {"Cách làm", "Ghi mỗi minh chứng một dòng ở trang “Nộp”, giữ nguyên dòng tên cột. Tải tệp "
                     "lên, xem trước từng dòng rồi mới nộp."},
        {"Nộp lại",
         "Dòng đã nộp được nhận ra, không nộp thành hai. Cả lần nhập hoàn tác được trong "
         "30 phút."},
        {"Dòng ẩn", "Dòng và trang tính bị ẩn không được đọc; số dòng ấy hiện ở bản xem trước."},
        {"", ""},
        {"Ví dụ", ""},
        {SHEET_HEADS[COLUMN_UNIT].name, template_text(unit, "code")},
        {SHEET_HEADS[COLUMN_CRITERIA].name, template_text(criterion, "code")},
        {SHEET_HEADS[COLUMN_KIND].name, "báo cáo"},
        {SHEET_HEADS[COLUMN_TITLE].name, "Báo cáo kết quả Ngày hội hiến máu tình nguyện đợt 1"},
        {SHEET_HEADS[COLUMN_OCCURRED_ON].name, "05/03/2026 (ngày/tháng/năm)"},
        {SHEET_HEADS[COLUMN_SYMBOL].name, "12-BC/ĐTN"},
        {SHEET_HEADS[COLUMN_LINK].name, "https://…"},
        {SHEET_HEADS[COLUMN_TEXT].name, "Tóm tắt kết quả."},
        {SHEET_HEADS[COLUMN_FIGURES].name,
         figures[0] != '\0' ? figures : "Số lượt = 1.234; Số buổi = 3"},
        {"Cách ghi số",
         "1.234 là một nghìn hai trăm ba mươi tư; 1,5 là một phẩy năm. Tên số liệu của "
         "từng tiêu chí ở trang “Danh mục”."},
    };
    for (lxw_row_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
        worksheet_write_string(sheet, i, 0, lines[i][0], self->book.head);
        worksheet_write_string(sheet, i, 1, lines[i][1], self->book.wrap);
    }
    worksheet_set_column(sheet, 0, 0, CODE_WIDTH, NULL);
    worksheet_set_column(sheet, 1, 1, GUIDE_WIDTH, NULL);
}

static void template_came(struct request *request, const char *json)
{
    json_t *root = json_loads(json, 0, NULL);
    struct template self = {.request = request,
                            .units = json_object_get(root, "units"),
                            .criteria = json_object_get(root, "criteria"),
                            .is_one = request_query(request, "criterion") != NULL};
    if (book_open(request, &self.book)) {
        lxw_workbook *workbook = self.book.workbook;
        template_sheet(&self, workbook_add_worksheet(workbook, SHEET));
        template_codes(&self, workbook_add_worksheet(workbook, CODES));
        template_guide(&self, workbook_add_worksheet(workbook, GUIDE), root);
        book_answer(request, &self.book,
                    arena_print(request->arena, "minh-chung-%s%s%s.xlsx",
                                template_text(root, "campaign"), self.is_one ? "-" : "",
                                self.is_one ? request_query(request, "criterion") : ""));
    }
    json_decref(root);
}

ROUTE("GET", "/api/v1/campaigns/{campaign}/template.xlsx", ROLE_ANY, BODY_NONE, route_template);
void route_template(struct request *request)
{
    if (query_bind(request, STORE_TEMPLATE)) {
        request_ask_store(request, STORE_TEMPLATE, template_came);
    }
}
