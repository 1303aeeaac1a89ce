/*
 * feed_day.c — the day of an item in Vietnam.  Which of two numbers is the month is decided over
 * the whole feed: a part above 12, or a day that would be to come, proves an order; else "3:30 PM"
 * beside numbers without leading zeros is a program's American form.  Vietnamese words always mean
 * the day first, as do numbers that show nothing.
 */
#include <string.h>

#include "formats/feed.h"
#include "formats/feed_stamp.h"

enum {
    MINUTES = 24 * 60,
    HERE = 7 * 60,
    FIRST_YEAR = 1990,
    LAST_YEAR = 2100,
    AHEAD = 7,   /* days: clocks are that wrong; what is later does not tell the order */
    REASON = 366 /* days: what is announced for later is a mistake */
};

static bool is_beyond(const struct feed_days *about, date_days day, int most)
{
    return about->today != 0 && day > about->today + most;
}

/* The day of the numbers in one of both orders; false: there is none. */
static bool day_of(const struct feed_days *about, const struct feed_stamp *stamp,
                   bool is_month_first, date_days *out)
{
    int day = is_month_first ? stamp->month : stamp->day;
    int month = is_month_first ? stamp->day : stamp->month;
    int most = stamp->is_either ? AHEAD : REASON;
    return date_from(stamp->year, month, day, out) && !is_beyond(about, *out, most);
}

void feed_days_note(struct feed_days *self, const char *text)
{
    struct feed_stamp stamp;
    date_days day;
    if (!feed_stamp_read(text, &stamp) || !stamp.is_either || stamp.is_vietnamese) {
        return;
    }
    bool is_day_first = day_of(self, &stamp, false, &day);
    bool is_month_first = day_of(self, &stamp, true, &day);
    self->has_day_first |= is_day_first && !is_month_first;
    self->has_month_first |= is_month_first && !is_day_first;
    self->has_half_day |= stamp.half == HALF_ENGLISH;
    self->has_padded |= stamp.is_padded;
    self->has_bare |= stamp.is_bare;
}

static bool is_month_first(const struct feed_days *about, const struct feed_stamp *stamp)
{
    bool is_proven = about->has_month_first != about->has_day_first;
    bool is_hinted = stamp->half == HALF_ENGLISH && (about->has_bare || !about->has_padded);
    return stamp->is_either && !stamp->is_vietnamese &&
           (is_proven ? about->has_month_first : is_hinted);
}

static bool put_day(const struct feed_days *about, date_days day, const struct feed_stamp *stamp,
                    bool is_utc, char into[static DATE_TEXT])
{
    int year, month, number, usual = is_utc ? 0 : HERE;
    int here =
        stamp->has_clock ? stamp->minutes - (stamp->has_zone ? stamp->zone : usual) + HERE : 0;
    day += here < 0 ? -1 : here >= MINUTES ? 1 : 0;
    date_split(day, &year, &month, &number);
    if (year < FIRST_YEAR || year > LAST_YEAR || is_beyond(about, day, REASON)) {
        return false;
    }
    (void)date_print(day, into);
    return true;
}

bool feed_day(const struct feed_days *about, const char *text, bool is_utc,
              char into[static DATE_TEXT])
{
    struct feed_stamp stamp;
    date_days day;
    if (!feed_stamp_read(text, &stamp)) {
        return false;
    }
    bool is_american = is_month_first(about, &stamp);
    return (day_of(about, &stamp, is_american, &day) ||
            (stamp.is_either && day_of(about, &stamp, !is_american, &day))) &&
           put_day(about, day, &stamp, is_utc, into);
}
