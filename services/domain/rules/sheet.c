/*
 * sheet.c — keeps the lines of a worksheet and formats its numbers.
 */
#include "rules/sheet.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "rules/rule.h"

void sheet_open(struct sheet *self, struct arena *arena, const struct inputs *inputs)
{
    *self = (struct sheet){.arena = arena, .inputs = inputs, .value = exact_of(decimal_int(0))};
}

const char *sheet_amount(struct decimal value, char into[static SHEET_AMOUNT_TEXT])
{
    char plain[DECIMAL_TEXT];
    decimal_print(value, plain);
    size_t whole = strcspn(plain, ".");
    size_t at = 0;
    for (size_t i = 0; i < whole; i++) {
        bool is_group = i > 0 && plain[i - 1] != '-' && (whole - i) % 3 == 0;
        if (is_group) {
            into[at++] = '.';
        }
        into[at++] = plain[i];
    }
    snprintf(into + at, SHEET_AMOUNT_TEXT - at, "%s", plain + whole);
    if (into[at] == '.') {
        into[at] = ',';
    }
    return into;
}

const char *sheet_exact_amount(struct exact value, char into[static SHEET_AMOUNT_TEXT])
{
    struct decimal shown;
    if (!exact_to_decimal(value, &shown)) {
        snprintf(into, SHEET_AMOUNT_TEXT, "?");
        return into;
    }
    return sheet_amount(shown, into);
}

const char *sheet_cut_amount(struct exact value, char into[static SHEET_AMOUNT_TEXT])
{
    struct decimal shown;
    bool is_cut;
    if (!exact_cut(value, &shown, &is_cut)) {
        snprintf(into, SHEET_AMOUNT_TEXT, "?");
        return into;
    }
    sheet_amount(shown, into);
    size_t len = strlen(into);
    snprintf(into + len, SHEET_AMOUNT_TEXT - len, "%s", is_cut ? "…" : "");
    return into;
}

__attribute__((format(printf, 2, 0))) static char *format_text(struct arena *arena,
                                                               const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, again);
    va_end(again);
    char *text = arena_alloc(arena, (size_t)len + 1);
    vsnprintf(text, (size_t)len + 1, format, args);
    return text;
}

static void sheet_append(struct sheet *self, const char *text, const char *value)
{
    struct sheet_step *step = arena_alloc(self->arena, sizeof(*step));
    *step = (struct sheet_step){.text = text, .value = value, .depth = self->depth};
    if (self->last != NULL) {
        self->last->next = step;
    } else {
        self->first = step;
    }
    self->last = step;
}

void sheet_note(struct sheet *self, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    sheet_append(self, format_text(self->arena, format, args), NULL);
    va_end(args);
}

static const char *value_text(struct sheet *self, struct decimal value)
{
    char text[DECIMAL_TEXT];
    return arena_print(self->arena, "%s", decimal_print(value, text));
}

void sheet_step(struct sheet *self, struct decimal value, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    sheet_append(self, format_text(self->arena, format, args), value_text(self, value));
    va_end(args);
}

void sheet_step_exact(struct sheet *self, struct exact value, const char *format, ...)
{
    struct decimal shown;
    if (!exact_to_decimal(value, &shown)) {
        self->is_overflow = true;
        return;
    }
    va_list args;
    va_start(args, format);
    sheet_append(self, format_text(self->arena, format, args), value_text(self, shown));
    va_end(args);
}

const struct aggregate *sheet_find(const struct sheet *self, int figure)
{
    for (size_t i = 0; i < self->inputs->aggregate_count; i++) {
        if (self->inputs->aggregates[i].figure == figure) {
            return &self->inputs->aggregates[i];
        }
    }
    return NULL;
}

struct decimal sheet_items(struct sheet *self)
{
    const struct aggregate *pieces = sheet_find(self, 0);
    struct decimal count = pieces != NULL ? pieces->count : decimal_int(0);
    char text[SHEET_AMOUNT_TEXT];
    if (pieces != NULL) {
        sheet_step(self, count, "Số minh chứng được tính: %s", sheet_amount(count, text));
    } else {
        sheet_step(self, count, "Chưa có minh chứng nào được tính");
    }
    return count;
}

const char *sheet_aggregate_name(enum sheet_aggregate aggregate)
{
    static const char *const NAMES[] = {[AGGREGATE_COUNT] = "Số lần có số liệu",
                                        [AGGREGATE_SUM] = "Tổng số liệu",
                                        [AGGREGATE_MAX] = "Số liệu lớn nhất"};
    return NAMES[aggregate];
}

struct decimal sheet_measure(struct sheet *self, int figure, enum sheet_aggregate aggregate)
{
    if (figure == 0) {
        return sheet_items(self);
    }
    const char *name = rule_figure(self->inputs->rule, figure);
    const struct aggregate *found = sheet_find(self, figure);
    if (found == NULL) {
        sheet_step(self, decimal_int(0), "Chưa có số liệu “%s”: tính là 0", name);
        return decimal_int(0);
    }
    struct decimal value = aggregate == AGGREGATE_COUNT ? found->count
                           : aggregate == AGGREGATE_SUM ? found->sum
                                                        : found->max;
    char amount[SHEET_AMOUNT_TEXT], pieces[SHEET_AMOUNT_TEXT];
    sheet_step(self, value, "%s “%s” của %s minh chứng: %s", sheet_aggregate_name(aggregate), name,
               sheet_amount(found->count, pieces), sheet_amount(value, amount));
    return value;
}

struct exact sheet_cap(struct sheet *self, struct exact value, struct decimal cap, const char *name)
{
    if (exact_compare(value, cap) <= 0) {
        return value;
    }
    char text[SHEET_AMOUNT_TEXT];
    sheet_step(self, cap, "Giới hạn: %s là %s điểm", name, sheet_amount(cap, text));
    return exact_of(cap);
}

struct exact sheet_floor(struct sheet *self, struct exact value, struct decimal floor,
                         const char *name)
{
    if (exact_compare(value, floor) >= 0) {
        return value;
    }
    char text[SHEET_AMOUNT_TEXT];
    sheet_step(self, floor, "Giới hạn: %s là %s điểm", name, sheet_amount(floor, text));
    return exact_of(floor);
}

void sheet_value(struct sheet *self, struct exact value)
{
    self->value = value;
    self->is_person = false;
}

void sheet_person(struct sheet *self, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    sheet_append(self, format_text(self->arena, format, args), NULL);
    va_end(args);
    self->is_person = true;
}
