/*
 * spoken.c — reads groups (hundreds, tens, units) and the scale behind each (nghìn, vạn, triệu,
 * tỷ).
 *
 * Scales go down, except that all before "tỷ" is multiplied by it.  What people leave out has a
 * fixed place: "không trăm" and "linh" say that places are empty; without them a last digit is a
 * tenth of what came before ("một triệu hai", "trăm hai").  "một" and "năm" are not taken so,
 * because they are an article and a year.
 */
#include "text/spoken.h"

#include <string.h>

enum { POWER_NONE = 15, POWER_BILLION = 9, POWER_WHOLE_MAX = 1000000 };

struct said {
    const struct passage *passage;
    size_t first, at;
    bool is_bare;     /* it begins with its scale: "nghìn không trăm", "triệu rưỡi" */
    bool is_doubtful; /* two readings, or words in no order of a number */
};

static size_t said_end(const struct passage *passage, size_t word)
{
    return passage->words[word].start + passage->words[word].len;
}

static bool follows(const struct passage *passage, size_t word)
{
    size_t end = said_end(passage, word - 1);
    return passage->words[word].start == end + 1 && passage->text[end] == ' ';
}

/* Whether the word `ahead` is this one, with one blank between all words up to it. */
static bool said_is(const struct said *said, size_t ahead, const char *lower)
{
    size_t word = said->at + ahead;
    return word_is(said->passage, word, lower) &&
           (word == said->first || follows(said->passage, word));
}

static int among(const struct said *said, size_t ahead, const char *const *words, int count)
{
    for (int i = 0; i < count; i++) {
        if (said_is(said, ahead, words[i])) {
            return i;
        }
    }
    return -1;
}

/* 0 to 9; -1: no digit. */
static int digit_at(const struct said *said, size_t ahead)
{
    static const char *const DIGITS[] = {"không", "một", "hai", "ba",  "bốn",
                                         "năm",   "sáu", "bảy", "tám", "chín"};
    return said_is(said, ahead, "bẩy") ? 7 : among(said, ahead, DIGITS, 10);
}

/* Digits that only stand behind tens or hundreds. */
static int late_digit_at(const struct said *said, size_t ahead)
{
    static const char *const LATE[] = {"mốt", "tư", "lăm", "nhăm"};
    static const int VALUES[] = {1, 4, 5, 5};
    int which = among(said, ahead, LATE, 4);
    return which >= 0 ? VALUES[which] : -1;
}

/* An article and a year rather than a digit. */
static bool is_weak_digit(const struct said *said)
{
    return said_is(said, 0, "một") || said_is(said, 0, "năm");
}

static bool is_zero_word(const struct said *said, size_t ahead)
{
    return said_is(said, ahead, "linh") || said_is(said, ahead, "lẻ") || said_is(said, ahead, "lẽ");
}

static bool is_tens_word(const struct said *said, size_t ahead)
{
    return said_is(said, ahead, "mươi") || said_is(said, ahead, "chục");
}

bool spoken_is_other_word(const struct passage *passage, size_t word)
{
    static const char *const OTHERS[] = {"lệ", "phú", "suất", "trọng", "số"};
    bool is_other = false;
    for (size_t i = 0; i < sizeof(OTHERS) / sizeof(OTHERS[0]); i++) {
        is_other = is_other || word_is(passage, word + 1, OTHERS[i]);
    }
    return is_other;
}

/* The power of ten of nghìn, vạn, triệu, tỷ; 0: none. */
static unsigned scale_at(const struct said *said, size_t ahead)
{
    static const char *const SCALES[] = {"nghìn", "ngàn", "vạn", "triệu", "tỷ", "tỉ"};
    static const unsigned POWERS[] = {3, 3, 4, 6, POWER_BILLION, POWER_BILLION};
    int which = among(said, ahead, SCALES, 6);
    return which >= 0 && !spoken_is_other_word(said->passage, said->at + ahead) ? POWERS[which] : 0;
}

static int64_t ten_to(unsigned power)
{
    int64_t value = 1;
    for (; power > 0; power--) {
        value *= 10;
    }
    return value;
}

/* ------------------------------------------------------------- a group: 0 to 999 */

/* The unit behind "mười" or "hai mươi"; "năm" only before a scale, else it is years. */
static int64_t take_unit(struct said *said)
{
    int late = late_digit_at(said, 0), digit = late >= 0 ? late : digit_at(said, 0);
    bool is_years = late < 0 && digit == 5 && scale_at(said, 1) == 0;
    bool is_unit = digit > 0 && !is_years && !is_tens_word(said, 1) && !said_is(said, 1, "trăm");
    said->at += is_unit ? 1 : 0;
    return is_unit ? digit : 0;
}

/* 1 to 99; 0: there is none.  "hai mốt" and "hai lăm" do without "mươi". */
static int64_t take_tens(struct said *said)
{
    int digit = digit_at(said, 0), late = digit > 0 ? late_digit_at(said, 1) : -1;
    if (said_is(said, 0, "mười")) {
        said->at++;
        return 10 + take_unit(said);
    }
    if (digit > 0 && is_tens_word(said, 1)) {
        bool has_unit = said_is(said, 1, "mươi");
        said->at += 2;
        return 10 * digit + (has_unit ? take_unit(said) : 0);
    }
    if (digit > 0 && late >= 0 && !said_is(said, 1, "tư")) {
        said->at += 2;
        return 10 * digit + late;
    }
    said->at += digit > 0 ? 1 : 0;
    return digit > 0 ? digit : 0;
}

/* Behind "trăm" with neither "linh" nor "mươi": "hai ba" is 23, a single "hai" 20, but before a
 * scale it may be 2. */
static int64_t take_short_tens(struct said *said)
{
    int late = late_digit_at(said, 0), digit = late >= 0 ? late : digit_at(said, 0);
    bool is_pair = digit_at(said, 1) > 0 && !said_is(said, 1, "năm") && !said_is(said, 1, "một");
    bool is_before_scale = scale_at(said, is_pair ? 2 : 1) > 0;
    if (digit <= 0 || (!is_before_scale && !is_pair && is_weak_digit(said))) {
        return 0;
    }
    int second = is_pair ? digit_at(said, 1) : 0;
    said->is_doubtful = said->is_doubtful || is_before_scale;
    said->at += is_pair ? 2 : 1;
    return 10 * digit + second;
}

static int64_t take_behind_hundred(struct said *said)
{
    if (is_zero_word(said, 0)) {
        int late = late_digit_at(said, 1), digit = late >= 0 ? late : digit_at(said, 1);
        said->at += digit > 0 ? 2 : 0;
        return digit > 0 ? digit : 0;
    }
    if (said_is(said, 0, "rưỡi")) {
        said->at++;
        return 50;
    }
    bool is_full = said_is(said, 0, "mười") || is_tens_word(said, 1) ||
                   (digit_at(said, 0) > 0 && late_digit_at(said, 1) >= 0);
    return is_full ? take_tens(said) : take_short_tens(said);
}

/* False: no group begins here.  `is_inner`: one came before, and this may have empty places. */
static bool take_group(struct said *said, bool is_inner, int64_t *value)
{
    int digit = digit_at(said, 0);
    bool is_bare = said->is_bare && said->at == said->first;
    bool has_hundred = digit >= (is_inner ? 0 : 1) && said_is(said, 1, "trăm");
    if (has_hundred || (is_bare && said_is(said, 0, "trăm"))) {
        said->at += has_hundred ? 2 : 1;
        *value = 100 * (has_hundred ? digit : 1);
        *value += take_behind_hundred(said);
        return true;
    }
    if (is_bare) {
        *value = 1;
        return true;
    }
    if (is_inner && digit == 0 && scale_at(said, 1) > 0) {
        said->at++;
        *value = 0; /* "không nghìn" */
        return true;
    }
    if (is_inner && is_zero_word(said, 0) && digit_at(said, 1) > 0) {
        said->at++;
    }
    *value = take_tens(said);
    return *value > 0;
}

/* ------------------------------------------------------------- groups and scales */

struct sum {
    int64_t billions, below; /* billions in ones */
    unsigned power;          /* of the last scale */
};

/* All so far, times a billion. */
static void take_billions(struct said *said, struct sum *sum)
{
    said->is_doubtful = said->is_doubtful || sum->billions > 0 || sum->below >= POWER_WHOLE_MAX;
    sum->billions = said->is_doubtful ? 0 : sum->below * ten_to(POWER_BILLION);
    sum->below = 0;
    sum->power = POWER_BILLION;
}

/* The last group, without a scale; `start` is where it began. */
static void add_last(struct said *said, struct sum *sum, const struct said *start, int64_t group)
{
    bool is_first = sum->power == POWER_NONE, is_digit = said->at - start->at == 1 && group < 10;
    if (is_first || !is_digit) {
        /* "hai triệu năm trăm" is 2000500 to some and 2500000 to others. */
        bool is_exact = digit_at(start, 0) == 0 || is_zero_word(start, 0);
        said->is_doubtful = said->is_doubtful || (!is_first && sum->power >= 6 && !is_exact);
        sum->below += group;
    } else if (is_weak_digit(start)) {
        said->at = start->at;
    } else {
        sum->below += group * ten_to(sum->power - 1);
    }
}

/* Behind a scale: "rưỡi", or "mốt" for a tenth. */
static bool take_half(struct said *said, struct sum *sum)
{
    bool is_half = said_is(said, 0, "rưỡi"), is_tenth = said_is(said, 0, "mốt");
    if (sum->power == POWER_NONE || (!is_half && !is_tenth)) {
        return false;
    }
    sum->below += (is_half ? 5 : 1) * ten_to(sum->power - 1);
    said->at++;
    return true;
}

/* Takes the scale behind a group; `start` is where the group began. */
static void take_scale(struct said *said, struct sum *sum, const struct said *start, int64_t group,
                       unsigned power)
{
    bool is_digit = said->at - start->at == 1 && group > 0 && group < 10;
    said->at++;
    if (power == POWER_BILLION) {
        /* "hai nghìn ba tỷ": 2003 or 2300 */
        said->is_doubtful = said->is_doubtful || (sum->power < POWER_NONE && is_digit);
        sum->below += group;
        take_billions(said, sum);
        return;
    }
    said->is_doubtful = said->is_doubtful || power >= sum->power;
    sum->below += group * ten_to(power);
    sum->power = power;
    if (scale_at(said, 0) == POWER_BILLION) {
        said->at++;
        take_billions(said, sum);
    }
}

/* Adds a group and its scale; false: the number ends. */
static bool add_group(struct said *said, struct sum *sum)
{
    const struct said start = *said;
    int64_t group;
    if (said->is_doubtful || take_half(said, sum) ||
        !take_group(said, sum->power < POWER_NONE, &group)) {
        return false;
    }
    unsigned power = scale_at(said, 0);
    if (power == 0) {
        add_last(said, sum, &start, group);
    } else {
        take_scale(said, sum, &start, group, power);
    }
    return power > 0;
}

/* A word that would have to belong to the number that ended before it. */
static bool goes_on(const struct said *said)
{
    return is_tens_word(said, 0) || said_is(said, 0, "trăm") || scale_at(said, 0) > 0 ||
           late_digit_at(said, 0) >= 0 || (is_zero_word(said, 0) && digit_at(said, 1) >= 0);
}

static void skip_parts(struct said *said)
{
    while (spoken_is_part(said->passage, said->at) &&
           (said->at == said->first || follows(said->passage, said->at))) {
        said->at++;
    }
}

static struct spoken_number add_up(struct said *said, unsigned power)
{
    struct sum sum = {.power = power};
    while (add_group(said, &sum)) {
    }
    struct spoken_number out = {.value = sum.billions + sum.below};
    out.is_number = said->at > said->first && !said->is_doubtful && !goes_on(said);
    if (said->at > said->first && !out.is_number) {
        skip_parts(said);
    }
    out.words = said->at - said->first;
    return out;
}

bool spoken_is_part(const struct passage *passage, size_t word)
{
    const struct said said = {.passage = passage, .first = word, .at = word};
    return word < passage->word_count &&
           (digit_at(&said, 0) >= 0 || late_digit_at(&said, 0) >= 0 || scale_at(&said, 0) > 0 ||
            is_tens_word(&said, 0) || said_is(&said, 0, "mười") || said_is(&said, 0, "trăm") ||
            is_zero_word(&said, 0));
}

/* "trăm rưỡi", "nghìn lẻ một", "nghìn không trăm năm mươi": one of the scale, unless something
 * before it says how many. */
static bool is_one_of_scale(const struct said *said)
{
    static const char *const COUNTS[] = {"hàng", "mấy", "vài", "chục", "phần"};
    bool is_counted = false;
    for (size_t i = 0; said->at > 0 && i < sizeof(COUNTS) / sizeof(COUNTS[0]); i++) {
        is_counted = is_counted || word_is(said->passage, said->at - 1, COUNTS[i]);
    }
    return !is_counted &&
           (said_is(said, 1, "rưỡi") || (is_zero_word(said, 1) && digit_at(said, 2) > 0) ||
            (said_is(said, 1, "không") && said_is(said, 2, "trăm")));
}

struct spoken_number spoken_number_at(const struct passage *passage, size_t word)
{
    struct said said = {.passage = passage, .first = word, .at = word};
    int digit = digit_at(&said, 0), second = digit_at(&said, 1);
    said.is_bare = scale_at(&said, 0) > 0 || said_is(&said, 0, "trăm");
    /* The end of a number whose beginning is not known. */
    bool is_end = said.is_bare ? !is_one_of_scale(&said) : digit == 0 && said_is(&said, 1, "trăm");
    /* "hai ba nghìn": two or three. */
    bool is_range = !said.is_bare && digit > 0 && digit != 5 && second > 0 && second != 5;
    if (is_end || is_range) {
        skip_parts(&said);
        return (struct spoken_number){.words = said.at - word};
    }
    if (!said.is_bare && digit <= 0 && !said_is(&said, 0, "mười")) {
        return (struct spoken_number){0};
    }
    bool is_ten = said_is(&said, 0, "mười");
    struct spoken_number out = add_up(&said, POWER_NONE);
    if (out.words == 1 && !is_ten) {
        out = (struct spoken_number){.words = 0};
    }
    return out;
}

struct spoken_number spoken_rest_at(const struct passage *passage, size_t word, unsigned power)
{
    struct said said = {.passage = passage, .first = word, .at = word};
    bool begins = word < passage->word_count &&
                  (digit_at(&said, 0) >= 0 || is_zero_word(&said, 0) || said_is(&said, 0, "mười"));
    if (!begins) {
        return (struct spoken_number){.words = 0};
    }
    return add_up(&said, power);
}
