/*
 * write.c — writes a criteria set as a workbook, sheet by sheet from the table in forms.c.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

#include "base/buf.h"
#include "base/decimal.h"
#include "workbook/book.h"
#include "workbook/forms.h"

enum {
    POSITION_WIDTH = 26,
    HEAD_WIDTH = 36,
    VALUE_WIDTH = 80,
    GUIDE_WIDTH = 110,
    ROOM = 400,
    EXACT_MAX = 900000000,
    WORDS_MAX = 20,
    WORD_WIDTH = 20,
    POSITION_MAX = 300
};

struct writing {
    lxw_workbook *book;
    lxw_worksheet *sheet;
    lxw_format *bold, *wrap;
    const struct form *form;
    lxw_row_t row;
    const struct column *words[WORDS_MAX]; /* one for each list of words */
    size_t word_count;
    enum err err;
};

/* "window/from" in an object; NULL: absent. */
static const json_t *write_find(const json_t *json, const char *path)
{
    size_t len = strcspn(path, "/");
    char key[40];
    snprintf(key, sizeof(key), "%.*s", (int)len, path);
    const json_t *value = json_object_get(json, key);
    return path[len] == '/' ? write_find(value, path + len + 1) : value;
}

static bool is_branch(const char *key)
{
    for (const struct branch *branch = BRANCHES; branch->key != NULL; branch++) {
        if (strcmp(branch->key, key) == 0) {
            return true;
        }
    }
    return false;
}

/* ------------------------------------------------------------- one cell */

/* Office programs count in binary: a value becomes a number only if they show and save it
 * unchanged, else text. */
static bool is_plain_number(const char *text)
{
    struct decimal value;
    char again[DECIMAL_TEXT];
    return decimal_parse(text, &value) && strcmp(decimal_print(value, again), text) == 0 &&
           value.raw / DECIMAL_ONE < EXACT_MAX;
}

static void put_list(const json_t *list, struct buf *into)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *text = json_string_value(json_array_get(list, i));
        buf_text(into, i > 0 ? "; " : "");
        bool is_odd = text == NULL || text[0] == ' ' || strpbrk(text, ";\"\n") != NULL;
        if (!is_odd) {
            buf_text(into, text);
            continue;
        }
        buf_byte(into, '"');
        for (; text != NULL && *text != '\0'; text++) {
            buf_text(into, *text == '"' ? "\"" : "");
            buf_byte(into, *text);
        }
        buf_byte(into, '"');
    }
}

static void put_pace(const json_t *list, struct buf *into)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *step = json_array_get(list, i);
        const char *by = json_string_value(json_object_get(step, "by"));
        const char *percent = json_string_value(json_object_get(step, "percent"));
        buf_print(into, "%s%s: %s", i > 0 ? "; " : "", by != NULL ? by : "",
                  percent != NULL ? percent : "");
    }
}

static const char *shown_word(const struct word *words, const char *json)
{
    while (words->json != NULL && strcmp(words->json, json) != 0) {
        words++;
    }
    return words->shown;
}

/* The text of a value in its column; false: it does not fit. */
static bool put_value(const struct column *column, const json_t *value, struct buf *into)
{
    const char *text = json_string_value(value);
    switch (column->type) {
    case COLUMN_LIST:
        put_list(value, into);
        return json_is_array(value);
    case COLUMN_PACE:
        put_pace(value, into);
        return json_is_array(value);
    case COLUMN_COUNT:
        buf_print(into, "%lld", (long long)json_integer_value(value));
        return json_is_integer(value);
    case COLUMN_FIGURE:
        if (json_is_integer(value)) {
            buf_print(into, "#%lld", (long long)json_integer_value(value));
            return true;
        }
        buf_text(into, text != NULL && text[0] == '#' ? "#" : ""); /* "##" is a name's "#" */
        break;
    case COLUMN_WORD:
        text = text != NULL ? shown_word(column->words, text) : NULL;
        break;
    case COLUMN_TEXT:
    case COLUMN_CODE:
    case COLUMN_DAY:
    case COLUMN_NUMBER:
        break;
    }
    buf_text(into, text != NULL ? text : "");
    return text != NULL;
}

static void write_value(struct writing *self, lxw_col_t at, const struct column *column,
                        const json_t *value)
{
    if (value == NULL) {
        return;
    }
    struct buf text = {0};
    if (!put_value(column, value, &text)) {
        self->err =
            err_note(ERR_REJECT, "sheet %s: %s cannot be written", self->form->sheet, column->key);
    } else if (column->type == COLUMN_NUMBER && is_plain_number(buf_string(&text))) {
        worksheet_write_number(self->sheet, self->row, at, strtod(text.data, NULL), NULL);
    } else if (text.len > 0) {
        worksheet_write_string(self->sheet, self->row, at, buf_string(&text), self->wrap);
    }
    buf_free(&text);
}

/* ------------------------------------------------------------- a sheet */

/* A list to choose from.  The words are in columns of the sheet of instructions: a list inside the
 * validation would be too long. */
static void offer_words(struct writing *self, lxw_row_t from, lxw_row_t to, lxw_col_t at,
                        const struct column *column)
{
    size_t index = 0, count = 0;
    while (index < self->word_count && self->words[index]->words != column->words) {
        index++;
    }
    if (index == self->word_count) {
        if (index == WORDS_MAX) {
            return;
        }
        self->words[self->word_count++] = column;
    }
    while (column->words[count].shown != NULL) {
        count++;
    }
    char range[80];
    snprintf(range, sizeof(range), "='%s'!$%c$2:$%c$%zu", GUIDE_SHEET, (char)('C' + index),
             (char)('C' + index), count + 1);
    lxw_data_validation validation = {.validate = LXW_VALIDATION_TYPE_LIST_FORMULA,
                                      .value_formula = range};
    worksheet_data_validation_range(self->sheet, from, at, to, at, &validation);
}

static void write_words(struct writing *self)
{
    for (size_t i = 0; i < self->word_count; i++) {
        lxw_col_t at = (lxw_col_t)(i + 2);
        worksheet_set_column(self->sheet, at, at, WORD_WIDTH, NULL);
        worksheet_write_string(self->sheet, 0, at, self->words[i]->heading, self->bold);
        for (lxw_row_t row = 0; self->words[i]->words[row].shown != NULL; row++) {
            const char *shown = self->words[i]->words[row].shown;
            worksheet_write_string(self->sheet, row + 1, at, shown, NULL);
        }
    }
}

static void start_sheet(struct writing *self)
{
    const struct form *form = self->form;
    self->sheet = workbook_add_worksheet(self->book, form->sheet);
    self->row = 0;
    if (form->shape == FORM_HEAD) {
        worksheet_set_column(self->sheet, 0, 0, HEAD_WIDTH, NULL);
        worksheet_set_column(self->sheet, 1, 1, VALUE_WIDTH, NULL);
        return;
    }
    lxw_col_t at = 0;
    for (size_t i = 0; i < form->column_count; i++, at++) {
        const struct column *column = &form->columns[i];
        worksheet_set_column(self->sheet, at, at, column->width, NULL);
        worksheet_write_string(self->sheet, 0, at, column->heading, self->bold);
        if (column->words != NULL) {
            offer_words(self, 1, ROOM, at, column);
        }
        if (i == 0 && form->shape == FORM_TREE) {
            at++;
            worksheet_set_column(self->sheet, at, at, POSITION_WIDTH, NULL);
            worksheet_write_string(self->sheet, 0, at, POSITION_HEADING, self->bold);
        }
    }
    worksheet_freeze_panes(self->sheet, 1, form->shape == FORM_TREE ? 2 : 1);
    self->row = 1;
}

static bool has_column(const struct form *form, const char *key)
{
    size_t len = strlen(key);
    for (size_t i = 0; i < form->column_count; i++) {
        const char *path = form->columns[i].key;
        if (strncmp(path, key, len) == 0 && (path[len] == '\0' || path[len] == '/')) {
            return true;
        }
    }
    return false;
}

/* A key without a column is refused: nothing may be dropped silently. */
static void check_keys(struct writing *self, const json_t *object)
{
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)object, key, value) {
        if (!has_column(self->form, key) && !is_branch(key)) {
            self->err =
                err_note(ERR_REJECT, "sheet %s has no column for \"%s\"", self->form->sheet, key);
        }
    }
}

static void write_list(struct writing *self, const json_t *list)
{
    for (size_t i = 0; i < json_array_size(list); i++, self->row++) {
        const json_t *object = json_array_get(list, i);
        check_keys(self, object);
        for (size_t at = 0; at < self->form->column_count; at++) {
            const struct column *column = &self->form->columns[at];
            write_value(self, (lxw_col_t)at, column, write_find(object, column->key));
        }
    }
}

/* One object of a tree, then its parts below it. */
static void write_object(struct writing *self, const json_t *object, const char *code,
                         const char *position)
{
    check_keys(self, object);
    worksheet_write_string(self->sheet, self->row, 0, code, NULL);
    worksheet_write_string(self->sheet, self->row, 1, position, NULL);
    for (size_t at = 1; at < self->form->column_count; at++) {
        const struct column *column = &self->form->columns[at];
        const json_t *value = json_object_get(object, column->key);
        if (!json_is_object(value)) { /* "part" is a figure or a rule */
            write_value(self, (lxw_col_t)(at + 1), column, value);
        }
    }
    self->row++;
    for (const struct branch *branch = BRANCHES; branch->key != NULL; branch++) {
        const json_t *value = json_object_get(object, branch->key);
        const char *joint = position[0] != '\0' ? " / " : "";
        char inner[POSITION_MAX];
        if (json_is_object(value) && branch->is_single) {
            snprintf(inner, sizeof(inner), "%s%s%s", position, joint, branch->shown);
            write_object(self, value, code, inner);
        }
        for (size_t i = 0; !branch->is_single && i < json_array_size(value); i++) {
            snprintf(inner, sizeof(inner), "%s%s%s %zu", position, joint, branch->shown, i + 1);
            write_object(self, json_array_get(value, i), code, inner);
        }
    }
}

static void write_tree(struct writing *self, const json_t *list)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *element = json_array_get(list, i);
        const char *code = json_string_value(json_object_get(element, "code"));
        if (self->form->root[0] == '\0') {
            write_object(self, element, code != NULL ? code : "", "");
            continue;
        }
        const json_t *root = json_object_get(element, self->form->root);
        write_object(self, root, code != NULL ? code : "", "");
        const json_t *variants = json_object_get(element, "variants");
        for (size_t at = 0; at < json_array_size(variants); at++) {
            char position[40];
            snprintf(position, sizeof(position), "biến thể %zu", at + 1);
            write_object(self, json_array_get(variants, at), code != NULL ? code : "", position);
        }
    }
}

static void write_head(struct writing *self, const json_t *set)
{
    for (size_t i = 0; i < self->form->column_count; i++, self->row++) {
        const struct column *column = &self->form->columns[i];
        worksheet_write_string(self->sheet, self->row, 0, column->heading, self->bold);
        write_value(self, 1, column, write_find(set, column->key));
        if (column->words != NULL) {
            offer_words(self, self->row, self->row, 1, column);
        }
    }
}

static void write_guide(struct writing *self)
{
    self->sheet = workbook_add_worksheet(self->book, GUIDE_SHEET);
    worksheet_set_column(self->sheet, 0, 0, GUIDE_WIDTH, NULL);
    for (lxw_row_t row = 0; GUIDE[row] != NULL; row++) {
        worksheet_write_string(self->sheet, row, 0, GUIDE[row], row == 0 ? self->bold : self->wrap);
    }
    write_words(self);
}

enum err book_write(const json_t *set, const char *path)
{
    struct writing self = {.book = workbook_new(path), .err = ERR_NONE};
    if (self.book == NULL) {
        return err_note(ERR_RETRY, "%s: the workbook cannot be created", path);
    }
    self.bold = workbook_add_format(self.book);
    format_set_bold(self.bold);
    format_set_text_wrap(self.bold);
    self.wrap = workbook_add_format(self.book);
    format_set_text_wrap(self.wrap);
    for (size_t i = 0; i < FORM_COUNT; i++) {
        self.form = &FORMS[i];
        start_sheet(&self);
        if (self.form->shape == FORM_HEAD) {
            write_head(&self, set);
        } else if (self.form->shape == FORM_LIST) {
            write_list(&self, write_find(set, self.form->list));
        } else {
            write_tree(&self, write_find(set, self.form->list));
        }
    }
    write_guide(&self);
    lxw_error error = workbook_close(self.book);
    if (error != LXW_NO_ERROR) {
        return err_note(ERR_RETRY, "%s: %s", path, lxw_strerror(error));
    }
    return self.err;
}
