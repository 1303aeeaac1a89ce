/*
 * place.c — where in a file a finding is, as who opens the file sees it: the page of a PDF,
 * the sheet and cell of a workbook.  The reader notes on which lines of the text pages begin
 * ("pages=41,83") and rows ("rows=1:1:Sheet/12:20:", a line, its row, and the name where a
 * sheet begins).
 */
#include <stdlib.h>
#include <string.h>

#include "checks/checks.h"

enum { COLUMNS_MAX = 702 };        /* up to ZZ */

static const char *noted(const struct inspection *in, const char *file, const char *name)
{
    size_t len = strlen(name);
    for (size_t i = 0; i < in->context->reading_count; i++) {
        const struct reading *reading = &in->context->readings[i];
        if (strcmp(reading->name, file) != 0 || reading->facts == NULL) {
            continue;
        }
        for (const char *line = reading->facts; line != NULL; line = strchr(line, '\n')) {
            line += *line == '\n' ? 1 : 0;
            if (strncmp(line, name, len) == 0) {
                return line + len;
            }
        }
    }
    return NULL;
}

static unsigned page_of(const char *starts, unsigned line)
{
    unsigned page = 1;
    char *end;
    for (unsigned long start = strtoul(starts, &end, 10); end != starts && start <= line;
         start = strtoul(starts, &end, 10)) {
        page++;
        starts = *end == ',' ? end + 1 : end;
    }
    return page;
}

/* "AB12" of the tabs before the words. */
static const char *cell_of(struct inspection *in, const struct passage *passage, size_t offset,
                           unsigned long row)
{
    unsigned column = 0;
    for (size_t at = offset; at > 0 && passage->text[at - 1] != '\n'; at--) {
        column += passage->text[at - 1] == '\t' ? 1 : 0;
    }
    if (column >= COLUMNS_MAX) {
        return "";
    }
    int high = column >= 26 ? (int)('A' + column / 26 - 1) : 0, low = (int)('A' + column % 26);
    return high > 0 ? arena_print(in->arena, "%c%c%lu", high, low, row)
                    : arena_print(in->arena, "%c%lu", low, row);
}

static void find_cell(struct inspection *in, struct finding *finding,
                      const struct passage *passage, size_t offset, const char *rows)
{
    unsigned long row = 0;
    for (char *end; *rows != '\0' && *rows != '\n';) {
        unsigned long line = strtoul(rows, &end, 10);
        if (*end != ':' || line > finding->line) {
            break;
        }
        row = strtoul(end + 1, &end, 10) + finding->line - line;
        const char *name = end + (*end == ':' ? 1 : 0);
        size_t len = strcspn(name, "/\n");
        finding->sheet = len > 0 ? arena_text(in->arena, name, len) : finding->sheet;
        rows = name + len + (name[len] == '/' ? 1 : 0);
    }
    if (row > 0) {
        finding->cell = cell_of(in, passage, offset, row);
    }
}

void place_in_file(struct inspection *in, struct finding *finding, const struct passage *passage,
                   size_t offset)
{
    const char *pages = noted(in, passage->file, "pages=");
    const char *rows = noted(in, passage->file, "rows=");
    if (passage->file[0] == '\0') {
        return;
    }
    finding->page = pages != NULL ? page_of(pages, finding->line) : 0;
    if (rows != NULL) {
        find_cell(in, finding, passage, offset, rows);
    }
}
