/*
 * written_dates.c — the days that a title or a text names against the stated one, the
 * filing and the calendar.
 */
#include <stdlib.h>
#include <string.h>

#include "checks/checks.h"
#include "text/passage.h"

static const char *print_span(struct inspection *in, const struct passage *passage,
                              struct span span)
{
    return arena_text(in->arena, passage->text + span.start, span.len);
}

/* Several days may be named; one that fits is enough. */
void check_title_date(struct inspection *in)
{
    struct passage title = passage_of(in->arena, "title", in->piece->title);
    struct written_date date, first = {0};
    bool is_any = false, is_good = false;
    for (size_t at = 0; passage_next_date(&title, &at, &date);) {
        if (!date.has_year || !date.is_real) {
            continue;
        }
        first = is_any ? first : date;
        is_any = true;
        is_good = is_good || labs((long)date.date - in->occurred) <= parameter(in, "days_max");
    }
    if (is_any && !is_good) {
        report_place(in, &title, first.span.start, first.span.len,
                     day_told(in));
    }
}

/* Only where a text names days with their years. */
void check_text_dates(struct inspection *in)
{
    long most = parameter(in, "days_max");
    for (size_t p = 0; p < in->passage_count; p++) {
        const struct passage *passage = &in->passages[p];
        struct written_date date, first = {0};
        bool is_any = false, is_good = false;
        for (size_t at = 0; passage_next_date(passage, &at, &date) && !is_good;) {
            if (date.is_real && !date.has_year) {
                is_good = true;    /* of some year or other */
            } else if (date.is_real) {
                first = is_any ? first : date;
                is_any = true;
                is_good = labs((long)date.date - in->occurred) <= most;
            }
        }
        if (is_any && !is_good) {
            report_place(in, passage, first.span.start, first.span.len,
                         day_told(in));
            return;
        }
    }
}

static long year_of(const struct passage *title, size_t word)
{
    const char *text = title->text + title->words[word].start;
    bool is_year = title->words[word].len == 4 && strspn(text, "0123456789") >= 4;
    return is_year ? strtol(text, NULL, 10) : 0;
}

/* "2022-2027", "2022 – 2027": a term of office. */
static bool is_span_of_years(const struct passage *title, size_t word)
{
    const char *behind = title->text + title->words[word].start + title->words[word].len;
    behind += strspn(behind, " ");
    return *behind == '-' || *behind == '/' || strncmp(behind, "–", 3) == 0;
}

/* "năm 2021" in the title and not the year of the day, nor a span of years; what is
 * planned for the next year is made in the last months of this one. */
void check_title_year(struct inspection *in)
{
    struct passage title = passage_of(in->arena, "title", in->piece->title);
    int year, month, day;
    bool is_good = false;
    size_t found = SIZE_MAX;
    date_split(in->occurred, &year, &month, &day);
    for (size_t w = 0; w < title.word_count; w++) {
        long named = year_of(&title, w);
        is_good = is_good || named == year || (named == year + 1 && month >= 10);
        if (w > 0 && named > 1990 && word_is(&title, w - 1, "năm") &&
            !is_span_of_years(&title, w) && found == SIZE_MAX) {
            found = w;
        }
    }
    if (found != SIZE_MAX && !is_good) {
        report_place(in, &title, title.words[found].start, title.words[found].len, NULL);
    }
}

void check_impossible_date(struct inspection *in)
{
    for (size_t p = 0; p < in->passage_count; p++) {
        const struct passage *passage = &in->passages[p];
        struct written_date date;
        for (size_t at = 0; passage_next_date(passage, &at, &date);) {
            bool is_plausible = date.month <= 12 && date.month > 0 && date.day <= 31;
            if (!date.is_real && is_plausible) {
                report_place(in, passage, date.span.start, date.span.len, NULL);
            }
        }
    }
}

/* ------------------------------------------------------------- days of the week */

static const struct {
    const char *name;
    int weekday;                   /* 1 Monday .. 7 */
} WEEKDAYS[] = {{"thứ hai", 1}, {"thứ ba", 2}, {"thứ tư", 3},    {"thứ năm", 4}, {"thứ sáu", 5},
                {"thứ bảy", 6}, {"thứ 2", 1},  {"thứ 3", 2},     {"thứ 4", 3},   {"thứ 5", 4},
                {"thứ 6", 5},   {"thứ 7", 6},  {"chủ nhật", 7}, {"chúa nhật", 7}};

/* The weekday whose name ends right before the date: only ", ngày (" in between. */
static int weekday_before(const struct passage *passage, size_t start)
{
    static const char *const BETWEEN[] = {", ngày ", " ngày ", " (", " (ngày ", ", ", " - "};
    for (size_t i = 0; i < sizeof(WEEKDAYS) / sizeof(WEEKDAYS[0]); i++) {
        for (size_t b = 0; b < sizeof(BETWEEN) / sizeof(BETWEEN[0]); b++) {
            size_t name = strlen(WEEKDAYS[i].name), gap = strlen(BETWEEN[b]);
            if (start >= name + gap &&
                memcmp(passage->lower + start - gap, BETWEEN[b], gap) == 0 &&
                memcmp(passage->lower + start - gap - name, WEEKDAYS[i].name, name) == 0) {
                return WEEKDAYS[i].weekday;
            }
        }
    }
    return 0;
}

void check_weekday(struct inspection *in)
{
    static const char *const NAMES[] = {"", "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu",
                                        "thứ Bảy", "Chủ nhật"};
    for (size_t p = 0; p < in->passage_count; p++) {
        const struct passage *passage = &in->passages[p];
        struct written_date date;
        for (size_t at = 0; passage_next_date(passage, &at, &date);) {
            int said = date.has_year && date.is_real ? weekday_before(passage, date.span.start) : 0;
            if (said > 0 && said != date_weekday(date.date)) {
                report_place(in, passage, date.span.start, date.span.len,
                             arena_print(in->arena, "Ngày %s là %s.",
                                         print_span(in, passage, date.span),
                                         NAMES[date_weekday(date.date)]));
            }
        }
    }
}

void check_text_future(struct inspection *in)
{
    for (size_t p = 0; p < in->passage_count; p++) {
        const struct passage *passage = &in->passages[p];
        struct written_date date;
        size_t at = 0;
        if (passage_next_date(passage, &at, &date) && date.has_year && date.is_real &&
            date.date > in->context->received && passage->file[0] == '\0') {
            report_place(in, passage, date.span.start, date.span.len, NULL);
        }
    }
}
