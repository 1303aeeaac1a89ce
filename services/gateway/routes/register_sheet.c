/*
 * register_sheet.c — the register as a workbook: a sheet for each book, A4 across, with the head of
 * an office's book of outgoing papers.
 */
#include <string.h>

#include <jansson.h>

#include "base/date.h"

#include "gateway/book.h"
#include "gateway/request.h"
#include "gateway/routes/query.h"

enum { A4 = 9, HEAD_ROW = 4, COLUMNS = 6 };

static const struct {
    const char *name;
    int width;
} COLUMN[COLUMNS] = {{"Số, ký hiệu", 24}, {"Ngày văn bản", 14}, {"Trích yếu nội dung", 60},
                     {"Người ký", 24},    {"Nơi nhận", 40},     {"Ghi chú", 30}};

struct sheet {
    struct request *request;
    struct book book;
    lxw_worksheet *page;
    lxw_row_t row;
};

static const char *text_in(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    return text != NULL ? text : "";
}

static const char *day_in(const struct sheet *self, const json_t *object, const char *name)
{
    char day[DATE_TEXT];
    date_days date;
    return date_parse(text_in(object, name), &date)
               ? arena_print(self->request->arena, "%s", date_print_local(date, day))
               : "";
}

static void sheet_line(struct sheet *self, const char *text)
{
    worksheet_write_string(self->page, self->row++, 0, text, NULL);
}

static void sheet_day(const struct sheet *self, const json_t *entry, lxw_format *format)
{
    int year, month, day;
    date_days date;
    if (!date_parse(text_in(entry, "dated"), &date)) {
        worksheet_write_blank(self->page, self->row, 1, format);
        return;
    }
    date_split(date, &year, &month, &day);
    lxw_datetime moment = {.year = year, .month = month, .day = day};
    worksheet_write_datetime(self->page, self->row, 1, &moment, self->book.day);
}

static void sheet_entry(struct sheet *self, const json_t *entry)
{
    bool is_cancelled = strcmp(text_in(entry, "state"), "cancelled") == 0;
    bool is_reserved = strcmp(text_in(entry, "state"), "reserved") == 0;
    lxw_format *format = is_cancelled  ? self->book.fault
                         : is_reserved ? self->book.doubt
                                       : self->book.text;
    const char *note =
        is_cancelled ? arena_print(self->request->arena, "Đã hủy: %s", text_in(entry, "reason"))
                     : (is_reserved ? "Giữ trước" : "");
    worksheet_write_string(self->page, self->row, 0, text_in(entry, "symbol"), format);
    sheet_day(self, entry, format);
    worksheet_write_string(self->page, self->row, 2, text_in(entry, "subject"), format);
    worksheet_write_string(self->page, self->row, 3, text_in(entry, "signer"), format);
    worksheet_write_string(self->page, self->row, 4, text_in(entry, "recipients"), format);
    worksheet_write_string(self->page, self->row, 5, note, format);
    self->row++;
}

/* Whose book, of what, and of which term. */
static void sheet_head(struct sheet *self, const json_t *book)
{
    struct arena *arena = self->request->arena;
    const char *until = day_in(self, book, "term_to");
    sheet_line(self, text_in(book, "issuer_name"));
    sheet_line(self,
               arena_print(arena, "SỔ ĐĂNG KÝ VĂN BẢN ĐI: %s (%s/%s)", text_in(book, "type_name"),
                           text_in(book, "type"), text_in(book, "issuer")));
    sheet_line(self, arena_print(arena, "%s, từ %s%s%s", text_in(book, "term"),
                                 day_in(self, book, "term_from"), until[0] != '\0' ? " đến " : "",
                                 until));
}

/* A sheet with its headings, and how it is printed; `book` NULL: no number was found. */
static void sheet_open(struct sheet *self, const json_t *book)
{
    const char *name = book != NULL ? text_in(book, "code") : "Sổ văn bản đi";
    /* A long code is no name of a sheet: then a number is enough. */
    bool is_good = workbook_validate_sheet_name(self->book.workbook, name) == LXW_NO_ERROR;
    self->page = workbook_add_worksheet(self->book.workbook, is_good ? name : NULL);
    self->row = 0;
    worksheet_set_landscape(self->page);
    worksheet_set_paper(self->page, A4);
    worksheet_fit_to_pages(self->page, 1, 0);
    if (book != NULL) {
        sheet_head(self, book);
    }
    self->row = HEAD_ROW;
    for (int i = 0; i < COLUMNS; i++) {
        lxw_col_t at = (lxw_col_t)i;
        worksheet_set_column(self->page, at, at, COLUMN[at].width, NULL);
        worksheet_write_string(self->page, self->row, at, COLUMN[at].name, self->book.head);
    }
    worksheet_repeat_rows(self->page, HEAD_ROW, HEAD_ROW);
    worksheet_freeze_panes(self->page, HEAD_ROW + 1, 0);
    self->row++;
}

static void sheet_came(struct request *request, const char *json)
{
    struct sheet self = {.request = request};
    json_t *root = json_loads(json, 0, NULL), *book, *entry;
    const json_t *books = json_object_get(root, "books");
    size_t at, n;
    if (book_open(request, &self.book)) {
        json_array_foreach(books, at, book) {
            sheet_open(&self, book);
            json_array_foreach(json_object_get(book, "entries"), n, entry) {
                sheet_entry(&self, entry);
            }
        }
        if (json_array_size(books) == 0) {
            sheet_open(&self, NULL);
        }
        book_answer(request, &self.book, "so-van-ban-di.xlsx");
    }
    json_decref(root);
}

ROUTE("GET", "/api/v1/register/sheet.xlsx",
      ROLE_COUNCIL | ROLE_INSPECTOR | ROLE_COMMITTEE | ROLE_EDITOR, BODY_NONE,
      route_register_sheet_file);
void route_register_sheet_file(struct request *request)
{
    if (query_bind(request, STORE_REGISTER_SHEET)) {
        request_ask_store(request, STORE_REGISTER_SHEET, sheet_came);
    }
}
