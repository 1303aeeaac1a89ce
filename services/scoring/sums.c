/*
 * sums.c — reads scores with the criteria set of their campaign, sums them for each body, and
 * writes the sums as JSON.
 *
 * Criteria sets are cached by id; the statement receives the stamps of the cached ones and
 * returns only those that have changed.
 */
#include "scoring/sums.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/json.h"
#include "rules/unit.h"
#include "scoring/sql.h"

static const struct statement INPUTS_SUMS = {"scoring_inputs_sums", SQL_INPUTS_SUMS};
static const struct statement COMPLETE_SUMS = {"scoring_complete_sums", SQL_COMPLETE_SUMS};

/* Columns of inputs_sums.sql. */
enum {
    COLUMN_POSITION,
    COLUMN_WHAT,
    COLUMN_SET,
    COLUMN_STAMP,
    COLUMN_DOCUMENT,
    COLUMN_CRITERIA,
    COLUMN_UNIT,
    COLUMN_KIND,
    COLUMN_PEER_GROUP,
    COLUMN_CRITERION,
    COLUMN_VALUE
};

/* The kind of a row; from ROW_COMPUTED on, its body. */
enum { ROW_SET, ROW_UNIT, ROW_ABSENT, ROW_COMPUTED };

enum { BODIES = 4 };

static const char *const BODY_NAMES[BODIES] = {"computed", "self", "appraised", "approved"};

/* ------------------------------------------------------------- sets */

struct kept_set {
    long long stamp;
    struct set *set;
    int *criteria; /* ids, in the order of the set's criteria */
    size_t count;
};

struct set_cache {
    struct map *sets; /* struct kept_set by id */
};

struct set_cache *set_cache_new(void)
{
    struct set_cache *self = memory_zero(sizeof(*self));
    self->sets = map_new();
    return self;
}

static void free_kept(struct kept_set *kept)
{
    if (kept != NULL) {
        set_free(&kept->set);
        free(kept->criteria);
        free(kept);
    }
}

void set_cache_free(struct set_cache **pointer)
{
    struct set_cache *self = *pointer;
    *pointer = NULL;
    if (self == NULL) {
        return;
    }
    const void *key;
    size_t len, at = 0;
    void *value;
    while (map_next(self->sets, &at, &key, &len, &value)) {
        free_kept(value);
    }
    map_free(&self->sets);
    free(self);
}

static void keep_set(struct set_cache *self, const struct rows *result, int row)
{
    int id = column_int(result, row, COLUMN_SET);
    struct kept_set *kept = memory_zero(sizeof(*kept));
    json_t *json = json_loads(column_text(result, row, COLUMN_DOCUMENT), 0, NULL);
    kept->stamp = column_long(result, row, COLUMN_STAMP);
    kept->set = set_read(json);
    json_decref(json);
    kept->count = kept->set->node_count - kept->set->group_count;
    kept->criteria = memory_zero((kept->count + 1) * sizeof(*kept->criteria));
    kept->count = column_ints(result, row, COLUMN_CRITERIA, kept->criteria, kept->count);
    free_kept(map_put(self->sets, &id, sizeof(id), kept));
}

/* ------------------------------------------------------------- inputs */

static void add_known_sets(struct params *params, const struct set_cache *sets, bool is_stamp)
{
    const void *key;
    size_t len, at = 0;
    void *value;
    params_array_begin(params, is_stamp ? PARAMS_INT8 : PARAMS_INT4);
    while (map_next(sets->sets, &at, &key, &len, &value)) {
        const struct kept_set *kept = value;
        int id;
        memcpy(&id, key, sizeof(id));
        params_add_int(params, is_stamp ? kept->stamp : id);
    }
    params_array_end(params);
}

void sums_inputs(struct lane *lane, const struct set_cache *sets, const struct cell *marks,
                 size_t count, lane_fn *then, void *arg)
{
    struct params *params = params_new();
    params_array_begin(params, PARAMS_INT4);
    for (size_t i = 0; i < count; i++) {
        params_add_int(params, marks[i].key.campaign_id);
    }
    params_array_end(params);
    params_array_begin(params, PARAMS_INT4);
    for (size_t i = 0; i < count; i++) {
        params_add_int(params, marks[i].key.unit_id);
    }
    params_array_end(params);
    add_known_sets(params, sets, false);
    add_known_sets(params, sets, true);
    lane_run(lane, &INPUTS_SUMS, params, then, arg);
    params_free(&params);
}

/* ------------------------------------------------------------- computing */

struct unit_sums {
    const struct kept_set *kept; /* NULL: the unit has left its campaign */
    struct unit_inputs unit;
    struct outcome *cells[BODIES];
    bool is_said[BODIES];
    struct unit_result *results[BODIES]; /* NULL: that body has given no points */
};

struct sums {
    struct unit_sums *units; /* by the position of the dirty mark */
    size_t count;
};

/* All cells wait until a row has their values. */
static enum err open_unit(const struct rows *result, int row, const struct set_cache *sets,
                          struct arena *arena, struct unit_sums *self)
{
    int id = column_int(result, row, COLUMN_SET);
    const struct kept_set *kept = map_get(sets->sets, &id, sizeof(id));
    if (kept == NULL || kept->set->faults.broken > 0) {
        const struct fault *fault = kept != NULL ? kept->set->faults.first : NULL;
        return err_note(ERR_REJECT, "criteria set %d cannot be computed with: %s %s", id,
                        fault != NULL ? fault->place : "", fault != NULL ? fault->text : "");
    }
    self->kept = kept;
    self->unit =
        (struct unit_inputs){.code = column_copy(result, row, COLUMN_UNIT, arena),
                             .name = "",
                             .kind = column_copy(result, row, COLUMN_KIND, arena),
                             .peer_group = column_copy(result, row, COLUMN_PEER_GROUP, arena)};
    unit_prepare(kept->set, &self->unit, arena);
    self->is_said[0] = true;
    for (int body = 0; body < BODIES; body++) {
        self->cells[body] = arena_zero(arena, (kept->count + 1) * sizeof(struct outcome));
        for (size_t i = 0; i < kept->count; i++) {
            self->cells[body][i] = (struct outcome){.state = OUTCOME_PERSON, .receipt = ""};
        }
    }
    return ERR_NONE;
}

/* Scores come in any order: the search begins at `*at`, where the last one was found, because
 * the next is often near. */
static bool find_criterion(const struct kept_set *kept, int id, size_t *at)
{
    for (size_t step = 1; step <= kept->count; step++) {
        size_t here = (*at + step) % kept->count;
        if (kept->criteria[here] == id) {
            *at = here;
            return true;
        }
    }
    return false;
}

static void take_absence(struct unit_sums *self, size_t at)
{
    for (int body = 0; body < BODIES; body++) {
        self->cells[body][at].state = OUTCOME_NOT_APPLICABLE;
    }
}

static void take_value(struct unit_sums *self, int body, size_t at, const char *value)
{
    struct outcome *cell = &self->cells[body][at];
    if (cell->state != OUTCOME_NOT_APPLICABLE && decimal_parse(value, &cell->value)) {
        cell->state = OUTCOME_COMPUTED;
        self->is_said[body] = true;
    }
}

static enum err read_row(const struct rows *result, int row, struct set_cache *sets,
                         struct arena *arena, struct sums *self, size_t *at)
{
    int what = column_int(result, row, COLUMN_WHAT);
    if (what == ROW_SET) {
        keep_set(sets, result, row);
        return ERR_NONE;
    }
    struct unit_sums *unit = &self->units[column_int(result, row, COLUMN_POSITION) - 1];
    if (what == ROW_UNIT) {
        return open_unit(result, row, sets, arena, unit);
    }
    if (!find_criterion(unit->kept, column_int(result, row, COLUMN_CRITERION), at)) {
        return ERR_NONE; /* of a former set of the campaign */
    }
    if (what == ROW_ABSENT) {
        take_absence(unit, *at);
    } else {
        take_value(unit, what - ROW_COMPUTED, *at, column_text(result, row, COLUMN_VALUE));
    }
    return ERR_NONE;
}

enum err sums_compute(const struct rows *result, struct set_cache *sets, struct arena *arena,
                      size_t count, struct sums **out)
{
    struct sums *self = arena_zero(arena, sizeof(*self));
    self->units = arena_zero(arena, (count + 1) * sizeof(*self->units));
    self->count = count;
    *out = self;
    size_t at = 0;
    for (int row = 0; row < rows_count(result); row++) {
        enum err err = read_row(result, row, sets, arena, self, &at);
        if (err != ERR_NONE) {
            return err;
        }
    }
    for (size_t i = 0; i < count; i++) {
        struct unit_sums *unit = &self->units[i];
        for (int body = 0; body < BODIES; body++) {
            if (unit->is_said[body]) {
                unit->results[body] =
                    unit_sum(unit->kept->set, &unit->unit, unit->cells[body], arena);
            }
        }
    }
    return ERR_NONE;
}

/* ------------------------------------------------------------- completing */

static void write_points(struct json *json, const char *key, struct decimal value)
{
    char text[DECIMAL_TEXT];
    json_text(json, key, decimal_print_points(value, text));
}

static void write_tie(struct json *json, const struct set *set, const struct unit_result *result)
{
    json_array_start(json, "tie");
    for (size_t i = 0; i < set->tie_break_count; i++) {
        write_points(json, NULL, result->values[set->tie_break[i]].value);
    }
    json_array_end(json);
}

static void write_parts(struct json *json, const struct set *set, const struct unit_result *result)
{
    json_object_start(json, "parts");
    for (size_t i = 0; i < set->node_count; i++) {
        const struct set_node *node = &set->nodes[i];
        if (node->parent == SET_ROOT && node->pool == POOL_BASE) {
            write_points(json, node->code, unit_part(set, result, (int)i));
        }
    }
    json_object_end(json);
}

/* In the form that complete_sums.sql reads; n: the number of its dirty mark, from 1. */
static void write_sum(struct json *json, size_t n, const char *body, const struct set *set,
                      const struct unit_result *result)
{
    bool has_band = result->band != BAND_PERSON;
    json_object_start(json, NULL);
    json_int(json, "n", (long long)n);
    json_text(json, "body", body);
    write_points(json, "total", result->total);
    write_points(json, "base", result->base);
    write_points(json, "bonus", result->bonus);
    write_points(json, "points", result->points);
    json_int(json, "waiting", (long long)result->waiting);
    json_text(json, "band", has_band ? set->bands[result->band].name : NULL);
    write_tie(json, set, result);
    write_parts(json, set, result);
    json_raw(json, "receipt", result->receipt);
    json_object_end(json);
}

static void add_sums(struct params *params, const struct sums *sums)
{
    struct buf text = {0};
    struct json json;
    json_start(&json, &text);
    json_array_start(&json, NULL);
    for (size_t i = 0; i < sums->count; i++) {
        for (int body = 0; body < BODIES; body++) {
            const struct unit_sums *unit = &sums->units[i];
            if (unit->results[body] != NULL) {
                write_sum(&json, i + 1, BODY_NAMES[body], unit->kept->set, unit->results[body]);
            }
        }
    }
    json_array_end(&json);
    params_text_len(params, (const char *)text.data, text.len);
    buf_free(&text);
}

static void add_marks(struct params *params, const struct cell *marks, size_t count)
{
    for (int part = 0; part < 4; part++) {
        params_array_begin(params, part < 2 ? PARAMS_INT4 : PARAMS_INT8);
        for (size_t i = 0; i < count; i++) {
            params_add_int(params, part == 0   ? marks[i].key.campaign_id
                                   : part == 1 ? marks[i].key.unit_id
                                   : part == 2 ? marks[i].generation
                                               : marks[i].fence);
        }
        params_array_end(params);
    }
}

void sums_complete(struct lane *lane, const struct cell *marks, size_t count,
                   const struct sums *sums, lane_fn *then, void *arg)
{
    struct params *params = params_new();
    add_marks(params, marks, count);
    add_sums(params, sums);
    lane_run(lane, &COMPLETE_SUMS, params, then, arg);
    params_free(&params);
}
