/*
 * table_figures.c — tables: of spreadsheets, rows of cells separated by tabs, as formats/workbook.c
 * writes them; of documents, lines that end with a tab but for the row's last, as
 * formats/document_text.c does.
 */
#include <string.h>

#include "base/decimal.h"
#include "base/map.h"
#include "checks/engine/check.h"
#include "checks/measure.h"
#include "text/amount.h"
#include "text/passage.h"

enum { COLUMNS_MAX = 40 };

struct row {
    struct span cells[COLUMNS_MAX];
    size_t count;
    size_t filled;
    struct span line;
};

static void add_cell(const struct passage *passage, const char *start, const char *end,
                     struct row *out)
{
    size_t len = (size_t)(end - start);
    const char *trimmed = text_trim(start, &len);
    out->cells[out->count++] = (struct span){(size_t)(trimmed - passage->text), len};
    out->filled += len > 0 ? 1 : 0;
}

/* The end of the row that begins at `start`: a document's goes on behind a tab. */
static const char *end_of_row(const struct passage *passage, const char *start)
{
    const char *last = passage->text + passage->len;
    for (const char *from = start;;) {
        const char *end = memchr(from, '\n', (size_t)(last - from));
        bool is_open = end != NULL && !passage->is_table && end > start && end[-1] == '\t';
        if (!is_open) {
            return end != NULL ? end : last;
        }
        from = end + 1;
    }
}

static bool next_row(const struct passage *passage, size_t *at, struct row *out)
{
    const char *const sign = passage->is_table ? "\t" : "\t\n";
    *out = (struct row){0};
    if (*at >= passage->len) {
        return false;
    }
    const char *start = passage->text + *at;
    const char *end = end_of_row(passage, start);
    out->line = (struct span){*at, (size_t)(end - start)};
    for (const char *cell = start; cell <= end && out->count < COLUMNS_MAX;) {
        const char *tab = memmem(cell, (size_t)(end - cell), sign, strlen(sign));
        add_cell(passage, cell, tab != NULL ? tab : end, out);
        cell = tab != NULL ? tab + strlen(sign) : end + 1;
    }
    *at = (size_t)(end - passage->text) + 1;
    return true;
}

/* A table, or a document, in which tables may stand among other lines. */
static bool may_have_rows(const struct passage *passage)
{
    return passage->is_table || memmem(passage->text, passage->len, "\t\n", 2) != NULL;
}

/* As people type it in Vietnam, or as a program wrote it. */
static bool number_in(struct inspection *in, const struct passage *passage, struct span cell,
                      struct decimal *out)
{
    if (cell.len == 0 || cell.len >= DECIMAL_TEXT) {
        return false;
    }
    const char *text = arena_text(in->arena, passage->text + cell.start, cell.len);
    return amount_read_digits(text, out) == AMOUNT_READ;
}

/* A program's "1.234" is a little more than one: a figure may match either reading. */
static bool table_figures_agrees(struct inspection *in, const struct passage *passage,
                                 struct span cell, struct decimal filed)
{
    struct decimal stated;
    const char *text = arena_text(in->arena, passage->text + cell.start, cell.len);
    return (number_in(in, passage, cell, &stated) && decimal_compare(stated, filed) == 0) ||
           (decimal_parse(text, &stated) && decimal_compare(stated, filed) == 0);
}

static const char *table_figures_folded(struct inspection *in, const struct passage *passage,
                                        struct span cell)
{
    return text_fold(in->arena, passage->text + cell.start, cell.len);
}

static bool is_total_label(const char *label)
{
    static const char *const LABELS[] = {"tong",       "tong cong", "tong so", "cong",
                                         "tong cong:", "tong:",     "cong:"};
    for (size_t i = 0; i < sizeof(LABELS) / sizeof(LABELS[0]); i++) {
        if (strcmp(label, LABELS[i]) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_total(struct inspection *in, const struct passage *passage, const struct row *row)
{
    for (size_t c = 0; c < row->count && c < 3; c++) {
        if (row->cells[c].len > 0) {
            return is_total_label(table_figures_folded(in, passage, row->cells[c]));
        }
    }
    return false;
}

/* ------------------------------------------------------------- filed figures */

/* The same measure in another unit: "Kinh phí (triệu đồng)" in the table, "Kinh phí (đồng)"
 * submitted. */
static bool is_same_measure(const struct measure *label, const struct measure *figure)
{
    return label->has_unit && figure->has_unit && label->is_money == figure->is_money &&
           label->is_share == figure->is_share && label->subject.len > 0 &&
           strcmp(label->subject.lower, figure->subject.lower) == 0;
}

static bool agrees_across(const struct measure *label, struct decimal stated,
                          const struct measure *figure, struct decimal filed)
{
    int64_t one, other;
    return __builtin_mul_overflow(stated.raw, label->times, &one) ||
           __builtin_mul_overflow(filed.raw, figure->times, &other) || one == other;
}

/* A filed figure that a cell is the label of. */
struct labelled {
    const Evidence__V1__Figure *figure; /* NULL: none */
    struct decimal filed;
    bool is_same; /* the name itself; else that with another unit */
    struct measure of_label, of_figure;
};

/* Whether the cell is the name of a filed figure, or its name with another unit, from figure *at
 * on; *at is behind it. */
static bool next_labelled(struct inspection *in, const struct passage *passage, struct span cell,
                          size_t *at, struct labelled *out)
{
    const char *label = table_figures_folded(in, passage, cell);
    struct measure of_label = {.times = 1};
    if (strpbrk(label, "(,") != NULL) { /* cheap: cells are many */
        of_label =
            measure_of(in->arena, arena_text(in->arena, passage->text + cell.start, cell.len));
    }
    while (*at < in->piece->n_figures) {
        const Evidence__V1__Figure *figure = in->piece->figures[(*at)++];
        *out = (struct labelled){figure, .of_label = of_label, .of_figure = {.times = 1}};
        out->is_same = strcmp(label, text_fold(in->arena, figure->name, strlen(figure->name))) == 0;
        if (!out->is_same && of_label.has_unit) {
            out->of_figure = measure_of(in->arena, figure->name);
        }
        bool is_other_unit = out->of_figure.has_unit && is_same_measure(&of_label, &out->of_figure);
        if (decimal_parse(figure->value, &out->filed) && (out->is_same || is_other_unit)) {
            return true;
        }
    }
    out->figure = NULL;
    return false;
}

static bool agrees_with(struct inspection *in, const struct passage *passage, struct span cell,
                        const struct labelled *labelled)
{
    struct decimal stated;
    return labelled->is_same ? table_figures_agrees(in, passage, cell, labelled->filed)
                             : !number_in(in, passage, cell, &stated) ||
                                   agrees_across(&labelled->of_label, stated, &labelled->of_figure,
                                                 labelled->filed);
}

static void report_contradiction(struct inspection *in, const struct passage *passage,
                                 struct span line, const Evidence__V1__Figure *figure)
{
    report_place(in, passage, line.start, line.len,
                 arena_print(in->arena, "Đã khai %s.", figure->value));
}

/* A number right of its label. */
static void compare_row(struct inspection *in, const struct passage *passage, const struct row *row)
{
    struct decimal stated;
    for (size_t c = 0; c + 1 < row->count; c++) {
        struct labelled labelled;
        bool is_pair = row->cells[c].len > 0 && number_in(in, passage, row->cells[c + 1], &stated);
        for (size_t at = 0; is_pair && next_labelled(in, passage, row->cells[c], &at, &labelled);) {
            if (!agrees_with(in, passage, row->cells[c + 1], &labelled)) {
                report_contradiction(in, passage, row->line, labelled.figure);
            }
        }
    }
}

/* ------------------------------------------------------------- headings above numbers */

/* The numbers under a heading.  With several, each may be of a part: only a total contradicts. */
struct under {
    struct labelled labelled;
    struct span line; /* of the last number */
    size_t numbers;
    bool is_good, is_total; /* one of them agrees; the last one is a total */
};

static void end_column(struct inspection *in, const struct passage *passage, struct under *under)
{
    if (under->labelled.figure != NULL && !under->is_good &&
        (under->numbers == 1 || under->is_total)) {
        report_contradiction(in, passage, under->line, under->labelled.figure);
    }
    *under = (struct under){0};
}

static void take_row(struct inspection *in, const struct passage *passage, const struct row *above,
                     const struct row *row, struct under *columns)
{
    struct decimal stated;
    for (size_t c = 0; c < COLUMNS_MAX; c++) {
        struct under *under = &columns[c];
        bool is_number = c < row->count && number_in(in, passage, row->cells[c], &stated);
        if (!is_number) {
            bool is_heading = c < row->count && row->cells[c].len > 0;
            if (is_heading || row->filled == 0) {
                end_column(in, passage, under);
            }
            continue;
        }
        bool is_first = c < above->count && above->cells[c].len > 0 && under->numbers == 0 &&
                        !number_in(in, passage, above->cells[c], &stated);
        if (is_first) {
            size_t at = 0;
            (void)next_labelled(in, passage, above->cells[c], &at, &under->labelled);
        }
        under->numbers++;
        if (under->labelled.figure != NULL) {
            under->line = row->line;
            under->is_total = is_total(in, passage, row);
            under->is_good =
                under->is_good || agrees_with(in, passage, row->cells[c], &under->labelled);
        }
    }
}

static void compare_columns(struct inspection *in, const struct passage *passage)
{
    struct under *columns = arena_zero(in->arena, COLUMNS_MAX * sizeof(*columns));
    struct row row, above = {0};
    for (size_t at = 0; next_row(passage, &at, &row); above = row) {
        if (!passage->is_table && row.count < 2) {
            row = (struct row){0}; /* a line between two tables */
        }
        take_row(in, passage, &above, &row, columns);
    }
    take_row(in, passage, &above, &(struct row){0}, columns);
}

static void check_table_contradiction(struct inspection *in)
{
    for (size_t p = 0; p < in->passage_count && in->piece->n_figures > 0; p++) {
        struct row row;
        bool has_rows = may_have_rows(&in->passages[p]);
        for (size_t at = 0; has_rows && next_row(&in->passages[p], &at, &row);) {
            compare_row(in, &in->passages[p], &row);
        }
        if (has_rows) {
            compare_columns(in, &in->passages[p]);
        }
    }
}

/* ------------------------------------------------------------- totals */

struct column {
    struct decimal all, since;         /* of the whole table, and since the last total */
    struct decimal plain, plain_since; /* likewise, read as a program writes numbers */
    size_t parts;
    bool is_bad; /* some cell cannot be added */
};

static bool plain_in(struct inspection *in, const struct passage *passage, struct span cell,
                     struct decimal *out)
{
    return decimal_parse(arena_text(in->arena, passage->text + cell.start, cell.len), out) ||
           number_in(in, passage, cell, out);
}

static bool add_plain(struct inspection *in, const struct passage *passage, struct span cell,
                      struct column *column)
{
    struct decimal value;
    return plain_in(in, passage, cell, &value) &&
           decimal_add(column->plain, value, &column->plain) &&
           decimal_add(column->plain_since, value, &column->plain_since);
}

static void add_row(struct inspection *in, const struct passage *passage, const struct row *row,
                    struct column *columns)
{
    for (size_t c = 0; c < row->count; c++) {
        struct column *column = &columns[c];
        struct decimal value;
        if (!number_in(in, passage, row->cells[c], &value)) {
            /* A heading above the numbers is not one of them. */
            column->is_bad = column->is_bad || (row->cells[c].len > 0 && column->parts > 0);
        } else if (decimal_add(column->all, value, &column->all) &&
                   decimal_add(column->since, value, &column->since) &&
                   add_plain(in, passage, row->cells[c], column)) {
            column->parts++;
        } else {
            column->is_bad = true;
        }
    }
}

static void compare_total(struct inspection *in, const struct passage *passage,
                          const struct row *row, struct column *columns)
{
    struct decimal said, plain;
    for (size_t c = 0; c < row->count; c++) {
        struct column *column = &columns[c];
        char sum[DECIMAL_TEXT];
        if (column->parts >= 2 && !column->is_bad && number_in(in, passage, row->cells[c], &said) &&
            plain_in(in, passage, row->cells[c], &plain) &&
            decimal_compare(said, column->all) != 0 && decimal_compare(said, column->since) != 0 &&
            decimal_compare(plain, column->plain) != 0 &&
            decimal_compare(plain, column->plain_since) != 0) {
            report_place(in, passage, row->line.start, row->line.len,
                         arena_print(in->arena, "Cột %zu: các dòng cộng lại là %s.", c + 1,
                                     decimal_print(column->all, sum)));
        }
        column->since = column->plain_since = (struct decimal){0};
    }
}

/* An empty row ends a table, and so does a line of a document that is none of a row; the next row
 * begins another. */
static void check_table_total(struct inspection *in)
{
    for (size_t p = 0; p < in->passage_count; p++) {
        const struct passage *passage = &in->passages[p];
        struct column *columns = arena_zero(in->arena, COLUMNS_MAX * sizeof(*columns));
        struct row row;
        bool has_rows = may_have_rows(passage);
        for (size_t at = 0; has_rows && next_row(passage, &at, &row);) {
            if (row.filled == 0 || (!passage->is_table && row.count < 2)) {
                memset(columns, 0, COLUMNS_MAX * sizeof(*columns));
            } else if (is_total(in, passage, &row)) {
                compare_total(in, passage, &row, columns);
            } else {
                add_row(in, passage, &row, columns);
            }
        }
    }
}

/* ------------------------------------------------------------- rows */

/* A title is alone in its row; the first row with two cells is the heading. */
static void check_table_empty(struct inspection *in)
{
    for (size_t p = 0; p < in->passage_count; p++) {
        struct row row;
        size_t rows = 0, at = 0;
        while (in->passages[p].is_table && next_row(&in->passages[p], &at, &row)) {
            rows += row.filled >= 2 ? 1 : 0;
        }
        if (in->passages[p].is_table && rows < 2) {
            report_file(in, in->passages[p].file, NULL);
        }
    }
}

static void check_table_repeated(struct inspection *in)
{
    for (size_t p = 0; p < in->passage_count; p++) {
        const struct passage *passage = &in->passages[p];
        struct map *seen = map_new();
        struct row row;
        for (size_t at = 0; passage->is_table && next_row(passage, &at, &row);) {
            if (row.filled >= 2 &&
                map_put(seen, passage->text + row.line.start, row.line.len, seen) != NULL) {
                report_place(in, passage, row.line.start, row.line.len, NULL);
            }
        }
        map_free(&seen);
    }
}

/* ------------------------------------------------------------- the table */

#define XLSX "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#define SHEET(...) \
    { \
        .kind = "list", .file = "bang.xlsx", .media_type = XLSX, .file_text = __VA_ARGS__ \
    }
#define DOCX "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#define DOCUMENT(...) \
    { \
        .kind = "report", .file = "bao-cao.docx", .media_type = DOCX, .file_text = __VA_ARGS__ \
    }

static const struct check CHECKS[] = {
    {.code = "figures.table_contradicts",
     .severity = WARNING,
     .kinds = "",
     .message = "Số liệu đã khai khác số trong bảng đính kèm.",
     .message_en = "The attached table has another value for the figure.",
     .mend = "Sửa số liệu hoặc bảng cho khớp nhau.",
     .run = check_table_contradiction,
     .examples = EXAMPLES(
         SHEET("Tên số liệu\tGiá trị\nSố buổi\t12\n", .fires = true, .figures = {"Số buổi", "21"}),
         SHEET("Tên số liệu\tGiá trị\nSố lượt\t1.234\n", .fires = true,
               .figures = {"Số lượt", "1324"}),
         SHEET("Tên số liệu\tGiá trị\nSố lượt\t1.234\n", .figures = {"Số lượt", "1234"}),
         SHEET("Tên số liệu\tGiá trị\nKinh phí (triệu đồng)\t26\n", .fires = true,
               .figures = {"Kinh phí (đồng)", "62000000"}),
         SHEET("Tên số liệu\tGiá trị\nKinh phí (triệu đồng)\t62\n",
               .figures = {"Kinh phí (đồng)", "62000000"}),
         DOCUMENT("Kết quả\nSố buổi\t\n12\nSố lượt\t\n340\n", .fires = true,
                  .figures = {"Số lượt", "430"}),
         DOCUMENT("Kết quả\nSố buổi\t\n12\nSố lượt\t\n340\n", .figures = {"Số lượt", "340"}),
         SHEET("TT\tSố lượt\tSố buổi\n1\t1.234\t12\n", .fires = true,
               .figures = {"Số lượt", "1324"}),
         SHEET("TT\tSố lượt\tSố buổi\n1\t1.234\t12\n", .figures = {"Số lượt", "1234"}),
         SHEET("Xã\tSố lượt\nTân Hòa\t10\nTập Ngãi\t15\nTổng\t25\n", .fires = true,
               .figures = {"Số lượt", "26"}),
         SHEET("Xã\tSố lượt\nTân Hòa\t10\nTập Ngãi\t15\nTổng\t25\n", .figures = {"Số lượt", "15"}),
         SHEET("Xã\tSố lượt\nTân Hòa\t10\nTập Ngãi\t15\n", .figures = {"Số lượt", "26"}),
         DOCUMENT("Kết quả\nSố buổi\t\nSố lượt\n12\t\n340\nHết\n", .fires = true,
                  .figures = {"Số lượt", "430"}),
         DOCUMENT("Kết quả\nSố buổi\t\nSố lượt\n12\t\n340\nHết\n", .figures = {"Số lượt", "340"}),
         SHEET("Tên số liệu\tGiá trị\nSố km\t1.234,5\n", .figures = {"Số km", "1234.5"}),
         SHEET("Tên số liệu\tGiá trị\nSố buổi\t12\n", .figures = {"Số buổi", "12"}))},
    {.code = "figures.table_total",
     .severity = WARNING,
     .kinds = "",
     .message = "Dòng tổng của bảng không bằng các dòng cộng lại.",
     .message_en = "A total of the table does not add up.",
     .mend = "Tính lại dòng tổng.",
     .run = check_table_total,
     .examples = EXAMPLES(
         SHEET("Xã\tĐoàn viên\nTân Hòa\t10\nTập Ngãi\t15\nTổng cộng\t30\n", .fires = true),
         SHEET("Xã\tLượt\nTân Hòa\t1.010\nTập Ngãi\t15\nTổng cộng\t1.030\n", .fires = true),
         SHEET("Xã\tLượt\nTân Hòa\t1.010\nTập Ngãi\t15\nTổng cộng\t1.025\n"),
         SHEET("Xã\tKm\nTân Hòa\t1.125\nTập Ngãi\t2.5\nTổng cộng\t3.625\n"),
         DOCUMENT("Xã\t\nLượt\nTân Hòa\t\n10\nTập Ngãi\t\n15\nTổng cộng\t\n30\n", .fires = true),
         DOCUMENT("Xã\t\nLượt\nTân Hòa\t\n10\nTập Ngãi\t\n15\nTổng cộng\t\n25\n"),
         SHEET("Xã\tĐoàn viên\nTân Hòa\t10\nTập Ngãi\t15\nTổng cộng\t25\n"))},
    {.code = "figures.table_empty",
     .severity = WARNING,
     .kinds = ",list,figures,",
     .message = "Bảng đính kèm không có dòng dữ liệu nào.",
     .message_en = "The attached table has no rows.",
     .mend = "Điền danh sách rồi nộp lại.",
     .run = check_table_empty,
     .examples = EXAMPLES(SHEET("Họ và tên\tNăm sinh\n", .fires = true),
                          SHEET("Họ và tên\tNăm sinh\nNguyễn Văn An\t2003\n"))},
    {.code = "figures.table_repeated",
     .severity = HINT,
     .kinds = ",list,",
     .message = "Bảng có dòng lặp lại.",
     .message_en = "A row of the table appears twice.",
     .mend = "Bỏ dòng trùng.",
     .run = check_table_repeated,
     .examples = EXAMPLES(
         SHEET("Họ và tên\tNăm sinh\nNguyễn Văn An\t2003\nNguyễn Văn An\t2003\n", .fires = true),
         SHEET("Họ và tên\tNăm sinh\nNguyễn Văn An\t2003\nLê Thị Bé\t2003\n"))},
    {.code = NULL},
};

CHECK_FAMILY(FAMILY_TABLE_FIGURES) = {.name = "Số liệu trong bảng", .checks = CHECKS};
