/*
 * sheet_field.c — the rows of a list as JSON; see sheet_field.h.
 */
#include "tables/sheet_field.h"

#include <assert.h>
#include <string.h>

#include "base/json.h"

static void write_row(struct json *json, const struct sheet_form *form, const struct grid_row *row,
                      struct arena *arena)
{
    json_object_start(json, NULL);
    json_text(json, "sheet", row->sheet);
    json_int(json, "row", row->row);
    for (size_t i = 0; i < form->count; i++) {
        const struct sheet_field *field = &form->fields[i];
        json_text(json, field->name,
                  field->translate != NULL ? field->translate(row->cells[i], arena)
                                           : row->cells[i]);
    }
    json_object_end(json);
}

static void write_fault(struct json *json, const struct grid_fault *fault)
{
    json_object_start(json, NULL);
    json_text(json, "sheet", fault->sheet);
    json_int(json, "row", fault->row);
    json_text(json, "column", fault->column);
    json_text(json, "code", "cell.formula");
    json_text(json, "about", fault->value);
    json_object_end(json);
}

/* What the answer to an import says of the rows, if all of them are stored. */
static void write_counts(struct json *json, const struct grid *grid)
{
    struct grid_counts counts = grid_count(grid, grid->count, 0);
    json_object_start(json, "counts");
    json_int(json, "read", (long long)counts.read);
    json_int(json, "accepted", (long long)counts.accepted);
    json_int(json, "repeated", (long long)counts.repeated);
    json_int(json, "rejected", (long long)counts.refused);
    json_int(json, "hidden", (long long)counts.hidden);
    json_int(json, "empty", (long long)counts.empty);
    json_int(json, "hidden_sheets", (long long)counts.hidden_sheets);
    json_object_end(json);
}

void sheet_form_read(const struct sheet_form *self, int input, struct buf *into)
{
    struct arena *arena = arena_new();
    struct grid_head heads[SHEET_FIELDS_MAX];
    struct grid grid;
    struct json json;
    assert(self->count <= SHEET_FIELDS_MAX);
    for (size_t i = 0; i < self->count; i++) {
        heads[i] = self->fields[i].head;
    }
    grid_read_open(input, heads, self->count, arena, &grid);
    json_start(&json, into);
    json_object_start(&json, NULL);
    json_array_start(&json, "rows");
    for (size_t i = 0; i < grid.count; i++) {
        write_row(&json, self, &grid.rows[i], arena);
    }
    json_array_end(&json);
    json_array_start(&json, "faults");
    for (size_t i = 0; i < grid.fault_count; i++) {
        write_fault(&json, &grid.faults[i]);
    }
    json_array_end(&json);
    write_counts(&json, &grid);
    json_text(&json, "problem", grid.problem);
    json_object_end(&json);
    arena_free(&arena);
}

const char *sheet_form_column(const struct sheet_form *self, const char *field)
{
    for (size_t i = 0; i < self->count; i++) {
        if (strcmp(self->fields[i].name, field) == 0) {
            return self->fields[i].head.name;
        }
    }
    return field;
}

const char *sheet_form_required(const struct sheet_form *self, struct arena *arena)
{
    const char *text = "";
    for (size_t i = 0; i < self->count; i++) {
        const struct grid_head *head = &self->fields[i].head;
        if (head->is_required) {
            text = arena_print(arena, "%s%s%s", text, text[0] != '\0' ? ", " : "", head->name);
        }
    }
    return text;
}
