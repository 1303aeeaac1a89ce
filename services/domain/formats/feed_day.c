/*
 * feed_day.c — the day of an item, in all the forms that feeds use.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "formats/feed.h"

enum { MINUTES = 24 * 60, HERE = 7 * 60, FIRST_YEAR = 1990, LAST_YEAR = 2100 };

/* The number at `*at`, of a limited number of digits; -1: there is none. */
static int read_number(const char **at, size_t most)
{
    char digits[8] = "";
    size_t count = 0;
    while (count < most && count < sizeof(digits) - 1 && isdigit((unsigned char)(*at)[count])) {
        digits[count] = (*at)[count];
        count++;
    }
    *at += count;
    return count > 0 ? (int)strtol(digits, NULL, 10) : -1;
}

/* Minutes east of Greenwich; `usual` if no zone is there. */
static int zone_of(const char *text, int usual)
{
    static const struct {
        const char *name;
        int minutes;
    } NAMES[] = {{"GMT", 0},    {"UTC", 0},    {"UT", 0},     {"Z", 0},      {"ICT", 420},
                 {"EST", -300}, {"EDT", -240}, {"CST", -360}, {"CDT", -300}, {"MST", -420},
                 {"MDT", -360}, {"PST", -480}, {"PDT", -420}};
    text += strspn(text, " ");
    size_t len = 0;
    while (isalpha((unsigned char)text[len])) {
        len++;
    }
    for (size_t i = 0; len > 0 && i < sizeof(NAMES) / sizeof(NAMES[0]); i++) {
        bool is_it = strlen(NAMES[i].name) == len && strncasecmp(text, NAMES[i].name, len) == 0;
        usual = is_it ? NAMES[i].minutes : usual;
    }
    text += len; /* "GMT+7" */
    if (*text != '+' && *text != '-') {
        return usual;
    }
    char digits[5] = "";
    size_t count = 0;
    const char *at = text + 1;
    bool has_colon = false;
    for (; count < 4 && (isdigit((unsigned char)*at) || *at == ':'); at++) {
        has_colon = has_colon || *at == ':';
        if (*at != ':') {
            digits[count++] = *at;
        }
    }
    int number = (int)strtol(digits, NULL, 10);
    int minutes = count <= 2 && !has_colon ? number * 60 : number / 100 * 60 + number % 100;
    return *text == '-' ? -minutes : minutes;
}

/* "15:04", "15:04:05.123": minutes of the day, and what follows. */
static bool read_clock(const char *text, int *minutes, const char **rest)
{
    int hour = read_number(&text, 2);
    int minute = *text == ':' ? (text++, read_number(&text, 2)) : -1;
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59) {
        return false;
    }
    *minutes = hour * 60 + minute;
    *rest = text + strspn(text, ":.0123456789");
    return true;
}

static bool put_day(date_days day, int minutes, int zone, char into[static DATE_TEXT])
{
    int year, month, number, here = minutes - zone + HERE;
    day += here < 0 ? -1 : here >= MINUTES ? 1 : 0;
    date_split(day, &year, &month, &number);
    if (year < FIRST_YEAR || year > LAST_YEAR) {
        return false;
    }
    (void)date_print(day, into);
    return true;
}

/* "2023-11-06T15:30:00+07:00" */
static bool read_iso(const char *text, int usual, char into[static DATE_TEXT])
{
    char start[DATE_TEXT];
    date_days day;
    int minutes;
    const char *rest;
    (void)snprintf(start, sizeof(start), "%.10s", text);
    if (!date_parse(start, &day)) {
        return false;
    }
    bool has_clock = (text[10] == 'T' || text[10] == ' ') && read_clock(text + 11, &minutes, &rest);
    return has_clock ? put_day(day, minutes, zone_of(rest, usual), into)
                     : put_day(day, 0, HERE, into);
}

/* "Nov", "November": 1 to 12; 0: none. */
static int read_month(const char **at)
{
    static const char NAMES[] = "janfebmaraprmayjunjulaugsepoctnovdec";
    char name[4] = "";
    size_t len = 0;
    for (; isalpha((unsigned char)(*at)[len]); len++) {
        if (len < 3) {
            name[len] = (char)tolower((unsigned char)(*at)[len]);
        }
    }
    *at += len;
    const char *found = len >= 3 ? strstr(NAMES, name) : NULL;
    return found != NULL && (found - NAMES) % 3 == 0 ? (int)(found - NAMES) / 3 + 1 : 0;
}

/* "Mon, 06 Nov 2023 15:30:00 +0000" */
static bool read_mail(const char *text, int usual, char into[static DATE_TEXT])
{
    date_days date;
    int minutes = 0;
    const char *comma = strchr(text, ',');
    text = comma != NULL ? comma + 1 : text;
    text += strspn(text, " ");
    int day = read_number(&text, 2);
    text += strspn(text, " -");
    int month = read_month(&text);
    text += strspn(text, " -");
    int year = read_number(&text, 4);
    if (day < 0 || month == 0 || year < 0 ||
        !date_from(year < 100 ? year + 2000 : year, month, day, &date)) {
        return false;
    }
    text += strspn(text, " ");
    return read_clock(text, &minutes, &text) ? put_day(date, minutes, zone_of(text, usual), into)
                                             : put_day(date, 0, HERE, into);
}

/* "06/11/2023 22:30": as people type it, so local time. */
static bool read_local(const char *text, char into[static DATE_TEXT])
{
    char start[16];
    date_days day;
    (void)snprintf(start, sizeof(start), "%.*s", (int)strcspn(text, " ,T"), text);
    return date_parse_local(start, &day) && put_day(day, 0, HERE, into);
}

bool feed_day(const char *text, bool is_utc, char into[static DATE_TEXT])
{
    int usual = is_utc ? 0 : HERE;
    text += strspn(text, " \t\r\n");
    return read_iso(text, usual, into) || read_mail(text, usual, into) || read_local(text, into);
}
