/*
 * heads.c — finds the row of column headings in a sheet: below titles, in one row or in two, and
 * again on every printed page.
 */
#include <stdlib.h>
#include <string.h>

#include "members/members.h"

enum { HEAD_WITHIN = 30 };

static size_t heads_propose(const struct member_line *line, struct arena *arena, int *places)
{
    size_t known = 0;
    for (int f = 0; f < MEMBER_FIELDS; f++) {
        places[f] = -1;
    }
    for (size_t i = 0; i < line->count; i++) {
        int field = member_field_of(member_heading(arena, line->cells[i]));
        if (field >= 0 && places[field] < 0) {
            places[field] = (int)i;
            known++;
        }
    }
    return known;
}

static size_t heads_filled(const struct member_line *line)
{
    size_t count = 0;
    for (size_t i = 0; i < line->count; i++) {
        count += line->cells[i][0] != '\0';
    }
    return count;
}

/* The row with the most known headings, the first of equals; if none has two, the row with the most
 * cells, whose columns a person then names. */
static size_t find_head(const struct member_sheet *self, struct arena *arena)
{
    int places[MEMBER_FIELDS];
    size_t most = 1, widest = 0, wide_at = 0, head = 0;
    for (size_t i = 0; i < self->count && i < HEAD_WITHIN; i++) {
        size_t known = heads_propose(&self->lines[i], arena, places);
        if (known > most) {
            most = known;
            head = i;
        }
        if (heads_filled(&self->lines[i]) > widest) {
            widest = heads_filled(&self->lines[i]);
            wide_at = i;
        }
    }
    return most > 1 ? head : wide_at;
}

static const char *cell_at(const struct member_line *line, size_t column)
{
    return column < line->count ? line->cells[column] : "";
}

/* "Ngày" over "sinh" and "vào Đoàn": a cell that spans columns is in the first of them. */
static struct member_line heads_joined(const struct member_line *top,
                                       const struct member_line *below, struct arena *arena)
{
    size_t count = top->count > below->count ? top->count : below->count;
    const char *over = "";
    struct member_line line = {below->row, arena_alloc(arena, (count + 1) * sizeof(char *)), count};
    for (size_t i = 0; i < count; i++) {
        const char *upper = cell_at(top, i), *lower = cell_at(below, i);
        over = upper[0] != '\0' ? upper : lower[0] != '\0' ? over : "";
        line.cells[i] = lower[0] == '\0' ? upper : arena_print(arena, "%s %s", over, lower);
    }
    return line;
}

/* "(1) (2) (3)" below the head: numbers of the columns, not data. */
static bool numbers_columns(const struct member_line *line)
{
    long number, last = 0;
    size_t count = 0;
    for (size_t i = 0; i < line->count; i++) {
        const char *cell = line->cells[i] + (line->cells[i][0] == '(' ? 1 : 0);
        char *end;
        number = strtol(cell, &end, 10);
        if (cell[0] != '\0' &&
            (end == cell || strcmp(end, end[0] == ')' ? ")" : "") != 0 || number != last + 1)) {
            return false;
        }
        count += cell[0] != '\0';
        last = cell[0] != '\0' ? number : last;
    }
    return count > 1;
}

static void heads_keep(struct member_sheet *self, const struct member_line *line)
{
    self->head_rows[self->head_row_count++] = *line;
}

void member_sheet_propose(struct member_sheet *self, struct arena *arena)
{
    int places[MEMBER_FIELDS];
    self->head_row_count = 0;
    if (self->count == 0) {
        return;
    }
    self->head = find_head(self, arena);
    heads_keep(self, &self->lines[self->head]);
    size_t known = heads_propose(&self->lines[self->head], arena, self->places);
    if (self->head + 1 < self->count) {
        struct member_line line =
            heads_joined(&self->lines[self->head], &self->lines[self->head + 1], arena);
        if (heads_propose(&line, arena, places) > known) {
            heads_keep(self, &self->lines[++self->head]);
            self->lines[self->head] = line;
            memcpy(self->places, places, sizeof(places));
        }
    }
    if (self->head + 1 < self->count && numbers_columns(&self->lines[self->head + 1])) {
        heads_keep(self, &self->lines[self->head + 1]);
        self->lines[self->head + 1] = self->lines[self->head];
        self->head++;
    }
}

static bool is_same(const struct member_line *a, const struct member_line *b)
{
    for (size_t i = 0; i < a->count || i < b->count; i++) {
        if (strcmp(cell_at(a, i), cell_at(b, i)) != 0) {
            return false;
        }
    }
    return true;
}

bool member_line_is_head(const struct member_sheet *self, const struct member_line *line)
{
    for (size_t i = 0; i < self->head_row_count; i++) {
        if (is_same(&self->head_rows[i], line)) {
            return true;
        }
    }
    return false;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

struct uuid member_sheet_fingerprint(const struct member_sheet *self, struct arena *arena)
{
    const struct member_line *head = &self->lines[self->head];
    const char **names = arena_alloc(arena, (head->count + 1) * sizeof(*names));
    struct buf text = {0};
    for (size_t i = 0; i < head->count; i++) {
        names[i] = member_heading(arena, head->cells[i]);
    }
    qsort(names, head->count, sizeof(*names), by_text);
    for (size_t i = 0; i < head->count; i++) {
        buf_print(&text, "%s\n", names[i]);
    }
    struct uuid id = uuid_name("member headings", buf_string(&text), text.len);
    buf_free(&text);
    return id;
}

bool member_sheet_is_list(const struct member_sheet *self)
{
    return self->count > 0 && self->places[MEMBER_NAME] >= 0 && self->places[OPERATION_DAY] < 0;
}

bool member_sheet_is_log(const struct member_sheet *self)
{
    return self->count > 0 && self->places[OPERATION_DAY] >= 0;
}
