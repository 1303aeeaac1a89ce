/*
 * catalogue.c — every connector at a glance, and the pipe that their rows take:
 * a length of four bytes, then a packed evidence.v1.SheetRow.
 */
#include <arpa/inet.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "evidence/v1/evidence.pb-c.h"
#include "ingest/connectors/connector.h"
#include "wire/wire.h"

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

static bool write_all(int fd, const void *data, size_t len)
{
    for (size_t at = 0; at < len;) {
        ssize_t written = write(fd, (const char *)data + at, len - at);
        if (written <= 0) {
            return false;
        }
        at += (size_t)written;
    }
    return true;
}

static bool send_row(const struct row_sink *sink, const Evidence__V1__SheetRow *row)
{
    struct arena *arena = arena_new();
    struct wire_bytes bytes = wire_pack(arena, &row->base);
    uint32_t len = htonl((uint32_t)bytes.len);
    bool is_sent = write_all(sink->output, &len, sizeof(len)) &&
                   write_all(sink->output, bytes.data, bytes.len);
    arena_free(&arena);
    return is_sent;
}

/* protobuf-c has no const strings; packing only reads them. */
static char *field(const char *text)
{
    union {
        const char *borrowed;
        char *field;
    } value = {.borrowed = text};
    return value.field;
}

bool sink_row(struct row_sink *sink, unsigned row, const char *const *cells, size_t count)
{
    Evidence__V1__SheetRow message = EVIDENCE__V1__SHEET_ROW__INIT;
    char *fields[CELLS_MAX];
    for (size_t i = 0; i < count; i++) {
        fields[i] = field(cells[i]);
    }
    message.sheet = field(sink->sheet);
    message.row = row;
    message.cells = fields;
    message.n_cells = count;
    if (++sink->rows > ROWS_MAX) {
        sink_problem(sink, "sheet.too_long");
        return false;
    }
    return send_row(sink, &message);
}

void sink_problem(struct row_sink *sink, const char *code)
{
    Evidence__V1__SheetRow message = EVIDENCE__V1__SHEET_ROW__INIT;
    message.sheet = field(sink->sheet);
    message.problem = field(code);
    (void)send_row(sink, &message);
}
