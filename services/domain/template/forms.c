/*
 * forms.c — how a value is written on a paper.  A value that is missing leaves the room in which a
 * day is written by hand, or nothing.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicase.h>

#include "base/date.h"
#include "base/decimal.h"
#include "base/text.h"
#include "template/inside.h"

struct moment {
    int year, month, day;
    int hour, minute; /* -1: the value is a day */
};

/* -1: they are none. */
static int two_digits(const char *text)
{
    bool are_digits = text[0] >= '0' && text[0] <= '9' && text[1] >= '0' && text[1] <= '9';
    return are_digits ? (text[0] - '0') * 10 + text[1] - '0' : -1;
}

static bool moment_read(const char *text, struct moment *out)
{
    char day[DATE_TEXT] = "";
    date_days date;
    snprintf(day, sizeof(day), "%.10s", text);
    if (!date_parse(day, &date)) {
        return false;
    }
    date_split(date, &out->year, &out->month, &out->day);
    bool has_hour = strlen(text) >= strlen("2023-11-02T08:00") && text[10] == 'T';
    out->hour = has_hour ? two_digits(text + 11) : -1;
    out->minute = has_hour ? two_digits(text + 14) : -1;
    return true;
}

static const char *text_in(const json_t *value, char into[static 32])
{
    if (json_is_integer(value)) {
        snprintf(into, 32, "%lld", (long long)json_integer_value(value));
        return into;
    }
    return json_is_string(value) ? json_string_value(value) : "";
}

/* ---------------------------------------------------------------- days and hours */

static void write_day(const struct moment *at, struct buf *out)
{
    buf_print(out, "%02d/%02d/%04d", at->day, at->month, at->year);
}

static void write_long_day(const struct moment *at, struct buf *out)
{
    buf_print(out, "ngày %02d tháng %02d năm %04d", at->day, at->month, at->year);
}

static void write_day_month(const struct moment *at, struct buf *out)
{
    buf_print(out, "%02d/%02d", at->day, at->month);
}

static void write_year(const struct moment *at, struct buf *out)
{
    buf_print(out, "%04d", at->year);
}

static void write_hour(const struct moment *at, struct buf *out)
{
    buf_print(out, "%02d:%02d", at->hour, at->minute);
}

static void write_long_hour(const struct moment *at, struct buf *out)
{
    buf_print(out, "%02d giờ %02d", at->hour, at->minute);
}

static void write_moment(const struct moment *at, struct buf *out)
{
    write_hour(at, out);
    buf_text(out, ", ");
    write_day(at, out);
}

/* ---------------------------------------------------------------- numbers */

/* "300000000.5" as 300.000.000,5. */
static void write_number(const char *text, struct buf *out)
{
    size_t sign = text[0] == '-' ? 1 : 0, whole = strcspn(text + sign, ".");
    buf_add(out, text, sign);
    for (size_t i = 0; i < whole; i++) {
        if (i > 0 && (whole - i) % 3 == 0) {
            buf_byte(out, '.');
        }
        buf_byte(out, text[sign + i]);
    }
    if (text[sign + whole] == '.') {
        buf_byte(out, ',');
        buf_text(out, text + sign + whole + 1);
    }
}

static void write_points(const char *text, struct buf *out)
{
    char points[DECIMAL_TEXT];
    struct decimal value;
    write_number(decimal_parse(text, &value) ? decimal_print_points(decimal_round(value), points)
                                             : text,
                 out);
}

static void write_two_digits(const char *text, struct buf *out)
{
    buf_text(out, strlen(text) == 1 ? "0" : "");
    write_number(text, out);
}

/* ---------------------------------------------------------------- text */

static void write_text(const char *text, struct buf *out)
{
    buf_text(out, text);
}

static void write_capitals(const char *text, struct buf *out)
{
    size_t len = 0;
    uint8_t *capitals =
        u8_toupper((const uint8_t *)text, strlen(text), "vi", UNINORM_NFC, NULL, &len);
    buf_add(out, capitals, capitals != NULL ? len : 0);
    free(capitals);
}

/* As within a sentence: "Kiểm tra năm 2023" as "kiểm tra năm 2023". */
static void write_within(const char *text, struct buf *out)
{
    size_t len = 0, first = 0;
    (void)text_next(text, strlen(text), &first);
    uint8_t *small = u8_tolower((const uint8_t *)text, first, "vi", UNINORM_NFC, NULL, &len);
    buf_add(out, small, small != NULL ? len : 0);
    buf_text(out, text + first);
    free(small);
}

/* ---------------------------------------------------------------- the table */

/* The first form of a type is the usual one. */
static const struct {
    const char *name, *types;
    void (*text)(const char *text, struct buf *out);
    void (*moment)(const struct moment *at, struct buf *out);
    const char *missing;
} FORMS[] = {
    {"chữ", "|text|", write_text, NULL, ""},
    {"hoa", "|text|", write_capitals, NULL, ""},
    {"trong câu", "|text|", write_within, NULL, ""},
    {"ngày giờ", "|time|", NULL, write_moment, ""},
    {"ngày", "|date|time|", NULL, write_day, ""},
    {"ngày dài", "|date|time|", NULL, write_long_day, "ngày      tháng      năm        "},
    {"ngày tháng", "|date|time|", NULL, write_day_month, ""},
    {"năm", "|date|time|", NULL, write_year, ""},
    {"giờ", "|time|", NULL, write_hour, ""},
    {"giờ dài", "|time|", NULL, write_long_hour, "      giờ      "},
    {"điểm", "|points|number|", write_points, NULL, ""},
    {"số", "|number|points|", write_number, NULL, ""},
    {"hai số", "|number|", write_two_digits, NULL, ""},
};
enum { FORM_COUNT = sizeof(FORMS) / sizeof(FORMS[0]), NO_FORM = -1 };

static bool has_type(const char *types, const char *type)
{
    char bars[32];
    snprintf(bars, sizeof(bars), "|%s|", type);
    return strstr(types, bars) != NULL;
}

/* A number is written with the form "số" if none is given, though points can be a number's form. */
static int form_place(const char *form, const char *type)
{
    const char *wanted = form[0] == '\0' && strcmp(type, "number") == 0 ? "số" : form;
    for (int i = 0; i < FORM_COUNT; i++) {
        if ((wanted[0] == '\0' || strcmp(FORMS[i].name, wanted) == 0) &&
            has_type(FORMS[i].types, type)) {
            return i;
        }
    }
    return NO_FORM;
}

bool form_fits(const char *form, const char *type)
{
    return form_place(form, type) != NO_FORM;
}

void form_write(const char *form, const char *type, const json_t *value, struct buf *out)
{
    char number[32];
    struct moment at;
    int place = form_place(form, type);
    const char *text = text_in(value, number);
    if (place == NO_FORM) {
        return;
    }
    if (text[0] == '\0') {
        buf_text(out, FORMS[place].missing);
    } else if (FORMS[place].text != NULL) {
        FORMS[place].text(text, out);
    } else if (!moment_read(text, &at)) {
        buf_text(out, text);
    } else if (at.hour < 0 && strcmp(type, "time") == 0) {
        write_day(&at, out); /* the hour is not known */
    } else {
        FORMS[place].moment(&at, out);
    }
}
