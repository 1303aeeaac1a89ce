/*
 * judge.c — runs the checks on an export: each row on its own, rows against each other, the sheet.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/text.h"
#include "members/judge.h"

enum { MONTHS = 12 };

struct judge {
    const struct member_sheet *sheet, *list; /* the current sheet, the last list */
    const struct member_rules *rules;
    struct arena *arena;
    struct member_judgement *out;
    struct map *names, *cards;
    const struct member_line *line;
    bool is_wrong;
    int first_of_january, with_birth;
    bool months[MONTHS];
    int operations[MONTHS]; /* number of operations in the log */
};

static const struct check_setting *setting_of(const struct judge *self, int check)
{
    static const struct check_setting NONE = {0};
    return self->rules->settings != NULL ? &self->rules->settings->of[check] : &NONE;
}

/* A parameter of a check by its index: the campaign's setting, else the default. */
static long judge_given(const struct judge *self, int check, int place)
{
    const struct check_setting *setting = setting_of(self, check);
    return setting->has_value[place] ? setting->values[place]
                                     : MEMBER_CHECKS[check].parameters[place].value;
}

static void judge_report(struct judge *self, int check, enum member_field field, bool is_sheet)
{
    struct member_judgement *out = self->out;
    const struct check_setting *setting = setting_of(self, check);
    if (setting->is_off) {
        return;
    }
    if (out->count == out->capacity) {
        size_t larger = out->capacity > 0 ? 2 * out->capacity : 64;
        struct member_finding *findings = arena_alloc(self->arena, larger * sizeof(*findings));
        if (out->count > 0) {
            memcpy(findings, out->findings, out->count * sizeof(*findings));
        }
        out->findings = findings;
        out->capacity = larger;
    }
    Validation__V1__Severity severity =
        setting->severity != 0 ? setting->severity : MEMBER_CHECKS[check].severity;
    self->is_wrong = self->is_wrong || severity >= ERROR;
    out->findings[out->count++] =
        (struct member_finding){&MEMBER_CHECKS[check], severity >= ERROR, self->sheet->name,
                                is_sheet ? 0 : self->line->row, field};
}

static const char *judge_cell(const struct judge *self, enum member_field field)
{
    int place = self->sheet->places[field];
    return place >= 0 && (size_t)place < self->line->count ? self->line->cells[place] : "";
}

static const char *judge_folded(const struct judge *self, enum member_field field)
{
    const char *text = judge_cell(self, field);
    return text_fold(self->arena, text, strlen(text));
}

static bool parse_day(const char *text, date_days *out)
{
    return date_parse_cell(text, out);
}

/* A valid day that is not in the future. */
static bool read_day(struct judge *self, enum member_field field, date_days *out)
{
    if (judge_cell(self, field)[0] == '\0') {
        return false; /* another check reports missing cells */
    }
    if (!parse_day(judge_cell(self, field), out)) {
        judge_report(self, DATE_INVALID, field, false);
        return false;
    }
    if (*out > self->rules->as_of) {
        judge_report(self, DATE_FUTURE, field, false);
        return false;
    }
    return true;
}

static int age_on(date_days born, date_days day)
{
    int by, bm, bd, y, m, d;
    date_split(born, &by, &bm, &bd);
    date_split(day, &y, &m, &d);
    return y - by - (m < bm || (m == bm && d < bd) ? 1 : 0);
}

/* The month, from 0, of a day in the year of the export; -1: another year. */
static int month_of(const struct judge *self, date_days day)
{
    int year, month, last, last_month, number;
    date_split(day, &year, &month, &number);
    date_split(self->rules->as_of, &last, &last_month, &number);
    return year == last ? month - 1 : -1;
}

static void note_month(struct judge *self, date_days day)
{
    int month = month_of(self, day);
    if (month >= 0) {
        self->months[month] = true;
    }
}

static bool is_one_of(const char *words, const char *text)
{
    char wanted[96];
    int len = snprintf(wanted, sizeof(wanted), "|%s|", text);
    return len < (int)sizeof(wanted) && strstr(words, wanted) != NULL;
}

static const char ACTIVE[] = "||dang sinh hoat|dang hoat dong|sinh hoat|hoat dong|dang cong tac|";
static const char LEFT[] = "|chuyen di|da chuyen di|truong thanh|da truong thanh|truong thanh doan|"
                           "khai tru|xoa ten|da xoa ten|tu tran|";
static const char RATINGS[] =
    "|xuat sac|tot|kha|trung binh|yeu|kem|hoan thanh xuat sac nhiem vu|"
    "hoan thanh tot nhiem vu|hoan thanh nhiem vu|khong hoan thanh nhiem vu|";

static void judge_name(struct judge *self)
{
    const char *name = judge_cell(self, MEMBER_NAME);
    if (name[0] != '\0' && (strpbrk(name, "0123456789") != NULL || strchr(name, ' ') == NULL)) {
        judge_report(self, NAME_ODD, MEMBER_NAME, false);
    }
    if (member_name_is_legacy(name)) {
        judge_report(self, NAME_FONT, MEMBER_NAME, false);
    }
}

static void judge_ages(struct judge *self, bool is_active)
{
    date_days born, admitted;
    bool is_excepted = judge_cell(self, MEMBER_EXCEPTION)[0] != '\0';
    bool is_born = read_day(self, MEMBER_BORN, &born);
    bool is_admitted = read_day(self, MEMBER_ADMITTED, &admitted);
    if (is_admitted) {
        note_month(self, admitted);
    }
    if (!is_born) {
        return;
    }
    int year, month, day, age = age_on(born, self->rules->as_of);
    date_split(born, &year, &month, &day);
    self->with_birth++;
    self->first_of_january += month == 1 && day == 1;
    if (is_admitted && admitted < born) {
        judge_report(self, BORN_LATER, MEMBER_ADMITTED, false);
    } else if (is_admitted && age_on(born, admitted - 1) < judge_given(self, TOO_YOUNG, 0)) {
        judge_report(self, TOO_YOUNG, MEMBER_ADMITTED, false);
    } else if (is_admitted && age_on(born, admitted) > judge_given(self, TOO_OLD, 0) &&
               !is_excepted) {
        judge_report(self, TOO_OLD, MEMBER_ADMITTED, false);
    }
    if (is_active && (age > judge_given(self, OVER_AGE, 1) ||
                      (age > judge_given(self, OVER_AGE, 0) && !is_excepted))) {
        judge_report(self, OVER_AGE, MEMBER_BORN, false);
    }
}

static void judge_twins(struct judge *self)
{
    const char *name = judge_folded(self, MEMBER_NAME), *card = judge_folded(self, MEMBER_CARD);
    date_days born;
    if (name[0] != '\0' && parse_day(judge_cell(self, MEMBER_BORN), &born) &&
        map_put_text(self->names, arena_print(self->arena, "%s|%d", name, (int)born), self) !=
            NULL) {
        judge_report(self, TWICE, MEMBER_NAME, false);
    }
    if (card[0] != '\0' && map_put_text(self->cards, card, self) != NULL) {
        judge_report(self, CARD_TWICE, MEMBER_CARD, false);
    }
}

static void judge_rating(struct judge *self)
{
    const char *rating = judge_folded(self, MEMBER_RATING);
    bool is_known = rating[0] != '\0' && is_one_of(RATINGS, rating);
    self->out->rated += is_known;
    if (rating[0] != '\0' && !is_known) {
        judge_report(self, RATING_UNKNOWN, MEMBER_RATING, false);
    } else if (rating[0] == '\0' && self->out->are_ratings_due) {
        judge_report(self, RATING_MISSING, MEMBER_RATING, false);
    }
}

static void judge_place(struct judge *self)
{
    static const char SEXES[] = "||nam|nu|male|female|";
    static const char PREFIX[] = "chi doan ";
    const char *branch = judge_folded(self, MEMBER_BRANCH), *known = self->rules->branches;
    if (!is_one_of(SEXES, judge_folded(self, MEMBER_SEX))) {
        judge_report(self, SEX_UNKNOWN, MEMBER_SEX, false);
    }
    branch += strncmp(branch, PREFIX, strlen(PREFIX)) == 0 ? strlen(PREFIX) : 0;
    if (known != NULL && branch[0] != '\0' && !is_one_of(known, branch) &&
        !is_one_of(known, arena_print(self->arena, "%s%s", PREFIX, branch))) {
        judge_report(self, BRANCH_UNKNOWN, MEMBER_BRANCH, false);
    }
}

/* A spreadsheet program writes the error in place of the value, also into CSV. */
static void judge_formulas(struct judge *self)
{
    static const char ERRORS[] = "|#ref!|#n/a|#div/0!|#value!|#name?|#null!|#num!|#spill!|#calc!|";
    for (int f = 0; f < MEMBER_FIELDS; f++) {
        if (judge_cell(self, (enum member_field)f)[0] == '#' &&
            is_one_of(ERRORS, judge_folded(self, (enum member_field)f))) {
            judge_report(self, CELL_FORMULA, (enum member_field)f, false);
        }
    }
}

static void judge_member(struct judge *self)
{
    self->is_wrong = false;
    judge_formulas(self);
    const char *status = judge_folded(self, MEMBER_STATUS);
    bool is_active = !is_one_of(LEFT, status);
    for (int f = 0; f < MEMBER_FIELDS; f++) {
        if (member_field_is_needed((enum member_field)f)) {
            bool is_there = judge_cell(self, (enum member_field)f)[0] != '\0';
            self->out->cells_needed++;
            self->out->cells_filled += is_there;
            if (!is_there) {
                judge_report(self, CELL_MISSING, (enum member_field)f, false);
            }
        }
    }
    if (is_active && !is_one_of(ACTIVE, status)) {
        judge_report(self, STATUS_UNKNOWN, MEMBER_STATUS, false);
    }
    judge_name(self);
    judge_ages(self, is_active);
    judge_twins(self);
    judge_place(self);
    if (is_active) {
        self->out->active++;
        judge_rating(self);
    }
    self->out->rows++;
    self->out->rows_wrong += self->is_wrong;
}

static void judge_columns(struct judge *self)
{
    for (int f = 0; f < MEMBER_FIELDS; f++) {
        bool is_empty = self->sheet->places[f] >= 0 && self->sheet->count > self->sheet->head + 1;
        for (size_t i = self->sheet->head + 1; is_empty && i < self->sheet->count; i++) {
            self->line = &self->sheet->lines[i];
            is_empty = judge_cell(self, (enum member_field)f)[0] == '\0';
        }
        if (is_empty && f != MEMBER_EXCEPTION) {
            judge_report(self, COLUMN_EMPTY, (enum member_field)f, true);
        }
    }
}

static void judge_operation(struct judge *self)
{
    date_days day;
    if (!parse_day(judge_cell(self, OPERATION_DAY), &day) || day > self->rules->as_of) {
        judge_report(self, LOG_FUTURE, OPERATION_DAY, false);
    } else if (month_of(self, day) >= 0) {
        self->months[month_of(self, day)] = true;
        self->operations[month_of(self, day)]++;
    }
}

static void judge_sheet(struct judge *self, const struct member_sheet *sheet)
{
    if (!member_sheet_is_list(sheet) && !member_sheet_is_log(sheet)) {
        return;
    }
    self->sheet = sheet;
    self->list = member_sheet_is_list(sheet) ? sheet : self->list;
    judge_columns(self);
    for (size_t i = sheet->head + 1; i < sheet->count; i++) {
        self->line = &sheet->lines[i];
        if (!member_line_is_head(sheet, self->line)) {
            (member_sheet_is_log(sheet) ? judge_operation : judge_member)(self);
        }
    }
}

/* Checks over all rows together. */
static void judge_whole(struct judge *self)
{
    const struct member_judgement *out = self->out;
    int all = 0, last = self->operations[out->months_due - 1];
    for (int m = 0; m < out->months_due; m++) {
        all += self->operations[m];
    }
    if (out->months_due - out->months_done > judge_given(self, MONTHS_WITHOUT, 0)) {
        judge_report(self, MONTHS_WITHOUT, OPERATION_DAY, true);
    }
    if (out->months_due >= judge_given(self, MONTHS_BURST, 2) &&
        all >= judge_given(self, MONTHS_BURST, 1) &&
        last * 100L > all * judge_given(self, MONTHS_BURST, 0)) {
        judge_report(self, MONTHS_BURST, OPERATION_DAY, true);
    }
    if (self->first_of_january >= judge_given(self, PLACEHOLDER, 1) &&
        self->first_of_january * 100L > self->with_birth * judge_given(self, PLACEHOLDER, 0)) {
        self->sheet = self->list;
        judge_report(self, PLACEHOLDER, MEMBER_BORN, true);
    }
}

void member_judge(const struct member_book *book, const struct member_rules *rules,
                  struct arena *arena, struct member_judgement *out)
{
    int year, day;
    struct judge self = {
        .rules = rules, .arena = arena, .out = out, .names = map_new(), .cards = map_new()};
    *out = (struct member_judgement){0};
    date_split(rules->as_of, &year, &out->months_due, &day);
    out->are_ratings_due = out->months_due >= judge_given(&self, RATING_MISSING, 0) &&
                           !setting_of(&self, RATING_MISSING)->is_off;
    for (size_t i = 0; i < book->count; i++) {
        judge_sheet(&self, &book->sheets[i]);
    }
    for (int m = 0; m < out->months_due; m++) {
        out->months_done += self.months[m];
    }
    if (self.sheet != NULL) {
        judge_whole(&self);
    }
    if (self.sheet != NULL && book->left_out.hidden_rows + book->left_out.hidden_sheets > 0) {
        judge_report(&self, HIDDEN_PART, MEMBER_NAME, true);
    }
    map_free(&self.names);
    map_free(&self.cards);
}
