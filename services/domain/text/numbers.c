/*
 * numbers.c — finds numbers as people write them in Vietnamese: "1.234,5", "ba mươi",
 * "2,5 triệu", "1 triệu 250 nghìn đồng", "500k"; see passage.h.
 */
#include <string.h>

#include "base/decimal.h"
#include "text/digits.h"
#include "text/passage.h"
#include "text/spoken.h"

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

static int64_t power_of_ten(unsigned power)
{
    int64_t value = 1;
    for (; power > 0; power--) {
        value *= 10;
    }
    return value;
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
        if (more == 0 || power + more > POWER_MOST || spoken_is_other_word(passage, word)) {
            break;
        }
        power += more;
        *at = end_of(passage, word);
    }
    return power;
}

/* A suffix directly after the digits: "500k", "20tr"; behind a large one digits may go on. */
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
            (!is_digit(passage, end) || SUFFIXES[i].power >= 6)) {
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

/* Digits as digits.h reads them, and *unit, the value of one in the last; plain blanks lie between
 * thousands only where money follows, else between two numbers. */
static bool take_figure(const struct passage *passage, size_t *at, int64_t *scaled, int64_t *unit)
{
    struct digits digits = digits_read(passage->text + *at, passage->len - *at, true);
    *at += digits.len;
    size_t behind = *at;
    *scaled = digits.scaled;
    *unit = digits.unit;
    return digits.kind == DIGITS_READ && (!digits.has_blanks || take_money(passage, &behind));
}

/* "không trăm năm mươi sáu" after "5 nghìn". */
static bool take_spoken_rest(const struct passage *passage, size_t *at, size_t word, unsigned power,
                             struct written_number *out)
{
    struct spoken_number rest = spoken_rest_at(passage, word, power);
    int64_t more;
    if (rest.words == 0) {
        return true;
    }
    *at = end_of(passage, word + rest.words - 1);
    out->unit = 0;
    return rest.is_number && !__builtin_mul_overflow(rest.value, DECIMAL_ONE, &more) &&
           !__builtin_add_overflow(out->scaled, more, &out->scaled);
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
            return take_spoken_rest(passage, at, word, power, out);
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

/* "5" of "2tr5", "250" of "1tr250": tenths of the scale and less, without a blank. */
static bool take_short_rest(const struct passage *passage, size_t *at, struct written_number *out,
                            unsigned power)
{
    enum { WHOLE_MAX = 9999, REST_MAX = 3 };
    int64_t part = power_of_ten(power) * DECIMAL_ONE;
    if (is_digit(passage, *at) && (out->unit < part || out->scaled / part > WHOLE_MAX)) {
        return false;
    }
    for (size_t i = 0; i < REST_MAX && is_digit(passage, *at); i++) {
        part /= 10;
        int64_t more = (passage->text[(*at)++] - '0') * part;
        if (__builtin_add_overflow(out->scaled, more, &out->scaled)) {
            return false;
        }
        out->unit = part;
    }
    return !is_digit(passage, *at);
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
    if (word > 0) {
        bool is_word = word > 1 && is_to(passage, word - 1);
        size_t before = word - (is_word ? 2 : 1), gone = end_of(passage, before);
        if ((is_word || is_dash(passage, gone, start)) &&
            (is_digit(passage, gone - 1) || spoken_is_part(passage, before))) {
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

static bool is_any_before(const struct passage *passage, size_t start, const char *const *words)
{
    for (; *words != NULL; words++) {
        if (is_before(passage, start, *words)) {
            return true;
        }
    }
    return false;
}

/* Words before a number that open it to one side, or say that it is a bound. */
static void look_before(const struct passage *passage, size_t start, struct written_number *out)
{
    static const char *const ABOUT[] = {"khoảng", "chừng",    "xấp xỉ", "tầm",
                                        "ước",    "ước tính", NULL};
    static const char *const MORE[] = {"hơn", "trên", NULL}, *const LESS[] = {"gần", "dưới", "ngót",
                                                                              NULL};
    static const char *const LEAST[] = {"không dưới",   "không ít hơn", "không kém",
                                        "ít nhất",      "ít nhất là",   "tối thiểu",
                                        "tối thiểu là", "ít ra",        NULL};
    static const char *const MOST[] = {"không quá",  "không vượt quá", "không trên",
                                       "không hơn",  "tối đa",         "tối đa là",
                                       "nhiều nhất", "nhiều nhất là",  NULL};
    out->is_least = is_any_before(passage, start, LEAST);
    out->is_most = is_any_before(passage, start, MOST);
    bool is_bound = out->is_least || out->is_most;
    out->is_more = !is_bound && is_any_before(passage, start, MORE);
    out->is_less = !is_bound && is_any_before(passage, start, LESS);
    out->is_about = out->is_more || out->is_less || is_any_before(passage, start, ABOUT);
}

/* "100 em trở lên" */
static void look_behind(const struct passage *passage, size_t end, struct written_number *out)
{
    enum { REACH = 4 };
    size_t word = passage_word_at(passage, end);
    for (size_t i = 0; i < REACH; i++) {
        bool is_turn = word_is(passage, word + i, "trở");
        out->is_least = out->is_least || (is_turn && word_is(passage, word + i + 1, "lên"));
        out->is_most = out->is_most || (is_turn && (word_is(passage, word + i + 1, "xuống") ||
                                                    word_is(passage, word + i + 1, "lại")));
    }
}

static void look_around(const struct passage *passage, struct written_number *out)
{
    size_t start = out->span.start, end = start + out->span.len;
    look_before(passage, start, out);
    look_behind(passage, end, out);
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
    bool is_suffix = power > 0;
    power = is_good && power == 0 ? take_scale(passage, end) : power;
    is_good = is_good && numbers_raise(&out->scaled, power) && numbers_raise(&out->unit, power) &&
              (!is_suffix || take_short_rest(passage, end, out, power)) &&
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
        struct spoken_number spoken = spoken_number_at(passage, word);
        if (spoken.words == 0) {
            continue;
        }
        *at = end_of(passage, word + spoken.words - 1);
        if (spoken.is_number && !__builtin_mul_overflow(spoken.value, DECIMAL_ONE, &out->scaled)) {
            out->span = (struct span){start, *at - start};
            look_around(passage, out);
            return true;
        }
    }
    return false;
}
