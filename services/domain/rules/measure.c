/*
 * measure.c — reads a measure, states its possible values, and takes it for a cell.
 */
#include "rules/measure.h"

#include "rules/rule.h"

enum { PERCENT = 100 };

static const char *const PIECES_NAMES[] = {[PIECES_COUNT] = "Số minh chứng",
                                           [PIECES_DAYS] = "Số ngày có minh chứng",
                                           [PIECES_WEEKS] = "Số tuần có minh chứng",
                                           [PIECES_LATE] = "Số ngày nộp trễ nhiều nhất"};

static void read_amount_of(struct rule_reader *reader, struct measure *measure)
{
    static const char *const AGAINST[] = {"target", NULL};
    measure->figure = read_figure(reader, "figure", 0);
    measure->aggregate = read_aggregate(reader, "aggregate");
    if (read_has(reader, "against")) {
        read_word(reader, "against", AGAINST);
        measure->of = MEASURE_TARGET;
    }
}

struct measure measure_read(struct rule_reader *reader)
{
    static const char *const PIECES[] = {[PIECES_COUNT] = "count",
                                         [PIECES_DAYS] = "days",
                                         [PIECES_WEEKS] = "weeks",
                                         [PIECES_LATE] = "days_late",
                                         NULL};
    static const char *const MISSING[] = {"zero", "person", NULL};
    struct measure measure = {.of = MEASURE_AMOUNT};
    if (read_has(reader, "part")) {
        measure.of = MEASURE_SHARE;
        measure.figure = read_figure(reader, "part", 1);
        measure.whole = read_figure(reader, "whole", 1);
    } else if (read_has(reader, "pieces")) {
        measure.of = MEASURE_PIECES;
        measure.pieces = (enum measure_pieces)read_word(reader, "pieces", PIECES);
    } else {
        read_amount_of(reader, &measure);
    }
    measure.wants_data = read_word_or(reader, "missing", MISSING) == 1;
    return measure;
}

bool measure_is_same(const struct measure *a, const struct measure *b)
{
    return a->of == b->of && a->figure == b->figure && a->whole == b->whole &&
           a->aggregate == b->aggregate && a->pieces == b->pieces && a->wants_data == b->wants_data;
}

static const char *figure_name(const char *const *figures, int figure)
{
    return figure > 0 ? figures[figure - 1] : "minh chứng";
}

const char *measure_name(const struct measure *self, const char *const *figures,
                         struct arena *arena)
{
    const char *name = figure_name(figures, self->figure);
    switch (self->of) {
    case MEASURE_SHARE:
        return arena_print(arena, "Tỷ lệ “%s” trên “%s”", name, figure_name(figures, self->whole));
    case MEASURE_TARGET:
        return arena_print(arena, "Tỷ lệ “%s” so với chỉ tiêu", name);
    case MEASURE_PIECES:
        return PIECES_NAMES[self->pieces];
    case MEASURE_AMOUNT:
        break;
    }
    if (self->figure == 0) {
        return PIECES_NAMES[PIECES_COUNT];
    }
    return arena_print(arena, "%s “%s”", sheet_aggregate_name(self->aggregate), name);
}

struct range_domain measure_domain(const struct measure *self)
{
    struct range_domain domain = {0};
    bool is_count =
        self->of == MEASURE_PIECES ||
        (self->of == MEASURE_AMOUNT && (self->figure == 0 || self->aggregate == AGGREGATE_COUNT));
    if (is_count) {
        domain.grain = decimal_int(1);
    }
    if (self->of == MEASURE_SHARE) {
        domain.has_most = true;
        domain.most = decimal_int(PERCENT);
    }
    return domain;
}

/* ------------------------------------------------------------- taking a measure */

static bool take_items(const struct measure *self, struct sheet *sheet, struct exact *value)
{
    const struct aggregate *pieces = sheet_find(sheet, 0);
    if (self->pieces == PIECES_COUNT || pieces == NULL) {
        *value = exact_of(sheet_items(sheet));
        return true;
    }
    struct decimal amount = self->pieces == PIECES_DAYS    ? pieces->days
                            : self->pieces == PIECES_WEEKS ? pieces->weeks
                                                           : pieces->days_late;
    char text[SHEET_AMOUNT_TEXT];
    sheet_step(sheet, amount, "%s: %s", PIECES_NAMES[self->pieces], sheet_amount(amount, text));
    *value = exact_of(amount);
    return true;
}

static bool take_target(const struct measure *self, struct sheet *sheet, struct exact *value)
{
    struct decimal result = sheet_measure(sheet, self->figure, self->aggregate);
    if (!sheet->inputs->has_target) {
        sheet_person(sheet, "Đơn vị chưa được giao chỉ tiêu: cần người quyết định");
        return false;
    }
    struct decimal target = sheet->inputs->target;
    if (target.raw <= 0) {
        sheet_person(sheet, "Chỉ tiêu bằng 0, không tính được tỷ lệ: cần người quyết định");
        return false;
    }
    char first[SHEET_AMOUNT_TEXT], second[SHEET_AMOUNT_TEXT];
    *value = exact_quotient(result, decimal_int(PERCENT), target);
    sheet_step_exact(sheet, *value, "%s / chỉ tiêu %s × 100%%", sheet_amount(result, first),
                     sheet_amount(target, second));
    return true;
}

bool measure_take_whole(int figure, struct decimal part, struct sheet *sheet, struct decimal *whole)
{
    *whole = sheet_measure(sheet, figure, AGGREGATE_SUM);
    bool is_possible = whole->raw > 0 && decimal_compare(part, *whole) <= 0;
    if (!is_possible) {
        sheet_person(sheet, whole->raw <= 0
                                ? "Tổng thể bằng 0, không tính được tỷ lệ: cần người quyết định"
                                : "Bộ phận lớn hơn tổng thể: cần người quyết định");
    }
    return is_possible;
}

static bool take_share(const struct measure *self, struct sheet *sheet, struct exact *value)
{
    struct decimal part = sheet_measure(sheet, self->figure, AGGREGATE_SUM);
    bool is_silent = sheet_find(sheet, 0) == NULL && sheet_find(sheet, self->figure) == NULL &&
                     sheet_find(sheet, self->whole) == NULL;
    if (is_silent) { /* no evidence: 0; items without the figures go to a person */
        *value = exact_of(decimal_int(0));
        return true;
    }
    struct decimal whole;
    if (!measure_take_whole(self->whole, part, sheet, &whole)) {
        return false;
    }
    char first[SHEET_AMOUNT_TEXT], second[SHEET_AMOUNT_TEXT];
    *value = exact_quotient(part, decimal_int(PERCENT), whole);
    sheet_step_exact(sheet, *value, "%s / %s × 100%%", sheet_amount(part, first),
                     sheet_amount(whole, second));
    return true;
}

bool measure_take(const struct measure *self, struct sheet *sheet, struct exact *value)
{
    int figure = self->of == MEASURE_PIECES ? 0 : self->figure;
    if (self->wants_data && sheet_find(sheet, figure) == NULL) {
        sheet_person(sheet, "%s: chưa có số liệu, cần người quyết định",
                     measure_name(self, rule_figures(sheet->inputs->rule), sheet->arena));
        return false;
    }
    switch (self->of) {
    case MEASURE_PIECES:
        return take_items(self, sheet, value);
    case MEASURE_TARGET:
        return take_target(self, sheet, value);
    case MEASURE_SHARE:
        return take_share(self, sheet, value);
    case MEASURE_AMOUNT:
        break;
    }
    *value = exact_of(sheet_measure(sheet, self->figure, self->aggregate));
    return true;
}
