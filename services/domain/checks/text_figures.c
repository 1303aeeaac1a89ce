/*
 * text_figures.c — the figures in a text: parts against totals ("gồm 12 nam và 15 nữ, tổng
 * số 30"), percentages against their fractions.
 */
#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"
#include "checks/checks.h"
#include "text/passage.h"

enum { TEXT_PARTS = 6, SENTENCE_BYTES = 400 };

static bool is_digit(const struct passage *passage, size_t at)
{
    return at < passage->len && passage->text[at] >= '0' && passage->text[at] <= '9';
}

/* Of what is counted one by one, or paid: not of shares, and not said in words. */
static bool next_count(const struct passage *passage, size_t *at, size_t end,
                       struct written_number *out)
{
    while (passage_next_number(passage, at, out) && out->span.start < end) {
        if (is_digit(passage, out->span.start)) {
            return true;
        }
    }
    return false;
}

/* Dates, shares and decimals among the parts: they are no parts of a count. */
static bool has_other_numbers(const struct passage *passage, size_t start, size_t end)
{
    for (size_t i = start; i + 1 < end; i++) {
        char c = passage->text[i];
        if (is_digit(passage, i) && strchr("/%", passage->text[i + 1]) != NULL) {
            return true;
        }
        if (c == ',' && i > start && is_digit(passage, i - 1) && is_digit(passage, i + 1)) {
            return true;
        }
    }
    return false;
}

/* One sentence: the number behind "tổng số" against those behind "gồm". */
static void check_sentence(struct inspection *in, const struct passage *passage, size_t offset,
                           size_t len)
{
    struct span sentence = {offset, len};
    size_t total_at = passage_find(passage, sentence, "tổng số");
    size_t at = total_at, parts_at = passage_find(passage, sentence, "gồm");
    struct written_number total, part;
    char sum_text[DECIMAL_TEXT], total_text[DECIMAL_TEXT];
    if (total_at == SIZE_MAX || parts_at == SIZE_MAX ||
        !next_count(passage, &at, offset + len, &total)) {
        return;
    }
    size_t end = parts_at < total_at ? total_at : offset + len, parts = 0;
    int64_t sum = 0;
    for (at = parts_at; parts < TEXT_PARTS && next_count(passage, &at, end, &part) &&
                        part.span.start != total.span.start;) {
        if (part.is_money != total.is_money ||
            __builtin_add_overflow(sum, part.scaled, &sum)) {
            return;                /* people and sums of money: not of one whole */
        }
        parts++;
    }
    int64_t apart = sum > total.scaled ? sum - total.scaled : total.scaled - sum;
    bool is_rounded = total.unit > 0 && apart < total.unit;
    if (parts >= 2 && apart != 0 && !is_rounded && !has_other_numbers(passage, parts_at, at)) {
        report_place(in, passage, offset, len,
                     arena_print(in->arena, "Tổng số ghi %s, các phần cộng lại là %s.",
                                 decimal_print((struct decimal){total.scaled}, total_text),
                                 decimal_print((struct decimal){sum}, sum_text)));
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
