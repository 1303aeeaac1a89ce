/*
 * written.c — dates and numbers as people write them in Vietnamese; see passage.h.
 */
#include <string.h>

#include "base/decimal.h"
#include "checks/passage.h"

static bool is_digit(const struct passage *passage, size_t at)
{
    return at < passage->len && passage->text[at] >= '0' && passage->text[at] <= '9';
}

static bool is_plain_letter(const struct passage *passage, size_t at)
{
    char c = at < passage->len ? passage->lower[at] : ' ';
    return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0xc3;
}

/* Up to `most` digits; how many there were. */
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

/* Behind the day: "/5/2023", "-05-2023", ".5.2023", "/5"; dots only with a year. */
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

/* What names a day: without one of these "12/15" may be a share. */
static bool is_announced(const struct passage *passage, size_t start)
{
    static const char *const NAMES[] = {"ngày ",  "sáng ",  "chiều ", "tối ", "trưa ",
                                        "đêm ", "đến ", "hôm ", "ngày: "};
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
            out->is_real = date_from(out->has_year ? out->year : 2024, out->month, out->day,
                                     &out->date);
            *at = after;
            return true;
        }
        while (is_digit(passage, *at)) {
            (*at)++;
        }
    }
    return false;
}

/* ------------------------------------------------------------- numbers */

static bool has_group(const struct passage *passage, size_t at)
{
    return is_digit(passage, at + 1) && is_digit(passage, at + 2) && is_digit(passage, at + 3) &&
           !is_digit(passage, at + 4);
}

/* Digits with dots (or blanks that do not break) between thousands, and decimals. */
static bool take_figure(const struct passage *passage, size_t *at, int64_t *scaled)
{
    int64_t value = 0;
    size_t digits = 0, places = 0;
    while (*at < passage->len && digits + places < 14) {
        char c = passage->text[*at];
        if (is_digit(passage, *at)) {
            value = value * 10 + (c - '0');
            digits++;
        } else if (c != '.' || digits == 0 || !has_group(passage, *at)) {
            break;
        }
        (*at)++;
    }
    bool is_decimal = *at < passage->len &&
                      (passage->text[*at] == ',' || passage->text[*at] == '.') &&
                      is_digit(passage, *at + 1);
    if (is_decimal && passage->text[*at] == ',' && has_group(passage, *at)) {
        return false;              /* 1,234: thousands of one, decimals of another */
    }
    for (*at += is_decimal ? 1 : 0; is_decimal && is_digit(passage, *at) && places < 4; places++) {
        value = value * 10 + (passage->text[(*at)++] - '0');
    }
    for (; places < 4; places++) {
        value *= 10;
    }
    *scaled = value;
    return digits > 0 && digits <= 12 && !is_digit(passage, *at);
}

struct number_word {
    const char *word;
    int value;                     /* below 10 a digit; else what it multiplies by */
};

static const struct number_word NUMBER_WORDS[] = {
    {"không", 0}, {"một", 1},    {"mốt", 1},    {"hai", 2},     {"ba", 3},       {"bốn", 4},
    {"tư", 4},    {"năm", 5},    {"lăm", 5},    {"nhăm", 5},    {"sáu", 6},      {"bảy", 7},
    {"tám", 8},   {"chín", 9},   {"mười", 10},  {"mươi", 10},   {"trăm", 100},   {"nghìn", 1000},
    {"ngàn", 1000}, {"triệu", 1000000}, {"linh", -1}, {"lẻ", -1},
};

static bool number_word(const struct passage *passage, size_t word, int *value)
{
    for (size_t i = 0; i < sizeof(NUMBER_WORDS) / sizeof(NUMBER_WORDS[0]); i++) {
        if (word_is(passage, word, NUMBER_WORDS[i].word)) {
            *value = NUMBER_WORDS[i].value;
            return true;
        }
    }
    return false;
}

static bool are_apart_by_blank(const struct passage *passage, size_t word)
{
    size_t end = passage->words[word - 1].start + passage->words[word - 1].len;
    return passage->words[word].start == end + 1 && passage->text[end] == ' ';
}

/* "ba mươi", "một trăm hai mươi lăm", from word on; how many words it took, 0 if it is
 * no number: a lone digit word is mostly none ("năm" is a year, "một" an article). */
static size_t take_spoken_number(const struct passage *passage, size_t word, int64_t *scaled)
{
    int64_t total = 0, hundreds = 0, digit = -1;
    size_t count = 0;
    bool has_scale = false;
    int value;
    for (; word + count < passage->word_count && number_word(passage, word + count, &value) &&
           (count == 0 || are_apart_by_blank(passage, word + count)); count++) {
        if (value < 0) {
            if (!has_scale) {
                break;
            }
        } else if (value < 10) {
            if (digit >= 0) {
                break;             /* "hai, ba": two numbers */
            }
            digit = value;
        } else {
            int64_t times = digit >= 0 ? digit : value == 10 && count == 0 ? 1 : 0;
            if (value >= 1000) {
                total += (hundreds + (digit >= 0 ? digit : 0)) * value;
                hundreds = 0;
            } else {
                hundreds += (times == 0 ? 1 : times) * value;
            }
            digit = -1;
            has_scale = true;
        }
    }
    *scaled = (total + hundreds + (digit >= 0 ? digit : 0)) * DECIMAL_ONE;
    return has_scale && *scaled > 0 ? count : 0;
}

static bool is_before(const struct passage *passage, size_t start, const char *word)
{
    size_t len = strlen(word);
    return start > len && passage->text[start - 1] == ' ' &&
           memcmp(passage->lower + start - 1 - len, word, len) == 0;
}

static void look_around(const struct passage *passage, struct written_number *out)
{
    size_t start = out->span.start, end = start + out->span.len;
    out->is_more = is_before(passage, start, "hơn") || is_before(passage, start, "trên");
    out->is_less = is_before(passage, start, "gần") || is_before(passage, start, "dưới");
    out->is_about = out->is_more || out->is_less || is_before(passage, start, "khoảng") ||
                    is_before(passage, start, "chừng");
    while (end < passage->len && passage->text[end] == ' ') {
        end++;
    }
    out->is_percent = end < passage->len && passage->text[end] == '%';
}

/* Part of a date, a share, a symbol or a code: no number by itself. */
static bool is_joined(const struct passage *passage, size_t start, size_t end)
{
    char before = start > 0 ? passage->text[start - 1] : ' ';
    char after = end < passage->len ? passage->text[end] : ' ';
    return before == '/' || before == '-' || before == '.' || before == ',' || after == '/' ||
           after == '-' || (start > 0 && is_plain_letter(passage, start - 1)) ||
           is_plain_letter(passage, end) ||
           (start > 0 && ((unsigned char)before & 0xc0) == 0x80 &&
            (unsigned char)before != 0x9c && (unsigned char)before != 0xa0);
}

bool passage_next_number(const struct passage *passage, size_t *at, struct written_number *out)
{
    for (size_t word = passage_word_at(passage, *at); word < passage->word_count; word++) {
        size_t start = passage->words[word].start, end = start;
        if (start < *at) {
            continue;              /* inside the number before */
        }
        *out = (struct written_number){0};
        if (is_digit(passage, start)) {
            bool is_good = take_figure(passage, &end, &out->scaled);
            while (!is_good && is_digit(passage, end)) {
                end++;
            }
            *at = end;
            is_good = is_good && !is_joined(passage, start, end);
            out->span = (struct span){start, end - start};
            if (is_good) {
                look_around(passage, out);
                return true;
            }
            continue;
        }
        size_t count = take_spoken_number(passage, word, &out->scaled);
        if (count > 0) {
            const struct text_word *last = &passage->words[word + count - 1];
            out->span = (struct span){start, last->start + last->len - start};
            *at = last->start + last->len;
            look_around(passage, out);
            return true;
        }
    }
    return false;
}
