/*
 * read.c — reads a workbook into a criteria set.  Collects all rows first, then goes sheet by sheet
 * in the order of forms.c, so that the order of sheets in the file does not matter.
 */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "workbook/book.h"
#include "workbook/cells.h"
#include "workbook/forms.h"
#include "workbook/lines.h"

enum { NONE = -1, POSITION = -2, SEGMENTS_MAX = 10, POINTER_MAX = 400 };

struct reading {
    struct book *out;
    struct arena *arena;
    struct lines lines;
    const struct form *form; /* the current one */
    int columns[CELLS_MAX];  /* of the sheet: index in the form, NONE or POSITION */
};

static bool is_same_word(struct reading *self, const char *a, const char *b)
{
    return strcmp(text_fold(self->arena, a, strlen(a)), text_fold(self->arena, b, strlen(b))) == 0;
}

static const char *cell_name(struct reading *self, const struct line *line, size_t column)
{
    return line_place(self->arena, line->sheet, column, line->row);
}

static void read_do_fault(struct reading *self, const struct line *line, size_t column,
                          const char *text)
{
    faults_add(&self->out->faults, FAULT_BROKEN, cell_name(self, line, column), "%s", text);
}

/* ------------------------------------------------------------- values into the set */

/* Sets "window/from" in an object, and records its place. */
static void set_value(struct reading *self, json_t *object, const char *pointer, const char *path,
                      json_t *take_value, const char *place)
{
    size_t len = strcspn(path, "/");
    const char *key = arena_text(self->arena, path, len);
    const char *here = arena_print(self->arena, "%s/%s", pointer, key);
    if (path[len] == '\0') {
        json_object_set_new(object, key, take_value);
    } else {
        if (json_object_get(object, key) == NULL) {
            json_object_set_new(object, key, json_object());
            places_put(self->out->places, here, place);
        }
        set_value(self, json_object_get(object, key), here, path + len + 1, take_value, place);
        return;
    }
    places_put(self->out->places, here, place);
}

static void read_cell(struct reading *self, const struct line *line, size_t at,
                      const struct column *column, json_t *object, const char *pointer)
{
    if (at >= line->count || line_is_blank(line->cells[at])) {
        return;
    }
    const char *place = cell_name(self, line, at);
    json_t *value = cells_value(column, line->cells[at], self->arena, &self->out->faults, place);
    if (value != NULL) {
        set_value(self, object, pointer, column->key, value, place);
    }
}

static void read_cells(struct reading *self, const struct line *line, json_t *object,
                       const char *pointer, bool has_code)
{
    for (size_t at = 0; at < line->count; at++) {
        int index = self->columns[at];
        if (index >= 0 && (index > 0 || has_code)) {
            read_cell(self, line, at, &self->form->columns[index], object, pointer);
        }
    }
}

/* The list of a form in the set ("directory/units"), created if missing. */
static json_t *list_of(struct reading *self, const char *path)
{
    json_t *at = self->out->set;
    size_t len = strcspn(path, "/");
    if (path[len] == '/') {
        const char *key = arena_text(self->arena, path, len);
        if (json_object_get(at, key) == NULL) {
            json_object_set_new(at, key, json_object());
        }
        at = json_object_get(at, key);
        path += len + 1;
    }
    if (json_object_get(at, path) == NULL) {
        json_object_set_new(at, path, json_array());
    }
    return json_object_get(at, path);
}

/* ------------------------------------------------------------- heads */

static int find_column(struct reading *self, const char *heading)
{
    if (self->form->shape == FORM_TREE && is_same_word(self, heading, POSITION_HEADING)) {
        return POSITION;
    }
    for (size_t i = 0; i < self->form->column_count; i++) {
        if (is_same_word(self, heading, self->form->columns[i].heading)) {
            return (int)i;
        }
    }
    return NONE;
}

static void read_heading(struct reading *self, const struct line *line, size_t at)
{
    self->columns[at] = NONE;
    if (at >= line->count || line_is_blank(line->cells[at])) {
        return;
    }
    int found = find_column(self, line->cells[at]);
    if (found == NONE) {
        read_do_fault(self, line, at, "trang này không có cột tên như vậy");
        return;
    }
    for (size_t before = 0; before < at; before++) {
        if (self->columns[before] == found) {
            read_do_fault(self, line, at, "cột này đã có ở bên trái");
            return;
        }
    }
    self->columns[at] = found;
}

static bool has_column(const struct reading *self, int index)
{
    for (size_t at = 0; at < CELLS_MAX; at++) {
        if (self->columns[at] == index) {
            return true;
        }
    }
    return false;
}

/* False: without its first column the sheet cannot be read. */
static bool read_headings(struct reading *self, const struct line *line)
{
    for (size_t at = 0; at < CELLS_MAX; at++) {
        read_heading(self, line, at);
    }
    if (!has_column(self, 0)) {
        read_do_fault(self, line, 0,
                      arena_print(self->arena, "thiếu cột “%s”", self->form->columns[0].heading));
        return false;
    }
    if (self->form->shape == FORM_TREE && !has_column(self, POSITION)) {
        read_do_fault(self, line, 0, arena_print(self->arena, "thiếu cột “%s”", POSITION_HEADING));
        return false;
    }
    return true;
}

/* ------------------------------------------------------------- the three shapes */

static void read_head_line(struct reading *self, const struct line *line)
{
    int found = find_column(self, line->cells[0]);
    if (found == NONE) {
        read_do_fault(self, line, 0, "trang này không có mục tên như vậy");
        return;
    }
    read_cell(self, line, 1, &self->form->columns[found], self->out->set, "");
}

static void read_list_line(struct reading *self, const struct line *line)
{
    json_t *list = list_of(self, self->form->list), *object = json_object();
    const char *pointer =
        arena_print(self->arena, "/%s/%zu", self->form->list, json_array_size(list));
    json_array_append_new(list, object);
    places_put(self->out->places, pointer, cell_name(self, line, 0));
    read_cells(self, line, object, pointer, true);
}

/* One step of a position: "bậc 2". */
struct segment {
    const struct branch *branch;
    size_t index;
};

static bool read_segment(struct reading *self, const char *text, size_t len, struct segment *out)
{
    text = text_trim(text, &len);
    size_t digits = 0;
    while (digits < len && text[len - digits - 1] >= '0' && text[len - digits - 1] <= '9') {
        digits++;
    }
    size_t word_len = len - digits;
    const char *word = text_trim(text, &word_len);
    const char *plain = arena_text(self->arena, word, word_len);
    out->index = strtoul(text + len - digits, NULL, 10);
    for (out->branch = BRANCHES; out->branch->key != NULL; out->branch++) {
        bool is_right = out->branch->is_single != 0 ? digits == 0 : digits > 0 && out->index > 0;
        if (is_right && is_same_word(self, plain, out->branch->shown)) {
            return true;
        }
    }
    return false;
}

/* Returns the number of steps; 0 for the root, NONE with a fault. */
static int read_position(struct reading *self, const struct line *line, size_t at,
                         struct segment *segments)
{
    const char *text = at < line->count ? line->cells[at] : "";
    int count = 0;
    while (!line_is_blank(text)) {
        size_t len = strcspn(text, "/");
        if (count == SEGMENTS_MAX || !read_segment(self, text, len, &segments[count])) {
            read_do_fault(self, line, at,
                          "vị trí không hiểu được; xem trang Hướng dẫn, ví dụ “bậc 2”, "
                          "“phần 1 / dòng 3”");
            return NONE;
        }
        count++;
        text += len + (text[len] == '/' ? 1 : 0);
    }
    return count;
}

/* The target of a row: an object of the set, and its pointer. */
struct spot {
    json_t *object;
    const char *pointer;
};

/* Goes to the object of one step, which the last step creates; false with a fault. */
static bool go_in(struct reading *self, const struct line *line, size_t at,
                  const struct segment *segment, bool is_last, struct spot *spot)
{
    const struct branch *branch = segment->branch;
    json_t *there = json_object_get(spot->object, branch->key);
    if (branch->is_single == 0 && there == NULL) {
        there = json_array();
        json_object_set_new(spot->object, branch->key, there);
    }
    json_t *old = branch->is_single != 0 ? there : json_array_get(there, segment->index - 1);
    if (is_last == (old != NULL) || (old != NULL && !json_is_object(old)) ||
        (is_last && branch->is_single == 0 && segment->index != json_array_size(there) + 1)) {
        read_do_fault(self, line, at,
                      is_last && old != NULL
                          ? "vị trí này đã có ở dòng trên"
                          : "thiếu phần đứng trước vị trí này: đánh số liền nhau từ 1");
        return false;
    }
    if (old == NULL) {
        old = json_object();
        if (branch->is_single != 0) {
            json_object_set_new(spot->object, branch->key, old);
        } else {
            json_array_append_new(there, old);
        }
    }
    spot->object = old;
    spot->pointer =
        branch->is_single != 0
            ? arena_print(self->arena, "%s/%s", spot->pointer, branch->key)
            : arena_print(self->arena, "%s/%s/%zu", spot->pointer, branch->key, segment->index - 1);
    return true;
}

static size_t sheet_column(const struct reading *self, int index)
{
    size_t at = 0;
    while (at < CELLS_MAX && self->columns[at] != index) {
        at++;
    }
    return at;
}

/* Finds the element with the row's code; a root row of a list of its own creates one. */
static bool find_element(struct reading *self, const struct line *line, bool is_root,
                         struct spot *spot)
{
    size_t at = sheet_column(self, 0);
    json_t *list = list_of(self, self->form->list);
    size_t len = at < line->count ? strlen(line->cells[at]) : 0;
    const char *code = text_trim(len > 0 ? line->cells[at] : "", &len);
    bool is_own = self->form->root[0] == '\0' && is_root;
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *known = json_string_value(json_object_get(json_array_get(list, i), "code"));
        if (!is_own && known != NULL && strlen(known) == len && memcmp(known, code, len) == 0) {
            spot->object = json_array_get(list, i);
            spot->pointer = arena_print(self->arena, "/%s/%zu", self->form->list, i);
            return true;
        }
    }
    if (!is_own) {
        read_do_fault(self, line, at, "không có mã này ở trang trước");
        return false;
    }
    spot->object = json_object();
    spot->pointer = arena_print(self->arena, "/%s/%zu", self->form->list, json_array_size(list));
    json_array_append_new(list, spot->object);
    return true;
}

static void read_tree_line(struct reading *self, const struct line *line)
{
    static const struct branch RULE = {"rule", "quy tắc", 1};
    const struct segment root = {&RULE, 0};
    struct segment segments[SEGMENTS_MAX];
    struct spot spot;
    size_t at = sheet_column(self, POSITION);
    int count = read_position(self, line, at, segments);
    if (count == NONE || !find_element(self, line, count == 0, &spot)) {
        return;
    }
    bool is_variant = count > 0 && strcmp(segments[0].branch->key, "variants") == 0;
    if (self->form->root[0] != '\0' && !is_variant &&
        !go_in(self, line, at, &root, count == 0, &spot)) {
        return;
    }
    for (int i = 0; i < count; i++) {
        if (!go_in(self, line, at, &segments[i], i + 1 == count, &spot)) {
            return;
        }
    }
    places_put(self->out->places, spot.pointer, cell_name(self, line, 0));
    read_cells(self, line, spot.object, spot.pointer, self->form->root[0] == '\0' && count == 0);
}

/* ------------------------------------------------------------- the whole */

static void read_form(struct reading *self, const struct form *form)
{
    bool has_head = false, has_sheet = false;
    self->form = form;
    for (const struct line *line = STAILQ_FIRST(&self->lines.all); line != NULL;
         line = STAILQ_NEXT(line, link)) {
        if (!is_same_word(self, line->sheet, form->sheet)) {
            continue;
        }
        has_sheet = true;
        if (line_is_empty(line)) {
            continue;
        }
        if (form->shape == FORM_HEAD) {
            read_head_line(self, line);
        } else if (!has_head) {
            has_head = true;
            places_put(self->out->places, arena_print(self->arena, "/%s", form->list),
                       cell_name(self, line, 0));
            if (!read_headings(self, line)) {
                return;
            }
        } else if (form->shape == FORM_LIST) {
            read_list_line(self, line);
        } else {
            read_tree_line(self, line);
        }
    }
    bool is_wanted = form->shape == FORM_HEAD || strcmp(form->list, "criteria") == 0;
    if (!has_sheet && is_wanted) {
        faults_add(&self->out->faults, FAULT_BROKEN, form->sheet, "thiếu trang “%s”", form->sheet);
    }
}

static void check_sheets(struct reading *self)
{
    const char *told = "";
    for (const struct line *line = STAILQ_FIRST(&self->lines.all); line != NULL;
         line = STAILQ_NEXT(line, link)) {
        bool is_known = is_same_word(self, line->sheet, GUIDE_SHEET) || line_is_empty(line) ||
                        strcmp(line->sheet, told) == 0;
        for (size_t i = 0; i < FORM_COUNT && !is_known; i++) {
            is_known = is_same_word(self, line->sheet, FORMS[i].sheet);
        }
        if (!is_known) {
            told = line->sheet;
            faults_add(&self->out->faults, FAULT_BROKEN, line->sheet,
                       "bộ tiêu chí không có trang tên “%s”", line->sheet);
        }
    }
}

/* What is hidden is no part of the set, and no set loses a part without a word. */
static void check_hidden(struct reading *self)
{
    const struct left_out *left_out = &self->lines.left_out;
    if (left_out->hidden_rows > 0 || left_out->hidden_sheets > 0) {
        faults_add(&self->out->faults, FAULT_BROKEN, FORMS[0].sheet,
                   "%u dòng ẩn, %u trang ẩn không được đọc: bỏ ẩn hoặc xóa đi",
                   left_out->hidden_rows, left_out->hidden_sheets);
    }
}

/* Builds the set from the lines. */
static enum err read_set(struct reading *self)
{
    struct book *out = self->out;
    out->places = places_new(self->arena);
    out->set = json_object();
    json_object_set_new(out->set, "format", json_string("minhchung-criteria-set/1"));
    for (size_t i = 0; i < FORM_COUNT; i++) {
        read_form(self, &FORMS[i]);
    }
    check_sheets(self);
    check_hidden(self);
    return ERR_NONE;
}

enum err book_read(const char *path, struct arena *arena, struct book *out)
{
    struct reading self = {.out = out, .arena = arena};
    *out = (struct book){.faults = {.arena = arena}};
    enum err err = lines_read(path, arena, &out->faults, &self.lines);
    return err == ERR_NONE ? read_set(&self) : err;
}

enum err book_read_open(int input, struct arena *arena, struct book *out)
{
    struct reading self = {.out = out, .arena = arena};
    *out = (struct book){.faults = {.arena = arena}};
    enum err err = lines_read_open(input, "the workbook", arena, &out->faults, &self.lines);
    return err == ERR_NONE ? read_set(&self) : err;
}

void book_close(struct book *self)
{
    json_decref(self->set);
    places_free(&self->places);
    *self = (struct book){0};
}

const char *book_place(const struct book *self, const char *pointer)
{
    return places_find(self->places, pointer);
}
