/*
 * figures.c — parts against their total, in the figures that were filed and in the
 * text ("gồm 12 nam và 15 nữ, tổng số 30").
 */
#include <string.h>

#include "base/decimal.h"
#include "base/text.h"
#include "validation/checks/check.h"

enum { TEXT_PARTS = 6, SENTENCE_BYTES = 400 };

static bool starts_with(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

static bool is_total(struct inspection *in, const char *name)
{
    const char *folded = text_fold(in->arena, name, strlen(name));
    return starts_with(folded, "tong");
}

/* A figure whose name begins with "Tổng" is the sum of those that follow it, up to
 * the next such one; a total without parts says nothing. */
void check_figure_sum(struct inspection *in)
{
    const Evidence__V1__Submission *piece = in->piece;
    for (size_t i = 0; i < piece->n_figures; i++) {
        struct decimal total, sum = {0}, part;
        if (!is_total(in, piece->figures[i]->name) ||
            !decimal_parse(piece->figures[i]->value, &total)) {
            continue;
        }
        size_t parts = 0;
        for (size_t j = i + 1;
             j < piece->n_figures && !is_total(in, piece->figures[j]->name); j++) {
            if (!decimal_parse(piece->figures[j]->value, &part) || !decimal_add(sum, part, &sum)) {
                parts = 0;
                break;
            }
            parts++;
        }
        char said[DECIMAL_TEXT], added[DECIMAL_TEXT];
        if (parts >= 2 && decimal_compare(sum, total) != 0) {
            report(in, arena_print(in->arena, "figures[%zu]", i),
                   arena_print(in->arena, "%s ghi %s, các thành phần cộng lại là %s.",
                               piece->figures[i]->name, decimal_print(total, said),
                               decimal_print(sum, added)));
        }
    }
}

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
        size_t start = 0;
        for (size_t i = 0; i <= passage->len; i++) {
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
