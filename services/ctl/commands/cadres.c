/*
 * cadres.c — `minhchung cadres`: imports a spreadsheet of cadres; lists who is over age, and how
 * many will be.
 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "ctl/answer.h"
#include "ctl/ctl.h"
#include "ctl/sheet_in.h"
#include "ctl/sql.h"
#include "tables/grid.h"

static const struct statement IMPORT = {"ctl_cadres_import", SQL_CADRES_IMPORT};
static const struct statement WATCH = {"ctl_cadres_watch", SQL_CADRES_WATCH};
static const struct statement FORECAST = {"ctl_cadres_forecast", SQL_CADRES_FORECAST};

enum { MONTHS_USUAL = 12, MONTHS_MAX = 240 };

enum {
    CADRE_UNIT,
    CADRE_NAME,
    CADRE_BORN,
    CADRE_POST,
    CADRE_AREA,
    CADRE_SINCE,
    CADRE_TERM,
    CADRE_STATE,
    CADRE_NOTE,
    CADRE_COLUMNS
};

static const struct grid_head HEADS[CADRE_COLUMNS] = {
    [CADRE_UNIT] = {"Mã đơn vị", "|ma don vi|don vi|unit|", true},
    [CADRE_NAME] = {"Họ và tên", "|ho va ten|ho ten|full_name|", true},
    [CADRE_BORN] = {"Ngày sinh", "|ngay sinh|ngay thang nam sinh|nam sinh|born_on|", true},
    [CADRE_POST] = {"Chức danh", "|chuc danh|chuc vu|post|", true},
    [CADRE_AREA] = {"Khu vực", "|khu vuc|dia ban|area|", false},
    [CADRE_SINCE] = {"Giữ chức từ", "|giu chuc tu|ngay giu chuc|since|", false},
    [CADRE_TERM] = {"Hết nhiệm kỳ", "|het nhiem ky|ngay het nhiem ky|term_ends|", false},
    [CADRE_STATE] = {"Tình trạng", "|tinh trang|state|", false},
    [CADRE_NOTE] = {"Ghi chú", "|ghi chu|note|", false},
};

/* Words of a cell and their meaning. */
struct word {
    const char *words, *meaning;
};

static const struct word AREAS[] = {
    {"||binh thuong|normal|", "normal"},
    {"|dac biet kho khan|kho khan|bien gioi|hai dao|chinh sach|difficult|", "difficult"},
    {NULL, NULL},
};
static const struct word STATES[] = {
    {"||dang giu chuc|dang cong tac|serving|", "serving"},
    {"|da bao cao cap uy|da bao cao|reported|", "reported"},
    {"|duoc mien|mien|exempt|", "exempt"},
    {"|cho bo tri|cho luan chuyen|awaiting|", "awaiting"},
    {"|da thoi chuc|thoi chuc|left|", "left"},
    {NULL, NULL},
};

static const char *meaning_of(const struct word *words, const char *cell, struct arena *arena)
{
    const char *wanted = arena_print(arena, "|%s|", text_fold(arena, cell, strlen(cell)));
    for (; words->words != NULL; words++) {
        if (strstr(words->words, wanted) != NULL) {
            return words->meaning;
        }
    }
    return NULL;
}

/* ---------------------------------------------------------------- import */

struct import {
    const struct ctl *ctl;
    struct arena *arena;
    json_t *faults;
    const struct grid_row **rows; /* rows that go to the store */
    size_t count, written;
    size_t unknown; /* rows with a unit or a post that the store does not know */
};

static void add_fault(struct import *self, const struct grid_row *row, int column, const char *code,
                      const char *message)
{
    json_array_append_new(self->faults,
                          json_pack("{s:s, s:i, s:s, s:s, s:s}", "sheet", row->sheet, "row",
                                    (int)row->row, "column", HEADS[column].name, "code", code,
                                    "message", message));
}

/* A day that may be missing: NULL; false if it is not a day. */
static bool read_day(const char *cell, struct arena *arena, const char **out)
{
    char text[DATE_TEXT];
    date_days day;
    *out = NULL;
    if (cell[0] == '\0') {
        return true;
    }
    if (!date_parse_cell(cell, &day)) {
        return false;
    }
    *out = arena_text(arena, date_print(day, text), DATE_TEXT - 1);
    return true;
}

/* Whether the row can be stored.  A wrong day of birth is reported and stored with the row, so that
 * the watch keeps asking for it. */
static bool check_row(struct import *self, const struct grid_row *row)
{
    const char *day;
    size_t before = json_array_size(self->faults);
    static const int NEEDED[] = {CADRE_UNIT, CADRE_NAME, CADRE_POST};
    for (size_t i = 0; i < sizeof(NEEDED) / sizeof(NEEDED[0]); i++) {
        if (row->cells[NEEDED[i]][0] == '\0') {
            add_fault(self, row, NEEDED[i], "cell.missing", "Ô này bắt buộc phải có.");
        }
    }
    if (!read_day(row->cells[CADRE_SINCE], self->arena, &day)) {
        add_fault(self, row, CADRE_SINCE, "date.invalid", "Không phải ngày có trong lịch.");
    }
    if (!read_day(row->cells[CADRE_TERM], self->arena, &day)) {
        add_fault(self, row, CADRE_TERM, "date.invalid", "Không phải ngày có trong lịch.");
    }
    if (meaning_of(AREAS, row->cells[CADRE_AREA], self->arena) == NULL) {
        add_fault(self, row, CADRE_AREA, "area.unknown",
                  "Khu vực là: bình thường, hoặc đặc biệt khó khăn.");
    }
    if (meaning_of(STATES, row->cells[CADRE_STATE], self->arena) == NULL) {
        add_fault(self, row, CADRE_STATE, "state.unknown",
                  "Tình trạng là: đang giữ chức, đã báo cáo, được miễn, chờ bố trí, thôi chức.");
    }
    bool is_good = json_array_size(self->faults) == before;
    if (is_good && (!read_day(row->cells[CADRE_BORN], self->arena, &day) || day == NULL)) {
        add_fault(self, row, CADRE_BORN, "birth.invalid",
                  "Ngày sinh không đọc được: đã nhận dòng này, cần bổ sung ngày sinh đúng.");
    }
    return is_good;
}

typedef const char *cell_fn(struct import *self, const struct grid_row *row, int column);

static const char *as_text(struct import *self, const struct grid_row *row, int column)
{
    (void)self;
    return row->cells[column];
}

static const char *as_day(struct import *self, const struct grid_row *row, int column)
{
    const char *day;
    (void)!read_day(row->cells[column], self->arena, &day);
    return day;
}

static const char *as_word(struct import *self, const struct grid_row *row, int column)
{
    return meaning_of(column == CADRE_AREA ? AREAS : STATES, row->cells[column], self->arena);
}

static void add_column(struct import *self, struct params *params, int column, cell_fn *get)
{
    params_array_begin(params, PARAMS_TEXT);
    for (size_t i = 0; i < self->count; i++) {
        params_add_text(params, get(self, self->rows[i], column));
    }
    params_array_end(params);
}

static bool put_rows(struct import *self)
{
    static const struct {
        int column;
        cell_fn *get;
    } COLUMNS[] = {{CADRE_UNIT, as_text}, {CADRE_NAME, as_text}, {CADRE_BORN, as_day},
                   {CADRE_BORN, as_text}, {CADRE_POST, as_text}, {CADRE_AREA, as_word},
                   {CADRE_SINCE, as_day}, {CADRE_TERM, as_day},  {CADRE_STATE, as_word},
                   {CADRE_NOTE, as_text}};
    struct lane *lane = ctl_store(self->ctl);
    if (lane == NULL) {
        return false;
    }
    struct params *params = params_new();
    for (size_t i = 0; i < sizeof(COLUMNS) / sizeof(COLUMNS[0]); i++) {
        add_column(self, params, COLUMNS[i].column, COLUMNS[i].get);
    }
    struct rows *result = ctl_query(lane, &IMPORT, params);
    for (int row = 0; result != NULL && row < rows_count(result); row++) {
        self->written = (size_t)column_int(result, row, 2);
        if (!column_is_null(result, row, 0)) {
            const struct grid_row *place = self->rows[column_int(result, row, 0) - 1];
            bool is_unit = column_bool(result, row, 1);
            self->unknown++;
            add_fault(self, place, is_unit ? CADRE_UNIT : CADRE_POST,
                      is_unit ? "unit.unknown" : "post.unknown",
                      is_unit ? "Không có đơn vị mang mã này."
                              : "Không có chức danh này; xem danh mục chức danh.");
        }
    }
    bool is_put = result != NULL;
    rows_free(&result);
    params_free(&params);
    lane_close(&lane);
    return is_put;
}

static int tell_import(struct import *self, const struct grid *grid)
{
    size_t rows = grid->count + grid->fault_rows, at;
    struct grid_counts counts =
        grid_count(grid, self->written, self->count - self->written - self->unknown);
    sheet_in_add_formulas(self->faults, grid);
    size_t faults = json_array_size(self->faults);
    if (self->ctl->is_json) {
        json_t *report = json_pack("{s:i, s:i, s:O}", "rows", (int)rows, "written",
                                   (int)self->written, "faults", self->faults);
        sheet_in_add_counts(report, &counts);
        json_dumpf(report, stdout, JSON_COMPACT);
        printf("\n");
        json_decref(report);
        return faults > 0 ? EXIT_NO : EXIT_DONE;
    }
    json_t *fault;
    json_array_foreach(self->faults, at, fault) {
        printf("%s dòng %lld, cột %s: %s\n", answer_given(fault, "sheet"),
               answer_number(fault, "row"), answer_given(fault, "column"),
               answer_given(fault, "message"));
    }
    printf("%zu dòng, ghi mới hoặc sửa %zu, %zu lỗi\n", rows, self->written, faults);
    sheet_in_print_counts(&counts);
    return faults > 0 ? EXIT_NO : EXIT_DONE;
}

static int import_file(const struct ctl *ctl, const char *path)
{
    struct import import = {.ctl = ctl, .arena = arena_new(), .faults = json_array()};
    struct grid grid;
    int code = EXIT_TROUBLE;
    if (grid_read(path, HEADS, CADRE_COLUMNS, import.arena, &grid) != ERR_NONE) {
        code = ctl_trouble("%s", err_last());
    } else if (grid.problem != NULL) {
        code = ctl_trouble("%s: %s", path, grid.problem);
    } else {
        import.rows = arena_alloc(import.arena, (grid.count + 1) * sizeof(*import.rows));
        for (size_t i = 0; i < grid.count; i++) {
            if (check_row(&import, &grid.rows[i])) {
                import.rows[import.count++] = &grid.rows[i];
            }
        }
        code = put_rows(&import) ? tell_import(&import, &grid) : EXIT_TROUBLE;
    }
    json_decref(import.faults);
    arena_free(&import.arena);
    return code;
}

/* ---------------------------------------------------------------- the watch */

static int months_of(const struct ctl *ctl, const char *option)
{
    const char *text = ctl_option(ctl, option);
    char *end;
    long months = text != NULL ? strtol(text, &end, 10) : MONTHS_USUAL;
    bool is_good = text == NULL || (*end == '\0' && end != text && months >= 1);
    return is_good && months <= MONTHS_MAX ? (int)months : -1;
}

static void print_cadres(const json_t *root)
{
    size_t at;
    json_t *cadre;
    json_array_foreach(json_object_get(root, "cadres"), at, cadre) {
        const char *over = answer_given(cadre, "over_from");
        printf("%-16s  %-10s  %s, %s, %s\n", answer_given(cadre, "verdict"),
               over != NULL ? over : "–", answer_given(cadre, "full_name"),
               answer_given(cadre, "post_name"), answer_given(cadre, "unit_name"));
    }
}

static void print_months(const json_t *root)
{
    size_t at;
    json_t *month;
    json_array_foreach(json_object_get(root, "months"), at, month) {
        printf("%s  thêm %3lld  cộng %3lld\n", answer_given(month, "month"),
               answer_number(month, "passing"), answer_number(month, "over"));
    }
}

static int tell_store(const struct ctl *ctl, const struct statement *statement, bool is_watch)
{
    const char *day = ctl_option(ctl, "--as-of");
    int months = months_of(ctl, is_watch ? "--within" : "--months");
    date_days parsed;
    if (months < 0 || (day != NULL && !date_parse(day, &parsed))) {
        return ctl_trouble("cadres: --as-of is a day such as 2023-11-02, months are 1 to %d",
                           MONTHS_MAX);
    }
    struct params *params = params_new();
    params_text(params, day);
    params_int(params, months);
    if (is_watch) {
        params_bool(params, ctl_flag(ctl, "--all"));
    }
    int code = answer_show(ctl, statement, params, is_watch ? print_cadres : print_months);
    params_free(&params);
    return code;
}

int command_cadres(struct ctl *ctl)
{
    const char *what = ctl_argument(ctl, 0), *path = ctl_argument(ctl, 1);
    if (what != NULL && strcmp(what, "import") == 0 && path != NULL) {
        return import_file(ctl, path);
    }
    if (what != NULL && strcmp(what, "over-age") == 0) {
        return tell_store(ctl, &WATCH, true);
    }
    if (what != NULL && strcmp(what, "forecast") == 0) {
        return tell_store(ctl, &FORECAST, false);
    }
    return ctl_trouble("cadres import FILE, cadres over-age, or cadres forecast");
}
