/*
 * row_pipe.c — a frame is a length of four bytes, then a packed evidence.v1.SheetRow.
 */
#include "ingest/row_pipe.h"

#include <arpa/inet.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "evidence/v1/evidence.pb-c.h"
#include "ingest/columns.h"
#include "wire/wire.h"

static bool row_pipe_put(const struct row_sink *sink, const Evidence__V1__SheetRow *row)
{
    struct arena *arena = arena_new();
    struct wire_bytes bytes = wire_pack(arena, &row->base);
    int output = ((const struct row_pipe *)(const void *)sink)->output;
    uint32_t len = htonl((uint32_t)bytes.len);
    bool is_sent =
        file_write(output, &len, sizeof(len)) && file_write(output, bytes.data, bytes.len);
    arena_free(&arena);
    return is_sent;
}

/* protobuf-c has no const strings; packing only reads them. */
static char *row_pipe_field(const char *text)
{
    union {
        const char *borrowed;
        char *field;
    } value = {.borrowed = text};
    return value.field;
}

static bool send_row(struct row_sink *sink, unsigned row, const char *const *cells, size_t count)
{
    Evidence__V1__SheetRow message = EVIDENCE__V1__SHEET_ROW__INIT;
    struct arena *arena = arena_new();
    char **fields = arena_alloc(arena, (count + 1) * sizeof(*fields));
    for (size_t i = 0; i < count; i++) {
        fields[i] = row_pipe_field(cells[i]);
    }
    Evidence__V1__CellFault *faults = arena_alloc(arena, (sink->fault_count + 1) * sizeof(*faults));
    message.faults =
        arena_alloc(arena, (sink->fault_count + 1) * sizeof(Evidence__V1__CellFault *));
    for (size_t i = 0; i < sink->fault_count; i++) {
        evidence__v1__cell_fault__init(&faults[i]);
        faults[i].column = (uint32_t)sink->faults[i].column;
        faults[i].value = row_pipe_field(sink->faults[i].value);
        message.faults[message.n_faults++] = &faults[i];
    }
    message.sheet = row_pipe_field(sink->sheet);
    message.row = row;
    message.cells = fields;
    message.n_cells = count;
    bool is_sent = row_pipe_put(sink, &message);
    arena_free(&arena);
    return is_sent;
}

static size_t row_pipe_names(struct row_sink *sink, const char *const *cells, size_t count)
{
    (void)sink;
    return columns_names(cells, count);
}

static void send_problem(struct row_sink *sink, const char *code)
{
    Evidence__V1__SheetRow message = EVIDENCE__V1__SHEET_ROW__INIT;
    message.sheet = row_pipe_field(sink->sheet);
    message.problem = row_pipe_field(code);
    (void)row_pipe_put(sink, &message);
}

struct row_pipe row_pipe_to(int output)
{
    return (struct row_pipe){
        {.row = send_row, .problem = send_problem, .names = row_pipe_names, .sheet = ""}, output};
}

void row_pipe_end(struct row_pipe *self)
{
    Evidence__V1__SheetRow message = EVIDENCE__V1__SHEET_ROW__INIT;
    Evidence__V1__LeftOut left_out = EVIDENCE__V1__LEFT_OUT__INIT;
    left_out.hidden_rows = self->sink.left_out.hidden_rows;
    left_out.hidden_sheets = self->sink.left_out.hidden_sheets;
    left_out.empty_rows = self->sink.left_out.empty_rows;
    message.left_out = &left_out;
    (void)row_pipe_put(&self->sink, &message);
}
