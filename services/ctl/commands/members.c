/*
 * members.c — `minhchung members`: exports of the member software.  A new layout is shown and
 * asked about once; the next export of that layout goes straight in.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <jansson.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/hash.h"
#include "ctl/answer.h"
#include "ctl/ctl.h"
#include "ctl/sql.h"
#include "members/members.h"

static const struct statement KNOWN = {"ctl_members_known", SQL_MEMBERS_KNOWN};
static const struct statement TAKE = {"ctl_members_take", SQL_MEMBERS_TAKE};
static const struct statement SET = {"ctl_members_set", SQL_MEMBERS_SET};
static const struct statement SHOW = {"ctl_members_show", SQL_MEMBERS_SHOW};

enum { RATING_MONTH = 12, MEMBERS_MAX = 10000000 };

struct import {
    const struct ctl *ctl;
    struct arena *arena;
    struct member_book book;
    struct member_rules rules;
    json_t *mappings; /* that read this file, by fingerprint */
    bool is_asked;    /* a sheet's layout is new, and nobody has said yes */
};

static int tell_fault(const json_t *answer)
{
    const char *fault = answer_text(answer, "fault");
    fprintf(stderr, "minhchung: %s\n",
            strcmp(fault, "unit.unknown") == 0 ? "không có đơn vị mang mã này"
            : strcmp(fault, "campaign.unknown") == 0
                ? "không có đợt đánh giá này, hoặc đơn vị không thuộc đợt"
            : strcmp(fault, "campaign.closed") == 0
                ? "đợt đánh giá đã công bố kết quả: không nhận thêm"
                : "không có tiêu chí này, hoặc tiêu chí không có số liệu mang tên này");
    return EXIT_NO;
}

/* ---------------------------------------------------------------- the mapping */

/* "heading=field" of the command line for the columns of a sheet; false: told. */
static bool map_by_hand(struct import *self, struct member_sheet *sheet, bool *has_changed)
{
    const char *pair;
    const struct member_line *head = &sheet->lines[sheet->head];
    for (int n = 0; (pair = ctl_option_nth(self->ctl, "--map", n)) != NULL; n++) {
        const char *sign = strrchr(pair, '=');
        enum member_field field;
        if (sign == NULL || !member_field_find(sign + 1, &field)) {
            ctl_trouble("--map \"%s\": HEADING=FIELD; fields are full_name, born_on, admitted_on, "
                        "card, sex, "
                        "branch, rating, status, exception, operation_on, operation",
                        pair);
            return false;
        }
        const char *wanted =
            member_heading(self->arena, arena_text(self->arena, pair, (size_t)(sign - pair)));
        for (size_t i = 0; i < head->count; i++) {
            if (strcmp(member_heading(self->arena, head->cells[i]), wanted) == 0) {
                sheet->places[field] = (int)i;
                *has_changed = true;
            }
        }
    }
    return true;
}

static void map_as_known(struct import *self, struct member_sheet *sheet, const json_t *fields)
{
    const struct member_line *head = &sheet->lines[sheet->head];
    for (int f = 0; f < MEMBER_FIELDS; f++) {
        sheet->places[f] = -1;
    }
    for (size_t i = 0; i < head->count; i++) {
        enum member_field field;
        const char *code = answer_text(fields, member_heading(self->arena, head->cells[i]));
        if (member_field_find(code, &field) && sheet->places[field] < 0) {
            sheet->places[field] = (int)i;
        }
    }
}

static void remember(struct import *self, const struct member_sheet *sheet, const char *fingerprint)
{
    json_t *fields = json_object();
    for (int f = 0; f < MEMBER_FIELDS; f++) {
        if (sheet->places[f] >= 0) {
            const char *cell = sheet->lines[sheet->head].cells[sheet->places[f]];
            json_object_set_new(fields, member_heading(self->arena, cell),
                                json_string(member_field_code((enum member_field)f)));
        }
    }
    json_object_set_new(self->mappings, fingerprint, fields);
}

static void show_proposal(const struct member_sheet *sheet)
{
    const struct member_line *head = &sheet->lines[sheet->head];
    printf("%s dòng %u: mẫu cột này chưa được khai báo\n", sheet->name, head->row);
    for (size_t i = 0; i < head->count; i++) {
        const char *meaning = "(bỏ qua)";
        for (int f = 0; f < MEMBER_FIELDS; f++) {
            meaning =
                sheet->places[f] == (int)i ? member_field_code((enum member_field)f) : meaning;
        }
        printf("  %s = %s\n", head->cells[i], meaning);
    }
}

static bool map_sheet(struct import *self, struct member_sheet *sheet, const json_t *known)
{
    char fingerprint[UUID_TEXT];
    bool is_by_hand = false;
    if (sheet->count == 0) {
        return true;
    }
    member_sheet_propose(sheet, self->arena);
    struct uuid id = member_sheet_fingerprint(sheet, self->arena);
    const json_t *fields = json_object_get(known, uuid_print(&id, fingerprint));
    if (fields != NULL) {
        map_as_known(self, sheet, fields);
    }
    if (!map_by_hand(self, sheet, &is_by_hand)) {
        return false;
    }
    if (!member_sheet_is_list(sheet) && !member_sheet_is_log(sheet)) {
        return true; /* a sheet of notes is nobody's question */
    }
    remember(self, sheet, fingerprint);
    if (fields == NULL && !is_by_hand && !ctl_flag(self->ctl, "--yes")) {
        show_proposal(sheet);
        self->is_asked = true;
    }
    return true;
}

/* ---------------------------------------------------------------- import */

static bool hash_file(const char *path, struct hash *out)
{
    struct stat stat;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &stat) != 0 || stat.st_size == 0) {
        (void)(fd >= 0 && close(fd));
        return false;
    }
    void *data = mmap(NULL, (size_t)stat.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    close(fd);
    if (data == MAP_FAILED) {
        return false;
    }
    *out = hash_of(data, (size_t)stat.st_size);
    munmap(data, (size_t)stat.st_size);
    return true;
}

static json_t *findings_of(const struct member_judgement *judged)
{
    json_t *findings = json_array();
    for (size_t i = 0; i < judged->count; i++) {
        const struct member_finding *one = &judged->findings[i];
        json_array_append_new(findings,
                              json_pack("{s:s, s:s, s:i, s:s, s:s, s:s, s:s}", "code",
                                        one->check->code, "sheet", one->sheet, "row", (int)one->row,
                                        "column", member_field_name(one->field), "severity",
                                        one->check->is_error ? "error" : "warning", "message",
                                        one->check->message, "mend", one->check->mend));
    }
    return findings;
}

/* The same file, day and rules are the same snapshot, however often it is sent. */
static json_t *snapshot_of(struct import *self, const char *path, struct member_judgement *judged)
{
    struct hash hash;
    struct buf receipt = {0};
    char hash_text[HASH_TEXT], id_text[UUID_TEXT], day[DATE_TEXT], score[DECIMAL_TEXT];
    const char *unit = ctl_option(self->ctl, "--unit"),
               *campaign = ctl_option(self->ctl, "--campaign");
    if (!hash_file(path, &hash)) {
        ctl_trouble("%s cannot be read", path);
        return NULL;
    }
    member_judge(&self->book, &self->rules, self->arena, judged);
    member_receipt(judged, &self->rules, &receipt);
    char *mappings = json_dumps(self->mappings, JSON_COMPACT | JSON_SORT_KEYS);
    const char *name =
        arena_print(self->arena, "%s|%s|%s|%s|%s", unit, campaign != NULL ? campaign : "",
                    hash_print(&hash, hash_text), buf_string(&receipt), mappings);
    struct uuid id = uuid_name("member snapshot", name, strlen(name));
    json_t *root = json_pack("{s:s, s:s, s:s*, s:s, s:s, s:i, s:i, s:s, s:o, s:o, s:O}", "id",
                             uuid_print(&id, id_text), "unit", unit, "campaign", campaign, "as_of",
                             date_print(self->rules.as_of, day), "hash", hash_text, "rows",
                             judged->rows, "members", judged->active, "score",
                             decimal_print_points(member_score(judged, &self->rules), score),
                             "receipt", json_loads(buf_string(&receipt), 0, NULL), "findings",
                             findings_of(judged), "mappings", self->mappings);
    free(mappings);
    buf_free(&receipt);
    return root;
}

static int tell(const struct import *self, const json_t *snapshot, bool is_new)
{
    size_t at;
    json_t *one;
    if (self->ctl->is_json) {
        json_dumpf(snapshot, stdout, JSON_COMPACT);
        printf("\n");
        return EXIT_DONE;
    }
    json_array_foreach(json_object_get(snapshot, "findings"), at, one)
    {
        printf("%s dòng %lld, %s: %s %s\n", answer_text(one, "sheet"),
               (long long)json_integer_value(json_object_get(one, "row")),
               answer_text(one, "column"), answer_text(one, "message"), answer_text(one, "mend"));
    }
    json_array_foreach(json_object_get(json_object_get(snapshot, "receipt"), "steps"), at, one)
    {
        printf("%10s  %s\n", answer_text(one, "value"), answer_text(one, "text"));
    }
    printf("%s\n", is_new ? "Đã ghi." : "Dữ liệu này đã được ghi trước đó.");
    return EXIT_DONE;
}

static int put(struct import *self, const char *path)
{
    struct member_judgement judged;
    json_t *snapshot = snapshot_of(self, path, &judged);
    if (snapshot == NULL) {
        return EXIT_TROUBLE;
    }
    char *text = json_dumps(snapshot, JSON_COMPACT);
    struct params *params = params_new();
    params_text(params, text);
    json_t *answer = answer_json(self->ctl, &TAKE, params);
    int code = answer == NULL ? EXIT_TROUBLE
               : json_object_get(answer, "fault") != NULL
                   ? tell_fault(answer)
                   : tell(self, snapshot, json_is_true(json_object_get(answer, "new")));
    params_free(&params);
    free(text);
    json_decref(answer);
    json_decref(snapshot);
    return code;
}

static bool read_rules(struct import *self, const json_t *known)
{
    const char *day = ctl_option(self->ctl, "--as-of"), *own = ctl_option(self->ctl, "--members");
    const json_t *weights = json_object_get(known, "weights");
    char *end = NULL;
    self->rules = (struct member_rules){date_of_us(clock_wall_us()), -1, RATING_MONTH, {1, 1, 1}};
    for (size_t p = 0; p < MEMBER_PARTS && json_is_array(weights); p++) {
        self->rules.weights[p] = (int)json_integer_value(json_array_get(weights, p));
    }
    if (own != NULL) {
        self->rules.own_figure = strtol(own, &end, 10);
    }
    if ((day != NULL && !date_parse(day, &self->rules.as_of)) ||
        (own != NULL && (*own == '\0' || *end != '\0' || self->rules.own_figure < 0 ||
                         self->rules.own_figure > MEMBERS_MAX))) {
        ctl_trouble("members import: --as-of is a day such as 2023-11-02, --members a number");
        return false;
    }
    return true;
}

static int import_book(struct import *self, const char *path, const json_t *known)
{
    bool has_rows = false;
    if (!read_rules(self, known)) {
        return EXIT_TROUBLE;
    }
    if (member_book_read(path, self->arena, &self->book) != ERR_NONE) {
        return ctl_trouble("%s", err_last());
    }
    if (self->book.problem != NULL) {
        return ctl_trouble("%s: %s", path, self->book.problem);
    }
    for (size_t i = 0; i < self->book.count; i++) {
        struct member_sheet *sheet = &self->book.sheets[i];
        if (!map_sheet(self, sheet, json_object_get(known, "mappings"))) {
            return EXIT_TROUBLE;
        }
        has_rows = has_rows || member_sheet_is_list(sheet) || member_sheet_is_log(sheet);
    }
    for (size_t i = 0; !has_rows && i < self->book.count; i++) {
        if (self->book.sheets[i].count > 0) {
            show_proposal(&self->book.sheets[i]);
        }
    }
    if (self->is_asked || !has_rows) {
        printf("Nếu đúng, chạy lại với --yes; nếu không, khai báo cột: --map \"Tên "
               "cột=full_name\".\n");
        return EXIT_NO;
    }
    return put(self, path);
}

static int import_file(const struct ctl *ctl, const char *path)
{
    struct import import = {.ctl = ctl};
    struct params *params = params_new();
    params_text(params, ctl_option(ctl, "--unit"));
    params_text(params, ctl_option(ctl, "--campaign"));
    json_t *known = answer_json(ctl, &KNOWN, params);
    int code = EXIT_TROUBLE;
    if (known != NULL) {
        import.arena = arena_new();
        import.mappings = json_object();
        code = import_book(&import, path, known);
        json_decref(import.mappings);
        arena_free(&import.arena);
    }
    json_decref(known);
    params_free(&params);
    return code;
}

/* ---------------------------------------------------------------- the rest */

static int show(const struct ctl *ctl)
{
    size_t at;
    json_t *one;
    struct params *params = params_new();
    params_text(params, ctl_option(ctl, "--unit"));
    params_text(params, ctl_option(ctl, "--campaign"));
    json_t *root = answer_json(ctl, &SHOW, params);
    if (root != NULL && ctl->is_json) {
        json_dumpf(root, stdout, JSON_COMPACT);
        printf("\n");
    }
    json_array_foreach(ctl->is_json ? NULL : root, at, one)
    {
        long long members = json_integer_value(json_object_get(one, "members"));
        long long before = json_integer_value(json_object_get(one, "before"));
        printf("%s  %lld đoàn viên, %s điểm, %zu lỗi%s\n", answer_text(one, "as_of"), members,
               answer_text(one, "score"), json_array_size(json_object_get(one, "findings")),
               members < before ? " (giảm)" : "");
    }
    int code = root != NULL ? EXIT_DONE : EXIT_TROUBLE;
    json_decref(root);
    params_free(&params);
    return code;
}

/* "1,2,3": three numbers to 100 of which one is above 0. */
static bool are_weights(const char *text)
{
    long sum = 0;
    for (int i = 0; i < MEMBER_PARTS; i++) {
        size_t digits = strspn(text, "0123456789");
        long part = digits >= 1 && digits <= 3 ? strtol(text, NULL, 10) : -1;
        if (part < 0 || part > 100 || text[digits] != (i + 1 < MEMBER_PARTS ? ',' : '\0')) {
            return false;
        }
        sum += part;
        text += digits + 1;
    }
    return sum > 0;
}

static int set_criterion(const struct ctl *ctl)
{
    const char *weights = ctl_option(ctl, "--weights");
    if (weights != NULL && !are_weights(weights)) {
        return ctl_trouble(
            "members set: --weights CORRECTNESS,COMPLETENESS,REGULARITY, each 0 to 100");
    }
    struct params *params = params_new();
    params_text(params, ctl_option(ctl, "--campaign"));
    params_text(params, ctl_option(ctl, "--criterion"));
    params_text(params, ctl_option(ctl, "--figure"));
    params_text(params, weights);
    json_t *answer = answer_json(ctl, &SET, params);
    int code = answer == NULL                             ? EXIT_TROUBLE
               : json_object_get(answer, "fault") != NULL ? tell_fault(answer)
                                                          : EXIT_DONE;
    json_decref(answer);
    params_free(&params);
    return code;
}

int command_members(struct ctl *ctl)
{
    const char *what = ctl_argument(ctl, 0), *path = ctl_argument(ctl, 1);
    bool has_unit = ctl_option(ctl, "--unit") != NULL;
    if (what != NULL && strcmp(what, "import") == 0 && path != NULL && has_unit) {
        return import_file(ctl, path);
    }
    if (what != NULL && strcmp(what, "show") == 0 && has_unit) {
        return show(ctl);
    }
    if (what != NULL && strcmp(what, "set") == 0 && ctl_option(ctl, "--campaign") != NULL &&
        ctl_option(ctl, "--criterion") != NULL && ctl_option(ctl, "--figure") != NULL) {
        return set_criterion(ctl);
    }
    return ctl_trouble(
        "members import FILE --unit U, members show --unit U, or members set --campaign C "
        "--criterion K --figure F");
}
