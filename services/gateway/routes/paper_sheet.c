/*
 * paper_sheet.c — the lists of a paper as a workbook: a sheet for each, with the data that the
 * paper was made from.  Lists within a list make one table: their rows repeat what stands above
 * them.
 */
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/date.h"

#include "gateway/book.h"
#include "gateway/request.h"
#include "gateway/routes/query.h"

enum {
    A4 = 9,
    LEVELS = 4,
    COLUMNS_MAX = 40,
    WIDTH_MIN = 10,
    WIDTH_MAX = 60,
    SHEET_NAME = 31 /* characters that a program allows */
};

struct column {
    const char *name, *type, *heading;
    size_t level, width;
    const json_t *value; /* in the row that is being written */
};

struct sheet {
    struct request *request;
    struct book book;
    const json_t *words; /* names with type and meaning: {"name", "type", "what"} */
    lxw_worksheet *page;
    lxw_row_t row;
    const char *levels[LEVELS]; /* the list, the list within it, ... */
    size_t level_count;
    struct column columns[COLUMNS_MAX];
    size_t column_count;
};

static const char *text_in(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    return text != NULL ? text : "";
}

/* What a name means, without its remark: "Đơn vị; trống: chung" is "Đơn vị". */
static const char *heading_of(const struct sheet *self, const json_t *word)
{
    const char *what = text_in(word, "what");
    return arena_text(self->request->arena, what, strcspn(what, ",;:"));
}

/* ---------------------------------------------------------------- which columns */

/* The rest of a name directly within the list `path`; NULL: it is elsewhere. */
static const char *within(const char *path, const char *name)
{
    size_t len = strlen(path);
    bool is_below = strncmp(name, path, len) == 0 && name[len] == '.';
    return is_below && strchr(name + len + 1, '.') == NULL ? name + len + 1 : NULL;
}

static void add_column(struct sheet *self, const json_t *word, const char *name)
{
    if (self->column_count < COLUMNS_MAX) {
        const char *heading = heading_of(self, word);
        self->columns[self->column_count++] = (struct column){.name = name,
                                                              .type = text_in(word, "type"),
                                                              .heading = heading,
                                                              .level = self->level_count - 1,
                                                              .width = WIDTH_MIN};
    }
}

/* The columns of the list at `path`, and of the list within it. */
static void add_level(struct sheet *self, const char *path, const char *name)
{
    const char *inner = NULL, *inner_name = NULL;
    size_t at;
    const json_t *word;
    self->levels[self->level_count++] = name;
    json_array_foreach(self->words, at, word) {
        const char *full = text_in(word, "name"), *rest = within(path, full);
        if (rest != NULL && strcmp(text_in(word, "type"), "list") == 0) {
            inner = full;
            inner_name = rest;
        } else if (rest != NULL) {
            add_column(self, word, rest);
        }
    }
    if (inner != NULL && self->level_count < LEVELS) {
        add_level(self, inner, inner_name);
    }
}

/* ---------------------------------------------------------------- rows */

static size_t characters(const char *text)
{
    size_t count = 0;
    for (; *text != '\0'; text++) {
        count += ((unsigned char)*text & 0xC0) != 0x80 ? 1 : 0;
    }
    return count;
}

static void write_day(const struct sheet *self, lxw_col_t at, date_days date)
{
    int year, month, day;
    date_split(date, &year, &month, &day);
    lxw_datetime moment = {.year = year, .month = month, .day = day};
    worksheet_write_datetime(self->page, self->row, at, &moment, self->book.day);
}

/* Numbers are numbers, days are days; a grade or anything else is text. */
static void write_cell(const struct sheet *self, struct column *column, lxw_col_t at)
{
    const json_t *value = column->value;
    bool is_number = strcmp(column->type, "number") == 0 || strcmp(column->type, "points") == 0;
    const char *text = json_string_value(value);
    char *end = NULL;
    double number = json_is_number(value) ? json_number_value(value)
                    : text != NULL        ? strtod(text, &end)
                                          : 0;
    date_days day;
    if (is_number && (json_is_number(value) || (end != NULL && end != text && *end == '\0'))) {
        worksheet_write_number(self->page, self->row, at, number, self->book.wrap);
    } else if (text != NULL && strcmp(column->type, "date") == 0 && date_parse(text, &day)) {
        write_day(self, at, day);
    } else if (text != NULL) {
        size_t len = characters(text);
        column->width = len > column->width ? len : column->width;
        worksheet_write_string(self->page, self->row, at, text, self->book.text);
    } else {
        worksheet_write_blank(self->page, self->row, at, self->book.text);
    }
}

static void write_row(struct sheet *self)
{
    for (size_t i = 0; i < self->column_count; i++) {
        write_cell(self, &self->columns[i], (lxw_col_t)i);
    }
    self->row++;
}

static void write_rows(struct sheet *self, const json_t *list, size_t level)
{
    const json_t *element;
    size_t at;
    json_array_foreach(list, at, element) {
        for (size_t i = 0; i < self->column_count; i++) {
            struct column *column = &self->columns[i];
            if (column->level >= level) {
                column->value =
                    column->level == level ? json_object_get(element, column->name) : NULL;
            }
        }
        const json_t *inner = level + 1 < self->level_count
                                  ? json_object_get(element, self->levels[level + 1])
                                  : NULL;
        if (json_array_size(inner) > 0) {
            write_rows(self, inner, level + 1);
        } else {
            write_row(self);
        }
    }
}

/* ---------------------------------------------------------------- the workbook */

/* Which paper this is: its kind, what it is about, its number. */
static void write_title(struct sheet *self, const json_t *paper)
{
    const json_t *data = json_object_get(paper, "data");
    const char *lines[] = {text_in(paper, "title"), text_in(data, "cuoc"), text_in(data, "don_vi"),
                           text_in(data, "so_ky_hieu")};
    for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
        if (lines[i][0] != '\0') {
            worksheet_write_string(self->page, self->row++, 0, lines[i], NULL);
        }
    }
    self->row++;
}

static void write_head(struct sheet *self)
{
    worksheet_set_landscape(self->page);
    worksheet_set_paper(self->page, A4);
    worksheet_fit_to_pages(self->page, 1, 0);
    for (size_t i = 0; i < self->column_count; i++) {
        worksheet_write_string(self->page, self->row, (lxw_col_t)i, self->columns[i].heading,
                               self->book.head);
    }
    worksheet_repeat_rows(self->page, self->row, self->row);
    worksheet_freeze_panes(self->page, self->row + 1, 0);
    self->row++;
}

static void write_sheet(struct sheet *self, const json_t *paper, const json_t *word)
{
    const char *name = text_in(word, "name"), *heading = heading_of(self, word);
    bool is_good = characters(heading) <= SHEET_NAME &&
                   workbook_validate_sheet_name(self->book.workbook, heading) == LXW_NO_ERROR;
    self->page = workbook_add_worksheet(self->book.workbook, is_good ? heading : NULL);
    self->row = 0;
    self->level_count = self->column_count = 0;
    add_level(self, name, name);
    write_title(self, paper);
    write_head(self);
    write_rows(self, json_object_get(json_object_get(paper, "data"), name), 0);
    for (size_t i = 0; i < self->column_count; i++) {
        size_t width = self->columns[i].width < WIDTH_MAX ? self->columns[i].width : WIDTH_MAX;
        worksheet_set_column(self->page, (lxw_col_t)i, (lxw_col_t)i, (double)width, NULL);
    }
}

static void paper_sheet_came(struct request *request, const char *json)
{
    struct sheet self = {.request = request};
    json_t *paper = json_loads(json, 0, NULL);
    const json_t *word;
    size_t at;
    if (book_open(request, &self.book)) {
        self.words = json_object_get(paper, "words");
        json_array_foreach(self.words, at, word) {
            if (strcmp(text_in(word, "type"), "list") == 0 &&
                strchr(text_in(word, "name"), '.') == NULL) {
                write_sheet(&self, paper, word);
            }
        }
        book_answer(request, &self.book, text_in(paper, "file"));
    }
    json_decref(paper);
}

ROUTE("GET", "/api/v1/papers/{id}/sheet.xlsx",
      ROLE_OFFICER | ROLE_COUNCIL | ROLE_SYSTEM | ROLE_INSPECTOR | ROLE_COMMITTEE | ROLE_EDITOR,
      BODY_NONE, route_paper_sheet);
void route_paper_sheet(struct request *request)
{
    if (query_bind(request, STORE_PAPER_SHEET)) {
        request_ask_store(request, STORE_PAPER_SHEET, paper_sheet_came);
    }
}
