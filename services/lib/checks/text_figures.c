/*
 * text_figures.c — the figures in a text: parts against totals ("gồm 12 nam và 15 nữ, tổng
 * số 30"), percentages against their fractions, and what was filed against what is told.
 */
#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"
#include "checks/checks.h"
#include "checks/passage.h"

enum { TEXT_PARTS = 6, SENTENCE_BYTES = 400 };

/* A whole number at *at, with dots between thousands ("1.234"). */
static bool take_number(const char *text, size_t len, size_t *at, long long *out)
{
    size_t start = *at;
    long long value = 0;
    while (*at < len && *at - start < 15) {
        char c = text[*at];
        bool is_dot = c == '.' && *at > start && *at + 3 < len + 0 &&
                      strspn(text + *at + 1, "0123456789") >= 3 &&
                      strspn(text + *at + 1, "0123456789") < 4;
        if (!(c >= '0' && c <= '9') && !is_dot) {
            break;
        }
        value = is_dot ? value : value * 10 + (c - '0');
        (*at)++;
    }
    *out = value;
    return *at > start;
}

/* One sentence, folded: the number behind "tong so" against those behind "gom". */
static void check_sentence(struct inspection *in, const struct passage *passage, size_t offset,
                           size_t len)
{
    const char *digit = passage->text + offset;
    while (digit < passage->text + offset + len && (*digit < '0' || *digit > '9')) {
        digit++;
    }
    if (digit == passage->text + offset + len) {
        return;
    }
    char *folded = text_fold(in->arena, passage->text + offset, len);
    const char *total_at = strstr(folded, "tong so"), *parts_at = strstr(folded, "gom ");
    long long total = 0, sum = 0, number;
    size_t parts = 0, folded_len = strlen(folded);
    if (total_at == NULL || parts_at == NULL) {
        return;
    }
    size_t at = (size_t)(total_at - folded) + strcspn(total_at, "0123456789");
    size_t total_digits = at;
    if (at >= folded_len || !take_number(folded, folded_len, &at, &total)) {
        return;
    }
    size_t end = parts_at < total_at ? (size_t)(total_at - folded) : folded_len;
    for (at = (size_t)(parts_at - folded); at < end && parts < TEXT_PARTS;) {
        at += strcspn(folded + at, "0123456789");
        if (at >= end || at == total_digits || !take_number(folded, end, &at, &number)) {
            break;
        }
        if (at < end && (folded[at] == '/' || folded[at] == '%' || folded[at] == ',')) {
            if (folded[at] != ',' || (at + 1 < end && folded[at + 1] != ' ')) {
                return;            /* dates, shares, decimals: not parts of a count */
            }
        }
        sum += number;
        parts++;
    }
    if (parts >= 2 && sum != total) {
        report_place(in, passage, offset, len,
                     arena_print(in->arena, "Tổng số ghi %lld, các phần cộng lại là %lld.", total,
                                 sum));
    }
}

void check_text_sum(struct inspection *in)
{
    for (size_t p = 0; p < in->passage_count; p++) {
        const struct passage *passage = &in->passages[p];
        size_t start = passage->is_table ? passage->len + 1 : 0;
        for (size_t i = start; i <= passage->len; i++) {
            bool is_end = i == passage->len || passage->text[i] == '\n' ||
                          (strchr(".;!?", passage->text[i]) != NULL &&
                           (i + 1 == passage->len || passage->text[i + 1] == ' ' ||
                            passage->text[i + 1] == '\n'));
            if (is_end) {
                if (i - start > 10 && i - start < SENTENCE_BYTES) {
                    check_sentence(in, passage, start, i - start);
                }
                start = i + 1;
            }
        }
    }
}

/* ------------------------------------------------------------- percentages */

static bool is_digit(const struct passage *passage, size_t at)
{
    return at < passage->len && passage->text[at] >= '0' && passage->text[at] <= '9';
}

static long take_long(const struct passage *passage, size_t *at)
{
    long value = 0;
    for (size_t digits = 0; is_digit(passage, *at); (*at)++) {
        value = ++digits < 9 ? value * 10 + (passage->text[*at] - '0') : value;
    }
    return value;
}

/* "45/50" with more below than a date could have, or more than twelve above. */
static bool take_fraction(const struct passage *passage, size_t *at, long *part, long *whole)
{
    size_t start = *at;
    bool is_start = is_digit(passage, start) &&
                    (start == 0 || strchr(" (\n:", passage->text[start - 1]) != NULL);
    *at += 1;
    if (!is_start) {
        return false;
    }
    size_t after = start;
    *part = take_long(passage, &after);
    if (after >= passage->len || passage->text[after] != '/' || !is_digit(passage, after + 1)) {
        *at = after;
        return false;
    }
    after++;
    *whole = take_long(passage, &after);
    *at = after;
    char next = after < passage->len ? passage->text[after] : ' ';
    bool is_month = *part <= 12 && *whole >= 1900 && *whole <= 2100;
    return *whole > 0 && !is_month && strchr(" ,;)", next) != NULL;
}

/* The percentage that is said of the fraction: close behind, no other number before it. */
static bool percent_behind(const struct passage *passage, size_t at, struct written_number *out)
{
    enum { REACH = 60 };
    static const char *const VERBS[] = {"đạt", "chiếm", "tỷ lệ", "tỉ lệ", "tương đương", "bằng"};
    size_t next = at;
    if (!passage_next_number(passage, &next, out) || !out->is_percent || out->is_about ||
        out->span.start > at + REACH ||
        memchr(passage->text + at, '\n', out->span.start - at) != NULL ||
        memmem(passage->text + at, out->span.start - at, ". ", 2) != NULL) {
        return false;
    }
    struct span between = {at, out->span.start - at};
    for (size_t i = 0; i < sizeof(VERBS) / sizeof(VERBS[0]); i++) {
        if (passage_find(passage, between, VERBS[i]) != SIZE_MAX) {
            return true;
        }
    }
    return memmem(passage->text + at, between.len, "(", 1) != NULL;
}

void check_text_percent(struct inspection *in)
{
    for (size_t p = 0; p < in->passage_count; p++) {
        const struct passage *passage = &in->passages[p];
        struct written_number percent;
        long part, whole;
        for (size_t at = 0; at < passage->len && !passage->is_table;) {
            size_t start = at;
            if (!take_fraction(passage, &at, &part, &whole) ||
                !percent_behind(passage, at, &percent)) {
                continue;
            }
            long right = part * 1000 / whole, said = (long)(percent.scaled / (DECIMAL_ONE / 10));
            if (labs(right - said) > parameter(in, "tenths_max")) {
                report_place(in, passage, start, percent.span.start + percent.span.len + 1 - start,
                             arena_print(in->arena, "%ld/%ld là %ld,%ld%%.", part, whole,
                                         right / 10, right % 10));
            }
        }
    }
}

void check_text_share(struct inspection *in)
{
    static const char *const VERBS[] = {"chiếm", "chiếm tỷ lệ", "chiếm tỉ lệ", "chiếm hơn"};
    for (size_t p = 0; p < in->passage_count; p++) {
        const struct passage *passage = &in->passages[p];
        struct written_number number;
        for (size_t at = 0; passage_next_number(passage, &at, &number);) {
            bool is_over = number.is_percent && number.scaled > 100 * DECIMAL_ONE;
            for (size_t i = 0; is_over && i < sizeof(VERBS) / sizeof(VERBS[0]); i++) {
                size_t len = strlen(VERBS[i]), start = number.span.start;
                if (start > len &&
                    memcmp(passage->lower + start - 1 - len, VERBS[i], len) == 0) {
                    report_place(in, passage, start, number.span.len + 1, NULL);
                    break;
                }
            }
        }
    }
}

/* ------------------------------------------------------------- filed against told */

enum { SUBJECT_WORDS = 8 };

/* What a figure counts: its name without "Số", "Tổng số", in lower case. */
static struct passage subject_of(struct inspection *in, const char *name)
{
    static const char *const STARTS[] = {"tổng số ", "số lượng ", "số "};
    const char *lower = passage_lower(in->arena, name, strlen(name));
    for (size_t i = 0; i < sizeof(STARTS) / sizeof(STARTS[0]); i++) {
        if (strncmp(lower, STARTS[i], strlen(STARTS[i])) == 0) {
            lower += strlen(STARTS[i]);
            break;
        }
    }
    return passage_of(in->arena, "", lower);
}

/* "3 chi đoàn" may be some of them: only a subject that says which can contradict. */
static bool is_generic(const struct passage *subject)
{
    static const char *const GENERIC[] = {"chi đoàn",  "đoàn viên", "thanh niên", "người",
                                          "em",        "cơ sở",     "cơ sở đoàn", "liên đội",
                                          "hội viên",  "đơn vị",    "bạn",        "học sinh",
                                          "sinh viên", "thiếu nhi", "cán bộ"};
    for (size_t i = 0; i < sizeof(GENERIC) / sizeof(GENERIC[0]); i++) {
        if (strcmp(subject->lower, GENERIC[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* Whether the subject's words stand right behind `end`. */
static bool is_beside(const struct passage *passage, size_t end, const struct passage *subject)
{
    size_t word = passage_word_at(passage, end);
    size_t count = subject->word_count < SUBJECT_WORDS ? subject->word_count : SUBJECT_WORDS;
    if (count == 0 || word + count > passage->word_count ||
        passage->words[word].start > end + 1) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        const struct text_word *a = &passage->words[word + i], *b = &subject->words[i];
        if (a->len != b->len ||
            memcmp(passage->lower + a->start, subject->lower + b->start, a->len) != 0) {
            return false;
        }
    }
    return true;
}

static bool is_among(const struct passage *passage, size_t word, const char *const *words)
{
    for (; *words != NULL; words++) {
        if (word_is(passage, word, *words)) {
            return true;
        }
    }
    return false;
}

/* "Số lượt khách tham quan là hơn 1.234": "số" and the subject's words right before the number,
 * with at most two small words between. */
static bool is_said_before(const struct passage *passage, size_t start,
                           const struct passage *subject)
{
    static const char *const LINKS[] = {"là", "đạt", "được", "hơn", "trên", "gần", "khoảng",
                                        "chừng", "dưới", NULL};
    enum { LINKS_MAX = 2 };
    size_t word = passage_word_at(passage, start), links = 0;
    while (links < LINKS_MAX && word > 0 && is_among(passage, word - 1, LINKS)) {
        word--;
        links++;
    }
    size_t count = subject->word_count;
    if (count < 2 || count > SUBJECT_WORDS || word < count + 1) {
        return false;
    }
    size_t first = word - count;
    for (size_t i = 0; i < count; i++) {
        const struct text_word *a = &passage->words[first + i], *b = &subject->words[i];
        if (a->len != b->len ||
            memcmp(passage->lower + a->start, subject->lower + b->start, a->len) != 0) {
            return false;
        }
    }
    size_t begin = passage->words[first].start;
    return word_is(passage, first - 1, "số") &&
           strcspn(passage->text + begin, ".;,\n") >= start - begin;
}

/* "hơn 1.200" leaves room above, "gần 1.200" below, "khoảng" both: a quarter. */
static bool agrees(const struct written_number *told, int64_t filed, long percent)
{
    int64_t room = told->scaled / 4, slack = told->scaled * percent / 100;
    int64_t above = (told->is_about && !told->is_less ? room : 0) + slack;
    int64_t below = (told->is_about && !told->is_more ? room : 0) + slack;
    return filed >= told->scaled - below && filed <= told->scaled + above;
}

struct told {
    const struct passage *passage;
    struct written_number first;
    size_t count;
    int64_t sum;
    bool is_good;
};

static void look_for(struct inspection *in, const struct passage *subject, int64_t filed,
                     struct told *told)
{
    for (size_t p = 0; p < in->passage_count; p++) {
        const struct passage *passage = &in->passages[p];
        struct written_number number;
        for (size_t at = 0; !passage->is_table && passage_next_number(passage, &at, &number);) {
            size_t end = number.span.start + number.span.len;
            if (number.is_percent || (!is_beside(passage, end, subject) &&
                                      !is_said_before(passage, number.span.start, subject))) {
                continue;
            }
            told->passage = told->count == 0 ? passage : told->passage;
            told->first = told->count == 0 ? number : told->first;
            told->count++;
            told->sum += number.scaled;
            told->is_good = told->is_good ||
                            agrees(&number, filed, parameter(in, "percent_max"));
        }
    }
}

/* Several numbers beside one subject may be its parts: only a lone one contradicts. */
void check_text_contradiction(struct inspection *in)
{
    for (size_t i = 0; i < in->piece->n_figures; i++) {
        const Evidence__V1__Figure *figure = in->piece->figures[i];
        struct passage subject = subject_of(in, figure->name);
        struct told told = {0};
        struct decimal filed;
        if (is_generic(&subject) || !decimal_parse(figure->value, &filed)) {
            continue;
        }
        look_for(in, &subject, filed.raw, &told);
        if (told.count == 1 && !told.is_good) {
            size_t left = told.passage->len - told.first.span.start;
            size_t words = told.first.span.len + 1 + strlen(subject.text);
            report_place(in, told.passage, told.first.span.start, words < left ? words : left,
                         arena_print(in->arena, "%s đã khai là %s.", figure->name, figure->value));
        }
    }
}
