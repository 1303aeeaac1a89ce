/*
 * xlsx_formats.c — numbers as text.
 *
 * A workbook stores days and times as numbers; only the number format of the cell says so.  In a
 * format's code letters mean parts of a date or time, unless they are quoted, behind a backslash or
 * in brackets: `0" ngày"`, `[Red]0`, `[$VND] 0` are no dates, `[h]:mm` is a duration.
 *
 * A program shows 15 significant digits and stores 17: "4.0999999999999996" is 4.1.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/date.h"
#include "tables/xlsx_parts.h"

enum kind {
    KIND_NUMBER,
    KIND_DAY,
    KIND_TIME,
    KIND_DURATION,
    KIND_DAY_OR_TIME /* in formats of East Asia, as the value is a day or less */
};

enum { DAY_MS = 86400000, SECOND_MS = 1000, MINUTE = 60, HOUR = 3600 };

/* ------------------------------------------------------------- formats */

/* "[h]", "[mm]", "[ss]": elapsed time. */
static bool is_elapsed(const char *inside, size_t len)
{
    char letters[3] = {inside[0], (char)(inside[0] ^ 0x20), '\0'}; /* in either case */
    return strchr("hmsHMS", inside[0]) != NULL && strspn(inside, letters) == len;
}

/* The bytes at `code` that stand for themselves or only colour; 0: the letter has a meaning. */
static size_t skip_literal(const char *code)
{
    size_t len;
    switch (*code) {
    case '"':
        len = strcspn(code + 1, "\"") + 1;
        return code[len] != '\0' ? len + 1 : len;
    case '\\':
    case '_':
    case '*':
        return code[1] != '\0' ? 2 : 1;
    case '[':
        len = strcspn(code, "]");
        return code[len] != '\0' ? len + 1 : len;
    default:
        return strncasecmp(code, "general", 7) == 0 ? 7 : 0;
    }
}

/* By the code's first section, which is that of positive numbers. */
static enum kind kind_of_code(const char *code)
{
    bool has_day = false, has_time = false, has_month = false, has_elapsed = false;
    while (*code != '\0' && *code != ';') {
        size_t literal = skip_literal(code);
        has_elapsed =
            has_elapsed || (*code == '[' && literal > 2 && is_elapsed(code + 1, literal - 2));
        if (literal == 0) {
            has_day = has_day || strchr("yYdD", *code) != NULL;
            has_time = has_time || strchr("hHsS", *code) != NULL;
            has_month = has_month || strchr("mM", *code) != NULL;
            literal = 1;
        }
        code += literal;
    }
    return has_day       ? KIND_DAY
           : has_elapsed ? KIND_DURATION
           : has_time    ? KIND_TIME
           : has_month   ? KIND_DAY
                         : KIND_NUMBER;
}

/* Formats that every program knows by number (ECMA-376, 18.8.30). */
static enum kind kind_of_builtin(long id)
{
    if ((id >= 14 && id <= 17) || id == 22) {
        return KIND_DAY;
    }
    if ((id >= 18 && id <= 21) || id == 45 || id == 47) {
        return KIND_TIME;
    }
    if (id == 46) {
        return KIND_DURATION;
    }
    return (id >= 27 && id <= 36) || (id >= 50 && id <= 58) ? KIND_DAY_OR_TIME : KIND_NUMBER;
}

struct code {
    long id;
    enum kind kind;
};

static long number_attribute(const struct part_reader *reader, const char *name)
{
    char *text = part_attribute(reader, name);
    long number = text != NULL ? strtol(text, NULL, 10) : 0;
    free(text);
    return number;
}

static void add_code(const struct part_reader *reader, struct buf *codes)
{
    char *text = part_attribute(reader, "formatCode");
    struct code code = {number_attribute(reader, "numFmtId"),
                        text != NULL ? kind_of_code(text) : KIND_NUMBER};
    buf_add(codes, &code, sizeof(code));
    free(text);
}

static enum kind kind_of(const struct buf *codes, long id)
{
    struct code code;
    for (size_t at = 0; at < codes->len; at += sizeof(code)) {
        memcpy(&code, codes->data + at, sizeof(code));
        if (code.id == id) {
            return code.kind;
        }
    }
    return kind_of_builtin(id);
}

void formats_read(struct package *package, const char *part, struct xlsx_formats *out)
{
    struct part_reader reader;
    struct buf codes = {0};
    bool is_cells = false;
    if (part_open(package, part, &reader)) {
        while (part_next(&reader)) {
            if (part_is_start(&reader, "numFmt")) {
                add_code(&reader, &codes);
            } else if (part_is_start(&reader, "cellXfs") || part_is_end(&reader, "cellXfs")) {
                is_cells = part_is_start(&reader, "cellXfs") && !part_is_empty(&reader);
            } else if (is_cells && part_is_start(&reader, "xf")) {
                long id = number_attribute(&reader, "numFmtId");
                buf_byte(&out->kinds, (char)kind_of(&codes, id));
            }
        }
    }
    part_close(&reader);
    buf_free(&codes);
}

void formats_free(struct xlsx_formats *self)
{
    buf_free(&self->kinds);
}

/* ------------------------------------------------------------- numbers */

/* "1.5e-07" as "0.00000015". */
static void print_plain(const char *text, struct buf *into)
{
    const char *mark = strchr(text, 'e');
    long exponent = strtol(mark + 1, NULL, 10);
    if (*text == '-') {
        buf_byte(into, *text++);
    }
    size_t len = (size_t)(mark - text);
    for (long zero = exponent; zero < 0; zero++) {
        buf_text(into, zero == exponent ? "0." : "0");
    }
    for (size_t i = 0; i < len; i++) {
        exponent -= i > 0 && text[i] != '.' ? 1 : 0;
        if (text[i] != '.') {
            buf_byte(into, text[i]);
        }
    }
    for (; exponent > 0; exponent--) {
        buf_byte(into, '0');
    }
}

/* Digits alone are exact and stay; others are rounded to the 15 digits that a program shows. */
static void print_rounded(const char *text, double value, struct buf *into)
{
    enum { DIGITS_MAX = 30 };
    char shown[64];
    const char *digits = text + (*text == '-' ? 1 : 0);
    if (digits[strspn(digits, "0123456789")] == '\0') {
        buf_text(into, text);
        return;
    }
    snprintf(shown, sizeof(shown), "%.15g", value);
    const char *mark = strchr(shown, 'e');
    if (mark != NULL && labs(strtol(mark + 1, NULL, 10)) <= DIGITS_MAX) {
        print_plain(shown, into);
    } else {
        buf_text(into, value == 0 ? "0" : shown);
    }
}

/* "1.234" is how people write 1234: a fourth decimal says that these are decimals.  "0.234" has
 * one reading. */
static void print_number(const char *text, double value, struct buf *into)
{
    size_t start = into->len;
    print_rounded(text, value, into);
    const char *whole = buf_string(into) + start, *point = strchr(whole, '.');
    whole += *whole == '-' ? 1 : 0;
    bool is_thousands = point != NULL && *whole != '0' && point - whole <= 3;
    if (is_thousands && strspn(point + 1, "0123456789") == 3 && point[4] == '\0') {
        buf_byte(into, '0');
    }
}

/* False: the number is no day of this calendar. */
static bool print_day(const struct xlsx_formats *self, int64_t ms, struct buf *into)
{
    enum { TO_1904 = 1462, LAST = 2958465, LEAP = 60, EPOCH = -25569 };
    char text[DATE_TEXT];
    int64_t day = ms / DAY_MS + (self->is_1904 ? TO_1904 : 0);
    /* Day 60 would be 29 February 1900, which did not exist; the days before it are shifted. */
    if (day < 1 || day > LAST || (day == LEAP && !self->is_1904)) {
        return false;
    }
    day += day < LEAP ? 1 : 0;
    buf_text(into, date_print((date_days)(day + EPOCH), text));
    return true;
}

static void print_clock(int64_t seconds, int hour_digits, struct buf *into)
{
    buf_print(into, "%0*lld:%02d", hour_digits, (long long)(seconds / HOUR),
              (int)(seconds % HOUR / MINUTE));
    if (seconds % MINUTE != 0) {
        buf_print(into, ":%02d", (int)(seconds % MINUTE));
    }
}

/* False: a number in this format cannot be shown, e.g. before the first day. */
static bool print_moment(const struct xlsx_formats *self, enum kind kind, double value,
                         struct buf *into)
{
    enum { MOST = 2958466 };
    if (value < 0 || value >= MOST) {
        return false;
    }
    int64_t ms = llround(value * DAY_MS), seconds = (ms + SECOND_MS / 2) / SECOND_MS;
    bool is_day = kind == KIND_DAY || (kind == KIND_DAY_OR_TIME && value >= 1);
    if (is_day) {
        return print_day(self, ms, into);
    }
    if (kind == KIND_DURATION) {
        print_clock(seconds, 1, into);
    } else {
        print_clock(seconds % (DAY_MS / SECOND_MS), 2, into);
    }
    return true;
}

void formats_print(const struct xlsx_formats *self, size_t format, const char *value,
                   struct buf *into)
{
    char *end;
    double number = strtod(value, &end);
    bool is_number = value[0] != '\0' && value[strspn(value, "+-.0123456789eE")] == '\0' &&
                     *end == '\0' && isfinite(number);
    enum kind kind = format < self->kinds.len ? (enum kind)self->kinds.data[format] : KIND_NUMBER;
    if (!is_number) {
        buf_text(into, value);
    } else if (kind == KIND_NUMBER || !print_moment(self, kind, number, into)) {
        print_number(value, number, into);
    }
}
