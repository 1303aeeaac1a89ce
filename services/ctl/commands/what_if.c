/*
 * what_if.c — `minhchung set` and `minhchung inputs`: a campaign's criteria and what counts in it,
 * for `minhchung score`; and `minhchung what-if`: which units would move, and by how much, in
 * points, rank and band, under another criteria set or other inputs.  Nothing is written.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/json.h"
#include "ctl/answer.h"
#include "ctl/commands/criteria.h"
#include "ctl/ctl.h"
#include "ctl/sql.h"
#include "rules/score_inputs.h"

static const struct statement SET = {"ctl_campaign_set", SQL_CAMPAIGN_SET};
static const struct statement INPUTS = {"ctl_campaign_inputs", SQL_CAMPAIGN_INPUTS};

/* One way to score the units: a set, inputs, and the results. */
struct variant {
    struct set *set;
    struct score_inputs *inputs;
    struct unit_result **results;
    size_t count;
};

static struct rows *what_if_ask(const struct ctl *ctl, const struct statement *statement,
                                const char *campaign)
{
    struct lane *lane = ctl_store(ctl);
    struct params *params = params_new();
    params_text(params, campaign);
    struct rows *result = lane != NULL ? ctl_query(lane, statement, params) : NULL;
    if (result != NULL && rows_count(result) == 0) {
        ctl_trouble("there is no campaign \"%s\"", campaign);
        rows_free(&result);
    }
    params_free(&params);
    lane_close(&lane);
    return result;
}

static int print_rows(const struct ctl *ctl, const struct statement *statement)
{
    struct rows *result = what_if_ask(ctl, statement, ctl_option(ctl, "--campaign"));
    for (int row = 0; result != NULL && row < rows_count(result); row++) {
        printf("%s\n", column_text(result, row, 0));
    }
    int code = result != NULL ? EXIT_DONE : EXIT_TROUBLE;
    rows_free(&result);
    return code;
}

int command_inputs(struct ctl *ctl)
{
    return print_rows(ctl, &INPUTS);
}

int command_set(struct ctl *ctl)
{
    return print_rows(ctl, &SET);
}

/* ---------------------------------------------------------------- the two variants */

static struct set *set_of_campaign(const struct ctl *ctl, const char *campaign)
{
    struct rows *result = what_if_ask(ctl, &SET, campaign);
    if (result == NULL) {
        return NULL;
    }
    json_t *json = json_loads(column_text(result, 0, 0), 0, NULL);
    struct set *set = set_read(json);
    json_decref(json);
    rows_free(&result);
    return set;
}

/* Lines about criteria that a set does not have are not its inputs. */
static bool is_of(const struct set *set, const char *line)
{
    json_t *json = json_loads(line, 0, NULL);
    const char *criterion = answer_given(json, "criterion");
    bool is_there = criterion == NULL || set_find(set, criterion) != SET_ROOT;
    json_decref(json);
    return is_there;
}

static char *inputs_of_campaign(const struct ctl *ctl, const char *campaign)
{
    struct rows *result = what_if_ask(ctl, &INPUTS, campaign);
    char *text = NULL;
    size_t len = 0;
    FILE *file = result != NULL ? open_memstream(&text, &len) : NULL;
    for (int row = 0; file != NULL && row < rows_count(result); row++) {
        fprintf(file, "%s\n", column_text(result, row, 0));
    }
    if (file != NULL) {
        fclose(file);
    }
    rows_free(&result);
    return text;
}

static char *inputs_of_file(const char *path)
{
    FILE *from = fopen(path, "re");
    if (from == NULL) {
        ctl_trouble("%s: %s", path, strerror(errno));
        return NULL;
    }
    char *text = NULL, buffer[8192];
    size_t len = 0, got;
    FILE *into = open_memstream(&text, &len);
    while ((got = fread(buffer, 1, sizeof(buffer), from)) > 0) {
        (void)fwrite(buffer, 1, got, into);
    }
    fclose(into);
    fclose(from);
    return text;
}

static bool read_inputs(struct variant *self, const char *text)
{
    char *kept = NULL;
    size_t len = 0;
    FILE *into = open_memstream(&kept, &len);
    for (const char *at = text; *at != '\0';) {
        size_t line = strcspn(at, "\n");
        char *one = strndup(at, line);
        if (is_of(self->set, one)) {
            fprintf(into, "%s\n", one);
        }
        free(one);
        at += line + (at[line] == '\n' ? 1 : 0);
    }
    fclose(into);
    FILE *from = fmemopen(kept, len > 0 ? len : 1, "r");
    self->inputs = score_inputs_read(self->set, from);
    fclose(from);
    free(kept);
    criteria_print_faults(&self->inputs->faults, "inputs", stderr);
    return self->inputs->faults.broken == 0;
}

static bool score_variant(struct variant *self, const char *inputs, struct arena *arena)
{
    if (self->set->faults.broken > 0) {
        criteria_print_faults(&self->set->faults, "set", stderr);
        return false;
    }
    if (!read_inputs(self, inputs)) {
        return false;
    }
    self->count = self->inputs->count;
    self->results = arena_alloc(arena, (self->count + 1) * sizeof(*self->results));
    for (size_t i = 0; i < self->count; i++) {
        self->results[i] = unit_score(self->set, self->inputs->units[i], arena);
    }
    unit_rank(self->set, self->results, self->count);
    return true;
}

static void free_variant(struct variant *self)
{
    score_inputs_free(&self->inputs);
    set_free(&self->set);
}

/* ---------------------------------------------------------------- comparing */

static const struct unit_result *what_if_find(const struct variant *variant, const char *code)
{
    for (size_t i = 0; i < variant->count; i++) {
        if (strcmp(variant->results[i]->inputs->code, code) == 0) {
            return variant->results[i];
        }
    }
    return NULL;
}

static const char *band_of(const struct variant *variant, const struct unit_result *result)
{
    return result->band != BAND_PERSON ? variant->set->bands[result->band].name : NULL;
}

static void write_side(struct json *json, const char *key, const struct variant *variant,
                       const struct unit_result *result)
{
    char text[DECIMAL_TEXT];
    json_object_start(json, key);
    json_text(json, "total", decimal_print_points(result->total, text));
    json_int(json, "rank", result->rank);
    json_text(json, "band", band_of(variant, result));
    json_int(json, "waiting", (long long)result->waiting);
    json_object_end(json);
}

/* NULL: the set has no such criterion. */
static const struct outcome *cell_of(const struct set *set, const struct unit_result *result,
                                     const char *code)
{
    int at = set_find(set, code) - (int)set->group_count;
    return at >= 0 ? &result->cells[at] : NULL;
}

static void write_criteria(struct json *json, const struct variant *old,
                           const struct unit_result *before, const struct variant *new,
                           const struct unit_result *after)
{
    json_array_start(json, "criteria");
    for (size_t i = new->set->group_count; i < new->set->node_count; i++) {
        const struct outcome *now = &after->cells[i - new->set->group_count];
        const struct outcome *was = cell_of(old->set, before, new->set->nodes[i].code);
        if (was != NULL && was->state == now->state && was->value.raw == now->value.raw) {
            continue;
        }
        char left[DECIMAL_TEXT], right[DECIMAL_TEXT];
        json_object_start(json, NULL);
        json_text(json, "criterion", new->set->nodes[i].code);
        json_text(json, "before",
                  was != NULL && was->state == OUTCOME_COMPUTED
                      ? decimal_print_points(was->value, left)
                      : NULL);
        json_text(json, "after",
                  now->state == OUTCOME_COMPUTED ? decimal_print_points(now->value, right) : NULL);
        json_object_end(json);
    }
    json_array_end(json);
}

static bool has_moved(const struct variant *old, const struct unit_result *before,
                      const struct variant *new, const struct unit_result *after)
{
    const char *left = band_of(old, before), *right = band_of(new, after);
    bool is_same_band =
        left == right || (left != NULL && right != NULL && strcmp(left, right) == 0);
    return before->total.raw != after->total.raw || before->rank != after->rank || !is_same_band;
}

static void print_move(const struct variant *old, const struct unit_result *before,
                       const struct variant *new, const struct unit_result *after)
{
    char left[DECIMAL_TEXT], right[DECIMAL_TEXT];
    const char *was = band_of(old, before), *is = band_of(new, after);
    printf("%-16s %10s → %-10s  hạng %d → %d  %s → %s\n", after->inputs->code,
           decimal_print_points(before->total, left), decimal_print_points(after->total, right),
           before->rank, after->rank, was != NULL ? was : "–", is != NULL ? is : "–");
}

static int what_if_compare(const struct ctl *ctl, const struct variant *old,
                           const struct variant *new)
{
    struct buf text = {0};
    struct json json;
    size_t moved = 0;
    json_start(&json, &text);
    json_object_start(&json, NULL);
    json_array_start(&json, "moves");
    for (size_t i = 0; i < new->count; i++) {
        const struct unit_result *after = new->results[i];
        const struct unit_result *before = what_if_find(old, after->inputs->code);
        if (before == NULL || !has_moved(old, before, new, after)) {
            continue;
        }
        moved++;
        json_object_start(&json, NULL);
        json_text(&json, "unit", after->inputs->code);
        json_text(&json, "peer_group", after->inputs->peer_group);
        write_side(&json, "before", old, before);
        write_side(&json, "after", new, after);
        write_criteria(&json, old, before, new, after);
        json_object_end(&json);
        if (!ctl->is_json) {
            print_move(old, before, new, after);
        }
    }
    json_array_end(&json);
    json_int(&json, "units", (long long)new->count);
    json_int(&json, "moved", (long long)moved);
    json_object_end(&json);
    if (ctl->is_json) {
        printf("%.*s\n", (int)text.len, (const char *)text.data);
    } else {
        printf("%zu trong %zu đơn vị thay đổi\n", moved, new->count);
    }
    buf_free(&text);
    return EXIT_DONE;
}

/* ---------------------------------------------------------------- the command */

/* The set and the inputs of one side: the named files, otherwise the campaign's. */
static char *open_variant(const struct ctl *ctl, struct variant *into, const char *set,
                          const char *inputs)
{
    const char *campaign = ctl_option(ctl, "--campaign");
    into->set = set != NULL ? criteria_open(set) : set_of_campaign(ctl, campaign);
    return into->set == NULL ? NULL
           : inputs != NULL  ? inputs_of_file(inputs)
                             : inputs_of_campaign(ctl, campaign);
}

int command_what_if(struct ctl *ctl)
{
    const char *set = ctl_option(ctl, "--set"), *inputs = ctl_option(ctl, "--inputs");
    const char *with = ctl_option(ctl, "--with-set"), *others = ctl_option(ctl, "--with-inputs");
    bool has_base = ctl_option(ctl, "--campaign") != NULL || (set != NULL && inputs != NULL);
    if (!has_base || (with == NULL && others == NULL)) {
        return ctl_trouble("what-if --campaign C (or --set SET.json --inputs INPUTS.jsonl) "
                           "--with-set SET.json and/or --with-inputs INPUTS.jsonl");
    }
    struct variant old = {0}, new = {0};
    struct arena *arena = arena_new();
    char *before = open_variant(ctl, &old, set, inputs);
    char *after = before != NULL ? open_variant(ctl, &new, with != NULL ? with : set,
                                                others != NULL ? others : inputs)
                                 : NULL;
    int code = EXIT_TROUBLE;
    if (after != NULL) {
        code = score_variant(&old, before, arena) && score_variant(&new, after, arena)
                   ? what_if_compare(ctl, &old, &new)
                   : EXIT_NO;
    }
    free(before);
    free(after);
    free_variant(&old);
    free_variant(&new);
    arena_free(&arena);
    return code;
}
