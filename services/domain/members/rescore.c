/*
 * rescore.c — computes a score again from its receipt's inputs, with other weights.
 */
#include <stdlib.h>
#include <string.h>

#include "members/import.h"

static int rescore_number(const json_t *inputs, const char *name)
{
    return (int)json_integer_value(json_object_get(inputs, name));
}

static void read_judged(const json_t *inputs, struct member_judgement *out)
{
    *out = (struct member_judgement){.rows = rescore_number(inputs, "rows"),
                                     .rows_wrong = rescore_number(inputs, "rows_wrong"),
                                     .cells_needed = rescore_number(inputs, "cells_needed"),
                                     .cells_filled = rescore_number(inputs, "cells_filled"),
                                     .active = rescore_number(inputs, "active"),
                                     .rated = rescore_number(inputs, "rated"),
                                     .are_ratings_due =
                                         json_is_true(json_object_get(inputs, "ratings_due")),
                                     .months_due = rescore_number(inputs, "months_due"),
                                     .months_done = rescore_number(inputs, "months_done")};
}

static bool read_rules(const json_t *inputs, const json_t *weights, struct arena *arena,
                       struct member_rules *out)
{
    const json_t *own = json_object_get(inputs, "own_figure");
    const char *day = json_string_value(json_object_get(inputs, "as_of"));
    char *checks = json_dumps(json_object_get(inputs, "checks"), JSON_COMPACT | JSON_SORT_KEYS);
    *out = (struct member_rules){
        .own_figure = json_is_integer(own) ? (long)json_integer_value(own) : -1,
        .is_filed = json_is_true(json_object_get(inputs, "own_figure_filed")),
        .settings_text = checks != NULL ? arena_text(arena, checks, strlen(checks)) : NULL};
    free(checks);
    for (size_t p = 0; p < MEMBER_PARTS; p++) {
        out->weights[p] = (int)json_integer_value(json_array_get(weights, p));
    }
    return day != NULL && date_parse(day, &out->as_of) && json_array_size(weights) == MEMBER_PARTS;
}

json_t *member_rescore(const json_t *receipt, const json_t *weights, struct arena *arena)
{
    const json_t *inputs = json_object_get(receipt, "inputs");
    struct member_judgement judged;
    struct member_rules rules;
    struct buf text = {0};
    char score[DECIMAL_TEXT];
    if (!read_rules(inputs, weights, arena, &rules)) {
        return NULL;
    }
    read_judged(inputs, &judged);
    member_receipt(&judged, &rules, &text);
    json_t *again =
        json_pack("{s:s, s:o}", "score", decimal_print_points(member_score(&judged, &rules), score),
                  "receipt", json_loads(buf_string(&text), 0, NULL));
    buf_free(&text);
    return again;
}
