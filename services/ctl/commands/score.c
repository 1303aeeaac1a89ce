/*
 * score.c — `minhchung score`: scores and receipts of units from a criteria set and their inputs,
 * without a store, so that anyone can check the arithmetic.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "ctl/answer.h"
#include "ctl/commands/criteria.h"
#include "ctl/ctl.h"
#include "rules/score_inputs.h"

static const char *state_name(enum outcome_state state)
{
    return state == OUTCOME_COMPUTED         ? "computed"
           : state == OUTCOME_NOT_APPLICABLE ? "not_applicable"
                                             : "person";
}

static void write_criterion(struct json *json, const struct set_node *node,
                            const struct outcome *outcome)
{
    char text[DECIMAL_TEXT];
    json_object_start(json, NULL);
    json_text(json, "criterion", node->code);
    json_text(json, "state", state_name(outcome->state));
    json_text(json, "value",
              outcome->state == OUTCOME_COMPUTED ? decimal_print_points(outcome->value, text)
                                                 : NULL);
    json_raw(json, "receipt", outcome->receipt);
    json_object_end(json);
}

static void print_json(const struct set *set, const struct unit_result *result, struct buf *into)
{
    struct json json;
    char text[DECIMAL_TEXT];
    buf_clear(into);
    json_start(&json, into);
    json_object_start(&json, NULL);
    json_text(&json, "unit", result->inputs->code);
    json_text(&json, "name", result->inputs->name);
    json_text(&json, "kind", result->inputs->kind);
    json_text(&json, "peer_group", result->inputs->peer_group);
    json_text(&json, "total", decimal_print_points(result->total, text));
    json_text(&json, "band", result->band != BAND_PERSON ? set->bands[result->band].name : NULL);
    json_int(&json, "rank", result->rank);
    json_int(&json, "waiting", (long long)result->waiting);
    json_raw(&json, "receipt", result->receipt);
    json_array_start(&json, "criteria");
    for (size_t i = set->group_count; i < set->node_count; i++) {
        write_criterion(&json, &set->nodes[i], &result->cells[i - set->group_count]);
    }
    json_array_end(&json);
    json_object_end(&json);
    buf_byte(into, '\n');
    fwrite(into->data, 1, into->len, stdout);
}

/* ------------------------------------------------------------- for reading */

static void print_steps(const char *receipt, const char *indent)
{
    json_t *json = json_loads(receipt, 0, NULL), *step;
    size_t i;
    json_array_foreach(json_object_get(json, "steps"), i, step) {
        int depth = (int)answer_number(step, "depth");
        const char *value = answer_given(step, "value");
        printf("%s%*s%s%s%s\n", indent, 2 * depth, "", answer_given(step, "text"),
               value != NULL ? "  = " : "", value != NULL ? value : "");
    }
    json_decref(json);
}

static void print_text(const struct set *set, const struct unit_result *result, bool has_receipts)
{
    char text[DECIMAL_TEXT];
    printf("%-16s %10s  hạng %-4d %s", result->inputs->code,
           decimal_print_points(result->total, text), result->rank,
           result->band != BAND_PERSON ? set->bands[result->band].name : "(chưa xếp loại)");
    printf(result->waiting > 0 ? "  (%zu tiêu chí chờ người quyết định)\n" : "\n", result->waiting);
    if (!has_receipts) {
        return;
    }
    print_steps(result->receipt, "    ");
    for (size_t i = set->group_count; i < set->node_count; i++) {
        const struct outcome *outcome = &result->cells[i - set->group_count];
        printf("  %s %s: %s\n", set->nodes[i].code, set->nodes[i].name,
               outcome->state == OUTCOME_COMPUTED ? decimal_print_points(outcome->value, text)
                                                  : state_name(outcome->state));
        print_steps(outcome->receipt, "      ");
    }
}

/* ------------------------------------------------------------- the command */

static int score_units(const struct ctl *ctl, const struct set *set, struct score_inputs *inputs)
{
    struct arena *arena = arena_new();
    struct unit_result **results = arena_alloc(arena, (inputs->count + 1) * sizeof(*results));
    struct buf line = {0};
    for (size_t i = 0; i < inputs->count; i++) {
        results[i] = unit_score(set, inputs->units[i], arena);
    }
    unit_rank(set, results, inputs->count);
    for (size_t i = 0; i < inputs->count; i++) {
        if (ctl->is_json) {
            print_json(set, results[i], &line);
        } else {
            print_text(set, results[i], ctl_flag(ctl, "--receipts"));
        }
    }
    buf_free(&line);
    arena_free(&arena);
    return EXIT_DONE;
}

static int score_file(const struct ctl *ctl, const struct set *set, const char *path)
{
    FILE *file = fopen(path, "re");
    if (file == NULL) {
        return ctl_trouble("%s: %s", path, strerror(errno));
    }
    struct score_inputs *inputs = score_inputs_read(set, file);
    fclose(file);
    int code = EXIT_NO;
    if (inputs->faults.broken > 0) {
        criteria_print_faults(&inputs->faults, path, stderr);
    } else {
        code = score_units(ctl, set, inputs);
    }
    score_inputs_free(&inputs);
    return code;
}

/* The schema of criteria sets, or restricted to one kind of rule. */
static int print_schema(const char *name)
{
    if (name == NULL) {
        fputs(CRITERIA_SCHEMA, stdout);
        return EXIT_DONE;
    }
    const struct rule_kind *kind = rule_kind_find(name);
    if (kind == NULL) {
        return ctl_trouble("there is no rule kind \"%s\"", name);
    }
    json_t *schema = rule_kind_schema(kind);
    json_dumpf(schema, stdout, JSON_INDENT(2));
    printf("\n");
    json_decref(schema);
    return EXIT_DONE;
}

int command_score(struct ctl *ctl)
{
    if (ctl_flag(ctl, "--schema")) {
        return print_schema(ctl_option(ctl, "--kind"));
    }
    const char *path = ctl_option(ctl, "--set"), *inputs = ctl_option(ctl, "--inputs");
    if (path == NULL || inputs == NULL) {
        return ctl_trouble("score --set SET.json --inputs INPUTS.jsonl, or score --schema");
    }
    struct set *set = criteria_open(path);
    if (set == NULL) {
        return EXIT_TROUBLE;
    }
    criteria_print_faults(&set->faults, path, stderr);
    int code = set->faults.broken > 0 ? EXIT_NO : score_file(ctl, set, inputs);
    set_free(&set);
    return code;
}
