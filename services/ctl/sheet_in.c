/*
 * sheet_in.c — spreadsheets of units and targets; the contract stands in sheet_in.h.
 */
#include "ctl/sheet_in.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ctl/answer.h"
#include "lists/lists.h"

static const char *message_of(const struct sheet_in *self, const char *code)
{
    struct problem problem = list_problem(self->form, self->arena, code);
    return problem_find(code) == PROBLEM_NONE
               ? code
               : arena_print(self->arena, "%s %s", problem.detail, problem.mend);
}

bool sheet_in_read(struct sheet_in *self, const char *path)
{
    struct grid_head heads[SHEET_FIELDS_MAX];
    for (size_t i = 0; i < self->form->count; i++) {
        heads[i] = self->form->fields[i].head;
    }
    if (grid_read(path, heads, self->form->count, self->arena, &self->grid) != ERR_NONE) {
        ctl_trouble("%s", err_last());
        return false;
    }
    if (self->grid.problem != NULL) {
        ctl_trouble("%s: %s", path, self->grid.problem);
        return false;
    }
    return true;
}

char *sheet_in_rows(const struct sheet_in *self)
{
    json_t *rows = json_array();
    for (size_t r = 0; r < self->grid.count; r++) {
        json_t *row = json_object();
        for (size_t i = 0; i < self->form->count; i++) {
            const char *cell = self->grid.rows[r].cells[i];
            const struct sheet_field *field = &self->form->fields[i];
            json_object_set_new(
                row, field->name,
                json_string(field->translate != NULL ? field->translate(cell, self->arena) : cell));
        }
        json_array_append_new(rows, row);
    }
    char *text = json_dumps(rows, JSON_COMPACT);
    json_decref(rows);
    return text;
}

/* The store counts rows of the list; people look for them in their spreadsheet. */
static json_t *place_fault(const struct sheet_in *self, const json_t *fault)
{
    size_t number = (size_t)answer_number(fault, "n");
    const char *code = answer_given(fault, "code");
    const struct grid_row none = {"", 0, NULL}; /* about the whole spreadsheet */
    const struct grid_row *row = number > 0 ? &self->grid.rows[number - 1] : &none;
    return json_pack("{s:s, s:i, s:s, s:s, s:s, s:O*}", "sheet", row->sheet, "row", (int)row->row,
                     "column", sheet_form_column(self->form, answer_given(fault, "column")), "code",
                     code, "message", message_of(self, code), "about",
                     json_object_get(fault, "about"));
}

json_t *sheet_in_faults(const struct sheet_in *self, const json_t *given)
{
    json_t *faults = json_array();
    const struct problem problem = problem_of(PROBLEM_CELL_FORMULA, NULL);
    for (size_t at = 0; at < json_array_size(given); at++) {
        json_array_append_new(faults, place_fault(self, json_array_get(given, at)));
    }
    for (size_t i = 0; i < self->grid.fault_count; i++) {
        const struct grid_fault *fault = &self->grid.faults[i];
        json_array_append_new(faults, json_pack("{s:s, s:i, s:s, s:s, s:s, s:s}", "sheet",
                                                fault->sheet, "row", (int)fault->row, "column",
                                                fault->column, "code", problem.code, "message",
                                                problem.detail, "about", fault->value));
    }
    return faults;
}

void sheet_in_print_faults(const json_t *faults)
{
    for (size_t at = 0; at < json_array_size(faults); at++) {
        const json_t *fault = json_array_get(faults, at);
        printf("%s dòng %lld, cột %s: %s\n", answer_given(fault, "sheet"),
               answer_number(fault, "row"), answer_given(fault, "column"),
               answer_given(fault, "message"));
    }
}

void sheet_in_add_counts(json_t *report, const struct grid_counts *counts)
{
    json_object_set_new(report, "read", json_integer((json_int_t)counts->read));
    json_object_set_new(report, "accepted", json_integer((json_int_t)counts->accepted));
    json_object_set_new(report, "repeated", json_integer((json_int_t)counts->repeated));
    json_object_set_new(report, "rejected", json_integer((json_int_t)counts->refused));
    json_object_set_new(report, "hidden", json_integer((json_int_t)counts->hidden));
    json_object_set_new(report, "empty", json_integer((json_int_t)counts->empty));
    json_object_set_new(report, "hidden_sheets", json_integer((json_int_t)counts->hidden_sheets));
}

void sheet_in_print_counts(const struct grid_counts *counts)
{
    printf("Đọc %zu dòng: %zu đã ghi, %zu đã có từ trước, %zu bị từ chối, %zu ẩn, %zu trống\n",
           counts->read, counts->accepted, counts->repeated, counts->refused, counts->hidden,
           counts->empty);
    if (counts->hidden_sheets > 0) {
        printf("%zu trang tính ẩn không được đọc\n", counts->hidden_sheets);
    }
}

static size_t count_of(const json_t *counts, const char *name)
{
    return (size_t)json_integer_value(json_object_get(counts, name));
}

struct grid_counts sheet_in_counts(const json_t *stored)
{
    return (struct grid_counts){.read = count_of(stored, "read"),
                                .accepted = count_of(stored, "accepted"),
                                .repeated = count_of(stored, "repeated"),
                                .refused = count_of(stored, "rejected"),
                                .hidden = count_of(stored, "hidden"),
                                .hidden_sheets = count_of(stored, "hidden_sheets"),
                                .empty = count_of(stored, "empty")};
}

/* The list is stored whole, or nothing of it; the store has counted its rows. */
static int sheet_in_tell(const struct sheet_in *self, const json_t *answer)
{
    json_t *faults = sheet_in_faults(self, json_object_get(answer, "faults"));
    size_t count = json_array_size(faults);
    struct grid_counts counts = sheet_in_counts(answer);
    if (self->ctl->is_json) {
        json_t *report = json_pack("{s:i, s:O}", "rows", (int)self->grid.count, "faults", faults);
        sheet_in_add_counts(report, &counts);
        answer_print(report);
        json_decref(report);
    } else {
        sheet_in_print_faults(faults);
        printf(count > 0 ? "%zu dòng, %zu lỗi, chưa ghi gì\n" : "%zu dòng đã ghi\n",
               self->grid.count, count);
        sheet_in_print_counts(&counts);
    }
    json_decref(faults);
    return count > 0 ? EXIT_NO : EXIT_DONE;
}

char *sheet_in_left_out(const struct sheet_in *self)
{
    const struct grid *grid = &self->grid;
    const char *slash = strrchr(self->path, '/');
    json_t *left_out = json_pack(
        "{s:i, s:i, s:i, s:i, s:s}", "rejected", (int)grid->fault_rows, "hidden",
        (int)grid->left_out.hidden_rows, "hidden_sheets", (int)grid->left_out.hidden_sheets,
        "empty", (int)grid->left_out.empty_rows, "source", slash != NULL ? slash + 1 : self->path);
    char *text = json_dumps(left_out, JSON_COMPACT);
    json_decref(left_out);
    return text;
}

int sheet_in_put(const struct sheet_in *self, const struct statement *statement,
                 struct params *params)
{
    char *left_out = sheet_in_left_out(self);
    json_t *answer = NULL;
    params_text(params, left_out);
    int code = answer_json(self->ctl, statement, params, &answer);
    if (code == EXIT_DONE) {
        code = sheet_in_tell(self, answer);
    } else if (code == EXIT_NO) {
        code = ctl_trouble("there is no such campaign");
    }
    json_decref(answer);
    free(left_out);
    return code;
}

int sheet_in_list(const struct ctl *ctl, const struct sheet_list *list, const char *path)
{
    struct sheet_in sheet = {ctl, list->form, arena_new(), {0}, path};
    int code = EXIT_TROUBLE;
    if (sheet_in_read(&sheet, path)) {
        const char *slash = strrchr(path, '/'), *name = slash != NULL ? slash + 1 : path;
        char *rows = sheet_in_rows(&sheet);
        struct params *params = params_new();
        params_text(params, list->campaign);
        params_text(params, rows);
        params_text(params, list->source != NULL ? list->source : name);
        code = sheet_in_put(&sheet, list->statement, params);
        params_free(&params);
        free(rows);
    }
    arena_free(&sheet.arena);
    return code;
}
