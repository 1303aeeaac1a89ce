/*
 * feed_stamp.c — finds the day, the clock and the zone in an instant as sites write it.
 *
 * The text, in lower case without diacritics, becomes numbers, words and signs.  The clock is two
 * numbers with ":" or "h" between, and a mark of the half day and a zone may follow.  The day is
 * the first run of numbers and words of one of the forms that `FORMS` lists.  All else (weekdays,
 * "luc", "|") is passed over.  A year of two digits counts only where a clock follows: in a feed
 * that is cut off, "20" is the beginning of a year.
 */
#include "formats/feed_stamp.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"

enum { TOKENS_MAX = 40, WORD_MAX = 12, TEXT_MAX = 200, DIGITS_MAX = 8 };

struct token {
    char sign; /* '0' a number, 'a' a word, else itself; '\0' the end */
    int value; /* of a number */
    int digits;
    char word[WORD_MAX];
};

struct tokens {
    struct token list[TOKENS_MAX + 8]; /* the last ones are the end, so that a form may look on */
    size_t count;
};

static void take_token(const char **at, struct token *token)
{
    const char *start = *at;
    if (isdigit((unsigned char)*start)) {
        token->sign = '0';
        for (; isdigit((unsigned char)**at); (*at)++) {
            token->digits++;
            token->value = token->digits <= DIGITS_MAX ? token->value * 10 + (**at - '0') : 0;
        }
    } else if (isalpha((unsigned char)*start)) {
        token->sign = 'a';
        for (size_t len = 0; isalpha((unsigned char)**at); (*at)++) {
            if (len + 1 < WORD_MAX) {
                token->word[len++] = **at;
            }
        }
    } else {
        token->sign = *start;
        (*at)++;
    }
}

static void stamp_split(const char *text, struct tokens *out)
{
    struct arena *arena = arena_new();
    size_t len = strnlen(text, TEXT_MAX);
    memset(out, 0, sizeof(*out));
    len = text_cut(text, len, len);
    if (text_is_utf8(text, len, NULL)) {
        const char *at = text_fold(arena, text, len);
        for (at += strspn(at, " "); *at != '\0' && out->count < TOKENS_MAX; at += strspn(at, " ")) {
            take_token(&at, &out->list[out->count++]);
        }
    }
    arena_free(&arena);
}

static bool is_number(const struct token *token, int least, int most)
{
    return token->sign == '0' && token->digits >= least && token->digits <= most;
}

static bool is_word(const struct token *token, const char *words)
{
    return token->sign == 'a' && text_is_among(words, token->word);
}

/* ------------------------------------------------------------- the clock */

static const struct token *take_half(const struct token *at, struct feed_stamp *out)
{
    bool is_short = is_word(at, "|a|p|") && at[1].sign == '.' && is_word(at + 2, "|m|");
    bool is_english = is_short || is_word(at, "|am|pm|");
    bool is_late = at->word[0] == 'p' || is_word(at, "|ch|chieu|toi|");
    if (!is_english && !is_word(at, "|sa|ch|sang|chieu|toi|")) {
        return at;
    }
    out->half = is_english ? HALF_ENGLISH : HALF_VIETNAMESE;
    int hour = out->minutes / 60;
    out->minutes += is_late && hour < 12 ? 720 : !is_late && hour == 12 ? -720 : 0;
    return at + (is_short ? (at[3].sign == '.' ? 4 : 3) : 1);
}

/* "+0700", "-05:00", "+7"; not the sign between two parts of a day. */
static void take_offset(const struct token *at, struct feed_stamp *out)
{
    bool is_day = strchr("/.-", at[2].sign) != NULL && at[2].sign != '\0';
    if ((at->sign != '+' && at->sign != '-') || !is_number(at + 1, 1, 4) || is_day) {
        return;
    }
    bool has_colon = at[2].sign == ':' && is_number(at + 3, 2, 2);
    int number = at[1].value, hours = at[1].digits <= 2 ? number : number / 100;
    int minutes = hours * 60 + (has_colon ? at[3].value : at[1].digits > 2 ? number % 100 : 0);
    out->has_zone = true;
    out->zone = at->sign == '-' ? -minutes : minutes;
}

static void take_zone(const struct token *at, struct feed_stamp *out)
{
    static const struct {
        const char *name;
        int minutes;
    } NAMES[] = {{"gmt", 0},    {"utc", 0},    {"ut", 0},     {"z", 0},      {"ict", 420},
                 {"est", -300}, {"edt", -240}, {"cst", -360}, {"cdt", -300}, {"mst", -420},
                 {"mdt", -360}, {"pst", -480}, {"pdt", -420}, {"cet", 60},   {"cest", 120},
                 {"bst", 60},   {"jst", 540},  {"kst", 540},  {"sgt", 480},  {"hkt", 480}};
    at += at->sign == '(' || at->sign == ',' ? 1 : 0;
    for (size_t i = 0; i < sizeof(NAMES) / sizeof(NAMES[0]); i++) {
        if (at->sign == 'a' && strcmp(at->word, NAMES[i].name) == 0) {
            out->has_zone = true;
            out->zone = NAMES[i].minutes;
        }
    }
    take_offset(at + (at->sign == 'a' ? 1 : 0), out);
}

/* Behind the seconds and their fraction. */
static const struct token *skip_seconds(const struct token *at)
{
    if (at->sign == ':' && is_number(at + 1, 1, 2)) {
        at += 2;
        at +=
            (at->sign == '.' || at->sign == ',') && at[1].sign == '0' && at[1].digits >= 3 ? 2 : 0;
    }
    return at;
}

/* "15:30", "15h30", "15 gio": whether it begins here; what is behind it goes to *behind. */
static bool is_clock(const struct token *at, struct feed_stamp *out, const struct token **behind)
{
    bool is_worded = is_word(at + 1, "|h|g|gio|");
    if (!is_number(at, 1, 2) || at->value > 23 || (at[1].sign != ':' && !is_worded)) {
        return false;
    }
    bool is_day = at[3].sign != '\0' && strchr("/.-", at[3].sign) != NULL;
    bool has_minutes = is_number(at + 2, 1, 2) && at[2].value < 60 && !(is_worded && is_day);
    if (!has_minutes && !is_worded) {
        return false;
    }
    out->has_clock = true;
    out->minutes = at->value * 60 + (has_minutes ? at[2].value : 0);
    at += has_minutes ? 3 : 2;
    *behind = skip_seconds(at + (is_word(at, "|phut|p|") && is_worded ? 1 : 0));
    return true;
}

/* Returns the token at which the clock begins, or the end. */
static size_t find_clock(const struct tokens *tokens, struct feed_stamp *out)
{
    for (size_t i = 0; i < tokens->count; i++) {
        const struct token *behind;
        if (is_clock(&tokens->list[i], out, &behind)) {
            take_zone(take_half(behind, out), out);
            return i;
        }
    }
    return tokens->count;
}

/* ------------------------------------------------------------- the day */

/* "Nov", "November"; "thang 11", "th11", "thang muoi mot": 1 to 12, and how many tokens. */
static int month_at(const struct token *at, size_t *used)
{
    static const char ENGLISH[] = "janfebmaraprmayjunjulaugsepoctnovdec";
    static const char *const WORDS[] = {"|gieng|mot|", "|hai|",  "|ba|",   "|tu|bon|",
                                        "|nam|",       "|sau|",  "|bay|",  "|tam|",
                                        "|chin|",      "|muoi|", "|muoi|", "|muoi|chap|"};
    *used = 1;
    if (at->sign == 'a' && strlen(at->word) >= 3 && !is_word(at, "|thang|thg|")) {
        char start[4] = {at->word[0], at->word[1], at->word[2], '\0'};
        const char *found = strstr(ENGLISH, start);
        return found != NULL && (found - ENGLISH) % 3 == 0 ? (int)(found - ENGLISH) / 3 + 1 : 0;
    }
    if (!is_word(at, "|thang|thg|th|")) {
        return 0;
    }
    at += at[1].sign == '.' ? 2 : 1;
    *used = at[-1].sign == '.' ? 3 : 2;
    if (is_number(at, 1, 2)) {
        return at->value <= 12 ? at->value : 0;
    }
    if (is_word(at, "|muoi|") && is_word(at + 1, "|mot|hai|")) {
        *used += 1;
        return is_word(at + 1, "|mot|") ? 11 : 12;
    }
    for (int i = 0; i < 12; i++) {
        if (is_word(at, WORDS[i])) {
            return i + 1;
        }
    }
    return 0;
}

static const struct token *skip_signs(const struct token *at)
{
    while (at->sign != '\0' && strchr("/-,.", at->sign) != NULL) {
        at++;
    }
    return at + (is_word(at, "|nam|") ? 1 : 0);
}

/* A year of four digits, or of two with a clock behind it. */
static bool take_year(const struct token *at, const struct token *clock, struct feed_stamp *out)
{
    bool is_short = is_number(at, 2, 2) && at < clock && clock->sign != '\0';
    out->year = is_short ? at->value + 2000 : at->value;
    return is_short || is_number(at, 4, 4);
}

/* "2023-11-06", "2023/11/6" */
static bool is_year_first(const struct token *at, const struct token *clock, struct feed_stamp *out)
{
    (void)clock;
    out->year = at->value;
    out->month = at[2].value;
    out->day = at[4].value;
    return is_number(at, 4, 4) && at[1].sign != '\0' && strchr("/-.", at[1].sign) != NULL &&
           is_number(at + 2, 1, 2) && at[3].sign == at[1].sign && is_number(at + 4, 1, 2);
}

/* "20231106" */
static bool is_compact(const struct token *at, const struct token *clock, struct feed_stamp *out)
{
    (void)clock;
    out->year = at->value / 10000;
    out->month = at->value / 100 % 100;
    out->day = at->value % 100;
    return is_number(at, 8, 8);
}

/* "06/11/2023", "6.11.23 15:30" */
static bool is_numeric(const struct token *at, const struct token *clock, struct feed_stamp *out)
{
    bool is_it = is_number(at, 1, 2) && at[1].sign != '\0' && strchr("/-.", at[1].sign) != NULL &&
                 is_number(at + 2, 1, 2) && at[3].sign == at[1].sign &&
                 take_year(at + 4, clock, out);
    out->day = at->value;
    out->month = at[2].value;
    out->is_either = true;
    out->is_padded = (at->digits == 2 && at->value < 10) || (at[2].digits == 2 && at[2].value < 10);
    out->is_bare = at->digits == 1 || at[2].digits == 1;
    return is_it;
}

/* "06 Nov 2023", "6 thang 11 nam 2023" */
static bool is_day_month(const struct token *at, const struct token *clock, struct feed_stamp *out)
{
    size_t used;
    if (!is_number(at, 1, 2)) {
        return false;
    }
    out->day = at->value;
    at = skip_signs(at + 1);
    out->month = month_at(at, &used);
    return out->month > 0 && take_year(skip_signs(at + used), clock, out);
}

/* "Nov 6, 2023", "Thang 11 6, 2023" */
static bool is_month_day(const struct token *at, const struct token *clock, struct feed_stamp *out)
{
    size_t used;
    (void)clock;
    out->month = month_at(at, &used);
    at += used;
    at += at->sign == '.' || at->sign == ',' ? 1 : 0;
    out->day = at->value;
    out->year = skip_signs(at + 1)->value;
    return out->month > 0 && is_number(at, 1, 2) && is_number(skip_signs(at + 1), 4, 4);
}

bool feed_stamp_read(const char *text, struct feed_stamp *out)
{
    static bool (*const FORMS[])(const struct token *, const struct token *,
                                 struct feed_stamp *) = {is_year_first, is_compact, is_numeric,
                                                         is_day_month, is_month_day};
    struct tokens tokens;
    struct feed_stamp whole = {.year = 0};
    stamp_split(text, &tokens);
    const struct token *clock = &tokens.list[find_clock(&tokens, &whole)];
    for (size_t i = 0; i < tokens.count; i++) {
        bool is_weekday = is_word(&tokens.list[i], "|thu|chu|") && tokens.list[i + 1].sign == 'a';
        whole.is_vietnamese |= is_weekday || is_word(&tokens.list[i], "|ngay|luc|thang|nam|");
    }
    whole.is_vietnamese |= whole.half == HALF_VIETNAMESE;
    for (size_t i = 0; i < tokens.count; i++) {
        for (size_t f = 0; f < sizeof(FORMS) / sizeof(FORMS[0]); f++) {
            *out = whole;
            if (FORMS[f](&tokens.list[i], clock, out)) {
                return true;
            }
        }
    }
    return false;
}
