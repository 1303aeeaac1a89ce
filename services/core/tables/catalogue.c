/*
 * catalogue.c — the list of all connectors, and what they share.
 */
#include "tables/connector.h"

#include <string.h>
#include <unistd.h>

#include "base/text.h"

extern const struct connector XLSX_CONNECTOR, CSV_CONNECTOR;

static const struct connector *const CONNECTORS[] = {&XLSX_CONNECTOR, &CSV_CONNECTOR};

const struct connector *connector_find(int input)
{
    enum { START = 4096 };
    unsigned char start[START];
    ssize_t len = pread(input, start, sizeof(start), 0);
    for (size_t i = 0; len > 0 && i < sizeof(CONNECTORS) / sizeof(CONNECTORS[0]); i++) {
        if (CONNECTORS[i]->matches(start, (size_t)len)) {
            return CONNECTORS[i];
        }
    }
    return NULL;
}

static bool is_empty(const char *const *cells, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t len = strlen(cells[i]);
        if (len > 0) {
            (void)text_trim(cells[i], &len);
        }
        if (len > 0) {
            return false;
        }
    }
    return true;
}

bool sink_row(struct row_sink *sink, unsigned row, const char *const *cells, size_t count)
{
    if (sink->fault_count == 0 && is_empty(cells, count)) {
        sink->left_out.empty_rows++;
        return true;
    }
    if (++sink->rows > ROWS_MAX) {
        sink_problem(sink, "sheet.too_long");
        return false;
    }
    return sink->row(sink, row, cells, count);
}

void sink_hidden_row(struct row_sink *sink, const char *const *cells, size_t count)
{
    bool is_nothing = sink->fault_count == 0 && is_empty(cells, count);
    sink->left_out.hidden_rows += is_nothing ? 0 : 1;
    sink->left_out.empty_rows += is_nothing ? 1 : 0;
}

void sink_problem(struct row_sink *sink, const char *code)
{
    sink->problem(sink, code);
}

const char *column_letters(size_t column, char into[static COLUMN_LETTERS])
{
    size_t at = COLUMN_LETTERS - 1;
    into[at] = '\0';
    for (size_t rest = column + 1; rest > 0 && at > 0; rest = (rest - 1) / 26) {
        into[--at] = (char)('A' + (rest - 1) % 26);
    }
    return &into[at];
}
