/*
 * import_report.c — faults and rows are written as JSON while the rows arrive.
 */
#include "ingest/import_report.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "tables/connector.h"

enum {
    FAULTS_MAX = 2000, /* stored of one import; the rest is only counted */
    SHOWN_BYTES = 400  /* of a value that a preview shows */
};

void import_report_start(struct import_report *self)
{
    *self = (struct import_report){0};
    json_start(&self->json, &self->text);
    json_array_start(&self->json, NULL);
    json_start(&self->rows_json, &self->rows);
    json_array_start(&self->rows_json, NULL);
}

void import_report_free(struct import_report *self)
{
    buf_free(&self->text);
    buf_free(&self->rows);
    buf_free(&self->row_faults);
}

/* ------------------------------------------------------------- faults */

/* "E33"; "" for a column that the sheet does not have. */
static void name_cell(char into[static 24], unsigned row, int place)
{
    char letters[COLUMN_LETTERS];
    into[0] = '\0';
    if (place >= 0) {
        snprintf(into, 24, "%s%u", column_letters((size_t)place, letters), row);
    }
}

static void write_problem(struct json *json, const struct problem *problem)
{
    json_text(json, "column", columns_name(problem->field));
    json_text(json, "code", problem->code);
    json_text(json, "message", problem->detail);
    json_text(json, "mend", problem->mend);
}

static void import_report_add(struct import_report *self, const char *sheet, unsigned row,
                              const char *cell, const struct problem *problem)
{
    if (self->faults++ >= FAULTS_MAX) {
        return;
    }
    json_object_start(&self->json, NULL);
    json_text(&self->json, "sheet", sheet);
    json_int(&self->json, "row", row);
    json_text(&self->json, "cell", cell);
    write_problem(&self->json, problem);
    json_object_end(&self->json);
}

void import_report_fault(struct import_report *self, const Evidence__V1__SheetRow *row, int place,
                         const struct problem *problem)
{
    char cell[24];
    name_cell(cell, row->row, place);
    import_report_add(self, row->sheet, row->row, cell, problem);
    self->is_faulty = true;
    self->is_doubtful = self->is_doubtful ||
                        strcmp(problem->code, problem_of(PROBLEM_FIGURE_DOUBTFUL, NULL).code) == 0;
    json_object_start(&self->row_json, NULL);
    json_int(&self->row_json, "place", place);
    json_text(&self->row_json, "cell", cell);
    write_problem(&self->row_json, problem);
    json_object_end(&self->row_json);
}

void import_report_problem(struct import_report *self, const char *sheet, const char *code)
{
    struct arena *arena = arena_new();
    struct problem problem =
        problem_of_sheet(arena, code, "Mã đơn vị, Mã tiêu chí, Loại, Tiêu đề, Ngày diễn ra");
    self->has_problem = true;
    import_report_add(self, sheet, 0, "", &problem);
    arena_free(&arena);
}

/* ------------------------------------------------------------- rows */

static void row_start(struct import_report *self, const char *sheet, unsigned row, int n,
                      const char *state)
{
    json_object_start(&self->rows_json, NULL);
    json_int(&self->rows_json, "n", n);
    json_text(&self->rows_json, "sheet", sheet);
    json_int(&self->rows_json, "row", row);
    json_text(&self->rows_json, "state", state);
}

static void write_cells(struct json *json, const char *key, const Evidence__V1__SheetRow *row)
{
    json_array_start(json, key);
    for (size_t i = 0; i < row->n_cells; i++) {
        json_text(json, NULL, row->cells[i]);
    }
    json_array_end(json);
}

static void row_value(struct json *json, const char *name, const char *text)
{
    json_text_len(json, name, text, text_cut(text, strlen(text), SHOWN_BYTES));
}

static void row_shown(struct import_report *self, const Evidence__V1__Submission *shown)
{
    struct json *json = &self->rows_json;
    json_object_start(json, "shown");
    row_value(json, "unit", shown->unit);
    row_value(json, "title", shown->title);
    row_value(json, "kind", shown->kind);
    row_value(json, "occurred_on", shown->occurred_on);
    json_array_start(json, "criteria");
    for (size_t i = 0; i < shown->n_criteria; i++) {
        row_value(json, NULL, shown->criteria[i]);
    }
    json_array_end(json);
    json_array_start(json, "figures");
    for (size_t i = 0; i < shown->n_figures; i++) {
        json_object_start(json, NULL);
        row_value(json, "name", shown->figures[i]->name);
        row_value(json, "value", shown->figures[i]->value);
        json_object_end(json);
    }
    json_array_end(json);
    json_object_end(json);
}

void import_report_head(struct import_report *self, const Evidence__V1__SheetRow *row)
{
    row_start(self, row->sheet, row->row, ++self->n, "head");
    write_cells(&self->rows_json, "cells", row);
    json_object_end(&self->rows_json);
}

void import_report_begin(struct import_report *self)
{
    self->n++;
    self->counts.rows++;
    self->is_faulty = self->is_doubtful = false;
    buf_clear(&self->row_faults);
    json_start(&self->row_json, &self->row_faults);
    json_array_start(&self->row_json, NULL);
}

void import_report_refused(struct import_report *self, const Evidence__V1__SheetRow *row,
                           const Evidence__V1__Submission *shown)
{
    self->counts.rejected++;
    json_array_end(&self->row_json);
    row_start(self, row->sheet, row->row, self->n, self->is_doubtful ? "doubtful" : "faulty");
    row_shown(self, shown);
    write_cells(&self->rows_json, "cells", row);
    json_raw(&self->rows_json, "faults", buf_string(&self->row_faults));
    json_object_end(&self->rows_json);
}

void import_report_good(struct import_report *self, const Evidence__V1__SheetRow *row,
                        const Evidence__V1__Submission *shown, const struct uuid *id)
{
    char text[UUID_TEXT];
    self->counts.accepted++;
    row_start(self, row->sheet, row->row, self->n, "good");
    json_text(&self->rows_json, "id", uuid_print(id, text));
    row_shown(self, shown);
    json_object_end(&self->rows_json);
}

const char *import_report_cells(const Evidence__V1__SheetRow *row, struct arena *arena)
{
    struct buf text = {0};
    struct json json;
    json_start(&json, &text);
    write_cells(&json, NULL, row);
    const char *cells = arena_text(arena, buf_string(&text), text.len);
    buf_free(&text);
    return cells;
}

void import_report_late(struct import_report *self, const struct filing *filing,
                        const struct problem *problem)
{
    self->counts.rejected++;
    import_report_add(self, filing->sheet, (unsigned)filing->row, "", problem);
    row_start(self, filing->sheet, (unsigned)filing->row, filing->number, "faulty");
    json_raw(&self->rows_json, "cells", filing->cells);
    json_array_start(&self->rows_json, "faults");
    json_object_start(&self->rows_json, NULL);
    json_int(&self->rows_json, "place", -1);
    json_text(&self->rows_json, "cell", "");
    write_problem(&self->rows_json, problem);
    json_object_end(&self->rows_json);
    json_array_end(&self->rows_json);
    json_object_end(&self->rows_json);
}

void import_report_end(struct import_report *self, struct store_import *state)
{
    json_array_end(&self->json);
    json_array_end(&self->rows_json);
    state->counts = self->counts;
    state->faults = buf_string(&self->text);
    state->rows = buf_string(&self->rows);
}
