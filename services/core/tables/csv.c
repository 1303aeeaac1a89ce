/*
 * csv.c — comma, semicolon or tab separated text in UTF-8 (libcsv).
 */
#include <csv.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/text.h"
#include "tables/connector.h"

extern const struct connector CSV_CONNECTOR;

enum { SIZE_MAX_BYTES = 64 << 20 };

struct parsing {
    struct row_sink *sink;
    struct buf cells[CELLS_MAX];
    size_t count;
    unsigned row;
    int last_ending;
    bool is_over;
};

/* Text contains no control characters but those of its lines and columns. */
static bool csv_matches(const unsigned char *start, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (start[i] == 0 || (start[i] < 0x20 && strchr("\t\n\r\f", start[i]) == NULL)) {
            return false;
        }
    }
    return len > 0;
}

static void take_cell(void *data, size_t len, void *arg)
{
    struct parsing *parsing = arg;
    if (parsing->count < CELLS_MAX && len <= CELL_BYTES) {
        struct buf *cell = &parsing->cells[parsing->count++];
        buf_clear(cell);
        buf_add(cell, data != NULL ? data : "", len);
    }
}

static void take_row(int ending, void *arg)
{
    struct parsing *parsing = arg;
    const char *cells[CELLS_MAX];
    bool is_same_line = ending == '\n' && parsing->last_ending == '\r' && parsing->count == 0;
    parsing->last_ending = ending;
    if (is_same_line) {
        return; /* the second half of CR LF */
    }
    parsing->row++;
    for (size_t i = 0; i < parsing->count; i++) {
        cells[i] = buf_string(&parsing->cells[i]);
    }
    parsing->is_over =
        parsing->is_over || !sink_row(parsing->sink, parsing->row, cells, parsing->count);
    parsing->count = 0;
}

/* The separator that occurs most often in the first lines. */
static char separator_of(const struct buf *data)
{
    static const char CHOICES[] = ",;\t";
    size_t counts[3] = {0};
    for (size_t i = 0; i < data->len && i < 4096; i++) {
        const char *found = data->data[i] != '\0' ? strchr(CHOICES, data->data[i]) : NULL;
        if (found != NULL) {
            counts[found - CHOICES]++;
        }
    }
    size_t best = counts[1] > counts[0] ? 1 : 0;
    return CHOICES[counts[2] > counts[best] ? 2 : best];
}

static void csv_load(int input, struct buf *data)
{
    static char block[65536];
    for (ssize_t len;
         data->len < SIZE_MAX_BYTES && (len = read(input, block, sizeof(block))) > 0;) {
        buf_add(data, block, (size_t)len);
    }
}

/* Empty lines are rows, too (CSV_REPALL_NL), so that row numbers are those of the program. */
static bool csv_do_parse(const char *text, size_t len, char separator, struct parsing *parsing)
{
    struct csv_parser parser;
    if (csv_init(&parser, CSV_APPEND_NULL | CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) != 0) {
        return false;
    }
    csv_set_delim(&parser, (unsigned char)separator);
    bool is_good = csv_parse(&parser, text, len, take_cell, take_row, parsing) == len &&
                   csv_fini(&parser, take_cell, take_row, parsing) == 0;
    csv_free(&parser);
    return is_good;
}

static int read_csv(int input, struct row_sink *sink)
{
    struct buf data = {0};
    struct parsing parsing = {.sink = sink};
    csv_load(input, &data);
    sink->sheet = "";
    size_t skip = data.len >= 3 && memcmp(data.data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    const char *text = buf_string(&data) + skip;
    if (!text_is_utf8(text, data.len - skip, NULL)) {
        sink_problem(sink, "sheet.encoding");
    } else if (!csv_do_parse(text, data.len - skip, separator_of(&data), &parsing)) {
        sink_problem(sink, "sheet.damaged");
    }
    for (size_t i = 0; i < CELLS_MAX; i++) {
        buf_free(&parsing.cells[i]);
    }
    buf_free(&data);
    return 0;
}

const struct connector CSV_CONNECTOR = {.name = "csv", .matches = csv_matches, .read = read_csv};
