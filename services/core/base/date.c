/*
 * date.c — converts calendar dates to days and back.  Years are counted from March, so
 * that the leap day is the last day of a year.
 */
#include "base/date.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { DAYS_400 = 146097, EPOCH = 719468 };

static const int64_t DAY_US = 86400LL * 1000000, ZONE_US = 7LL * 3600 * 1000000;

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_days(int year, int month)
{
    static const int DAYS[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : DAYS[month - 1];
}

bool date_from(int year, int month, int day, date_days *out)
{
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 ||
        day > month_days(year, month)) {
        return false;
    }
    int shifted = month <= 2 ? year - 1 : year;
    int era = shifted / 400;
    int year_of_era = shifted - era * 400;
    int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    *out = era * DAYS_400 + day_of_era - EPOCH;
    return true;
}

void date_split(date_days date, int *year, int *month, int *day)
{
    int64_t days = (int64_t)date + EPOCH;
    int era = (int)((days >= 0 ? days : days - DAYS_400 + 1) / DAYS_400);
    int day_of_era = (int)(days - (int64_t)era * DAYS_400);
    int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int shifted = (5 * day_of_year + 2) / 153;
    *day = day_of_year - (153 * shifted + 2) / 5 + 1;
    *month = shifted < 10 ? shifted + 3 : shifted - 9;
    *year = year_of_era + era * 400 + (*month <= 2 ? 1 : 0);
}

/* Reads `least` to `most` digits from *at on. */
static bool read_number(const char *text, size_t *at, size_t least, size_t most, int *out)
{
    size_t count = 0;
    int value = 0;
    while (count < most && text[*at] >= '0' && text[*at] <= '9') {
        value = value * 10 + (text[*at] - '0');
        (*at)++;
        count++;
    }
    *out = value;
    return count >= least;
}

bool date_parse(const char *iso, date_days *out)
{
    int year, month, day;
    size_t at = 0;
    return read_number(iso, &at, 4, 4, &year) && iso[at++] == '-' &&
           read_number(iso, &at, 2, 2, &month) && iso[at++] == '-' &&
           read_number(iso, &at, 2, 2, &day) && iso[at] == '\0' && date_from(year, month, day, out);
}

bool date_parse_local(const char *text, date_days *out)
{
    int year, month, day;
    size_t at = 0;
    if (!read_number(text, &at, 1, 2, &day)) {
        return false;
    }
    char separator = text[at];
    if (separator == '\0' || strchr("/-.", separator) == NULL) {
        return false;
    }
    at++;
    return read_number(text, &at, 1, 2, &month) && text[at++] == separator &&
           read_number(text, &at, 4, 4, &year) && text[at] == '\0' &&
           date_from(year, month, day, out);
}

/* 00 to 29 are 2000 to 2029, as Excel reads them. */
static int full_year(int year)
{
    return year + (year >= 100 ? 0 : year < 30 ? 2000 : 1900);
}

/* "Mar", "Th3", "Thg3"; *at is set behind it. */
static bool read_month(const char *text, size_t *at, int *month)
{
    static const char NAMES[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    static const char *const WORDS[] = {"Thg", "Th"};
    for (size_t i = 0; i < sizeof(WORDS) / sizeof(WORDS[0]); i++) {
        size_t len = strlen(WORDS[i]);
        if (strncasecmp(text + *at, WORDS[i], len) == 0) {
            *at += len;
            return read_number(text, at, 1, 2, month);
        }
    }
    for (int i = 0; i < 12; i++) {
        if (strncasecmp(text + *at, NAMES + 3 * i, 3) == 0) {
            *at += 3;
            *month = i + 1;
            return true;
        }
    }
    return false;
}

/* "5-Mar-23", "05-Th3-2023": how programs show their format d-mmm-yy, and save it as CSV. */
static bool date_parse_named(const char *text, date_days *out)
{
    int year, month, day;
    size_t at = 0;
    if (!read_number(text, &at, 1, 2, &day)) {
        return false;
    }
    char separator = text[at];
    if (separator == '\0' || strchr("-/. ", separator) == NULL) {
        return false;
    }
    at++;
    if (!read_month(text, &at, &month) || text[at++] != separator) {
        return false;
    }
    size_t digits = strlen(text + at);
    return (digits == 2 || digits == 4) && read_number(text, &at, digits, digits, &year) &&
           date_from(full_year(year), month, day, out);
}

/* "5/3/23", "2023/3/5" */
static bool date_parse_short(const char *text, date_days *out)
{
    int numbers[3];
    size_t at = 0, year_at = strspn(text, "0123456789") == 4 ? 0 : 2;
    for (size_t i = 0; i < 3; i++) {
        char before = i == 0 ? '\0' : text[at++];
        bool is_separated = i == 0 || (before != '\0' && strchr("/-.", before) != NULL);
        if (!is_separated ||
            !read_number(text, &at, i == year_at && i == 2 ? 2 : 1, i == 0 ? 4 : 2, &numbers[i])) {
            return false;
        }
    }
    return text[at] == '\0' &&
           date_from(full_year(numbers[year_at]), numbers[1], numbers[2 - year_at], out);
}

/* " 0:00", "T17:00:00.000Z", " 12:00:00 SA"; *days_later: a time of UTC that is the next day here.
 */
static bool read_time(const char *text, int *days_later)
{
    static const char *const ENDS[] = {"",    "Z",   "+07:00", "+0700", "+07",
                                       " AM", " PM", " SA",    " CH"};
    int hour, minute;
    size_t at = 1;
    *days_later = 0;
    if (*text == '\0') {
        return true;
    }
    if ((*text != ' ' && *text != 'T') || !read_number(text, &at, 1, 2, &hour) ||
        text[at++] != ':' || !read_number(text, &at, 2, 2, &minute) || hour > 24) {
        return false;
    }
    const char *end = text + at + strspn(text + at, ":.0123456789");
    bool is_known = false;
    for (size_t i = 0; i < sizeof(ENDS) / sizeof(ENDS[0]); i++) {
        is_known = is_known || strcmp(end, ENDS[i]) == 0;
    }
    *days_later = strcmp(end, "Z") == 0 && hour >= 24 - 7 ? 1 : 0;
    return is_known;
}

/* "20230305", as programs export days; other eight digits are a number. */
static bool date_parse_compact(const char *text, date_days *out)
{
    enum { FIRST_YEAR = 1900, LAST_YEAR = 2099 };
    int year, month, day;
    size_t at = 0;
    return read_number(text, &at, 4, 4, &year) && year >= FIRST_YEAR && year <= LAST_YEAR &&
           read_number(text, &at, 2, 2, &month) && read_number(text, &at, 2, 2, &day) &&
           text[at] == '\0' && date_from(year, month, day, out);
}

/* Behind "Ngày ", composed or not. */
static const char *behind_day_word(const char *text)
{
    static const char *const WORDS[] = {"ngày ", "nga\xcc\x80y ", "ngay "};
    for (size_t i = 0; i < sizeof(WORDS) / sizeof(WORDS[0]); i++) {
        size_t len = strlen(WORDS[i]);
        if ((text[0] == 'N' || text[0] == 'n') && strncmp(text + 1, WORDS[i] + 1, len - 1) == 0) {
            return text + len + strspn(text + len, " ");
        }
    }
    return text;
}

/* Behind one of `words`, which end with NULL, and blanks around it; NULL: none is there. */
static const char *behind_word(const char *text, const char *const *words)
{
    text += strspn(text, " ");
    for (; *words != NULL; words++) {
        size_t len = strlen(*words);
        if (strncasecmp(text, *words, len) == 0) {
            return text + len + strspn(text + len, " ");
        }
    }
    return NULL;
}

/* "5 tháng 3 năm 2023", "05 tháng 03/2023"; letters composed or not. */
static bool date_parse_spoken(const char *text, date_days *out)
{
    static const char *const MONTH[] = {"tháng", "tha\xcc\x81ng", "thang", NULL};
    static const char *const YEAR[] = {"năm", "na\xcc\x86m", "nam", "/", NULL};
    int year, month, day;
    size_t at = 0;
    if (!read_number(text, &at, 1, 2, &day)) {
        return false;
    }
    text = behind_word(text + at, MONTH);
    at = 0;
    if (text == NULL || !read_number(text, &at, 1, 2, &month)) {
        return false;
    }
    text = behind_word(text + at, YEAR);
    at = 0;
    return text != NULL && read_number(text, &at, 4, 4, &year) && text[at] == '\0' &&
           date_from(year, month, day, out);
}

bool date_parse_cell(const char *text, date_days *out)
{
    char day[DATE_TEXT] = "";
    text = behind_day_word(text);
    size_t len = strcspn(text, " T");
    int days_later;
    if (date_parse_named(text, out) || date_parse_compact(text, out) ||
        date_parse_spoken(text, out)) {
        return true;
    }
    if (len >= sizeof(day) || !read_time(text + len, &days_later)) {
        return false;
    }
    memcpy(day, text, len);
    bool is_day = date_parse(day, out) || date_parse_local(day, out) || date_parse_short(day, out);
    *out += is_day ? days_later : 0;
    return is_day;
}

const char *date_print(date_days date, char into[static DATE_TEXT])
{
    int year, month, day;
    date_split(date, &year, &month, &day);
    char text[48];
    snprintf(text, sizeof(text), "%04d-%02d-%02d", year, month, day);
    memcpy(into, text, DATE_TEXT - 1);
    into[DATE_TEXT - 1] = '\0';
    return into;
}

const char *date_print_local(date_days date, char into[static DATE_TEXT])
{
    char iso[DATE_TEXT];
    date_print(date, iso);
    memcpy(into, iso + 8, 2);
    into[2] = '/';
    memcpy(into + 3, iso + 5, 2);
    into[5] = '/';
    memcpy(into + 6, iso, 4);
    into[DATE_TEXT - 1] = '\0';
    return into;
}

date_days date_of_us(int64_t wall_us)
{
    int64_t local_us = wall_us + ZONE_US;
    int64_t days = local_us / DAY_US;
    return (date_days)(local_us % DAY_US < 0 ? days - 1 : days);
}

int date_weekday(date_days date)
{
    /* 1970-01-01 was a Thursday. */
    return (date % 7 + 7 + 3) % 7 + 1;
}

static bool is_two_digits(const char *at, int most)
{
    return at[0] >= '0' && at[0] <= '9' && at[1] >= '0' && at[1] <= '9' &&
           (at[0] - '0') * 10 + (at[1] - '0') <= most;
}

bool date_is_moment(const char *iso)
{
    char day[DATE_TEXT];
    date_days date;
    if (strlen(iso) < 20) {
        return false;
    }
    memcpy(day, iso, DATE_TEXT - 1);
    day[DATE_TEXT - 1] = '\0';
    bool is_time = iso[10] == 'T' && is_two_digits(iso + 11, 23) && iso[13] == ':' &&
                   is_two_digits(iso + 14, 59) && iso[16] == ':' && is_two_digits(iso + 17, 59);
    const char *end = iso + 19;
    if (*end == '.') {
        size_t digits = strspn(end + 1, "0123456789");
        is_time = is_time && digits > 0 && digits <= 6;
        end += 1 + digits;
    }
    return is_time && strcmp(end, "Z") == 0 && date_parse(day, &date);
}
