/*
 * import_report.c — the faults are written as JSON while the rows arrive.
 */
#include "ingest/import_report.h"

#include "ingest/columns.h"

enum { FAULTS_MAX = 2000 }; /* stored of one import; the rest is only counted */

void import_report_start(struct import_report *self)
{
    *self = (struct import_report){0};
    json_start(&self->json, &self->text);
    json_array_start(&self->json, NULL);
}

void import_report_free(struct import_report *self)
{
    buf_free(&self->text);
}

static void import_report_add(struct import_report *self, const char *sheet, unsigned row,
                              const char *column, const struct problem *problem)
{
    if (self->faults++ >= FAULTS_MAX) {
        return;
    }
    json_object_start(&self->json, NULL);
    json_text(&self->json, "sheet", sheet);
    json_int(&self->json, "row", row);
    json_text(&self->json, "column", column);
    json_text(&self->json, "code", problem->code);
    json_text(&self->json, "message", problem->detail);
    json_text(&self->json, "mend", problem->mend);
    json_object_end(&self->json);
}

void import_report_cell(struct import_report *self, const char *sheet, unsigned row,
                        const struct problem *problem)
{
    import_report_add(self, sheet, row, columns_name(problem->field), problem);
}

void import_report_row(struct import_report *self, const char *sheet, unsigned row,
                       const struct problem *problem)
{
    self->counts.rejected++;
    import_report_cell(self, sheet, row, problem);
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

const char *import_report_end(struct import_report *self)
{
    json_array_end(&self->json);
    return buf_string(&self->text);
}
