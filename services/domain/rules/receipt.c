/*
 * receipt.c — writes receipts as JSON.
 */
#include "rules/receipt.h"

#include "base/json.h"
#include "rules/rule.h"

static void write_amount(struct json *json, const char *key, struct decimal value)
{
    char text[DECIMAL_TEXT];
    json_text(json, key, decimal_print(value, text));
}

static void write_points(struct json *json, const char *key, struct decimal value)
{
    char text[DECIMAL_TEXT];
    json_text(json, key, decimal_print_points(value, text));
}

/* Of the items themselves there is neither a sum nor a greatest: only how many they are. */
static void write_aggregate(struct json *json, const struct rule *rule,
                            const struct aggregate *aggregate)
{
    json_object_start(json, NULL);
    json_int(json, "figure", aggregate->figure);
    json_text(json, "name", aggregate->figure > 0 ? rule_figure(rule, aggregate->figure) : NULL);
    write_amount(json, "count", aggregate->count);
    if (aggregate->figure > 0) {
        write_amount(json, "sum", aggregate->sum);
        write_amount(json, "max", aggregate->max);
    }
    write_amount(json, "days", aggregate->days);
    write_amount(json, "weeks", aggregate->weeks);
    write_amount(json, "days_late", aggregate->days_late);
    json_object_end(json);
}

static void write_inputs(struct json *json, const struct inputs *inputs)
{
    json_raw(json, "rule", inputs->rule->text);
    json_int(json, "rule_version", inputs->rule_version);
    write_points(json, "points", inputs->points);
    if (inputs->is_deduction) {
        json_bool(json, "deduction", true);
    }
    json_object_start(json, "window");
    json_text(json, "from", inputs->window_from);
    json_text(json, "to", inputs->window_to);
    json_object_end(json);
    json_text(json, "not_applicable", inputs->not_applicable);
    if (inputs->has_target) {
        write_amount(json, "target", inputs->target);
    } else {
        json_nothing(json, "target");
    }
    if (inputs->assessed_by != NULL) {
        json_object_start(json, "assessed");
        json_text(json, "body", inputs->assessed_by);
        write_points(json, "value", inputs->assessed);
        json_text(json, "reason", inputs->assessed_reason);
        json_object_end(json);
    }
    json_array_start(json, "aggregates");
    for (size_t i = 0; i < inputs->aggregate_count; i++) {
        write_aggregate(json, inputs->rule, &inputs->aggregates[i]);
    }
    json_array_end(json);
}

static const char *state_name(enum outcome_state state)
{
    return state == OUTCOME_COMPUTED         ? "computed"
           : state == OUTCOME_NOT_APPLICABLE ? "not_applicable"
                                             : "person";
}

void receipt_write_steps(struct json *json, const struct sheet *sheet)
{
    json_array_start(json, "steps");
    for (const struct sheet_step *step = sheet->first; step != NULL; step = step->next) {
        json_object_start(json, NULL);
        json_text(json, "text", step->text);
        json_text(json, "value", step->value);
        if (step->depth > 0) {
            json_int(json, "depth", step->depth);
        }
        json_object_end(json);
    }
    json_array_end(json);
}

const char *receipt_write(const struct sheet *sheet, const struct outcome *outcome)
{
    struct buf text = {0};
    struct json json;
    json_start(&json, &text);
    json_object_start(&json, NULL);
    write_inputs(&json, sheet->inputs);
    receipt_write_steps(&json, sheet);
    json_text(&json, "state", state_name(outcome->state));
    if (outcome->state == OUTCOME_COMPUTED) {
        write_points(&json, "value", outcome->value);
    } else {
        json_nothing(&json, "value");
    }
    json_object_end(&json);
    const char *receipt = arena_text(sheet->arena, text.data, text.len);
    buf_free(&text);
    return receipt;
}
