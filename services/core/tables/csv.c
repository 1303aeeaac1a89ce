/*
 * csv.c — text separated by comma, semicolon, tab or bar.
 *
 * The separator is the one with which some line names most of the receiver's columns; prose may be
 * full of the others.  A first line "sep=;" states it, and is no row, as in Excel.
 *
 * Each row is read strictly first: a quoted cell may hold separators, line ends and doubled quotes.
 * Where that fails, or would run over lines that are rows of their own, the row is its first line,
 * and a quotation mark in it that opens or closes no cell is a letter.  So a stray one costs no
 * other row.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "tables/connector.h"
#include "tables/csv_text.h"

extern const struct connector CSV_CONNECTOR;

enum {
    SIZE_MAX_BYTES = 64 << 20,
    QUOTED_MAX = 1 << 20, /* bytes of a quoted cell; a longer one was never closed */
    HEAD_WITHIN = 100     /* rows */
};

static const char SEPARATORS[] = ",;\t|"; /* the first of equals wins */

struct parsing {
    const char *at, *end;
    char separator;
    size_t columns; /* cells of the line of headings; 0: unknown */
    struct buf *cells;
    size_t count, capacity;
};

/* Text contains no control characters but those of its lines and columns, and bytes 0 here and
 * there, with which some programs fill up cells and files. */
static bool csv_matches(const unsigned char *start, size_t len)
{
    enum { TEXT_EACH = 4 }; /* bytes for each byte 0 */
    size_t zeros = 0;
    if (csv_text_is_utf16(start, len)) {
        return true;
    }
    for (size_t i = 0; i < len; i++) {
        zeros += start[i] == 0 ? 1 : 0;
        if (start[i] != 0 && start[i] < 0x20 && strchr("\t\n\r\f", start[i]) == NULL) {
            return false;
        }
    }
    return len > zeros * TEXT_EACH;
}

/* ------------------------------------------------------------- one row */

static struct buf *next_cell(struct parsing *self)
{
    if (self->count == self->capacity) {
        size_t larger = self->capacity > 0 ? 2 * self->capacity : 64;
        self->cells = memory_resize(self->cells, larger * sizeof(*self->cells));
        memset(self->cells + self->capacity, 0, (larger - self->capacity) * sizeof(*self->cells));
        self->capacity = larger;
    }
    buf_clear(&self->cells[self->count]);
    return &self->cells[self->count++];
}

static const char *line_end(const char *at, const char *end)
{
    while (at < end && *at != '\n' && *at != '\r') {
        at++;
    }
    return at;
}

/* Behind CR LF, CR or LF. */
static const char *next_line(const char *at, const char *end)
{
    at += at + 1 < end && at[0] == '\r' && at[1] == '\n' ? 1 : 0;
    return at < end ? at + 1 : end;
}

/* Whether a cell ends here, after blanks; then *behind is the end of the blanks. */
static bool ends_cell(const struct parsing *self, const char *at, const char *end,
                      const char **behind)
{
    while (at < end && *at == ' ') {
        at++;
    }
    *behind = at;
    return at == end || *at == self->separator || *at == '\n' || *at == '\r';
}

/* A cell that begins with a quotation mark: its text goes to `cell`, and its end is returned; NULL
 * if it has none.  `is_lenient`: a mark that is followed by more text is a letter. */
static const char *quoted_cell(const struct parsing *self, const char *at, const char *end,
                               bool is_lenient, struct buf *cell)
{
    const char *behind, *limit = end - at > QUOTED_MAX ? at + QUOTED_MAX : end;
    for (at++; at < limit; at++) {
        bool is_doubled = at[0] == '"' && at + 1 < end && at[1] == '"';
        if (at[0] == '"' && !is_doubled && ends_cell(self, at + 1, end, &behind)) {
            return behind;
        }
        if (at[0] == '"' && !is_doubled && !is_lenient) {
            return NULL;
        }
        buf_byte(cell, *at);
        at += is_doubled ? 1 : 0;
    }
    return NULL;
}

/* A cell up to the separator or the line's end, as it stands. */
static const char *plain_cell(const struct parsing *self, const char *at, const char *end,
                              struct buf *cell)
{
    const char *start = at, *stop = line_end(at, end);
    const char *separator = memchr(at, self->separator, (size_t)(stop - at));
    at = separator != NULL ? separator : stop;
    buf_add(cell, start, (size_t)(at - start));
    return at;
}

/* The cells from `at` on; returns the end of their line, NULL if a quoted cell is broken. */
static const char *row_cells(struct parsing *self, const char *at, const char *end, bool is_lenient)
{
    self->count = 0;
    for (;; at++) {
        struct buf *cell = next_cell(self);
        const char *start = at;
        at = start < end && *start == '"' ? quoted_cell(self, start, end, is_lenient, cell)
                                          : plain_cell(self, start, end, cell);
        if (at == NULL && !is_lenient) {
            return NULL;
        }
        if (at == NULL) {
            buf_clear(cell);
            at = plain_cell(self, start, end, cell);
        }
        if (at == end || *at != self->separator) {
            return at;
        }
    }
}

static size_t separators_in(const struct parsing *self, const char *at, const char *end)
{
    size_t count = 0;
    for (; at < end; at++) {
        count += *at == self->separator ? 1 : 0;
    }
    return count;
}

/* Whether the first and the last line of a row both have the separators of a whole row. */
static bool swallows_rows(const struct parsing *self, const char *start, const char *end)
{
    const char *last = end;
    while (last > start && last[-1] != '\n' && last[-1] != '\r') {
        last--;
    }
    return last > start && self->columns > 1 &&
           separators_in(self, start, line_end(start, end)) + 1 >= self->columns &&
           separators_in(self, last, end) + 1 >= self->columns;
}

/* Reads the next row's cells; false at the end of the text. */
static bool next_row(struct parsing *self)
{
    if (self->at == self->end) {
        return false;
    }
    const char *end = row_cells(self, self->at, self->end, false);
    if (end == NULL || swallows_rows(self, self->at, end)) {
        end = line_end(self->at, self->end);
        (void)row_cells(self, self->at, end, true);
    }
    self->at = next_line(end, self->end);
    return true;
}

/* ------------------------------------------------------------- the separator */

/* "sep=;" in a line of its own, or in quotes; *at is set behind it.  '\0': there is none. */
static char stated_separator(const char **at, const char *end)
{
    const char *start = *at + (end > *at && **at == '"' ? 1 : 0);
    if (end - start < 5 || strncasecmp(start, "sep=", 4) != 0) {
        return '\0';
    }
    const char *behind = line_end(start, end);
    size_t len = (size_t)(behind - start) - (behind[-1] == '"' && behind - start > 5 ? 1 : 0);
    if (len != 5) {
        return '\0';
    }
    *at = next_line(behind, end);
    return start[4];
}

static size_t texts_of(const struct parsing *self, const char ***texts)
{
    *texts = memory_alloc((self->count + 1) * sizeof(**texts));
    for (size_t i = 0; i < self->count; i++) {
        (*texts)[i] = buf_string(&self->cells[i]);
    }
    return self->count;
}

/* How many columns a line names; without a receiver that knows, how many cells it has. */
static size_t names_in(struct row_sink *sink, const struct parsing *self)
{
    if (sink->names == NULL) {
        return self->count;
    }
    const char **texts;
    size_t count = texts_of(self, &texts);
    size_t names = sink->names(sink, texts, count);
    free(texts);
    return names;
}

/* The best line among the first with this separator. */
static size_t try_separator(struct row_sink *sink, struct parsing *self, char separator,
                            size_t *columns)
{
    const char *start = self->at;
    size_t best = 0;
    self->separator = separator;
    self->columns = 0;
    for (size_t i = 0; i < HEAD_WITHIN && next_row(self); i++) {
        size_t names = names_in(sink, self);
        *columns = names > best ? self->count : *columns;
        best = names > best ? names : best;
    }
    self->at = start;
    return best;
}

static void choose_separator(struct row_sink *sink, struct parsing *self)
{
    size_t best = 0, columns = 0;
    char chosen = SEPARATORS[0], stated = stated_separator(&self->at, self->end);
    const char only[] = {stated, '\0'};
    for (const char *choice = stated != '\0' ? only : SEPARATORS; *choice != '\0'; choice++) {
        size_t its = 0, names = try_separator(sink, self, *choice, &its);
        chosen = names > best ? *choice : chosen;
        columns = names > best ? its : columns;
        best = names > best ? names : best;
    }
    self->separator = stated != '\0' ? stated : chosen;
    self->columns = columns;
}

/* ------------------------------------------------------------- a file */

/* False: it is too large. */
static bool csv_load(int input, struct buf *data)
{
    static char block[65536];
    for (ssize_t len;
         data->len <= SIZE_MAX_BYTES && (len = read(input, block, sizeof(block))) > 0;) {
        buf_add(data, block, (size_t)len);
    }
    return data->len <= SIZE_MAX_BYTES;
}

/* Empty lines are rows, too, so that row numbers are those of the program. */
static void read_rows(const struct buf *text, struct row_sink *sink)
{
    struct parsing parsing = {.at = buf_string(text), .end = buf_string(text) + text->len};
    bool goes_on = true;
    choose_separator(sink, &parsing);
    for (unsigned row = 1; goes_on && next_row(&parsing); row++) {
        const char **texts;
        size_t count = texts_of(&parsing, &texts);
        goes_on = sink_row(sink, row, texts, count);
        free(texts);
    }
    for (size_t i = 0; i < parsing.capacity; i++) {
        buf_free(&parsing.cells[i]);
    }
    free(parsing.cells);
}

static int read_csv(int input, struct row_sink *sink)
{
    struct buf data = {0}, text = {0};
    sink->sheet = "";
    if (!csv_load(input, &data)) {
        sink_problem(sink, "sheet.too_large");
    } else if (csv_text_read(&data, &text)) {
        read_rows(&text, sink);
    } else {
        sink_problem(sink, "sheet.encoding");
    }
    buf_free(&text);
    buf_free(&data);
    return 0;
}

const struct connector CSV_CONNECTOR = {.name = "csv", .matches = csv_matches, .read = read_csv};
