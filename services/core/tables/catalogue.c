/*
 * catalogue.c — the list of all connectors.
 */
#include "tables/connector.h"

extern const struct connector XLSX_CONNECTOR, CSV_CONNECTOR;

static const struct connector *const CONNECTORS[] = {&XLSX_CONNECTOR, &CSV_CONNECTOR};

const struct connector *connector_find(const unsigned char *start, size_t len)
{
    for (size_t i = 0; i < sizeof(CONNECTORS) / sizeof(CONNECTORS[0]); i++) {
        if (CONNECTORS[i]->matches(start, len)) {
            return CONNECTORS[i];
        }
    }
    return NULL;
}

bool sink_row(struct row_sink *sink, unsigned row, const char *const *cells, size_t count)
{
    if (++sink->rows > ROWS_MAX) {
        sink_problem(sink, "sheet.too_long");
        return false;
    }
    return sink->row(sink, row, cells, count);
}

void sink_problem(struct row_sink *sink, const char *code)
{
    sink->problem(sink, code);
}
