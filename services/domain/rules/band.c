/*
 * band.c — gates, band and rank of a unit, and the receipt of its sums.
 */
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "rules/receipt.h"
#include "rules/unit_internal.h"

enum { PERCENT = 100 };

/* ------------------------------------------------------------- gates */

/* A node that does not apply to the unit does not exclude it from a band. */
static enum truth judge_leaf(const struct set_gate_condition *condition,
                             const struct unit_result *result)
{
    const struct unit_value *value = &result->values[condition->node];
    if (value->is_absent) {
        return TRUTH_YES;
    }
    if (value->waiting > 0) {
        return TRUTH_UNKNOWN;
    }
    if (condition->is_percent && value->points.raw <= 0) {
        return TRUTH_UNKNOWN; /* of nothing */
    }
    struct exact amount = condition->is_percent
                              ? exact_quotient(value->value, decimal_int(PERCENT), value->points)
                              : exact_of(value->value);
    return range_has(&condition->range, amount) ? TRUTH_YES : TRUTH_NO;
}

static enum truth band_judge(const struct set_gate_condition *condition,
                             const struct unit_result *result)
{
    if (condition->join == CONDITION_RANGE) {
        return judge_leaf(condition, result);
    }
    enum truth all = TRUTH_YES, any = TRUTH_NO;
    for (size_t i = 0; i < condition->count; i++) {
        enum truth part = band_judge(&condition->parts[i], result);
        all = part < all ? part : all;
        any = part > any ? part : any;
    }
    return condition->join == CONDITION_ALL ? all : any;
}

static void judge_gates(const struct set *set, struct unit_result *result, struct sheet *sheet)
{
    static const char *const WORDS[] = {
        [TRUTH_NO] = "không đạt", [TRUTH_UNKNOWN] = "chưa xét được", [TRUTH_YES] = "đạt"};
    result->gates = arena_zero(sheet->arena, set->gate_count * sizeof(*result->gates));
    for (size_t i = 0; i < set->gate_count; i++) {
        result->gates[i] = band_judge(&set->gates[i].condition, result);
        sheet_note(sheet, "Điều kiện %s “%s”: %s", set->gates[i].code, set->gates[i].name,
                   WORDS[result->gates[i]]);
    }
}

/* ------------------------------------------------------------- the band */

static enum truth all_gates(const struct set_band *band, const struct unit_result *result)
{
    enum truth all = TRUTH_YES;
    for (size_t i = 0; i < band->gate_count; i++) {
        enum truth gate = result->gates[band->gates[i]];
        all = gate < all ? gate : all;
    }
    return all;
}

static size_t find_by_value(const struct set *set, struct exact value)
{
    size_t at = 0;
    while (at < set->band_count && !range_has(&set->bands[at].range, value)) {
        at++;
    }
    return at;
}

void unit_find_band(const struct set *set, struct unit_result *result, struct sheet *sheet)
{
    judge_gates(set, result, sheet);
    result->band = BAND_PERSON;
    if (set->band_count == 0) {
        return;
    }
    if (!result->has_percent) {
        sheet_note(sheet, "Không tiêu chí cơ bản nào áp dụng: cần người quyết định mức xếp loại");
        return;
    }
    struct exact value = set->is_by_points ? result->unrounded : result->percent;
    char text[SHEET_AMOUNT_TEXT];
    sheet_cut_amount(value, text);
    size_t at = find_by_value(set, value);
    if (at == set->band_count) {
        sheet_note(sheet, "%s%s không thuộc mức xếp loại nào: cần người quyết định", text,
                   set->is_by_points ? " điểm" : "%");
        return;
    }
    sheet_note(sheet, "%s%s thuộc mức “%s” (%s)", text, set->is_by_points ? " điểm" : "%",
               set->bands[at].name, range_text(&set->bands[at].range, sheet->arena));
    for (; at < set->band_count; at++) {
        enum truth truth = all_gates(&set->bands[at], result);
        if (truth == TRUTH_UNKNOWN) {
            sheet_note(sheet, "Chưa xét được điều kiện của mức “%s”: cần người quyết định",
                       set->bands[at].name);
            return;
        }
        if (truth == TRUTH_YES) {
            result->band = (int)at;
            sheet_note(sheet, "Xếp loại: %s", set->bands[at].name);
            return;
        }
        sheet_note(sheet, "Không đạt điều kiện của mức “%s”: hạ một mức", set->bands[at].name);
    }
    sheet_note(sheet, "Không đạt điều kiện của mức nào: cần người quyết định");
}

/* ------------------------------------------------------------- ranks */

struct entry {
    const struct set *set;
    struct unit_result *result;
};

/* Within one peer group the better first; 0: equal, also by the set's tie break. */
static int compare_merit(const struct entry *a, const struct entry *b)
{
    int order = decimal_compare(b->result->total, a->result->total);
    for (size_t i = 0; order == 0 && i < a->set->tie_break_count; i++) {
        int node = a->set->tie_break[i];
        order = decimal_compare(b->result->values[node].value, a->result->values[node].value);
    }
    return order;
}

static int compare_entries(const void *left, const void *right)
{
    const struct entry *a = left, *b = right;
    int order = strcmp(a->result->inputs->peer_group, b->result->inputs->peer_group);
    order = order != 0 ? order : compare_merit(a, b);
    return order != 0 ? order : strcmp(a->result->inputs->code, b->result->inputs->code);
}

void unit_rank(const struct set *set, struct unit_result **results, size_t count)
{
    struct entry *entries = memory_zero((count + 1) * sizeof(*entries));
    for (size_t i = 0; i < count; i++) {
        entries[i] = (struct entry){set, results[i]};
    }
    qsort(entries, count, sizeof(*entries), compare_entries);
    size_t first = 0;
    for (size_t i = 0; i < count; i++) {
        bool is_new = i == 0 || strcmp(entries[i].result->inputs->peer_group,
                                       entries[i - 1].result->inputs->peer_group) != 0;
        first = is_new ? i : first;
        bool is_shared = !is_new && compare_merit(&entries[i], &entries[i - 1]) == 0;
        entries[i].result->rank = is_shared ? entries[i - 1].result->rank : (int)(i - first) + 1;
    }
    free(entries);
}

/* ------------------------------------------------------------- the receipt of the sums */

static void write_points(struct json *json, const char *key, struct decimal value)
{
    char text[DECIMAL_TEXT];
    json_text(json, key, decimal_print_points(value, text));
}

static void write_groups(struct json *json, const struct set *set, const struct unit_result *result)
{
    json_array_start(json, "groups");
    for (size_t i = 0; i < set->group_count; i++) {
        json_object_start(json, NULL);
        json_text(json, "code", set->nodes[i].code);
        write_points(json, "value", result->values[i].value);
        write_points(json, "points", result->values[i].points);
        json_int(json, "waiting", (long long)result->values[i].waiting);
        json_object_end(json);
    }
    json_array_end(json);
}

static void write_gates(struct json *json, const struct set *set, const struct unit_result *result)
{
    json_object_start(json, "gates");
    for (size_t i = 0; i < set->gate_count; i++) {
        if (result->gates[i] == TRUTH_UNKNOWN) {
            json_nothing(json, set->gates[i].code);
        } else {
            json_bool(json, set->gates[i].code, result->gates[i] == TRUTH_YES);
        }
    }
    json_object_end(json);
}

const char *unit_receipt(const struct set *set, const struct unit_result *result,
                         const struct sheet *sheet)
{
    struct buf text = {0};
    struct json json;
    struct decimal percent = {0};
    char plain[DECIMAL_TEXT];
    bool is_cut;
    bool has_percent = result->has_percent && exact_cut(result->percent, &percent, &is_cut);
    json_start(&json, &text);
    json_object_start(&json, NULL);
    json_text(&json, "unit", result->inputs->code);
    json_text(&json, "set", set->code);
    json_int(&json, "version", set->version);
    write_points(&json, "base", result->base);
    write_points(&json, "bonus", result->bonus);
    write_points(&json, "total", result->total);
    write_points(&json, "points", result->points);
    json_text(&json, "percent", has_percent ? decimal_print(percent, plain) : NULL);
    json_int(&json, "waiting", (long long)result->waiting);
    json_text(&json, "band", result->band != BAND_PERSON ? set->bands[result->band].name : NULL);
    write_gates(&json, set, result);
    write_groups(&json, set, result);
    receipt_write_steps(&json, sheet);
    json_object_end(&json);
    const char *receipt = arena_text(sheet->arena, text.data, text.len);
    buf_free(&text);
    return receipt;
}
