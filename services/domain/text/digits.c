/*
 * digits.c — splits the text into groups of digits and separators first, then decides by the
 * lengths of the groups which separators stand between thousands and which before the decimals.
 */
#include "text/digits.h"

#include <string.h>

#include "base/decimal.h"

enum { GROUPS_MAX = 8, WHOLE_MAX = 14, PLACES = 4 };

struct group {
    const char *start;
    size_t len;
    char before; /* the separator: '.', ',', ' ' for every blank; '\0' for the first group */
};

struct groups {
    struct group items[GROUPS_MAX];
    size_t count, len; /* len: bytes of the whole text that was split */
    bool has_blanks;
};

static size_t count_digits(const char *text, size_t len)
{
    size_t count = 0;
    while (count < len && text[count] >= '0' && text[count] <= '9') {
        count++;
    }
    return count;
}

/* Length of the separator at the start of `text`; 0: there is none. */
static size_t separator_at(const char *text, size_t len, bool with_blanks, char *kind)
{
    static const char *const BLANKS[] = {"\xc2\xa0", "\xe2\x80\xaf", "\xe2\x80\x89",
                                         "\xe2\x80\x87"}; /* no-break, narrow, thin, of a digit */
    if (len > 0 && (*text == '.' || *text == ',' || (*text == ' ' && with_blanks))) {
        *kind = *text;
        return 1;
    }
    *kind = ' ';
    for (size_t i = 0; i < sizeof(BLANKS) / sizeof(BLANKS[0]); i++) {
        size_t blank = strlen(BLANKS[i]);
        if (len >= blank && memcmp(text, BLANKS[i], blank) == 0) {
            return blank;
        }
    }
    return 0;
}

/* A blank joins only groups of three digits that no other separator has ended. */
static bool joins(const struct groups *groups, char separator, size_t digits)
{
    const struct group *last = &groups->items[groups->count - 1];
    bool is_open = last->before == '\0' || last->before == ' ';
    return digits > 0 &&
           (separator != ' ' || (digits == 3 && is_open && groups->items[0].len <= 3));
}

static void split(const char *text, size_t len, bool with_blanks, struct groups *out)
{
    size_t at = count_digits(text, len), digits;
    *out = (struct groups){.items = {{text, at, '\0'}}, .count = at > 0 ? 1 : 0};
    while (out->count > 0 && out->count < GROUPS_MAX) {
        char separator;
        size_t more = separator_at(text + at, len - at, with_blanks, &separator);
        digits = count_digits(text + at + more, len - at - more);
        if (more == 0 || !joins(out, separator, digits)) {
            break;
        }
        out->has_blanks = out->has_blanks || text[at] == ' ';
        out->items[out->count++] = (struct group){text + at + more, digits, separator};
        at += more + digits;
    }
    out->len = at;
}

/* Whether the first `count` groups are a whole number: one group, or thousands with the same
 * separator. */
static bool is_whole(const struct groups *groups, size_t count)
{
    const struct group *first = &groups->items[0];
    bool is_good = count == 1 || (first->len <= 3 && first->start[0] != '0');
    for (size_t i = 1; i < count; i++) {
        is_good = is_good && groups->items[i].len == 3 &&
                  groups->items[i].before == groups->items[1].before;
    }
    return is_good;
}

/* How many groups stand before the decimals; 0: the text is no number. */
static size_t whole_groups(const struct groups *groups, bool *is_doubtful)
{
    size_t count = groups->count;
    char last = groups->items[count - 1].before;
    if (count > 1 && is_whole(groups, count)) {
        *is_doubtful = count == 2 && last == ',';
        return count;
    }
    bool is_decimal = count > 1 && last != ' ' && is_whole(groups, count - 1) &&
                      (count == 2 || groups->items[1].before != last);
    return count == 1 ? 1 : is_decimal ? count - 1 : 0;
}

static void add_digits(const struct group *group, int64_t *value)
{
    for (size_t i = 0; i < group->len; i++) {
        *value = *value * 10 + (group->start[i] - '0');
    }
}

struct digits digits_read(const char *text, size_t len, bool with_blanks)
{
    struct groups groups;
    split(text, len, with_blanks, &groups);
    struct digits out = {.len = groups.len, .has_blanks = groups.has_blanks};
    bool is_doubtful = false;
    size_t whole = groups.count > 0 ? whole_groups(&groups, &is_doubtful) : 0, digits = 0;
    for (size_t i = 0; i < whole; i++) {
        digits += groups.items[i].len;
    }
    size_t places = whole < groups.count ? groups.items[groups.count - 1].len : 0;
    if (whole == 0 || digits > WHOLE_MAX || places > PLACES) {
        return out;
    }
    for (size_t i = 0; i < groups.count; i++) {
        add_digits(&groups.items[i], &out.scaled);
    }
    out.unit = DECIMAL_ONE;
    for (size_t i = 0; i < places; i++) {
        out.unit /= 10;
    }
    out.scaled *= out.unit;
    out.kind = is_doubtful ? DIGITS_DOUBTFUL : DIGITS_READ;
    return out;
}
