/*
 * workbook.c — the sheets of an XLSX (tables/xlsx.h): a line for each row, a tab before each cell
 * but the first, an empty line after each sheet.  Empty cells keep their place.
 */
#include "formats/workbook.h"

#include <stdlib.h>
#include <string.h>

#include "formats/format.h"
#include "formats/legacy_text.h"
#include "tables/xlsx.h"

enum { NOTES_MAX = 8000, GAP_MAX = 3 };

struct writing {
    struct row_sink sink; /* first: passed to the reader */
    struct buf *text;
    size_t max;
    struct buf notes; /* the fact about rows */
    struct buf sheet; /* name of the current one */
    unsigned sheets;
    long line; /* lines written */
    unsigned row;
    const char *shown[CELLS_MAX]; /* of the current row */
};

/* ------------------------------------------------------------- rows */

static void end_line(struct writing *self)
{
    buf_byte(self->text, '\n');
    self->line++;
}

static void start_sheet(struct writing *self)
{
    if (self->sheets > 0) {
        end_line(self);
    }
    buf_clear(&self->sheet);
    buf_text(&self->sheet, self->sink.sheet);
    self->sheets++;
    self->row = 0;
}

/* Notes where a sheet begins and where many rows are missing; a few are empty lines. */
static void start_row(struct writing *self, unsigned row)
{
    bool is_first = self->row == 0;
    if (!is_first && row > self->row && row - self->row <= GAP_MAX + 1) {
        while (++self->row < row) {
            end_line(self);
        }
    } else if (self->notes.len < NOTES_MAX) {
        const char *name = buf_string(&self->sheet);
        buf_print(&self->notes, "%s%ld:%u:", self->notes.len > 0 ? "/" : "rows=", self->line + 1,
                  row);
        if (is_first && strpbrk(name, "\t\n/") != NULL) {
            buf_print(&self->notes, "#%u", self->sheets);
        } else if (is_first) {
            buf_text(&self->notes, name);
        }
    }
    self->row = row;
}

/* A cell stays on one line. */
static void write_cell(struct writing *self, const char *value)
{
    for (; *value != '\0'; value++) {
        buf_byte(self->text, *value == '\n' || *value == '\t' || *value == '\r' ? ' ' : *value);
    }
}

/* With the errors of formulas as text, as a reader of the sheet sees them. */
static size_t show_cells(struct writing *self, const char *const *cells, size_t count)
{
    memcpy(self->shown, cells, count * sizeof(*cells));
    for (size_t i = 0; i < self->sink.fault_count; i++) {
        const struct cell_fault *fault = &self->sink.faults[i];
        while (count <= fault->column) {
            self->shown[count++] = "";
        }
        self->shown[fault->column] = fault->value;
    }
    return count;
}

static bool write_row(struct row_sink *sink, unsigned row, const char *const *cells, size_t count)
{
    struct writing *self = (struct writing *)(void *)sink;
    size_t width = show_cells(self, cells, count);
    if (self->sheets == 0 || strcmp(buf_string(&self->sheet), sink->sheet) != 0) {
        start_sheet(self);
    }
    start_row(self, row);
    for (size_t i = 0; i < width; i++) {
        if (i > 0) {
            buf_byte(self->text, '\t');
        }
        write_cell(self, self->shown[i]);
    }
    end_line(self);
    return self->text->len < self->max;
}

/* More rows than an import takes: the text ends there, as it does at its length. */
static void write_problem(struct row_sink *sink, const char *code)
{
    (void)sink;
    (void)code;
}

/* ------------------------------------------------------------- fonts */

/* The first font of TCVN3 or VNI that an element `element` of the part names; else "". */
static void find_font(struct package *package, const char *part, const char *element,
                      char out[static FONT_NAME])
{
    struct part_reader reader;
    out[0] = '\0';
    if (part == NULL) {
        return;
    }
    bool is_open = part_open(package, part, &reader);
    while (is_open && out[0] == '\0' && part_next(&reader)) {
        char *name = part_is_start(&reader, element) ? part_attribute(&reader, "val") : NULL;
        if (name != NULL && legacy_font_of(name) != FONT_UNICODE) {
            snprintf(out, FONT_NAME, "%s", name);
        }
        free(name);
    }
    part_close(&reader);
}

/* A workbook with a legacy font uses it throughout, unless it holds Unicode. */
static void convert(struct package *package, struct buf *text, struct buf *facts)
{
    char font[FONT_NAME];
    const char *main = package_main(package);
    find_font(package, package_related(package, main, "styles"), "name", font);
    if (font[0] == '\0') {
        find_font(package, package_related(package, main, "sharedStrings"), "rFont", font);
    }
    if (font[0] != '\0') {
        struct legacy_text fonts = {.out = text};
        struct buf raw = {0};
        buf_add(&raw, buf_string(text), text->len);
        buf_clear(text);
        legacy_text_font(&fonts, font);
        legacy_text_add(&fonts, buf_string(&raw), raw.len);
        legacy_text_flush(&fonts);
        legacy_text_close(&fonts, facts);
        buf_free(&raw);
    }
}

void workbook_read(struct package *package, struct buf *text, size_t max, struct buf *facts)
{
    struct writing self = {.sink = {.row = write_row, .problem = write_problem, .sheet = ""},
                           .text = text,
                           .max = max};
    xlsx_read(package, &self.sink);
    if (self.sheets > 0) {
        end_line(&self);
    }
    buf_add(facts, buf_string(&self.notes), self.notes.len);
    format_add_count(facts, "hidden_rows", self.sink.left_out.hidden_rows);
    format_add_count(facts, "hidden_sheets", self.sink.left_out.hidden_sheets);
    convert(package, text, facts);
    buf_free(&self.notes);
    buf_free(&self.sheet);
}
