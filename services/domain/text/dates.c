/*
 * dates.c — finds days as people write them in Vietnamese; see passage.h.
 */
#include <string.h>

#include "text/passage.h"

static bool is_digit(const struct passage *passage, size_t at)
{
    return at < passage->len && passage->text[at] >= '0' && passage->text[at] <= '9';
}

/* Reads up to `most` digits; returns how many. */
static size_t take_digits(const struct passage *passage, size_t *at, size_t most, int *out)
{
    size_t count = 0;
    for (*out = 0; is_digit(passage, *at) && count < most; count++) {
        *out = *out * 10 + (passage->text[(*at)++] - '0');
    }
    return count;
}

static bool take_phrase(const struct passage *passage, size_t *at, const char *phrase)
{
    size_t from = *at, len = strlen(phrase);
    while (from < passage->len && passage->text[from] == ' ') {
        from++;
    }
    if (passage->len - from < len || memcmp(passage->lower + from, phrase, len) != 0) {
        return false;
    }
    *at = from + len;
    while (*at < passage->len && passage->text[*at] == ' ') {
        (*at)++;
    }
    return true;
}

/* ------------------------------------------------------------- dates */

/* After the day: "/5/2023", "-05-2023", ".5.2023", "/5"; dots only with a year. */
static bool take_joined(const struct passage *passage, size_t *at, struct written_date *out)
{
    char joint = *at < passage->len ? passage->text[*at] : '\0';
    size_t after = *at + 1;
    if ((joint != '/' && joint != '-' && joint != '.') ||
        take_digits(passage, &after, 2, &out->month) == 0 || is_digit(passage, after)) {
        return false;
    }
    *at = after;
    if (after < passage->len && passage->text[after] == joint) {
        after++;
        if (take_digits(passage, &after, 4, &out->year) == 4 && !is_digit(passage, after)) {
            out->has_year = true;
            *at = after;
        }
    }
    return out->has_year || joint != '.';
}

/* " tháng 5 năm 2023" */
static bool take_spoken(const struct passage *passage, size_t *at, struct written_date *out)
{
    size_t after = *at;
    if (!take_phrase(passage, &after, "tháng") ||
        take_digits(passage, &after, 2, &out->month) == 0 || is_digit(passage, after)) {
        return false;
    }
    *at = after;
    if ((take_phrase(passage, &after, "năm") || take_phrase(passage, &after, "/")) &&
        take_digits(passage, &after, 4, &out->year) == 4 && !is_digit(passage, after)) {
        out->has_year = true;
        *at = after;
    }
    return true;
}

/* Whether a word before it announces a day: without one "12/15" may be a share. */
static bool is_announced(const struct passage *passage, size_t start)
{
    static const char *const NAMES[] = {"ngày ", "sáng ", "chiều ", "tối ",  "trưa ",
                                        "đêm ",  "đến ",  "hôm ",   "ngày: "};
    for (size_t i = 0; i < sizeof(NAMES) / sizeof(NAMES[0]); i++) {
        size_t len = strlen(NAMES[i]);
        if (start >= len && memcmp(passage->lower + start - len, NAMES[i], len) == 0) {
            return true;
        }
    }
    return false;
}

bool passage_next_date(const struct passage *passage, size_t *at, struct written_date *out)
{
    while (*at < passage->len) {
        size_t start = *at, after;
        if (!is_digit(passage, start)) {
            (*at)++;
            continue;
        }
        *out = (struct written_date){0};
        after = start;
        size_t digits = take_digits(passage, &after, 2, &out->day);
        bool is_part = start > 0 && strchr("/-.,", passage->text[start - 1]) != NULL &&
                       is_digit(passage, start - (start > 1 ? 2 : 1));
        bool is_found = digits > 0 && !is_digit(passage, after) && !is_part &&
                        (take_joined(passage, &after, out) || take_spoken(passage, &after, out));
        if (is_found && (out->has_year || is_announced(passage, start))) {
            out->span = (struct span){start, after - start};
            out->is_real =
                date_from(out->has_year ? out->year : 2024, out->month, out->day, &out->date);
            *at = after;
            return true;
        }
        while (is_digit(passage, *at)) {
            (*at)++;
        }
    }
    return false;
}
