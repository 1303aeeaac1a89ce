/*
 * score.c — one score from a judgement: correctness, completeness and regularity by their weights;
 * exact until the one rounding at the end.
 */
#include <assert.h>
#include <stdio.h>

#include "base/json.h"
#include "members/members.h"
#include "rules/exact.h"

struct share {
    long have, of; /* have <= of */
};

static struct exact score_quotient(struct share share)
{
    return exact_quotient(decimal_int(100), decimal_int((int32_t)share.have),
                          decimal_int((int32_t)share.of));
}

static long score_least(long a, long b)
{
    return a < b ? a : b;
}

/* The shares whose mean is the completeness of the data; returns how many. */
static size_t complete_shares(const struct member_judgement *judged,
                              const struct member_rules *rules, struct share into[static 3])
{
    size_t count = 0;
    into[count++] = (struct share){judged->cells_filled, judged->cells_needed};
    if (rules->own_figure >= 0) {
        long larger =
            judged->active + rules->own_figure - score_least(judged->active, rules->own_figure);
        into[count++] = (struct share){score_least(judged->active, rules->own_figure), larger};
    }
    if (judged->are_ratings_due) {
        into[count++] = (struct share){judged->rated, judged->active};
    }
    return count;
}

/* A share of nothing is 0: an empty export earns nothing. */
static struct exact part_of(const struct member_judgement *judged, const struct member_rules *rules,
                            enum member_part part)
{
    struct share shares[3] = {{judged->rows - judged->rows_wrong, judged->rows}};
    size_t count = 1;
    if (part == PART_COMPLETE) {
        count = complete_shares(judged, rules, shares);
    } else if (part == PART_REGULAR) {
        shares[0] = (struct share){judged->months_done, judged->months_due};
    }
    struct exact sum = exact_of(decimal_int(0));
    for (size_t i = 0; i < count; i++) {
        if (shares[i].of > 0) {
            bool is_added = exact_add(sum, score_quotient(shares[i]), &sum);
            assert(is_added); /* counts are below a file's maximum of rows */
            (void)is_added;
        }
    }
    bool is_scaled = exact_scale(sum, decimal_int(1), decimal_int((int32_t)count), &sum);
    assert(is_scaled);
    (void)is_scaled;
    return sum;
}

struct decimal member_score(const struct member_judgement *judged, const struct member_rules *rules)
{
    struct exact sum = exact_of(decimal_int(0));
    int weights = 0;
    bool fits = true;
    struct decimal value = decimal_int(0);
    for (int p = 0; p < MEMBER_PARTS; p++) {
        struct exact weighed = part_of(judged, rules, (enum member_part)p);
        fits = fits &&
               exact_scale(weighed, decimal_int(rules->weights[p]), decimal_int(1), &weighed) &&
               exact_add(sum, weighed, &sum);
        weights += rules->weights[p];
    }
    fits = fits && exact_scale(sum, decimal_int(1), decimal_int(weights), &sum) &&
           exact_to_points(sum, &value);
    assert(fits);
    return value;
}

static void write_inputs(struct json *json, const struct member_judgement *judged,
                         const struct member_rules *rules)
{
    char day[DATE_TEXT];
    json_object_start(json, "inputs");
    json_text(json, "as_of", date_print(rules->as_of, day));
    json_int(json, "rows", judged->rows);
    json_int(json, "rows_wrong", judged->rows_wrong);
    json_int(json, "cells_needed", judged->cells_needed);
    json_int(json, "cells_filled", judged->cells_filled);
    json_int(json, "active", judged->active);
    json_int(json, "rated", judged->rated);
    json_bool(json, "ratings_due", judged->are_ratings_due);
    if (rules->own_figure >= 0) {
        json_int(json, "own_figure", rules->own_figure);
    } else {
        json_nothing(json, "own_figure");
    }
    json_bool(json, "own_figure_filed", rules->is_filed);
    if (rules->settings_text != NULL) {
        json_raw(json, "checks", rules->settings_text);
    }
    json_int(json, "months_due", judged->months_due);
    json_int(json, "months_done", judged->months_done);
    json_array_start(json, "weights");
    for (int p = 0; p < MEMBER_PARTS; p++) {
        json_int(json, NULL, rules->weights[p]);
    }
    json_array_end(json);
    json_object_end(json);
}

static void write_step(struct json *json, const char *text, struct decimal value)
{
    char number[DECIMAL_TEXT];
    json_object_start(json, NULL);
    json_text(json, "text", text);
    json_text(json, "value", decimal_print(value, number));
    json_object_end(json);
}

static void write_part(struct json *json, const struct member_judgement *judged,
                       const struct member_rules *rules, enum member_part part)
{
    char text[512];
    struct decimal shown = decimal_int(0);
    int len = 0;
    if (part == PART_CORRECT) {
        len = snprintf(text, sizeof(text), "Tính đúng: 100 × %d dòng không lỗi ÷ %d dòng",
                       judged->rows - judged->rows_wrong, judged->rows);
    } else if (part == PART_COMPLETE) {
        len = snprintf(text, sizeof(text),
                       "Tính đủ: trung bình của 100 × %d ô có dữ liệu ÷ %d ô bắt buộc",
                       judged->cells_filled, judged->cells_needed);
        if (rules->own_figure >= 0) {
            len += snprintf(text + len, sizeof(text) - (size_t)len,
                            "; %d đoàn viên trong phần mềm so với %ld theo số đơn vị%s",
                            judged->active, rules->own_figure,
                            rules->is_filed ? " đã nộp làm minh chứng" : "");
        }
        if (judged->are_ratings_due) {
            len += snprintf(text + len, sizeof(text) - (size_t)len,
                            "; 100 × %d đoàn viên đã xếp loại ÷ %d", judged->rated, judged->active);
        }
    } else {
        len = snprintf(text, sizeof(text), "Thường xuyên: 100 × %d tháng có nghiệp vụ ÷ %d tháng",
                       judged->months_done, judged->months_due);
    }
    snprintf(text + len, sizeof(text) - (size_t)len, " (trọng số %d)", rules->weights[part]);
    bool fits = exact_to_decimal(part_of(judged, rules, part), &shown);
    assert(fits);
    (void)fits;
    write_step(json, text, shown);
}

void member_receipt(const struct member_judgement *judged, const struct member_rules *rules,
                    struct buf *into)
{
    struct json json;
    char number[DECIMAL_TEXT];
    struct decimal value = member_score(judged, rules);
    json_start(&json, into);
    json_object_start(&json, NULL);
    write_inputs(&json, judged, rules);
    json_array_start(&json, "steps");
    for (int p = 0; p < MEMBER_PARTS; p++) {
        write_part(&json, judged, rules, (enum member_part)p);
    }
    write_step(&json, "Điểm: trung bình theo trọng số, làm tròn một lần đến 0,01", value);
    json_array_end(&json);
    json_text(&json, "value", decimal_print_points(value, number));
    json_object_end(&json);
}
