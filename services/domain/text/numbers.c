/*
 * numbers.c — finds numbers as people write them in Vietnamese: "1.234,5", "ba mươi",
 * "2,5 triệu", "1 triệu 250 nghìn đồng", "500k"; see passage.h.
 */
#include <string.h>

#include "base/decimal.h"
#include "text/passage.h"

enum { POWER_MOST = 12 }; /* "nghìn tỷ"; with four digits before it still fits */

static bool is_digit(const struct passage *passage, size_t at)
{
    return at < passage->len && passage->text[at] >= '0' && passage->text[at] <= '9';
}

static bool is_plain_letter(const struct passage *passage, size_t at)
{
    char c = at < passage->len ? passage->lower[at] : ' ';
    return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0xc3;
}

static bool has_group(const struct passage *passage, size_t at)
{
    return is_digit(passage, at + 1) && is_digit(passage, at + 2) && is_digit(passage, at + 3) &&
           !is_digit(passage, at + 4);
}

static int64_t power_of_ten(unsigned power)
{
    int64_t value = 1;
    for (; power > 0; power--) {
        value *= 10;
    }
    return value;
}

/* Digits with dots (or no-break spaces) between thousands, and decimals; *unit is the value of
 * one in the last digit. */
static bool take_figure(const struct passage *passage, size_t *at, int64_t *scaled, int64_t *unit)
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
        return false; /* 1,234: ambiguous, thousands or decimals */
    }
    for (*at += is_decimal ? 1 : 0; is_decimal && is_digit(passage, *at) && places < 4; places++) {
        value = value * 10 + (passage->text[(*at)++] - '0');
    }
    *unit = power_of_ten((unsigned)(4 - places));
    *scaled = value * *unit;
    return digits > 0 && digits <= 12 && !is_digit(passage, *at);
}

/* ------------------------------------------------------------- scales: nghìn, triệu, tỷ */

struct scale {
    const char *word;
    unsigned power;
};

/* The word that begins one blank after `end`; word_count if none does. */
static size_t word_behind(const struct passage *passage, size_t end)
{
    size_t word = passage_word_at(passage, end);
    bool is_next = word < passage->word_count && passage->words[word].start == end + 1 &&
                   passage->text[end] == ' ';
    return is_next ? word : passage->word_count;
}

static size_t end_of(const struct passage *passage, size_t word)
{
    return passage->words[word].start + passage->words[word].len;
}

/* "tỷ lệ" is a share and "triệu phú" a rich man. */
static bool is_other_word(const struct passage *passage, size_t word)
{
    return word_is(passage, word + 1, "lệ") || word_is(passage, word + 1, "phú") ||
           word_is(passage, word + 1, "suất") || word_is(passage, word + 1, "trọng") ||
           word_is(passage, word + 1, "số");
}

/* "nghìn", "triệu", "nghìn tỷ" after *at: returns their power of ten, 0 for none. */
static unsigned take_scale(const struct passage *passage, size_t *at)
{
    static const struct scale SCALES[] = {{"trăm", 2}, {"nghìn", 3}, {"ngàn", 3}, {"triệu", 6},
                                          {"tr", 6},   {"trđ", 6},   {"tỷ", 9},   {"tỉ", 9}};
    unsigned power = 0;
    for (size_t word; (word = word_behind(passage, *at)) < passage->word_count;) {
        unsigned more = 0;
        for (size_t i = 0; i < sizeof(SCALES) / sizeof(SCALES[0]); i++) {
            more = word_is(passage, word, SCALES[i].word) ? SCALES[i].power : more;
        }
        if (more == 0 || power + more > POWER_MOST || is_other_word(passage, word)) {
            break;
        }
        power += more;
        *at = end_of(passage, word);
    }
    return power;
}

/* A suffix directly after the digits: "500k", "20tr". */
static unsigned take_suffix(const struct passage *passage, size_t *at)
{
    static const struct scale SUFFIXES[] = {{"k", 3},     {"tr", 6}, {"trđ", 6},
                                            {"triệu", 6}, {"tỷ", 9}, {"tỉ", 9}};
    size_t end = *at;
    while (is_plain_letter(passage, end) ||
           (end > *at && end < passage->len && (passage->text[end] & 0xc0) == 0x80)) {
        end++;
    }
    for (size_t i = 0; i < sizeof(SUFFIXES) / sizeof(SUFFIXES[0]); i++) {
        size_t len = strlen(SUFFIXES[i].word);
        if (end - *at == len && memcmp(passage->lower + *at, SUFFIXES[i].word, len) == 0 &&
            !is_digit(passage, end)) {
            *at = end;
            return SUFFIXES[i].power;
        }
    }
    return 0;
}

static bool numbers_raise(int64_t *scaled, unsigned power)
{
    return !__builtin_mul_overflow(*scaled, power_of_ten(power), scaled);
}

/* Whether the number that ends at *end is a sum of money: "đồng" follows, not "đồng chí"; sets
 * *end to its end. */
static bool take_money(const struct passage *passage, size_t *end)
{
    static const char *const UNITS[] = {"đồng", "đ", "vnđ", "vnd"};
    static const char *const OTHERS[] = {"chí",   "bào", "phục", "hồ",  "đội", "nghiệp",
                                         "hương", "dao", "diễn", "tác", "hành"};
    size_t start = *end + (*end < passage->len && passage->text[*end] == ' ' ? 1 : 0);
    for (size_t i = 0; i < sizeof(UNITS) / sizeof(UNITS[0]); i++) {
        size_t behind = start + strlen(UNITS[i]);
        if (behind > passage->len || is_plain_letter(passage, behind) ||
            memcmp(passage->lower + start, UNITS[i], behind - start) != 0) {
            continue;
        }
        size_t word = passage_word_at(passage, behind);
        for (size_t o = 0; o < sizeof(OTHERS) / sizeof(OTHERS[0]); o++) {
            if (word_is(passage, word, OTHERS[o]) && passage->words[word].start == behind + 1) {
                return false;
            }
        }
        *end = behind;
        return true;
    }
    return false;
}

/* "250 nghìn" after "1 triệu", "500 đồng" after both, "rưỡi": adds what is less than the last
 * scale.  False if another number follows: then the meaning is ambiguous. */
static bool take_rest(const struct passage *passage, size_t *at, struct written_number *out,
                      unsigned power)
{
    while (power >= 3) {
        size_t word = word_behind(passage, *at);
        if (word_is(passage, word, "rưỡi")) {
            int64_t half = 5 * DECIMAL_ONE;
            *at = end_of(passage, word);
            out->unit /= 10;
            return numbers_raise(&half, power - 1) &&
                   !__builtin_add_overflow(out->scaled, half, &out->scaled);
        }
        if (word >= passage->word_count || !is_digit(passage, passage->words[word].start)) {
            return true;
        }
        size_t end = passage->words[word].start;
        int64_t more, unit;
        bool is_figure = take_figure(passage, &end, &more, &unit);
        *at = end;
        if (!is_figure) {
            return false;
        }
        size_t behind = end;
        unsigned less = take_scale(passage, &end);
        bool is_last = less == 0 && take_money(passage, &behind);
        if ((less == 0 && !is_last) || less >= power || !numbers_raise(&more, less) ||
            !numbers_raise(&unit, less) || more >= power_of_ten(power) * DECIMAL_ONE ||
            __builtin_add_overflow(out->scaled, more, &out->scaled)) {
            return false;
        }
        out->unit = is_last ? 0 : unit;
        *at = end;
        power = less;
    }
    return true;
}

/* ------------------------------------------------------------- words: ba mươi */

struct number_word {
    const char *word;
    int64_t value; /* below 10 a digit; else what it multiplies by */
};

static const struct number_word NUMBER_WORDS[] = {
    {"không", 0},       {"một", 1},         {"mốt", 1},         {"hai", 2},      {"ba", 3},
    {"bốn", 4},         {"tư", 4},          {"năm", 5},         {"lăm", 5},      {"nhăm", 5},
    {"sáu", 6},         {"bảy", 7},         {"tám", 8},         {"chín", 9},     {"mười", 10},
    {"mươi", 10},       {"chục", 10},       {"trăm", 100},      {"nghìn", 1000}, {"ngàn", 1000},
    {"triệu", 1000000}, {"tỷ", 1000000000}, {"tỉ", 1000000000}, {"linh", -1},    {"lẻ", -1},
};

static bool number_word(const struct passage *passage, size_t word, int64_t *value)
{
    for (size_t i = 0; i < sizeof(NUMBER_WORDS) / sizeof(NUMBER_WORDS[0]); i++) {
        if (word_is(passage, word, NUMBER_WORDS[i].word)) {
            *value = NUMBER_WORDS[i].value;
            return *value < 1000000 || !is_other_word(passage, word);
        }
    }
    return false;
}

static bool are_apart_by_blank(const struct passage *passage, size_t word)
{
    size_t end = end_of(passage, word - 1);
    return passage->words[word].start == end + 1 && passage->text[end] == ' ';
}

struct spoken {
    int64_t total, hundreds, digit; /* digit -1: none is waiting */
    int64_t scale;                  /* the last of thousands and more; 0: none yet */
};

/* A word of ten and more multiplies the value before it; false on overflow. */
static bool take_factor(struct spoken *said, int64_t value)
{
    int64_t group = said->hundreds + (said->digit > 0 ? said->digit : 0);
    bool is_whole = value >= 1000 && said->scale > 0 && value > said->scale;
    if (is_whole) { /* "hai nghìn tỷ": both together */
        group += said->total;
        said->total = 0;
    }
    if (value >= 1000) {
        said->scale = value;
        said->hundreds = 0;
        said->digit = -1;
        return !__builtin_mul_overflow(group, value, &group) &&
               group < INT64_MAX / DECIMAL_ONE / 2 &&
               !__builtin_add_overflow(said->total, group, &said->total);
    }
    said->hundreds += (said->digit > 0 ? said->digit : 1) * value;
    said->digit = -1;
    return true;
}

/* "ba mươi", "một trăm hai mươi lăm", from word on; returns how many words it has, 0 if
 * it is no number: a single digit word is mostly none ("năm" is a year, "một" an article),
 * and "(hàng) trăm" is no number. */
static size_t take_spoken_number(const struct passage *passage, size_t word, int64_t *scaled)
{
    struct spoken said = {.digit = -1};
    size_t count = 0;
    bool has_scale = false;
    int64_t value;
    for (; word + count < passage->word_count && number_word(passage, word + count, &value) &&
           (count == 0 || are_apart_by_blank(passage, word + count));
         count++) {
        if (count == 0 && value >= 10 && !word_is(passage, word, "mười")) {
            return 0;
        }
        if (value < 10 && ((value < 0 && !has_scale) || (value >= 0 && said.digit >= 0))) {
            break; /* "hai, ba": two numbers */
        }
        if (value >= 10) {
            has_scale = true;
            if (!take_factor(&said, value)) {
                return 0;
            }
        } else if (value >= 0) {
            said.digit = value;
        }
        if (said.total > INT64_MAX / DECIMAL_ONE - 1000) {
            return 0;
        }
    }
    *scaled = (said.total + said.hundreds + (said.digit >= 0 ? said.digit : 0)) * DECIMAL_ONE;
    return has_scale && *scaled > 0 ? count : 0;
}

/* ------------------------------------------------------------- context */

static bool is_before(const struct passage *passage, size_t start, const char *word)
{
    size_t len = strlen(word);
    return start > len && passage->text[start - 1] == ' ' &&
           memcmp(passage->lower + start - 1 - len, word, len) == 0;
}

static bool is_to(const struct passage *passage, size_t word)
{
    return word_is(passage, word, "đến") || word_is(passage, word, "tới");
}

/* Only a dash between two blanks. */
static bool is_dash(const struct passage *passage, size_t from, size_t to)
{
    static const char *const DASHES[] = {" - ", " – "};
    for (size_t i = 0; i < sizeof(DASHES) / sizeof(DASHES[0]); i++) {
        if (to - from == strlen(DASHES[i]) &&
            memcmp(passage->text + from, DASHES[i], to - from) == 0) {
            return true;
        }
    }
    return false;
}

/* "2 đến 3 triệu", "2 – 3 triệu": neither of the two is a value by itself. */
static bool is_range(const struct passage *passage, size_t start, size_t end)
{
    size_t word = passage_word_at(passage, start), next = passage_word_at(passage, end);
    int64_t value;
    if (word > 0) {
        bool is_word = word > 1 && is_to(passage, word - 1);
        size_t before = word - (is_word ? 2 : 1), gone = end_of(passage, before);
        if ((is_word || is_dash(passage, gone, start)) &&
            (is_digit(passage, gone - 1) || number_word(passage, before, &value))) {
            return true;
        }
    }
    if (next >= passage->word_count) {
        return false;
    }
    bool is_word = is_to(passage, next) && next + 1 < passage->word_count;
    size_t other = passage->words[next + (is_word ? 1 : 0)].start;
    return is_digit(passage, other) && (is_word || is_dash(passage, end, other));
}

static void look_around(const struct passage *passage, struct written_number *out)
{
    static const char *const ABOUT[] = {"khoảng", "chừng", "xấp xỉ", "tầm", "ước", "ước tính"};
    size_t start = out->span.start, end = start + out->span.len;
    out->is_more = is_before(passage, start, "hơn") || is_before(passage, start, "trên");
    out->is_less = is_before(passage, start, "gần") || is_before(passage, start, "dưới") ||
                   is_before(passage, start, "ngót");
    out->is_about = out->is_more || out->is_less;
    for (size_t i = 0; i < sizeof(ABOUT) / sizeof(ABOUT[0]); i++) {
        out->is_about = out->is_about || is_before(passage, start, ABOUT[i]);
    }
    out->is_range = is_range(passage, start, end);
    out->behind = end;
    out->is_money = take_money(passage, &out->behind) ||
                    (out->span.len > 3 && memcmp(passage->lower + end - 4, "trđ", 4) == 0);
    while (end < passage->len && passage->text[end] == ' ') {
        end++;
    }
    out->is_percent = end < passage->len && passage->text[end] == '%';
    out->behind = out->is_percent ? end + 1 : out->behind;
    size_t word = word_behind(passage, start + out->span.len);
    if (word_is(passage, word, "phần") && word_is(passage, word + 1, "trăm")) {
        out->is_percent = true;
        out->behind = end_of(passage, word + 1);
    }
}

/* Part of a date, a share, a symbol or a code: no number by itself. */
static bool is_joined(const struct passage *passage, size_t start, size_t end)
{
    char before = start > 0 ? passage->text[start - 1] : ' ';
    char after = end < passage->len ? passage->text[end] : ' ';
    size_t money = end;
    return before == '/' || before == '-' || before == '.' || before == ',' || after == '/' ||
           after == '-' || (start > 0 && is_plain_letter(passage, start - 1)) ||
           (is_plain_letter(passage, end) && !take_money(passage, &money)) ||
           (start > 0 && ((unsigned char)before & 0xc0) == 0x80 && (unsigned char)before != 0x9c &&
            (unsigned char)before != 0xa0);
}

/* Digits at `start` with their scales; sets *end behind them, even if they are no number. */
static bool take_digits_number(const struct passage *passage, size_t start, size_t *end,
                               struct written_number *out)
{
    *end = start;
    bool is_good = take_figure(passage, end, &out->scaled, &out->unit);
    while (!is_good && is_digit(passage, *end)) {
        (*end)++;
    }
    unsigned power = is_good ? take_suffix(passage, end) : 0;
    power = is_good && power == 0 ? take_scale(passage, end) : power;
    is_good = is_good && numbers_raise(&out->scaled, power) && numbers_raise(&out->unit, power) &&
              take_rest(passage, end, out, power);
    out->unit = power > 0 ? out->unit : 0;
    out->span = (struct span){start, *end - start};
    return is_good && !is_joined(passage, start, *end);
}

bool passage_next_number(const struct passage *passage, size_t *at, struct written_number *out)
{
    for (size_t word = passage_word_at(passage, *at); word < passage->word_count; word++) {
        size_t start = passage->words[word].start, end;
        if (start < *at) {
            continue; /* inside the previous number */
        }
        *out = (struct written_number){0};
        if (is_digit(passage, start)) {
            bool is_good = take_digits_number(passage, start, &end, out);
            *at = end;
            if (is_good) {
                look_around(passage, out);
                return true;
            }
            continue;
        }
        size_t count = take_spoken_number(passage, word, &out->scaled);
        if (count > 0) {
            *at = end_of(passage, word + count - 1);
            out->span = (struct span){start, *at - start};
            look_around(passage, out);
            return true;
        }
    }
    return false;
}
