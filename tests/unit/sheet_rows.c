/*
 * sheet_rows.c — prints what the connectors read, for tests in other languages: a JSON object a
 * line for each path on standard input.
 *
 * {"rows": [[sheet, row, [cell...], {column: error}]...], "left_out": [hidden rows, hidden sheets,
 * empty rows], "problem"}
 */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/json.h"
#include "tables/connector.h"

struct printing {
    struct row_sink sink; /* first: the connector gets its address */
    struct json json;
    const char *problem;
};

static bool print_row(struct row_sink *sink, unsigned row, const char *const *cells, size_t count)
{
    struct json *json = &((struct printing *)(void *)sink)->json;
    char column[16];
    json_array_start(json, NULL);
    json_text(json, NULL, sink->sheet);
    json_int(json, NULL, row);
    json_array_start(json, NULL);
    for (size_t i = 0; i < count; i++) {
        json_text(json, NULL, cells[i]);
    }
    json_array_end(json);
    json_object_start(json, NULL);
    for (size_t i = 0; i < sink->fault_count; i++) {
        snprintf(column, sizeof(column), "%zu", sink->faults[i].column);
        json_text(json, column, sink->faults[i].value);
    }
    json_object_end(json);
    json_array_end(json);
    return true;
}

static void print_problem(struct row_sink *sink, const char *code)
{
    ((struct printing *)(void *)sink)->problem = code;
}

static void read_file(const char *path, struct buf *into)
{
    struct printing self = {.sink = {.row = print_row, .problem = print_problem, .sheet = ""}};
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    const struct connector *connector = fd >= 0 ? connector_find(fd) : NULL;
    json_start(&self.json, into);
    json_object_start(&self.json, NULL);
    json_array_start(&self.json, "rows");
    if (connector != NULL) {
        (void)connector->read(fd, &self.sink); /* a problem was reported to the sink */
    }
    json_array_end(&self.json);
    json_array_start(&self.json, "left_out");
    json_int(&self.json, NULL, self.sink.left_out.hidden_rows);
    json_int(&self.json, NULL, self.sink.left_out.hidden_sheets);
    json_int(&self.json, NULL, self.sink.left_out.empty_rows);
    json_array_end(&self.json);
    json_text(&self.json, "problem", connector != NULL ? self.problem : "sheet.unknown");
    json_object_end(&self.json);
    close(fd);
}

int main(void)
{
    char path[4096];
    struct buf line = {0};
    while (fgets(path, sizeof(path), stdin) != NULL) {
        path[strcspn(path, "\n")] = '\0';
        buf_clear(&line);
        read_file(path, &line);
        printf("%s\n", buf_string(&line));
    }
    buf_free(&line);
    return 0;
}
