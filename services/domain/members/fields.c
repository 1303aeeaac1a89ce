/*
 * fields.c — the fields of an export, the headings that name them, and the sheets as they are read.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "members/members.h"
#include "tables/connector.h"

enum { WORD_MAX = 160 };

static const struct field {
    const char *code, *name, *words; /* folded headings, "|ho ten|full name|" */
    bool is_needed;
} FIELDS[MEMBER_FIELDS] = {
    [MEMBER_NAME] =
        {"full_name", "Họ và tên",
         "|ho va ten|ho ten|ho va ten doan vien|ho ten doan vien|ten doan vien|full name|", true},
    [MEMBER_BORN] = {"born_on", "Ngày sinh",
                     "|ngay sinh|ngay thang nam sinh|sinh ngay|nam sinh|date of birth|", true},
    [MEMBER_ADMITTED] = {"admitted_on", "Ngày vào Đoàn",
                         "|ngay vao doan|ngay ket nap|ngay ket nap doan|ngay vao doan tncs hcm|",
                         true},
    [MEMBER_CARD] = {"card", "Số thẻ đoàn viên",
                     "|so the|so the doan|so the doan vien|ma doan vien|ma dinh danh|ma the|",
                     false},
    [MEMBER_SEX] = {"sex", "Giới tính", "|gioi tinh|phai|nam nu|nam/nu|", false},
    [MEMBER_BRANCH] = {"branch", "Chi đoàn",
                       "|chi doan|ten chi doan|noi sinh hoat|don vi sinh hoat|", false},
    [MEMBER_RATING] =
        {"rating", "Xếp loại",
         "|xep loai|xep loai doan vien|ket qua xep loai|danh gia xep loai|xep loai nam|", false},
    [MEMBER_STATUS] = {"status", "Trạng thái", "|trang thai|tinh trang|trang thai doan vien|",
                       false},
    [MEMBER_EXCEPTION] = {"exception", "Ghi chú", "|ghi chu|truong hop dac biet|ly do|note|",
                          false},
    [OPERATION_DAY] = {"operation_on", "Ngày thực hiện",
                       "|ngay thuc hien|ngay nghiep vu|thoi gian thuc hien|ngay thao tac|", false},
    [OPERATION_KIND] = {"operation", "Nghiệp vụ",
                        "|nghiep vu|loai nghiep vu|thao tac|noi dung nghiep vu|", false},
};

const char *member_field_code(enum member_field field)
{
    return FIELDS[field].code;
}

const char *member_field_name(enum member_field field)
{
    return FIELDS[field].name;
}

bool member_field_is_needed(enum member_field field)
{
    return FIELDS[field].is_needed;
}

bool member_field_find(const char *code, enum member_field *out)
{
    for (int f = 0; f < MEMBER_FIELDS; f++) {
        if (strcmp(FIELDS[f].code, code) == 0) {
            *out = (enum member_field)f;
            return true;
        }
    }
    return false;
}

/* ---------------------------------------------------------------- reading */

struct book_reader {
    struct row_sink sink; /* first: the connector passes its address */
    struct arena *arena;
    struct member_book *into;
};

static const char *fields_trimmed(struct arena *arena, const char *text)
{
    size_t len = strlen(text);
    const char *start = text_trim(text, &len);
    return text_nfc(arena, start, len);
}

static struct member_sheet *sheet_of(struct book_reader *self, const char *name)
{
    struct member_book *book = self->into;
    if (book->count > 0 && strcmp(book->sheets[book->count - 1].name, name) == 0) {
        return &book->sheets[book->count - 1];
    }
    if (book->count == SHEETS_MAX) {
        return NULL;
    }
    book->sheets[book->count] =
        (struct member_sheet){.name = arena_text(self->arena, name, strlen(name))};
    return &book->sheets[book->count++];
}

/* The row's cells, trimmed; a formula that has failed is an error's name, as in a CSV file. */
static const char **keep_cells(struct book_reader *self, const char *const *cells, size_t *count)
{
    size_t width = *count;
    for (size_t i = 0; i < self->sink.fault_count; i++) {
        size_t column = self->sink.faults[i].column;
        width = column >= width ? column + 1 : width;
    }
    const char **kept = arena_alloc(self->arena, (width + 1) * sizeof(*kept));
    for (size_t i = 0; i < width; i++) {
        kept[i] = i < *count ? fields_trimmed(self->arena, cells[i]) : "";
    }
    for (size_t i = 0; i < self->sink.fault_count; i++) {
        kept[self->sink.faults[i].column] = "#N/A";
    }
    *count = width;
    return kept;
}

static bool take_row(struct row_sink *sink, unsigned row, const char *const *cells, size_t count)
{
    struct book_reader *self = (struct book_reader *)(void *)sink;
    struct member_sheet *sheet = sheet_of(self, sink->sheet);
    if (sheet == NULL) {
        self->into->problem = "sheet.too_many";
        return false;
    }
    const char **kept = keep_cells(self, cells, &count);
    if (sheet->count == sheet->capacity) {
        size_t larger = sheet->capacity > 0 ? 2 * sheet->capacity : 256;
        struct member_line *lines = arena_alloc(self->arena, larger * sizeof(*lines));
        if (sheet->count > 0) {
            memcpy(lines, sheet->lines, sheet->count * sizeof(*lines));
        }
        sheet->lines = lines;
        sheet->capacity = larger;
    }
    sheet->lines[sheet->count++] = (struct member_line){row, kept, count};
    return true;
}

static size_t fields_names(struct row_sink *sink, const char *const *cells, size_t count)
{
    const struct book_reader *self = (const struct book_reader *)(const void *)sink;
    size_t names = 0;
    for (size_t i = 0; i < count; i++) {
        names += member_field_of(member_heading(self->arena, cells[i])) >= 0 ? 1 : 0;
    }
    return names;
}

static void take_problem(struct row_sink *sink, const char *code)
{
    struct book_reader *self = (struct book_reader *)(void *)sink;
    self->into->problem = arena_text(self->arena, code, strlen(code));
}

enum err member_book_read_from(int fd, struct arena *arena, struct member_book *out)
{
    *out = (struct member_book){0};
    struct book_reader reading = {
        {.row = take_row, .problem = take_problem, .names = fields_names, .sheet = ""}, arena, out};
    const struct connector *connector = connector_find(fd);
    if (connector == NULL) {
        return err_note(ERR_REJECT, "neither XLSX nor CSV");
    }
    (void)connector->read(fd, &reading.sink); /* take_problem has noted what is wrong */
    out->left_out = reading.sink.left_out;
    return ERR_NONE;
}

enum err member_book_read(const char *path, struct arena *arena, struct member_book *out)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return err_note(ERR_REJECT, "%s: %s", path, strerror(errno));
    }
    enum err err = member_book_read_from(fd, arena, out);
    close(fd);
    return err == ERR_NONE ? err : err_note(ERR_REJECT, "%s: neither XLSX nor CSV", path);
}

/* ---------------------------------------------------------------- the mapping */

const char *member_heading(struct arena *arena, const char *cell)
{
    char *text = arena_text(arena, cell, strcspn(cell, "("));
    for (char *at = text; *at != '\0'; at++) {
        if (strchr("*:.,_-/\n", *at) != NULL) {
            *at = ' ';
        }
    }
    size_t len = strlen(text);
    const char *start = text_trim(text, &len);
    return text_fold(arena, start, len);
}

int member_field_of(const char *heading)
{
    char wanted[WORD_MAX];
    int len = snprintf(wanted, sizeof(wanted), "|%s|", heading);
    for (int f = 0; len > 2 && len < (int)sizeof(wanted) && f < MEMBER_FIELDS; f++) {
        if (strstr(FIELDS[f].words, wanted) != NULL) {
            return f;
        }
    }
    return -1;
}
