/*
 * store.c — runs the statements in sql/ and reads their results.
 *
 * Rules are parsed once and cached by criterion and variant; a cached rule is used while its
 * text equals the one that the inputs were read with.
 */
#include "scoring/store.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "rules/rule.h"
#include "scoring/sql.h"

enum { BACKOFF_MS = 2000 };

static const struct statement CLAIM = {"scoring_claim", SQL_CLAIM};
static const struct statement INPUTS = {"scoring_inputs", SQL_INPUTS};
static const struct statement COMPLETE = {"scoring_complete", SQL_COMPLETE};
static const struct statement INPUTS_UNIT = {"scoring_inputs_unit", SQL_INPUTS_UNIT};
static const struct statement COMPLETE_UNIT = {"scoring_complete_unit", SQL_COMPLETE_UNIT};
static const struct statement FAIL = {"scoring_fail", SQL_FAIL};
static const struct statement BACKLOG = {"scoring_backlog", SQL_BACKLOG};

/* Columns of inputs.sql; the last two only of inputs_unit.sql. */
enum {
    COLUMN_POSITION,
    COLUMN_POINTS,
    COLUMN_RULE,
    COLUMN_RULE_VERSION,
    COLUMN_FIGURES,
    COLUMN_WINDOW_FROM,
    COLUMN_WINDOW_TO,
    COLUMN_TARGET,
    COLUMN_NOT_APPLICABLE,
    COLUMN_BODY,
    COLUMN_ASSESSED,
    COLUMN_REASON,
    COLUMN_FIGURE,
    COLUMN_COUNT,
    COLUMN_SUM,
    COLUMN_MAX,
    COLUMN_DAYS,
    COLUMN_WEEKS,
    COLUMN_DAYS_LATE,
    COLUMN_IS_DEDUCTION,
    COLUMN_VARIANT,
    COLUMN_CRITERION,
    COLUMN_DIGEST
};

/* ------------------------------------------------------------- rules */

struct rule_key {
    int criterion_id;
    int variant; /* 0: the criterion's own rule */
};

struct rule_cache {
    struct map *rules; /* struct rule by struct rule_key */
};

struct rule_cache *rule_cache_new(void)
{
    struct rule_cache *self = memory_zero(sizeof(*self));
    self->rules = map_new();
    return self;
}

void rule_cache_free(struct rule_cache **pointer)
{
    struct rule_cache *self = *pointer;
    *pointer = NULL;
    if (self == NULL) {
        return;
    }
    const void *key;
    size_t len, at = 0;
    void *value;
    while (map_next(self->rules, &at, &key, &len, &value)) {
        struct rule *rule = value;
        rule_free(&rule);
    }
    map_free(&self->rules);
    free(self);
}

/* All cells of one rule in a batch come from one snapshot, so they have the same
 * text, and no cell of an earlier batch uses the old rule any more. */
static const struct rule *find_rule(struct rule_cache *self, struct rule_key key, const char *text,
                                    const char *figures)
{
    struct rule *rule = map_get(self->rules, &key, sizeof(key));
    if (rule != NULL && strcmp(rule->text, text) == 0 && strcmp(rule->figures_text, figures) == 0) {
        return rule;
    }
    struct rule *fresh = rule_new(text, figures);
    map_put(self->rules, &key, sizeof(key), fresh);
    rule_free(&rule);
    return fresh;
}

/* ------------------------------------------------------------- claim */

void store_claim(struct lane *lane, const struct daemon_conf *conf, size_t max, lane_fn *then,
                 void *arg)
{
    struct params *params = params_new();
    params_int(params, (int)max);
    params_int(params, conf->lease_ms);
    params_int(params, conf->max_attempts);
    lane_run(lane, &CLAIM, params, then, arg);
    params_free(&params);
}

static const char *const PART_WORDS[PARTS] = {"cell", "unit", "sums"};

const char *mark_print(const struct cell *mark, char text[static MARK_TEXT])
{
    const struct cell_key *key = &mark->key;
    (void)snprintf(text, MARK_TEXT, "%s %d/%d/%d", PART_WORDS[mark->part], key->campaign_id,
                   key->unit_id, key->criterion_id);
    return text;
}

static enum part read_part(const char *word)
{
    return strcmp(word, PART_WORDS[PART_UNITS]) == 0  ? PART_UNITS
           : strcmp(word, PART_WORDS[PART_SUMS]) == 0 ? PART_SUMS
                                                      : PART_CELLS;
}

struct cell *store_claimed(const struct rows *result, struct arena *arena, size_t *count)
{
    *count = (size_t)rows_count(result);
    struct cell *cells = arena_zero(arena, *count * sizeof(*cells));
    for (int row = 0; row < rows_count(result); row++) {
        cells[row] = (struct cell){
            .part = read_part(column_text(result, row, 6)),
            .key = {column_int(result, row, 0), column_int(result, row, 1),
                    column_int(result, row, 2)},
            .generation = column_long(result, row, 3),
            .attempts = column_int(result, row, 4),
            .fence = column_long(result, row, 5),
        };
    }
    return cells;
}

/* ------------------------------------------------------------- inputs */

typedef long long number_fn(const struct cell *cell);

static long long get_campaign(const struct cell *cell)
{
    return cell->key.campaign_id;
}

static long long get_unit(const struct cell *cell)
{
    return cell->key.unit_id;
}

static long long get_criterion(const struct cell *cell)
{
    return cell->key.criterion_id;
}

static long long get_generation(const struct cell *cell)
{
    return cell->generation;
}

static long long get_fence(const struct cell *cell)
{
    return cell->fence;
}

static long long get_state(const struct cell *cell)
{
    return cell->outcome.state;
}

static long long get_rule_version(const struct cell *cell)
{
    return cell->inputs.rule_version;
}

static void add_numbers(struct params *params, enum params_type type, const struct cell *cells,
                        size_t count, number_fn *get)
{
    params_array_begin(params, type);
    for (size_t i = 0; i < count; i++) {
        if (cells[i].is_known) {
            params_add_int(params, get(&cells[i]));
        }
    }
    params_array_end(params);
}

static void add_words(struct params *params, unsigned asks)
{
    const char *words[RULE_WORDS_MAX];
    size_t count = rule_words_asking(asks, words);
    params_array_begin(params, PARAMS_TEXT);
    for (size_t i = 0; i < count; i++) {
        params_add_text(params, words[i]);
    }
    params_array_end(params);
}

void store_inputs(struct lane *lane, const struct cell *cells, size_t count, lane_fn *then,
                  void *arg)
{
    static number_fn *const KEYS[] = {get_campaign, get_unit, get_criterion};
    struct params *params = params_new();
    for (size_t key = 0; key < sizeof(KEYS) / sizeof(KEYS[0]); key++) {
        params_array_begin(params, PARAMS_INT4);
        for (size_t i = 0; i < count; i++) {
            params_add_int(params, KEYS[key](&cells[i]));
        }
        params_array_end(params);
    }
    add_words(params, RULE_ASKS_DAYS);
    add_words(params, RULE_ASKS_PERSON);
    lane_run(lane, &INPUTS, params, then, arg);
    params_free(&params);
}

static const char *text_or_null(const struct rows *result, int row, int column, struct arena *arena)
{
    return column_is_null(result, row, column) ? NULL : column_copy(result, row, column, arena);
}

static struct decimal read_decimal(const struct rows *result, int row, int column,
                                   struct inputs *inputs)
{
    struct decimal value = {0};
    if (!decimal_parse(column_text(result, row, column), &value)) {
        inputs->is_overflow = true;
    }
    return value;
}

static struct decimal read_count(const struct rows *result, int row, int column,
                                 struct inputs *inputs)
{
    long long count = column_long(result, row, column);
    inputs->is_overflow = inputs->is_overflow || count > INT32_MAX;
    return decimal_int(count > INT32_MAX ? INT32_MAX : (int32_t)count);
}

static void read_criterion(const struct rows *result, int row, struct arena *arena,
                           struct inputs *inputs)
{
    inputs->points = read_decimal(result, row, COLUMN_POINTS, inputs);
    inputs->is_deduction = column_bool(result, row, COLUMN_IS_DEDUCTION);
    inputs->rule_version = column_int(result, row, COLUMN_RULE_VERSION);
    inputs->window_from = text_or_null(result, row, COLUMN_WINDOW_FROM, arena);
    inputs->window_to = text_or_null(result, row, COLUMN_WINDOW_TO, arena);
    inputs->not_applicable = text_or_null(result, row, COLUMN_NOT_APPLICABLE, arena);
    inputs->has_target = !column_is_null(result, row, COLUMN_TARGET);
    if (inputs->has_target) {
        inputs->target = read_decimal(result, row, COLUMN_TARGET, inputs);
    }
    if ((inputs->rule->asks & RULE_ASKS_PERSON) != 0 && !column_is_null(result, row, COLUMN_BODY)) {
        inputs->assessed_by = text_or_null(result, row, COLUMN_BODY, arena);
        inputs->assessed = read_decimal(result, row, COLUMN_ASSESSED, inputs);
        inputs->assessed_reason = text_or_null(result, row, COLUMN_REASON, arena);
    }
}

static struct aggregate read_aggregate_row(const struct rows *result, int row,
                                           struct inputs *inputs)
{
    struct aggregate aggregate = {.figure = column_int(result, row, COLUMN_FIGURE)};
    aggregate.count = read_count(result, row, COLUMN_COUNT, inputs);
    aggregate.sum = read_decimal(result, row, COLUMN_SUM, inputs);
    aggregate.max = read_decimal(result, row, COLUMN_MAX, inputs);
    /* They are also there if another variant of the criterion asks for them. */
    if ((inputs->rule->asks & RULE_ASKS_DAYS) != 0) {
        aggregate.days = read_count(result, row, COLUMN_DAYS, inputs);
        aggregate.weeks = read_count(result, row, COLUMN_WEEKS, inputs);
    }
    aggregate.days_late = read_count(result, row, COLUMN_DAYS_LATE, inputs);
    return aggregate;
}

/* The rows of one cell follow each other, in the order of their figures. */
static int rows_of_cell(const struct rows *result, int row)
{
    int position = column_int(result, row, COLUMN_POSITION);
    int end = row + 1;
    while (end < rows_count(result) && column_int(result, end, COLUMN_POSITION) == position) {
        end++;
    }
    return end - row;
}

void store_inputs_read(const struct rows *result, struct rule_cache *rules, struct arena *arena,
                       struct cell *cells, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        cells[i].is_known = false;
        cells[i].inputs = (struct inputs){0};
    }
    for (int row = 0, rows; row < rows_count(result); row += rows) {
        rows = rows_of_cell(result, row);
        size_t position = (size_t)column_int(result, row, COLUMN_POSITION) - 1;
        assert(position < count);
        struct cell *cell = &cells[position];
        struct inputs *inputs = &cell->inputs;
        cell->is_known = true;
        struct rule_key key = {cell->key.criterion_id, column_int(result, row, COLUMN_VARIANT)};
        inputs->rule = find_rule(rules, key, column_text(result, row, COLUMN_RULE),
                                 column_text(result, row, COLUMN_FIGURES));
        read_criterion(result, row, arena, inputs);
        inputs->aggregates = arena_alloc(arena, (size_t)rows * sizeof(*inputs->aggregates));
        for (int at = row; at < row + rows; at++) {
            if (!column_is_null(result, at, COLUMN_FIGURE)) {
                inputs->aggregates[inputs->aggregate_count++] =
                    read_aggregate_row(result, at, inputs);
            }
        }
    }
}

void store_unit_inputs(struct lane *lane, const struct cell *mark, lane_fn *then, void *arg)
{
    struct params *params = params_new();
    params_int(params, mark->key.campaign_id);
    params_int(params, mark->key.unit_id);
    add_words(params, RULE_ASKS_DAYS);
    add_words(params, RULE_ASKS_PERSON);
    lane_run(lane, &INPUTS_UNIT, params, then, arg);
    params_free(&params);
}

struct cell *store_unit_cells(const struct rows *result, struct rule_cache *rules,
                              struct arena *arena, const struct cell *mark, size_t *count)
{
    int rows = rows_count(result);
    *count = rows > 0 ? (size_t)column_int(result, rows - 1, COLUMN_POSITION) : 0;
    struct cell *cells = arena_zero(arena, (*count + 1) * sizeof(*cells));
    for (int row = 0; row < rows; row++) {
        struct cell *cell = &cells[column_int(result, row, COLUMN_POSITION) - 1];
        cell->key = mark->key;
        cell->key.criterion_id = column_int(result, row, COLUMN_CRITERION);
        cell->fence = mark->fence;
        if (!column_is_null(result, row, COLUMN_DIGEST)) {
            cell->stands = column_uuid(result, row, COLUMN_DIGEST);
        }
    }
    store_inputs_read(result, rules, arena, cells, *count);
    return cells;
}

/* ------------------------------------------------------------- complete */

/* The digest of everything that complete.sql writes of an outcome. */
static struct uuid digest_of(const struct cell *cell)
{
    struct buf text = {0};
    buf_print(&text, "%d/%lld/%d/", (int)cell->outcome.state, (long long)cell->outcome.value.raw,
              cell->inputs.rule_version);
    buf_text(&text, cell->outcome.receipt);
    struct uuid digest = uuid_name("score", text.data, text.len);
    buf_free(&text);
    return digest;
}

static void add_digests(struct params *params, const struct cell *cells, size_t count)
{
    params_array_begin(params, PARAMS_UUID);
    for (size_t i = 0; i < count; i++) {
        if (cells[i].is_known) {
            struct uuid digest = digest_of(&cells[i]);
            params_add_uuid(params, &digest);
        }
    }
    params_array_end(params);
}

static void add_values(struct params *params, const struct cell *cells, size_t count)
{
    params_array_begin(params, PARAMS_TEXT);
    for (size_t i = 0; i < count; i++) {
        char text[DECIMAL_TEXT];
        if (cells[i].is_known) {
            bool is_computed = cells[i].outcome.state == OUTCOME_COMPUTED;
            params_add_text(params, is_computed ? decimal_print_points(cells[i].outcome.value, text)
                                                : NULL);
        }
    }
    params_array_end(params);
}

static void add_receipts(struct params *params, const struct cell *cells, size_t count)
{
    params_array_begin(params, PARAMS_TEXT);
    for (size_t i = 0; i < count; i++) {
        if (cells[i].is_known) {
            params_add_text(params, cells[i].outcome.receipt);
        }
    }
    params_array_end(params);
}

void store_complete(struct lane *lane, const struct cell *cells, size_t count, lane_fn *then,
                    void *arg)
{
    struct params *params = params_new();
    add_numbers(params, PARAMS_INT4, cells, count, get_campaign);
    add_numbers(params, PARAMS_INT4, cells, count, get_unit);
    add_numbers(params, PARAMS_INT4, cells, count, get_criterion);
    add_numbers(params, PARAMS_INT8, cells, count, get_generation);
    add_numbers(params, PARAMS_INT2, cells, count, get_state);
    add_values(params, cells, count);
    add_numbers(params, PARAMS_INT4, cells, count, get_rule_version);
    add_receipts(params, cells, count);
    add_numbers(params, PARAMS_INT8, cells, count, get_fence);
    add_digests(params, cells, count);
    lane_run(lane, &COMPLETE, params, then, arg);
    params_free(&params);
}

void store_unit_complete(struct lane *lane, const struct cell *mark, struct cell *cells,
                         size_t count, lane_fn *then, void *arg)
{
    for (size_t i = 0; i < count; i++) {
        struct uuid digest = digest_of(&cells[i]);
        cells[i].is_known = cells[i].is_known && !uuid_equal(&digest, &cells[i].stands);
    }
    struct params *params = params_new();
    params_int(params, mark->key.campaign_id);
    params_int(params, mark->key.unit_id);
    params_long(params, mark->generation);
    params_long(params, mark->fence);
    add_numbers(params, PARAMS_INT4, cells, count, get_criterion);
    add_numbers(params, PARAMS_INT2, cells, count, get_state);
    add_values(params, cells, count);
    add_numbers(params, PARAMS_INT4, cells, count, get_rule_version);
    add_receipts(params, cells, count);
    add_digests(params, cells, count);
    lane_run(lane, &COMPLETE_UNIT, params, then, arg);
    params_free(&params);
}

struct completion store_completed(const struct rows *result, struct arena *arena)
{
    int rows = rows_count(result);
    struct completion completion = {
        .done = (size_t)column_long(result, 0, 0),
        .again = (size_t)column_long(result, 0, 1),
        .changed = arena_alloc(arena, (size_t)rows * sizeof(struct cell_key)),
    };
    for (int row = 0; row < rows; row++) {
        if (!column_is_null(result, row, 2)) {
            completion.changed[completion.changed_count++] = (struct cell_key){
                column_int(result, row, 2), column_int(result, row, 3), column_int(result, row, 4)};
        }
    }
    return completion;
}

void store_fail(struct lane *lane, const struct daemon_conf *conf, const struct cell *cell,
                const char *reason, lane_fn *then, void *arg)
{
    struct params *params = params_new();
    params_int(params, cell->key.campaign_id);
    params_int(params, cell->key.unit_id);
    params_int(params, cell->key.criterion_id);
    params_long(params, cell->generation);
    params_text(params, reason);
    params_int(params, conf->max_attempts);
    params_int(params, BACKOFF_MS);
    params_text(params, PART_WORDS[cell->part]);
    lane_run(lane, &FAIL, params, then, arg);
    params_free(&params);
}

bool store_is_dead(const struct rows *result)
{
    return rows_count(result) > 0 && column_bool(result, 0, 0);
}

void store_backlog(struct lane *lane, int cap, lane_fn *then, void *arg)
{
    struct params *params = params_new();
    params_int(params, cap);
    lane_run(lane, &BACKLOG, params, then, arg);
    params_free(&params);
}
