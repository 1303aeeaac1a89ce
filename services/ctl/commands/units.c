/*
 * units.c — `minhchung units`: a list of units or an act read in, the tree on a day, the
 * history of one unit, a result on a later tree.  A list or an act goes in whole or, with the
 * faults of every row told, not at all.
 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "ctl/ctl.h"
#include "ctl/sql.h"
#include "tables/grid.h"

static const struct statement IMPORT = {"ctl_units_import", SQL_UNITS_IMPORT};
static const struct statement ACT = {"ctl_units_act", SQL_UNITS_ACT};
static const struct statement UNITS = {"ctl_units", SQL_UNITS};
static const struct statement HISTORY = {"ctl_unit_history", SQL_UNIT_HISTORY};
static const struct statement RECAST = {"ctl_recast", SQL_RECAST};

enum { UNITS_LISTED = 20000, FIELDS_MAX = 8 };

/* A column and its field in the JSON that the store is given. */
struct field {
    struct grid_head head;
    const char *name;
};

static const struct field UNIT_FIELDS[] = {
    {{"Mã đơn vị", "|ma don vi|ma|code|", true}, "code"},
    {{"Tên đơn vị", "|ten don vi|ten|name|", true}, "name"},
    {{"Loại", "|loai|cap|kind|", true}, "kind"},
    {{"Mã cấp trên", "|ma cap tren|cap tren|truc thuoc|parent|", true}, "parent"},
};

static const struct field ACT_FIELDS[] = {
    {{"Mã cũ", "|ma cu|ma don vi cu|from|", true}, "from"},
    {{"Mã mới", "|ma moi|ma don vi moi|to|", true}, "to"},
    {{"Tên mới", "|ten moi|ten don vi moi|name|", false}, "name"},
    {{"Loại", "|loai|cap|kind|", false}, "kind"},
    {{"Mã cấp trên mới", "|ma cap tren moi|ma cap tren|parent|", false}, "parent"},
    {{"Tỷ lệ", "|ty le|phan|share|", false}, "share"},
};

static const struct {
    const char *words, *kind;
} KINDS[] = {
    {"|tinh|tinh doan|thanh pho truc thuoc trung uong|province|", "province"},
    {"|huyen|thi xa|thanh pho|quan|cap huyen|huyen doan|thi doan|thanh doan|district|", "district"},
    {"|truc thuoc|doan truc thuoc|affiliated|", "affiliated"},
    {"|xa|phuong|thi tran|dac khu|cap xa|doan xa|doan phuong|commune|", "commune"},
    {"|chi doan|branch|", "branch"},
};

static const struct {
    const char *code, *message;
} MESSAGES[] = {
    {"cell.missing", "Ô này bắt buộc phải có."},
    {"code.number", "Mã bị phần mềm bảng tính đổi thành số thập phân; định dạng cột là văn bản."},
    {"code.format", "Mã gồm chữ cái không dấu, chữ số, dấu chấm, gạch nối; tối đa 40 ký tự."},
    {"code.twice", "Mã này đã có ở một dòng trước."},
    {"kind.unknown", "Loại là: tỉnh, huyện, trực thuộc, xã, chi đoàn."},
    {"unit.unknown", "Không có đơn vị mang mã này."},
    {"unit.closed", "Đơn vị này đã kết thúc hoạt động."},
    {"unit.circle", "Cấp trên lại thuộc chính đơn vị này: thành vòng."},
    {"period.overlap", "Đơn vị đã có thay đổi từ ngày này hoặc muộn hơn."},
    {"name.differs", "Một đơn vị mới có hai tên khác nhau."},
    {"share.format", "Tỷ lệ là số lớn hơn 0, không quá 1, tối đa 6 chữ số lẻ, ví dụ 0.25."},
    {"share.sum", "Các phần của một đơn vị cũ cộng lại quá 1."},
    {"line.twice", "Dòng này lặp lại một dòng trước."},
};

static const char *message_of(const char *code)
{
    for (size_t i = 0; i < sizeof(MESSAGES) / sizeof(MESSAGES[0]); i++) {
        if (strcmp(MESSAGES[i].code, code) == 0) {
            return MESSAGES[i].message;
        }
    }
    return code;
}

/* The store's word for a kind; as it is if it is none of ours, the store says so. */
static const char *kind_of(const char *cell, struct arena *arena)
{
    const char *wanted = arena_print(arena, "|%s|", text_fold(arena, cell, strlen(cell)));
    for (size_t i = 0; cell[0] != '\0' && i < sizeof(KINDS) / sizeof(KINDS[0]); i++) {
        if (strstr(KINDS[i].words, wanted) != NULL) {
            return KINDS[i].kind;
        }
    }
    return cell;
}

/* ---------------------------------------------------------------- a sheet in */

struct sheet_in {
    const struct ctl *ctl;
    const struct field *fields;
    size_t count;
    struct arena *arena;
    struct grid grid;
};

static bool read_sheet(struct sheet_in *self, const char *path)
{
    struct grid_head heads[FIELDS_MAX];
    for (size_t i = 0; i < self->count; i++) {
        heads[i] = self->fields[i].head;
    }
    if (grid_read(path, heads, self->count, self->arena, &self->grid) != ERR_NONE) {
        ctl_trouble("%s", err_last());
        return false;
    }
    if (self->grid.problem != NULL) {
        ctl_trouble("%s: %s", path, self->grid.problem);
        return false;
    }
    return true;
}

static char *rows_as_json(const struct sheet_in *self)
{
    json_t *rows = json_array();
    for (size_t r = 0; r < self->grid.count; r++) {
        json_t *row = json_object();
        for (size_t i = 0; i < self->count; i++) {
            const char *cell = self->grid.rows[r].cells[i];
            bool is_kind = strcmp(self->fields[i].name, "kind") == 0;
            json_object_set_new(row, self->fields[i].name,
                                json_string(is_kind ? kind_of(cell, self->arena) : cell));
        }
        json_array_append_new(rows, row);
    }
    char *text = json_dumps(rows, JSON_COMPACT);
    json_decref(rows);
    return text;
}

static const char *column_of(const struct sheet_in *self, const char *name)
{
    for (size_t i = 0; i < self->count; i++) {
        if (strcmp(self->fields[i].name, name) == 0) {
            return self->fields[i].head.name;
        }
    }
    return name;
}

/* The store counts rows of the list; people look for them in their sheet. */
static json_t *place_faults(const struct sheet_in *self, const json_t *given)
{
    json_t *faults = json_array();
    for (size_t at = 0; at < json_array_size(given); at++) {
        const json_t *fault = json_array_get(given, at);
        size_t number = (size_t)json_integer_value(json_object_get(fault, "n"));
        const char *code = json_string_value(json_object_get(fault, "code"));
        const char *column = json_string_value(json_object_get(fault, "column"));
        const struct grid_row *row = &self->grid.rows[number - 1];
        json_array_append_new(
            faults, json_pack("{s:s, s:i, s:s, s:s, s:s, s:O*}", "sheet", row->sheet, "row",
                              (int)row->row, "column", column_of(self, column), "code", code,
                              "message", message_of(code), "about",
                              json_object_get(fault, "about")));
    }
    return faults;
}

static int tell(const struct sheet_in *self, const json_t *given)
{
    json_t *faults = place_faults(self, given);
    size_t count = json_array_size(faults);
    if (self->ctl->is_json) {
        json_t *report = json_pack("{s:i, s:O}", "rows", (int)self->grid.count, "faults", faults);
        json_dumpf(report, stdout, JSON_COMPACT);
        printf("\n");
        json_decref(report);
    }
    for (size_t at = 0; !self->ctl->is_json && at < count; at++) {
        const json_t *fault = json_array_get(faults, at);
        printf("%s dòng %lld, cột %s: %s\n", json_string_value(json_object_get(fault, "sheet")),
               (long long)json_integer_value(json_object_get(fault, "row")),
               json_string_value(json_object_get(fault, "column")),
               json_string_value(json_object_get(fault, "message")));
    }
    if (!self->ctl->is_json) {
        printf(count > 0 ? "%zu dòng, %zu lỗi, chưa ghi gì\n" : "%zu dòng đã ghi\n",
               self->grid.count, count);
    }
    json_decref(faults);
    return count > 0 ? EXIT_NO : EXIT_DONE;
}

static int put_sheet(const struct sheet_in *self, const struct statement *statement,
                     const struct params *params)
{
    struct lane *lane = ctl_store(self->ctl);
    PGresult *result = lane != NULL ? ctl_query(lane, statement, params) : NULL;
    int code = EXIT_TROUBLE;
    if (result != NULL) {
        json_t *faults = json_loads(column_text(result, 0, 0), 0, NULL);
        code = tell(self, faults);
        json_decref(faults);
    }
    PQclear(result);
    lane_close(&lane);
    return code;
}

static bool is_day(const char *text)
{
    date_days day;
    return text != NULL && date_parse(text, &day);
}

static int import_units(const struct ctl *ctl, const char *path)
{
    const char *since = ctl_option(ctl, "--since");
    if (since != NULL && !is_day(since)) {
        return ctl_trouble("units import: --since is a day such as 2020-01-01");
    }
    struct sheet_in sheet = {ctl, UNIT_FIELDS, sizeof(UNIT_FIELDS) / sizeof(UNIT_FIELDS[0]),
                             arena_new(), {0}};
    int code = EXIT_TROUBLE;
    if (read_sheet(&sheet, path)) {
        char *rows = rows_as_json(&sheet);
        struct params *params = params_new();
        params_text(params, rows);
        params_text(params, since != NULL ? since : "1900-01-01");
        code = put_sheet(&sheet, &IMPORT, params);
        params_free(&params);
        free(rows);
    }
    arena_free(&sheet.arena);
    return code;
}

static int record_act(const struct ctl *ctl, const char *path)
{
    const char *symbol = ctl_option(ctl, "--symbol"), *dated = ctl_option(ctl, "--dated");
    const char *effective = ctl_option(ctl, "--effective"), *note = ctl_option(ctl, "--note");
    if (symbol == NULL || !is_day(dated) || !is_day(effective)) {
        return ctl_trouble("units act FILE --symbol S --dated DAY --effective DAY");
    }
    struct sheet_in sheet = {ctl, ACT_FIELDS, sizeof(ACT_FIELDS) / sizeof(ACT_FIELDS[0]),
                             arena_new(), {0}};
    int code = EXIT_TROUBLE;
    if (read_sheet(&sheet, path)) {
        json_t *document = json_pack("{s:s, s:s, s:s, s:s}", "symbol", symbol, "dated", dated,
                                     "effective", effective, "note", note != NULL ? note : "");
        char *about = json_dumps(document, JSON_COMPACT), *rows = rows_as_json(&sheet);
        struct params *params = params_new();
        params_text(params, about);
        params_text(params, rows);
        code = put_sheet(&sheet, &ACT, params);
        params_free(&params);
        free(rows);
        free(about);
        json_decref(document);
    }
    arena_free(&sheet.arena);
    return code;
}

/* ---------------------------------------------------------------- out of the store */

static int print_answer(const struct ctl *ctl, const struct statement *statement,
                        const struct params *params)
{
    struct lane *lane = ctl_store(ctl);
    PGresult *result = lane != NULL ? ctl_query(lane, statement, params) : NULL;
    int code = result == NULL ? EXIT_TROUBLE : PQntuples(result) == 0 ? EXIT_NO : EXIT_DONE;
    if (code == EXIT_DONE) {
        json_t *root = json_loads(column_text(result, 0, 0), 0, NULL);
        json_dumpf(root, stdout, ctl->is_json ? JSON_COMPACT : JSON_INDENT(1));
        printf("\n");
        json_decref(root);
    }
    PQclear(result);
    lane_close(&lane);
    return code;
}

static int show_tree(const struct ctl *ctl, struct params *params)
{
    const char *day = ctl_option(ctl, "--as-of");
    if (day != NULL && !is_day(day)) {
        return ctl_trouble("units tree: --as-of is a day such as 2025-07-01");
    }
    params_text(params, day);
    params_text(params, ctl_option(ctl, "--under"));
    params_null(params);
    params_int(params, UNITS_LISTED);
    return print_answer(ctl, &UNITS, params);
}

static int show_recast(const struct ctl *ctl, struct params *params)
{
    const char *campaign = ctl_option(ctl, "--campaign"), *rule = ctl_option(ctl, "--rule");
    const char *day = ctl_option(ctl, "--as-of");
    bool is_rule = rule == NULL || strcmp(rule, "child") == 0 || strcmp(rule, "share") == 0 ||
                   strcmp(rule, "closed") == 0;
    if (campaign == NULL || !is_rule || (day != NULL && !is_day(day))) {
        return ctl_trouble("units recast --campaign C [--rule child|share|closed] [--as-of DAY]");
    }
    params_text(params, campaign);
    params_text(params, rule != NULL ? rule : "child");
    params_text(params, day);
    return print_answer(ctl, &RECAST, params);
}

int command_units(struct ctl *ctl)
{
    const char *what = ctl_argument(ctl, 0), *about = ctl_argument(ctl, 1);
    what = what != NULL ? what : "";
    if (strcmp(what, "import") == 0 && about != NULL) {
        return import_units(ctl, about);
    }
    if (strcmp(what, "act") == 0 && about != NULL) {
        return record_act(ctl, about);
    }
    struct params *params = params_new();
    int code = EXIT_TROUBLE;
    if (strcmp(what, "tree") == 0) {
        code = show_tree(ctl, params);
    } else if (strcmp(what, "history") == 0 && about != NULL) {
        params_text(params, about);
        code = print_answer(ctl, &HISTORY, params);
    } else if (strcmp(what, "recast") == 0) {
        code = show_recast(ctl, params);
    } else {
        ctl_trouble("units import FILE, act FILE, tree, history CODE, or recast");
    }
    params_free(&params);
    return code;
}
