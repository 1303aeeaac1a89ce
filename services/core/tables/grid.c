/*
 * grid.c — finds the row of headings in each sheet and stores the later rows by heading.
 */
#include "tables/grid.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"

enum { WORD_MAX = 160, HEADS_MAX = 64 };

struct reading {
    struct row_sink sink; /* first: passed to the connector */
    const struct grid_head *heads;
    size_t head_count;
    struct arena *arena;
    struct grid *into;
    size_t capacity, fault_capacity;
    const char *sheet;     /* kept copy of the sheet's name; NULL before the first */
    bool has_head;         /* of this sheet */
    bool had_head;         /* of any */
    int places[HEADS_MAX]; /* column of each head; -1: not in this sheet */
};

/* Composed, so that a cell typed on another system is the same text. */
static const char *grid_trimmed(struct arena *arena, const char *text)
{
    size_t len = strlen(text);
    const char *start = text_trim(text, &len);
    return text_nfc(arena, start, len);
}

static bool is_named(const struct grid_head *head, const char *folded)
{
    char wanted[WORD_MAX];
    int len = snprintf(wanted, sizeof(wanted), "|%s|", folded);
    return len > 2 && len < (int)sizeof(wanted) && strstr(head->words, wanted) != NULL;
}

/* The row's cells, folded. */
static const char *const *fold_cells(struct reading *self, const char *const *cells, size_t count)
{
    const char **folded = arena_alloc(self->arena, (count + 1) * sizeof(*folded));
    for (size_t i = 0; i < count; i++) {
        const char *cell = cells[i][0] != '\0' ? grid_trimmed(self->arena, cells[i]) : "";
        folded[i] = cell[0] != '\0' ? text_fold(self->arena, cell, strlen(cell)) : "";
    }
    return folded;
}

static bool find_heads(struct reading *self, const char *const *cells, size_t count)
{
    const char *const *folded = fold_cells(self, cells, count);
    for (size_t h = 0; h < self->head_count; h++) {
        self->places[h] = -1;
        for (size_t i = 0; i < count && self->places[h] < 0; i++) {
            if (folded[i][0] != '\0' && is_named(&self->heads[h], folded[i])) {
                self->places[h] = (int)i;
            }
        }
        if (self->places[h] < 0 && self->heads[h].is_required) {
            return false;
        }
    }
    return true;
}

static size_t grid_names(struct row_sink *sink, const char *const *cells, size_t count)
{
    struct reading *self = (struct reading *)(void *)sink;
    const char *const *folded = fold_cells(self, cells, count);
    size_t names = 0;
    for (size_t i = 0; i < count; i++) {
        bool is_known = false;
        for (size_t h = 0; h < self->head_count && !is_known && folded[i][0] != '\0'; h++) {
            is_known = is_named(&self->heads[h], folded[i]);
        }
        names += is_known ? 1 : 0;
    }
    return names;
}

/* Room for one more element in a list of the arena. */
static void *grid_grow(struct arena *arena, void *list, size_t count, size_t *capacity, size_t size)
{
    if (count < *capacity) {
        return list;
    }
    *capacity = *capacity > 0 ? 2 * *capacity : 256;
    void *larger = arena_alloc(arena, *capacity * size);
    if (count > 0) {
        memcpy(larger, list, count * size);
    }
    return larger;
}

static void add_row(struct reading *self, unsigned number, const char *const *cells, size_t count)
{
    struct grid *grid = self->into;
    const char **kept = arena_alloc(self->arena, self->head_count * sizeof(*kept));
    bool is_empty = true;
    for (size_t h = 0; h < self->head_count; h++) {
        int place = self->places[h];
        kept[h] =
            place >= 0 && (size_t)place < count ? grid_trimmed(self->arena, cells[place]) : "";
        is_empty = is_empty && kept[h][0] == '\0';
    }
    if (!is_empty) {
        grid->rows =
            grid_grow(self->arena, grid->rows, grid->count, &self->capacity, sizeof(*grid->rows));
        grid->rows[grid->count++] = (struct grid_row){self->sheet, number, kept};
    }
}

/* The head of a column; NULL: it is not read. */
static const struct grid_head *head_at(const struct reading *self, size_t column)
{
    for (size_t h = 0; h < self->head_count; h++) {
        if (self->places[h] >= 0 && (size_t)self->places[h] == column) {
            return &self->heads[h];
        }
    }
    return NULL;
}

/* True: a cell that is read has no value. */
static bool add_faults(struct reading *self, unsigned number)
{
    struct grid *grid = self->into;
    bool is_faulty = false;
    for (size_t i = 0; i < self->sink.fault_count; i++) {
        const struct cell_fault *fault = &self->sink.faults[i];
        const struct grid_head *head = head_at(self, fault->column);
        char letters[COLUMN_LETTERS];
        if (head != NULL) {
            grid->faults = grid_grow(self->arena, grid->faults, grid->fault_count,
                                     &self->fault_capacity, sizeof(*grid->faults));
            grid->faults[grid->fault_count++] = (struct grid_fault){
                self->sheet, number, head->name,
                arena_print(self->arena, "%s%u", column_letters(fault->column, letters), number),
                arena_print(self->arena, "%s", fault->value)};
            is_faulty = true;
        }
    }
    grid->fault_rows += is_faulty ? 1 : 0;
    return is_faulty;
}

static bool take_row(struct row_sink *sink, unsigned number, const char *const *cells, size_t count)
{
    struct reading *self = (struct reading *)(void *)sink;
    if (self->sheet == NULL || strcmp(self->sheet, sink->sheet) != 0) {
        self->sheet = arena_text(self->arena, sink->sheet, strlen(sink->sheet));
        self->has_head = false;
    }
    if (self->has_head) {
        if (!add_faults(self, number)) {
            add_row(self, number, cells, count);
        }
    } else {
        self->has_head = find_heads(self, cells, count);
        self->had_head = self->had_head || self->has_head;
    }
    return true;
}

static void take_problem(struct row_sink *sink, const char *code)
{
    struct reading *self = (struct reading *)(void *)sink;
    self->into->problem = arena_text(self->arena, code, strlen(code));
}

static const char UNKNOWN[] = "sheet.unknown", NO_HEAD[] = "sheet.no_head";

void grid_read_open(int input, const struct grid_head *heads, size_t head_count,
                    struct arena *arena, struct grid *out)
{
    *out = (struct grid){0};
    struct reading reading = {
        .sink = {.row = take_row, .problem = take_problem, .names = grid_names, .sheet = ""},
        .heads = heads,
        .head_count = head_count,
        .arena = arena,
        .into = out};
    const struct connector *connector = connector_find(input);
    if (connector == NULL) {
        out->problem = UNKNOWN;
        return;
    }
    (void)connector->read(input, &reading.sink); /* a problem was reported to the sink */
    out->left_out = reading.sink.left_out;
    if (!reading.had_head && out->problem == NULL) {
        out->problem = NO_HEAD;
    }
}

enum err grid_read(const char *path, const struct grid_head *heads, size_t head_count,
                   struct arena *arena, struct grid *out)
{
    *out = (struct grid){0};
    int fd = head_count <= HEADS_MAX ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    if (fd < 0) {
        return err_note(ERR_REJECT, "%s: %s", path, strerror(errno));
    }
    grid_read_open(fd, heads, head_count, arena, out);
    close(fd);
    if (out->problem == UNKNOWN) {
        return err_note(ERR_REJECT, "%s: neither XLSX nor CSV", path);
    }
    return out->problem == NO_HEAD
               ? err_note(ERR_REJECT, "%s: no row names the columns that are needed", path)
               : ERR_NONE;
}

struct grid_counts grid_count(const struct grid *grid, size_t accepted, size_t repeated)
{
    size_t rows = grid->count + grid->fault_rows;
    return (struct grid_counts){.read =
                                    rows + grid->left_out.hidden_rows + grid->left_out.empty_rows,
                                .accepted = accepted,
                                .repeated = repeated,
                                .refused = rows - accepted - repeated,
                                .hidden = grid->left_out.hidden_rows,
                                .hidden_sheets = grid->left_out.hidden_sheets,
                                .empty = grid->left_out.empty_rows};
}
