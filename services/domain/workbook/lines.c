/*
 * lines.c — collects the rows of all sheets by the XLSX connector.
 */
#include "workbook/lines.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"

struct collecting {
    struct row_sink sink; /* first: the connector passes its address */
    struct arena *arena;
    struct faults *faults;
    struct lines *into;
    const char *problem;
};

const char *line_place(struct arena *arena, const char *sheet, size_t column, unsigned row)
{
    char letters[COLUMN_LETTERS];
    return arena_print(arena, "%s!%s%u", sheet, column_letters(column, letters), row);
}

bool line_is_blank(const char *text)
{
    return text[strspn(text, " \t\r\n")] == '\0';
}

bool line_is_empty(const struct line *line)
{
    for (size_t i = 0; i < line->count; i++) {
        if (!line_is_blank(line->cells[i])) {
            return false;
        }
    }
    return true;
}

static void keep_faults(struct collecting *self, const struct line *line)
{
    for (size_t i = 0; i < self->sink.fault_count; i++) {
        const struct cell_fault *fault = &self->sink.faults[i];
        bool is_computed = fault->value[0] != '\0';
        faults_add(self->faults, FAULT_BROKEN,
                   line_place(self->arena, line->sheet, fault->column, line->row),
                   "công thức ở ô này %s%s", is_computed ? "bị lỗi " : "chưa được tính",
                   fault->value);
    }
}

static bool keep_row(struct row_sink *sink, unsigned row, const char *const *cells, size_t count)
{
    struct collecting *self = (struct collecting *)(void *)sink;
    struct line *line = arena_zero(self->arena, sizeof(*line));
    *line = (struct line){
        .sheet = arena_print(self->arena, "%s", sink->sheet), .row = row, .count = count};
    line->cells = arena_zero(self->arena, (count + 1) * sizeof(*line->cells));
    for (size_t i = 0; i < count; i++) {
        line->cells[i] = text_nfc(self->arena, cells[i], strlen(cells[i]));
    }
    keep_faults(self, line);
    STAILQ_INSERT_TAIL(&self->into->all, line, link);
    return true;
}

static void keep_problem(struct row_sink *sink, const char *code)
{
    struct collecting *self = (struct collecting *)(void *)sink;
    self->problem = arena_print(self->arena, "%s", code);
}

enum err lines_read_open(int fd, const char *name, struct arena *arena, struct faults *faults,
                         struct lines *out)
{
    struct collecting self = {.sink = {.row = keep_row, .problem = keep_problem, .sheet = ""},
                              .arena = arena,
                              .faults = faults,
                              .into = out};
    *out = (struct lines){0};
    STAILQ_INIT(&out->all);
    const struct connector *connector = connector_find(fd);
    if (connector == NULL || strcmp(connector->name, "xlsx") != 0) {
        return err_note(ERR_REJECT, "%s is not an XLSX workbook", name);
    }
    int code = connector->read(fd, &self.sink);
    out->left_out = self.sink.left_out;
    if (code != 0 || self.problem != NULL) {
        return err_note(ERR_REJECT, "%s: %s", name,
                        self.problem != NULL ? self.problem : "cannot be read");
    }
    return ERR_NONE;
}

enum err lines_read(const char *path, struct arena *arena, struct faults *faults, struct lines *out)
{
    *out = (struct lines){0};
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return err_note(ERR_REJECT, "%s cannot be opened", path);
    }
    enum err err = lines_read_open(fd, path, arena, faults, out);
    close(fd);
    return err;
}
