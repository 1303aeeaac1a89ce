/*
 * dates.c — the day a piece is about against the window, the filing and the deadline.
 */
#include "checks/checks.h"

const char *day_told(const struct inspection *in)
{
    char day[DATE_TEXT];
    return arena_print(in->arena, "Ngày đã khai là %s.", date_print_local(in->occurred, day));
}

void check_outside_window(struct inspection *in)
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

void check_after_filing(struct inspection *in)
{
    if (in->occurred > in->context->received) {
        report(in, "occurred_on", NULL);
    }
}

void check_late(struct inspection *in)
{
    int days = in->context->received - in->context->deadline;
    char deadline[DATE_TEXT];
    if (days > 0) {
        report(in, "received_on",
               arena_print(in->arena, "Hạn nộp %s, muộn %d ngày.",
                           date_print_local(in->context->deadline, deadline), days));
    }
}

void check_long_after(struct inspection *in)
{
    int days = in->context->received - in->occurred;
    if (days > parameter(in, "days_max")) {
        report(in, "received_on", arena_print(in->arena, "Sau %d ngày.", days));
    }
}

void check_weekend_backlog(struct inspection *in)
{
    int days = in->context->received - in->occurred;
    if (date_weekday(in->context->received) >= 6 && days >= parameter(in, "days_min")) {
        report(in, "received_on", arena_print(in->arena, "Sau %d ngày.", days));
    }
}
