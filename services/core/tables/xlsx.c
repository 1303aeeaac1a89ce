/*
 * xlsx.c — the sheets of a workbook, row by row.
 *
 * The workbook part lists the sheets in the order of their tabs, its relations name their parts.
 * A row is collected in one text with the offset of each cell, then sent.  What can grow without
 * bound is limited: the text of a row and of all rows (a shared string may be long and used
 * often), and the places of their cells.
 */
#include "tables/xlsx.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "tables/xlsx_parts.h"

extern const struct connector XLSX_CONNECTOR;

enum { ROW_BYTES_MAX = 8 << 20, TEXT_MAX = 256 << 20, PLACES_MAX = 16 << 20, ERROR_TEXT = 16 };

/* A formula that failed, and where the row's text has its error. */
struct failed {
    size_t column, start;
};

struct reading {
    struct package *package;
    struct row_sink *sink;
    struct xlsx_strings strings;
    struct xlsx_formats formats;
    struct part_reader part; /* of the sheet */
    size_t places, text_len; /* sent so far */
    bool is_over;            /* the sink needs no more rows */
    /* the row */
    unsigned number;
    bool is_hidden;
    size_t column; /* of the next cell without a reference */
    size_t count;
    struct buf text, value, failed, faults;
    size_t starts[CELLS_MAX]; /* 0: empty */
    const char *cells[CELLS_MAX];
};

static bool is_true(const char *word)
{
    return word != NULL &&
           (strcmp(word, "1") == 0 || strcasecmp(word, "true") == 0 || strcasecmp(word, "on") == 0);
}

static bool has_true(const struct part_reader *reader, const char *attribute)
{
    char *word = part_attribute(reader, attribute);
    bool is_set = is_true(word);
    free(word);
    return is_set;
}

static void refuse(struct reading *self, const char *problem)
{
    package_fail(self->package, problem);
    self->is_over = true;
}

/* ------------------------------------------------------------- cells */

/* "AB12" is column 27; without a reference, the one after the last cell. */
static size_t column_of(struct reading *self)
{
    char *reference = part_attribute(&self->part, "r");
    size_t column = 0;
    for (const char *at = reference; at != NULL && column <= CELLS_MAX; at++) {
        char letter = *at >= 'a' && *at <= 'z' ? (char)(*at - 0x20) : *at;
        if (letter < 'A' || letter > 'Z') {
            break;
        }
        column = column * 26 + (size_t)(letter - 'A' + 1);
    }
    free(reference);
    return column > 0 ? column - 1 : self->column;
}

/* What is written in a cell, apart from its attributes. */
struct content {
    bool has_formula, has_value, has_text;
};

/* Goes to the end of the cell; its value or inline text is in self->value. */
static struct content take_content(struct reading *self)
{
    struct content content = {0};
    struct part_reader *part = &self->part;
    bool is_value = false;
    buf_clear(&self->value);
    if (part_is_empty(part)) {
        return content;
    }
    while (part_next(part) && !part_is_end(part, "c")) {
        if (part_is_start(part, "is")) {
            content.has_text = true;
            buf_clear(&self->value);
            strings_take(part, "is", &self->value);
        } else if (part_is_start(part, "f")) {
            content.has_formula = true;
        } else if (part_is_start(part, "v")) {
            is_value = !part_is_empty(part);
            content.has_value = true;
        } else if (part_is_end(part, "v")) {
            is_value = false;
        } else if (is_value && part_is_text(part)) {
            buf_text(&self->value, part_value(part));
        }
    }
    return content;
}

static void put_text(struct reading *self, size_t column, const char *text, size_t len)
{
    for (; self->count <= column; self->count++) {
        self->starts[self->count] = 0;
    }
    self->starts[column] = len > 0 ? self->text.len : 0;
    buf_add(&self->text, text, len);
    buf_byte(&self->text, '\0');
    if (len > CELL_BYTES || self->text.len > ROW_BYTES_MAX) {
        refuse(self, "too_large");
    }
}

static void put_fault(struct reading *self, size_t column, const char *error)
{
    struct failed failed = {column, self->text.len};
    buf_add(&self->text, error, strnlen(error, ERROR_TEXT));
    buf_byte(&self->text, '\0');
    buf_add(&self->failed, &failed, sizeof(failed));
}

/* "2023-03-05T00:00:00" is a day, like a number in a format of days. */
static size_t day_length(const char *value)
{
    static const char FORM[] = "dddd-dd-ddT";
    size_t at = 0;
    while (FORM[at] != '\0' &&
           (FORM[at] == 'd' ? value[at] >= '0' && value[at] <= '9' : value[at] == FORM[at])) {
        at++;
    }
    return FORM[at] == '\0' ? at - 1 : strlen(value);
}

static void put_number(struct reading *self, size_t column, size_t format)
{
    struct buf shown = {0};
    formats_print(&self->formats, format, buf_string(&self->value), &shown);
    put_text(self, column, buf_string(&shown), shown.len);
    buf_free(&shown);
}

/* Programs that indent their XML write blanks around a number. */
static void trim_value(struct buf *value)
{
    static const char BLANKS[] = " \t\r\n";
    buf_consume(value, strspn(buf_string(value), BLANKS));
    while (value->len > 0 && strchr(BLANKS, value->data[value->len - 1]) != NULL) {
        value->data[--value->len] = '\0';
    }
}

/* The value of a cell by its type ("": a number). */
static void put_value(struct reading *self, size_t column, const char *type, size_t format)
{
    bool is_text = strcmp(type, "str") == 0 || strcmp(type, "inlineStr") == 0;
    if (is_text) {
        strings_unescape(&self->value, 0);
    } else {
        trim_value(&self->value);
    }
    const char *value = buf_string(&self->value);
    if (is_text) {
        put_text(self, column, value, self->value.len);
    } else if (strcmp(type, "s") == 0) {
        const char *shared = strings_at(&self->strings, value);
        if (shared == NULL) {
            refuse(self, "damaged");
            return;
        }
        put_text(self, column, shared, strlen(shared));
    } else if (strcmp(type, "b") == 0) {
        const char *word = is_true(value) ? "TRUE" : "FALSE";
        put_text(self, column, word, strlen(word));
    } else if (strcmp(type, "d") == 0) {
        put_text(self, column, value, day_length(value));
    } else {
        put_number(self, column, format);
    }
}

static void read_cell(struct reading *self)
{
    char *given = part_attribute(&self->part, "t"), *style = part_attribute(&self->part, "s");
    const char *type = given != NULL ? given : "";
    size_t column = column_of(self);
    struct content content = take_content(self);
    self->column = column + 1;
    if (column >= CELLS_MAX) {
        refuse(self, "damaged");
    } else if (strcmp(type, "e") == 0) {
        trim_value(&self->value);
        put_fault(self, column, buf_string(&self->value));
    } else if (content.has_text) {
        put_text(self, column, buf_string(&self->value), self->value.len);
    } else if (self->value.len > 0) {
        put_value(self, column, type, style != NULL ? strtoul(style, NULL, 10) : 0);
    } else if (content.has_formula && (type[0] == '\0' || strcmp(type, "n") == 0)) {
        put_fault(self, column, "");
    }
    free(given);
    free(style);
}

/* ------------------------------------------------------------- rows */

/* A row is hidden by its mark, or by a height of 0 that programs write instead. */
static bool is_row_hidden(struct reading *self)
{
    char *height = part_attribute(&self->part, "ht"), *end = height;
    bool is_flat = height != NULL && strtod(height, &end) <= 0 && end != height;
    free(height);
    return is_flat || has_true(&self->part, "hidden");
}

static void start_row(struct reading *self)
{
    char *given = part_attribute(&self->part, "r");
    unsigned long number = given != NULL ? strtoul(given, NULL, 10) : 0;
    free(given);
    self->number = number > 0 ? (unsigned)number : self->number + 1;
    self->is_hidden = is_row_hidden(self);
    self->column = 0;
    self->count = 0;
    buf_clear(&self->text);
    buf_clear(&self->failed);
    buf_byte(&self->text, '\0'); /* what empty cells point to */
}

/* The row's faults, as the sink shows them. */
static void show_faults(struct reading *self)
{
    buf_clear(&self->faults);
    for (size_t at = 0; at < self->failed.len; at += sizeof(struct failed)) {
        struct failed failed;
        memcpy(&failed, self->failed.data + at, sizeof(failed));
        struct cell_fault fault = {failed.column, self->text.data + failed.start};
        buf_add(&self->faults, &fault, sizeof(fault));
    }
    self->sink->faults = (const struct cell_fault *)(const void *)self->faults.data;
    self->sink->fault_count = self->faults.len / sizeof(struct cell_fault);
}

static void send_row(struct reading *self)
{
    for (size_t i = 0; i < self->count; i++) {
        self->cells[i] = self->text.data + self->starts[i];
    }
    show_faults(self);
    self->places += self->count;
    self->text_len += self->text.len;
    if (self->places > PLACES_MAX || self->text_len > TEXT_MAX) {
        refuse(self, "too_large");
    } else if (self->is_hidden) {
        sink_hidden_row(self->sink, self->cells, self->count);
    } else if (!sink_row(self->sink, self->number, self->cells, self->count)) {
        self->is_over = true;
    }
    self->sink->faults = NULL;
    self->sink->fault_count = 0;
}

static void read_rows(struct reading *self)
{
    struct part_reader *part = &self->part;
    bool is_data = false;
    self->number = 0;
    while (!self->is_over && part_next(part)) {
        if (part_is_start(part, "sheetData")) {
            is_data = !part_is_empty(part);
        } else if (part_is_end(part, "sheetData")) {
            is_data = false;
        } else if (is_data && part_is_start(part, "row")) {
            start_row(self);
            if (part_is_empty(part)) {
                send_row(self);
            }
        } else if (is_data && part_is_start(part, "c")) {
            read_cell(self);
        } else if (is_data && part_is_end(part, "row")) {
            send_row(self);
        }
    }
}

/* ------------------------------------------------------------- the workbook */

struct sheet {
    char *name, *id, *state;
};

static void sheet_free(struct sheet *self)
{
    free(self->name);
    free(self->id);
    free(self->state);
}

/* Sheets of charts and macros are no grids. */
static const struct relation *find_grid(const struct relations *relations, const char *id,
                                        bool *is_grid)
{
    for (size_t i = 0; i < relations->count; i++) {
        if (strcmp(relations->of[i].id, id) == 0) {
            *is_grid = strcmp(relations->of[i].type, "worksheet") == 0;
            return &relations->of[i];
        }
    }
    return NULL;
}

static void read_sheet(struct reading *self, const struct relations *relations,
                       const struct sheet *sheet)
{
    bool is_grid = true;
    const struct relation *found =
        find_grid(relations, sheet->id != NULL ? sheet->id : "", &is_grid);
    if (!is_grid) {
        return;
    }
    if (sheet->state != NULL && strcasecmp(sheet->state, "visible") != 0) {
        self->sink->left_out.hidden_sheets++;
        return;
    }
    if (found == NULL || found->part == NULL) {
        refuse(self, "damaged"); /* it would be lost without a word */
        return;
    }
    self->sink->sheet = sheet->name != NULL ? sheet->name : "";
    if (part_open(self->package, found->part, &self->part)) {
        read_rows(self);
    }
    part_close(&self->part);
    self->sink->sheet = "";
}

static void read_sheets(struct reading *self, const char *main, const struct relations *relations)
{
    struct part_reader list;
    if (part_open(self->package, main, &list)) {
        while (!self->is_over && part_next(&list)) {
            if (part_is_start(&list, "sheet")) {
                struct sheet sheet = {part_attribute(&list, "name"), part_attribute(&list, "id"),
                                      part_attribute(&list, "state")};
                read_sheet(self, relations, &sheet);
                sheet_free(&sheet);
            } else if (part_is_start(&list, "workbookPr")) {
                self->formats.is_1904 = has_true(&list, "date1904");
            }
        }
    }
    part_close(&list);
}

void xlsx_read(struct package *package, struct row_sink *sink)
{
    const char *main = package_main(package);
    struct reading *self = memory_zero(sizeof(*self));
    struct relations relations = package_relations(package, main);
    const char *strings = package_related(package, main, "sharedStrings");
    const char *styles = package_related(package, main, "styles");
    self->package = package;
    self->sink = sink;
    if (styles != NULL) {
        formats_read(package, styles, &self->formats);
    }
    if (strings != NULL) {
        strings_read(package, strings, &self->strings);
    }
    read_sheets(self, main, &relations);
    strings_free(&self->strings);
    formats_free(&self->formats);
    buf_free(&self->text);
    buf_free(&self->value);
    buf_free(&self->failed);
    buf_free(&self->faults);
    free(self);
}

/* ------------------------------------------------------------- the connector */

static bool xlsx_matches(const unsigned char *start, size_t len)
{
    return len >= 4 && memcmp(start, "PK\x03\x04", 4) == 0;
}

static int read_xlsx(int input, struct row_sink *sink)
{
    struct package *package = package_open(input);
    sink->sheet = "";
    if (package == NULL) {
        sink_problem(sink, "sheet.damaged");
        return 0;
    }
    if (package_kind(package) != PACKAGE_WORKBOOK) {
        sink_problem(sink, "sheet.unknown");
    } else {
        xlsx_read(package, sink);
        const char *problem = package_problem(package);
        if (problem[0] != '\0') {
            sink_problem(sink,
                         strcmp(problem, "too_large") == 0 ? "sheet.too_large" : "sheet.damaged");
        }
    }
    package_close(&package);
    return 0;
}

const struct connector XLSX_CONNECTOR = {
    .name = "xlsx", .matches = xlsx_matches, .read = read_xlsx};
