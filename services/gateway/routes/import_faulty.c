/*
 * import_faulty.c — the faulty rows of an import as a workbook that can be imported again once they
 * are fixed: each sheet with its headings and whole rows, the faulty cells coloured and commented,
 * and what is wrong in a column of its own.
 */
#include <stdio.h>
#include <string.h>

#include <jansson.h>

#include "base/text.h"

#include "gateway/book.h"
#include "gateway/request.h"
#include "gateway/routes/query.h"

enum { ROWS_MOST = 5000, SHEET_NAME_MAX = 31, WIDTH = 22, FAULT_WIDTH = 60 };

static const char FAULTS_HEAD[] = "Lỗi và cách sửa";

struct faulty {
    struct request *request;
    struct book book;
    lxw_worksheet *sheet; /* NULL before the first */
    const char *name;     /* of the sheet in the file */
    lxw_row_t row;
    lxw_col_t columns; /* of its headings, without that of faults */
    bool has_faults;   /* the file was such a workbook: its column of faults is written again */
};

static const char *text_of(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    return text != NULL ? text : "";
}

/* Names of sheets that were cut or changed may meet: the library then refuses, and a number is
 * enough. */
static void faulty_add_sheet(struct faulty *self, const char *name)
{
    char shown[SHEET_NAME_MAX + 1];
    size_t len = text_cut(name, strlen(name), SHEET_NAME_MAX);
    snprintf(shown, sizeof(shown), "%.*s", (int)len, name);
    bool is_good = shown[0] != '\0' &&
                   workbook_validate_sheet_name(self->book.workbook, shown) == LXW_NO_ERROR;
    self->sheet = workbook_add_worksheet(self->book.workbook, is_good ? shown : NULL);
    worksheet_set_column(self->sheet, 0, LXW_COL_MAX - 1, WIDTH, NULL);
    worksheet_freeze_panes(self->sheet, 1, 0);
    self->name = name;
    self->row = 0;
    self->columns = 0;
}

static void write_cell(const struct faulty *self, lxw_col_t column, const char *text,
                       lxw_format *format)
{
    worksheet_write_string(self->sheet, self->row, column, text, format);
}

static void faulty_head(struct faulty *self, const json_t *cells)
{
    size_t count = json_array_size(cells);
    const char *last = count > 0 ? json_string_value(json_array_get(cells, count - 1)) : NULL;
    self->has_faults = last != NULL && strcmp(last, FAULTS_HEAD) == 0;
    self->columns = (lxw_col_t)(self->has_faults ? count - 1 : count);
    for (lxw_col_t at = 0; at < self->columns; at++) {
        write_cell(self, at, json_string_value(json_array_get(cells, at)), self->book.head);
    }
    worksheet_set_column(self->sheet, self->columns, self->columns, FAULT_WIDTH, NULL);
    write_cell(self, self->columns, FAULTS_HEAD, self->book.head);
    self->row++;
}

/* The fault of a cell; NULL: it has none. */
static const json_t *fault_at(const json_t *faults, size_t place)
{
    for (size_t i = 0; i < json_array_size(faults); i++) {
        const json_t *fault = json_array_get(faults, i);
        if (json_integer_value(json_object_get(fault, "place")) == (json_int_t)place) {
            return fault;
        }
    }
    return NULL;
}

static const char *fault_words(const struct faulty *self, const json_t *fault)
{
    return arena_print(self->request->arena, "%s %s", text_of(fault, "message"),
                       text_of(fault, "mend"));
}

/* Behind the headings stands the column of faults: cells from there on move, but for its own. */
static void faulty_cell(const struct faulty *self, size_t at, const char *text, const json_t *fault,
                        bool is_doubt)
{
    bool is_behind = at >= self->columns;
    if (is_behind && self->has_faults && at == self->columns) {
        return;
    }
    lxw_col_t column = (lxw_col_t)(is_behind && !self->has_faults ? at + 1 : at);
    lxw_format *format = fault == NULL ? self->book.text
                         : is_doubt    ? self->book.doubt
                                       : self->book.fault;
    write_cell(self, column, text != NULL ? text : "", format);
    if (fault != NULL) {
        worksheet_write_comment(self->sheet, self->row, column, fault_words(self, fault));
    }
}

static void faulty_row(struct faulty *self, const json_t *row)
{
    const json_t *faults = json_object_get(row, "faults"), *cells = json_object_get(row, "cells");
    bool is_doubt = strcmp(text_of(row, "state"), "doubtful") == 0;
    size_t count = json_array_size(cells);
    count = count > self->columns ? count : self->columns;
    for (size_t at = 0; at < count; at++) {
        faulty_cell(self, at, json_string_value(json_array_get(cells, at)), fault_at(faults, at),
                    is_doubt);
    }
    struct buf all = {0};
    for (size_t i = 0; i < json_array_size(faults); i++) {
        buf_print(&all, "%s%s", i > 0 ? "\n" : "", fault_words(self, json_array_get(faults, i)));
    }
    write_cell(self, self->columns, buf_string(&all), self->book.wrap);
    buf_free(&all);
    self->row++;
}

static void faulty_rows(struct faulty *self, const json_t *rows)
{
    size_t at;
    json_t *row;
    json_array_foreach(rows, at, row) {
        bool is_head = strcmp(text_of(row, "state"), "head") == 0;
        if (self->sheet == NULL || strcmp(self->name, text_of(row, "sheet")) != 0) {
            faulty_add_sheet(self, text_of(row, "sheet"));
        }
        if (is_head) {
            faulty_head(self, json_object_get(row, "cells"));
        } else {
            faulty_row(self, row);
        }
    }
}

static void faulty_came(struct request *request, const char *json)
{
    struct faulty self = {.request = request};
    json_t *root = json_loads(json, 0, NULL);
    long long faulty = json_integer_value(json_object_get(root, "faulty"));
    if (faulty == 0) {
        request_refuse_as(request, PROBLEM_NOT_FOUND, NULL);
    } else if (book_open(request, &self.book)) {
        faulty_rows(&self, json_object_get(root, "rows"));
        if (faulty > ROWS_MOST) {
            write_cell(&self, 0, "Còn dòng lỗi chưa có ở đây: sửa các dòng trên trước.",
                       self.book.fault);
        }
        const char *file = text_of(root, "file"), *dot = strrchr(file, '.');
        int len = (int)(dot != NULL ? (size_t)(dot - file) : strlen(file));
        book_answer(request, &self.book,
                    arena_print(request->arena, "%.*s - dòng lỗi.xlsx", len, file));
    }
    json_decref(root);
}

ROUTE("GET", "/api/v1/imports/{id}/faulty.xlsx", ROLE_ANY, BODY_NONE, route_import_faulty);
void route_import_faulty(struct request *request)
{
    struct uuid id;
    if (query_path_id(request, "id", &id)) {
        import_faulty_params(request->params,
                             &(struct import_faulty_params){.id = &id, .most = ROWS_MOST});
        request_ask_store(request, STORE_IMPORT_FAULTY, faulty_came);
    }
}
