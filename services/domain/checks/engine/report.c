/*
 * report.c — how a check reports a finding: with the place as a person sees it who opens the file,
 * the page of a PDF, the sheet and cell of a workbook.  The reader notes on which lines of the text
 * pages begin ("pages=41,83") and rows ("rows=1:1:Sheet/12:20:", a line, its row, and the name
 * where a sheet begins).
 */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "checks/engine/check.h"

enum { COLUMNS_MAX = 702 }; /* up to ZZ */

static const char *report_noted(const struct inspection *in, const char *file, const char *name)
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

/* "AB12": the column is the number of tabs before the words. */
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

static void find_cell(struct inspection *in, struct finding *finding, const struct passage *passage,
                      size_t offset, const char *rows)
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

/* Page, sheet and cell of a finding whose line is known. */
static void place_in_file(struct inspection *in, struct finding *finding,
                          const struct passage *passage, size_t offset)
{
    const char *pages = report_noted(in, passage->file, "pages=");
    const char *rows = report_noted(in, passage->file, "rows=");
    if (passage->file[0] == '\0') {
        return;
    }
    finding->page = pages != NULL ? page_of(pages, finding->line) : 0;
    if (rows != NULL) {
        find_cell(in, finding, passage, offset, rows);
    }
}

/* ------------------------------------------------------------- reports */

/* The running check's: the campaign's setting, else its own. */
static Validation__V1__Severity severity_of(const struct inspection *in)
{
    const struct check_settings *settings = in->context->settings;
    bool is_set = settings != NULL && settings->of[in->check_index].severity !=
                                          VALIDATION__V1__SEVERITY__SEVERITY_UNSPECIFIED;
    return is_set ? settings->of[in->check_index].severity : in->check->severity;
}

static void add_finding(struct inspection *in, const struct finding *finding)
{
    size_t same = 0;
    for (size_t i = in->finding_count; i-- > 0 && in->findings[i].check == in->check;) {
        same++;
    }
    if (same >= FINDINGS_PER_CHECK) {
        return;
    }
    if (in->finding_count == in->finding_capacity) {
        in->finding_capacity = in->finding_capacity * 2 + 8;
        struct finding *more = arena_alloc(in->arena, in->finding_capacity * sizeof(*more));
        if (in->finding_count > 0) {
            memcpy(more, in->findings, in->finding_count * sizeof(*more));
        }
        in->findings = more;
    }
    struct finding *kept = &in->findings[in->finding_count++];
    *kept = *finding;
    kept->check = in->check;
    kept->severity = severity_of(in);
}

void report(struct inspection *in, const char *field, const char *detail)
{
    struct finding finding = {
        .field = field, .file = "", .words = "", .detail = detail != NULL ? detail : ""};
    add_finding(in, &finding);
}

void report_file(struct inspection *in, const char *file, const char *detail)
{
    struct finding finding = {
        .field = "files", .file = file, .words = "", .detail = detail != NULL ? detail : ""};
    add_finding(in, &finding);
}

/* A finding in what OCR read says so. */
static const char *mark_scan(struct inspection *in, const struct passage *passage,
                             const char *detail)
{
    static const char MARK[] = "Chữ do máy nhận dạng từ bản scan (OCR), có thể sai.";
    const char *told = detail != NULL ? detail : "";
    bool is_scanned = passage != NULL && passage->is_scanned;
    return !is_scanned ? told
                       : arena_print(in->arena, "%s%s%s", told, *told != '\0' ? " " : "", MARK);
}

void report_place(struct inspection *in, const struct passage *passage, size_t offset, size_t len,
                  const char *detail)
{
    enum { WORDS_MAX = 200 };
    struct text_place place = text_place_of(passage->text, passage->len, offset);
    size_t shown = text_cut(passage->text + offset, len, WORDS_MAX);
    struct finding finding = {.field = passage->field,
                              .file = passage->file,
                              .words = arena_text(in->arena, passage->text + offset, shown),
                              .detail = mark_scan(in, passage, detail),
                              .line = place.line,
                              .column = place.column};
    place_in_file(in, &finding, passage, offset);
    add_finding(in, &finding);
}

void report_rule(struct inspection *in, const char *rule, Validation__V1__Severity severity,
                 const char *detail)
{
    struct finding finding = {.field = "figures", .file = "", .words = rule, .detail = detail};
    size_t before = in->finding_count;
    add_finding(in, &finding);
    if (in->finding_count > before) {
        in->findings[before].severity = severity;
    }
}

void report_near(struct inspection *in, const struct near_copy *near, const struct passage *passage,
                 const char *detail)
{
    struct finding finding = {.field = near->field,
                              .file = near->file,
                              .words = "",
                              .detail = mark_scan(in, passage, detail),
                              .near = near,
                              .passage = passage};
    if (passage != NULL && near->passage_count > 0) {
        struct text_place place =
            text_place_of(passage->text, passage->len, near->passages[0].offset);
        finding.line = place.line;
        finding.column = place.column;
        place_in_file(in, &finding, passage, near->passages[0].offset);
    }
    add_finding(in, &finding);
}

void report_field(struct inspection *in, const char *field, const char *text, const char *detail)
{
    struct passage passage = {.field = field, .file = "", .text = text, .len = strlen(text)};
    report_place(in, &passage, 0, passage.len, detail);
}

/* ------------------------------------------------------------- shared by checks */

const char *reading_fact(struct inspection *in, const struct reading *reading, const char *name)
{
    size_t len = strlen(name);
    for (const char *line = reading->facts; line != NULL && *line != '\0';) {
        const char *end = strchrnul(line, '\n');
        if (strncmp(line, name, len) == 0) {
            return arena_text(in->arena, line + len, (size_t)(end - line) - len);
        }
        line = *end != '\0' ? end + 1 : end;
    }
    return NULL;
}

const char *stated_day(const struct inspection *in)
{
    char day[DATE_TEXT];
    return arena_print(in->arena, "Ngày đã khai là %s.", date_print_local(in->occurred, day));
}
