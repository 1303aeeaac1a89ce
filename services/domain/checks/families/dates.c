/*
 * dates.c — the day a submission is about against the counting window, the day of submission and
 * the deadline, and against the days that its title and text name.
 */
#include <stdlib.h>
#include <string.h>

#include "checks/engine/check.h"
#include "text/passage.h"

static void check_outside_window(struct inspection *in)
{
    for (size_t i = 0; i < in->context->criterion_count; i++) {
        const struct criterion *criterion = &in->context->criteria[i];
        char from[DATE_TEXT], to[DATE_TEXT];
        if (in->occurred < criterion->window_from || in->occurred > criterion->window_to) {
            report(in, "occurred_on",
                   arena_print(in->arena, "Tiêu chí %s tính từ %s đến %s.", criterion->code,
                               date_print_local(criterion->window_from, from),
                               date_print_local(criterion->window_to, to)));
        }
    }
}

static void check_after_filing(struct inspection *in)
{
    if (in->occurred > in->context->received) {
        report(in, "occurred_on", NULL);
    }
}

static void check_late(struct inspection *in)
{
    int days = in->context->received - in->context->deadline;
    char deadline[DATE_TEXT];
    if (days > 0) {
        report(in, "received_on",
               arena_print(in->arena, "Hạn nộp %s, muộn %d ngày.",
                           date_print_local(in->context->deadline, deadline), days));
    }
}

static void check_long_after(struct inspection *in)
{
    int days = in->context->received - in->occurred;
    if (days > parameter(in, "days_max")) {
        report(in, "received_on", arena_print(in->arena, "Sau %d ngày.", days));
    }
}

static void check_weekend_backlog(struct inspection *in)
{
    int days = in->context->received - in->occurred;
    if (date_weekday(in->context->received) >= 6 && days >= parameter(in, "days_min")) {
        report(in, "received_on", arena_print(in->arena, "Sau %d ngày.", days));
    }
}

static const char *print_span(struct inspection *in, const struct passage *passage,
                              struct span span)
{
    return arena_text(in->arena, passage->text + span.start, span.len);
}

/* The title may name several days; one that matches is enough. */
static void check_title_date(struct inspection *in)
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
        report_place(in, &title, first.span.start, first.span.len, stated_day(in));
    }
}

/* Only if a text names days with their years. */
static void check_text_dates(struct inspection *in)
{
    long most = parameter(in, "days_max");
    for (size_t p = 0; p < in->passage_count; p++) {
        const struct passage *passage = &in->passages[p];
        struct written_date date, first = {0};
        bool is_any = false, is_good = false;
        for (size_t at = 0; passage_next_date(passage, &at, &date) && !is_good;) {
            if (date.is_real && !date.has_year) {
                is_good = true; /* of some year or other */
            } else if (date.is_real) {
                first = is_any ? first : date;
                is_any = true;
                is_good = labs((long)date.date - in->occurred) <= most;
            }
        }
        if (is_any && !is_good) {
            report_place(in, passage, first.span.start, first.span.len, stated_day(in));
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

/* "năm 2021" in the title that is neither the year of the day nor part of a span of years; plans
 * for the next year are written in the last months of this one. */
static void check_title_year(struct inspection *in)
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

static void check_impossible_date(struct inspection *in)
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
    int weekday; /* 1 Monday .. 7 */
} WEEKDAYS[] = {{"thứ hai", 1}, {"thứ ba", 2}, {"thứ tư", 3},   {"thứ năm", 4},  {"thứ sáu", 5},
                {"thứ bảy", 6}, {"thứ 2", 1},  {"thứ 3", 2},    {"thứ 4", 3},    {"thứ 5", 4},
                {"thứ 6", 5},   {"thứ 7", 6},  {"chủ nhật", 7}, {"chúa nhật", 7}};

/* The weekday whose name ends right before the date, with only ", ngày (" or the like between. */
static int weekday_before(const struct passage *passage, size_t start)
{
    static const char *const BETWEEN[] = {", ngày ", " ngày ", " (", " (ngày ", ", ", " - "};
    for (size_t i = 0; i < sizeof(WEEKDAYS) / sizeof(WEEKDAYS[0]); i++) {
        for (size_t b = 0; b < sizeof(BETWEEN) / sizeof(BETWEEN[0]); b++) {
            size_t name = strlen(WEEKDAYS[i].name), gap = strlen(BETWEEN[b]);
            if (start >= name + gap && memcmp(passage->lower + start - gap, BETWEEN[b], gap) == 0 &&
                memcmp(passage->lower + start - gap - name, WEEKDAYS[i].name, name) == 0) {
                return WEEKDAYS[i].weekday;
            }
        }
    }
    return 0;
}

static void check_weekday(struct inspection *in)
{
    static const char *const NAMES[] = {"",        "thứ Hai", "thứ Ba",  "thứ Tư",
                                        "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"};
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

static void check_text_future(struct inspection *in)
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

/* ------------------------------------------------------------- the table */

static const struct check CHECKS[] = {
    {.code = "date.outside_window",
     .severity = ERROR,
     .kinds = "",
     .message = "Ngày diễn ra nằm ngoài thời gian tính điểm.",
     .message_en = "The day is outside the counting window.",
     .mend = "Kiểm tra lại ngày, hoặc nộp vào đúng năm công tác.",
     .run = check_outside_window,
     .examples =
         EXAMPLES({.fires = true, .occurred_on = "2022-12-31"}, {.occurred_on = "2023-01-01"})},
    {.code = "date.after_filing",
     .severity = ERROR,
     .kinds = "",
     .message = "Ngày diễn ra muộn hơn ngày nộp.",
     .message_en = "The day is later than the day of submission.",
     .mend = "Sửa lại ngày diễn ra.",
     .run = check_after_filing,
     .examples =
         EXAMPLES({.fires = true, .occurred_on = "2023-06-02"}, {.occurred_on = "2023-06-01"})},
    {.code = "date.title_differs",
     .severity = WARNING,
     .kinds = "",
     .message = "Ngày trong tiêu đề khác ngày diễn ra.",
     .message_en = "The day in the title is not the day that was stated.",
     .mend = "Sửa ngày diễn ra hoặc tiêu đề cho khớp.",
     .run = check_title_date,
     .parameters = {{"days_max", 0, "số ngày chênh lệch cho phép"}},
     .examples = EXAMPLES({.fires = true, .title = "Ảnh hội trại, ngày 15/4/2023"},
                          {.title = "Ảnh hội trại, ngày 20/5/2023"})},
    {.code = "date.text_differs",
     .severity = WARNING,
     .kinds = ",article,photo,",
     .message = "Các ngày nêu trong bài đều khác xa ngày diễn ra.",
     .message_en = "Every day that the text names is far from the stated one.",
     .mend = "Kiểm tra lại ngày diễn ra.",
     .run = check_text_dates,
     .parameters = {{"days_max", 14, "số ngày chênh lệch cho phép"}},
     .examples = EXAMPLES({.fires = true,
                           .kind = "article",
                           .text = "Ngày 10/01/2023, chi đoàn "
                                   "ra quân dọn vệ sinh tuyến đường nông thôn."},
                          {.kind = "article", .text = "Ngày 18/5/2023, chi đoàn ra quân."})},
    {.code = "date.other_year",
     .severity = WARNING,
     .kinds = "",
     .message = "Tiêu đề nêu một năm khác năm diễn ra.",
     .message_en = "The title names another year.",
     .mend = "Kiểm tra xem đây có phải minh chứng của năm công tác này không.",
     .run = check_title_year,
     .examples = EXAMPLES({.fires = true, .title = "Báo cáo công tác Đoàn năm 2021"},
                          {.title = "Báo cáo công tác Đoàn năm 2023"},
                          {.title = "Kế hoạch nhiệm kỳ 2022-2027 của chi đoàn"})},
    {.code = "date.impossible",
     .severity = WARNING,
     .kinds = "",
     .message = "Trong bài có ngày không tồn tại.",
     .message_en = "The text names a day that "
                   "does not exist.",
     .mend = "Sửa lại ngày.",
     .run = check_impossible_date,
     .examples = EXAMPLES({.fires = true, .text = "Ngày 31/4/2023, chi đoàn họp."},
                          {.fires = true, .text = "ngày 30 tháng 02 năm 2023"},
                          {.text = "Ngày 30/4/2023; tỷ lệ 45/50 đạt."})},
    {.code = "date.weekday",
     .severity = WARNING,
     .kinds = "",
     .message = "Thứ trong tuần không khớp với ngày.",
     .message_en = "The day of the week does not belong to the date.",
     .mend = "Xem lại lịch rồi sửa thứ hoặc ngày.",
     .run = check_weekday,
     .examples = EXAMPLES({.fires = true, .text = "Thứ Hai, ngày 20/5/2023, huyện đoàn họp."},
                          {.text = "Thứ Bảy, ngày 20/5/2023, huyện đoàn họp."},
                          {.text = "Chủ nhật (21/5/2023)"})},
    {.code = "date.text_future",
     .severity = WARNING,
     .kinds = ",article,photo,",
     .message = "Bài kể về một ngày chưa đến vào lúc nộp.",
     .message_en = "The text opens with a day that was still to come when it was submitted.",
     .mend = "Kiểm tra lại ngày trong bài.",
     .run = check_text_future,
     .examples = EXAMPLES(
         {.fires = true, .kind = "article", .text = "Sáng ngày 20/7/2023, chi đoàn đã ra quân."},
         {.kind = "article", .text = "Sáng ngày 20/5/2023, chi đoàn ra quân."})},
    {.code = "filing.late",
     .severity = WARNING,
     .kinds = "",
     .message = "Nộp sau hạn.",
     .message_en = "Submitted after the deadline.",
     .mend = "Minh chứng vẫn được tính; tiêu chí có trừ điểm nộp muộn sẽ trừ theo số ngày.",
     .run = check_late,
     .examples = EXAMPLES({.fires = true, .received_day = 178}, {.received_day = 177})},
    {.code = "filing.long_after",
     .severity = HINT,
     .kinds = "",
     .message = "Nộp rất lâu sau ngày diễn ra.",
     .message_en = "Submitted very long after the day.",
     .mend = "Nộp minh chứng ngay sau hoạt động để kịp sửa khi có lỗi.",
     .run = check_long_after,
     .parameters = {{"days_max", 330, "số ngày nhiều nhất từ ngày diễn ra đến ngày nộp"}},
     .examples = EXAMPLES({.fires = true, .occurred_on = "2023-01-02", .received_day = 181},
                          {.occurred_on = "2023-05-20"})},
    {.code = "filing.weekend_backlog",
     .severity = HINT,
     .kinds = "",
     .message = "Nộp dồn vào cuối tuần, lâu sau ngày diễn ra.",
     .message_en = "Submitted on a weekend, long after the day: a backlog.",
     .mend = "Không cần sửa; nên nộp thường xuyên trong năm.",
     .run = check_weekend_backlog,
     .parameters = {{"days_min", 120, "số ngày ít nhất từ ngày diễn ra đến ngày nộp"}},
     .examples = EXAMPLES({.fires = true, .occurred_on = "2023-01-10", .received_day = 2},
                          {.occurred_on = "2023-01-10", .received_day = 0},
                          {.occurred_on = "2023-05-30", .received_day = 2})},
    {.code = NULL},
};

CHECK_FAMILY(FAMILY_DATES) = {.name = "Ngày và thời hạn", .checks = CHECKS};
