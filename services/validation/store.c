/*
 * store.c — one function a statement of sql/: it binds the parameters in order and runs it.
 */
#include "validation/store.h"

#include "base/log.h"
#include "validation/near.h"
#include "validation/sql.h"
#include "wire/wire.h"

static const struct statement DIRECTORY = {"validation_directory", SQL_DIRECTORY};
static const struct statement SETTINGS = {"validation_settings", SQL_SETTINGS};
static const struct statement FIGURE_RULES = {"validation_figure_rules", SQL_FIGURE_RULES};
static const struct statement PENDING = {"validation_pending", SQL_PENDING};
static const struct statement PIECES = {"validation_pieces", SQL_PIECES};
static const struct statement READINGS = {"validation_readings", SQL_READINGS};
static const struct statement OWNERS = {"validation_owners", SQL_OWNERS};
static const struct statement NEAR_PUT = {"validation_near_put", SQL_NEAR_PUT};
static const struct statement NEAR_TEXTS = {"validation_near_texts", SQL_NEAR_TEXTS};
static const struct statement NEAR_PHOTOS = {"validation_near_photos", SQL_NEAR_PHOTOS};
static const struct statement PAGES = {"validation_pages", SQL_PAGES};
static const struct statement COMPLETE = {"validation_complete", SQL_COMPLETE};

void store_directory(struct lane *lane, lane_fn *then, void *arg)
{
    lane_run(lane, &DIRECTORY, NULL, then, arg);
}

struct directory *store_directory_read(const struct rows *result, struct dictionary *dictionary)
{
    struct directory *directory = directory_new(dictionary);
    for (int row = 0; row < rows_count(result); row++) {
        struct directory_row entry = {.campaign_id = column_int(result, row, 0),
                                      .criterion = {.id = column_int(result, row, 1),
                                                    .code = column_text(result, row, 2),
                                                    .window_from = column_int(result, row, 3),
                                                    .window_to = column_int(result, row, 4)},
                                      .deadline = column_int(result, row, 5),
                                      .kinds = column_text(result, row, 6),
                                      .figures = column_text(result, row, 7)};
        directory_add(directory, &entry);
    }
    return directory;
}

void store_settings(struct lane *lane, lane_fn *then, void *arg)
{
    lane_run(lane, &SETTINGS, NULL, then, arg);
}

void store_settings_read(const struct rows *result, struct directory *into)
{
    for (int row = 0; row < rows_count(result); row++) {
        struct directory_setting setting = {.campaign_id = column_int(result, row, 0),
                                            .code = column_text(result, row, 1),
                                            .is_off = column_bool(result, row, 2),
                                            .severity = column_int(result, row, 3),
                                            .parameters = column_text(result, row, 4)};
        directory_set_version(into, setting.campaign_id, column_long(result, row, 5));
        if (setting.code[0] != '\0' && !directory_set(into, &setting)) {
            log_warn("setting of check %s in campaign %d is invalid and ignored", setting.code,
                     setting.campaign_id);
        }
    }
}

void store_figure_rules(struct lane *lane, lane_fn *then, void *arg)
{
    lane_run(lane, &FIGURE_RULES, NULL, then, arg);
}

void store_figure_rules_read(const struct rows *result, struct directory *into)
{
    for (int row = 0; row < rows_count(result); row++) {
        if (!directory_add_rule(into, column_text(result, row, 0), column_text(result, row, 1),
                                column_text(result, row, 2))) {
            log_warn("rule %s of campaign %s is invalid and ignored", column_text(result, row, 1),
                     column_text(result, row, 0));
        }
    }
}

static void run_uuids(struct lane *lane, const struct statement *statement,
                      const struct uuid *uuids, size_t count, lane_fn *then, void *arg)
{
    struct params *params = params_new();
    params_uuids(params, (struct uuids){uuids, count});
    lane_run(lane, statement, params, then, arg);
    params_free(&params);
}

static void run_hashes(struct lane *lane, const struct statement *statement,
                       const struct hash *hashes, size_t count, lane_fn *then, void *arg)
{
    struct params *params = params_new();
    params_array_begin(params, PARAMS_BYTEA);
    for (size_t i = 0; i < count; i++) {
        params_add_bytes(params, hashes[i].bytes, sizeof(hashes[i].bytes));
    }
    params_array_end(params);
    lane_run(lane, statement, params, then, arg);
    params_free(&params);
}

void store_pending(struct lane *lane, const struct uuid *submissions, size_t count, lane_fn *then,
                   void *arg)
{
    run_uuids(lane, &PENDING, submissions, count, then, arg);
}

void store_pieces(struct lane *lane, const struct uuid *submissions, size_t count, lane_fn *then,
                  void *arg)
{
    run_uuids(lane, &PIECES, submissions, count, then, arg);
}

void store_readings(struct lane *lane, const struct hash *hashes, size_t count, lane_fn *then,
                    void *arg)
{
    run_hashes(lane, &READINGS, hashes, count, then, arg);
}

void store_owners(struct lane *lane, const struct uuid *hashes, size_t count, lane_fn *then,
                  void *arg)
{
    run_uuids(lane, &OWNERS, hashes, count, then, arg);
}

/* ------------------------------------------------------------- near copies */

enum near_keys { KEYS_OF_TEXTS, KEYS_OF_PHOTOS, KEYS_OF_ALL };

/* Two arrays: the part, from 1, and the key. */
static void add_keys(struct params *params, const struct store_near *parts, size_t count,
                     enum near_keys which)
{
    for (int column = 0; column < 2; column++) {
        params_array_begin(params, PARAMS_INT4);
        for (size_t i = 0; i < count; i++) {
            bool is_photo = parts[i].part->text == NULL;
            bool is_wanted = which == KEYS_OF_ALL || is_photo == (which == KEYS_OF_PHOTOS);
            for (size_t k = 0; is_wanted && k < parts[i].keys.count; k++) {
                params_add_int(params, column == 0 ? (int)i + 1 : parts[i].keys.keys[k]);
            }
        }
        params_array_end(params);
    }
}

static void add_part_files(struct params *params, const struct store_near *parts, size_t count)
{
    params_array_begin(params, PARAMS_BYTEA);
    for (size_t i = 0; i < count; i++) {
        const unsigned char *hash = parts[i].part->file_hash;
        params_add_bytes(params, hash != NULL ? (const void *)hash : "",
                         hash != NULL ? HASH_SIZE : 0);
    }
    params_array_end(params);
}

void store_near_put(struct lane *lane, const struct store_near *parts, size_t count, lane_fn *then,
                    void *arg)
{
    struct params *params = params_new();
    params_array_begin(params, PARAMS_UUID);
    for (size_t i = 0; i < count; i++) {
        params_add_uuid(params, &parts[i].part->submission_id);
    }
    params_array_end(params);
    params_array_begin(params, PARAMS_INT2);
    for (size_t i = 0; i < count; i++) {
        params_add_int(params, parts[i].part->number);
    }
    params_array_end(params);
    add_part_files(params, parts, count);
    add_keys(params, parts, count, KEYS_OF_TEXTS);
    add_keys(params, parts, count, KEYS_OF_PHOTOS);
    lane_run(lane, &NEAR_PUT, params, then, arg);
    params_free(&params);
}

void store_near_find(struct lane *lane, const struct store_near *parts, size_t count, lane_fn *then,
                     void *arg)
{
    struct params *params = params_new();
    add_keys(params, parts, count, KEYS_OF_ALL);
    params_array_begin(params, PARAMS_UUID);
    for (size_t i = 0; i < count; i++) {
        params_add_uuid(params, &parts[i].part->evidence_id);
    }
    params_array_end(params);
    add_part_files(params, parts, count);
    lane_run(lane, parts[0].part->text != NULL ? &NEAR_TEXTS : &NEAR_PHOTOS, params, then, arg);
    params_free(&params);
}

/* ------------------------------------------------------------- verdicts */

static void add_messages(struct params *params, const struct verdict *verdicts, size_t count)
{
    params_array_begin(params, PARAMS_UUID);
    for (size_t i = 0; i < count; i++) {
        params_add_uuid(params, &verdicts[i].message_id);
    }
    params_array_end(params);
    params_array_begin(params, PARAMS_UUID);
    for (size_t i = 0; i < count; i++) {
        params_add_uuid(params, &verdicts[i].submission_id);
    }
    params_array_end(params);
    params_array_begin(params, PARAMS_INT2);
    for (size_t i = 0; i < count; i++) {
        params_add_int(params, (int)verdicts[i].judgement->verdict);
    }
    params_array_end(params);
    params_array_begin(params, PARAMS_TEXT);
    for (size_t i = 0; i < count; i++) {
        params_add_text(params, verdicts[i].judgement->findings);
    }
    params_array_end(params);
    params_array_begin(params, PARAMS_INT4);
    for (size_t i = 0; i < count; i++) {
        params_add_int(params, verdicts[i].judgement->days_late);
    }
    params_array_end(params);
}

static void add_successors(struct params *params, const struct verdict *verdicts, size_t count)
{
    params_array_begin(params, PARAMS_UUID);
    for (size_t i = 0; i < count; i++) {
        params_add_uuid(params, &verdicts[i].next_id);
    }
    params_array_end(params);
    params_array_begin(params, PARAMS_INT4);
    for (size_t i = 0; i < count; i++) {
        params_add_int(params, verdicts[i].lease_ms);
    }
    params_array_end(params);
    params_array_begin(params, PARAMS_BYTEA);
    for (size_t i = 0; i < count; i++) {
        params_add_bytes(params, verdicts[i].notice, verdicts[i].notice_len);
    }
    params_array_end(params);
}

static void add_qualities(struct params *params, const struct verdict *verdicts, size_t count)
{
    params_array_begin(params, PARAMS_TEXT);
    for (size_t i = 0; i < count; i++) {
        params_add_text(params, verdicts[i].judgement->quality);
    }
    params_array_end(params);
}

static void add_settings(struct params *params, const struct verdict *verdicts, size_t count)
{
    params_array_begin(params, PARAMS_INT8);
    for (size_t i = 0; i < count; i++) {
        params_add_int(params, verdicts[i].settings);
    }
    params_array_end(params);
}

enum fact_column { FACT_VERDICT, FACT_CRITERION, FACT_FIGURE, FACT_AMOUNT };

static void add_fact(struct params *params, enum fact_column column, const struct verdict *verdict,
                     const struct fact *fact)
{
    switch (column) {
    case FACT_VERDICT:
        params_add_uuid(params, &verdict->next_id);
        return;
    case FACT_CRITERION:
        params_add_int(params, fact->criterion_id);
        return;
    case FACT_FIGURE:
        params_add_int(params, fact->figure);
        return;
    case FACT_AMOUNT:
        params_add_text(params, fact->amount);
        return;
    }
}

static void add_facts(struct params *params, const struct verdict *verdicts, size_t count)
{
    static const enum params_type TYPES[] = {PARAMS_UUID, PARAMS_INT4, PARAMS_INT2, PARAMS_TEXT};
    for (int column = FACT_VERDICT; column <= FACT_AMOUNT; column++) {
        params_array_begin(params, TYPES[column]);
        for (size_t i = 0; i < count; i++) {
            for (size_t f = 0; f < verdicts[i].judgement->fact_count; f++) {
                add_fact(params, (enum fact_column)column, &verdicts[i],
                         &verdicts[i].judgement->facts[f]);
            }
        }
        params_array_end(params);
    }
}

static void add_fingerprints(struct params *params, const struct verdict *verdicts, size_t count)
{
    for (int column = 0; column < 2; column++) {
        params_array_begin(params, PARAMS_UUID);
        for (size_t i = 0; i < count; i++) {
            for (size_t f = 0; f < verdicts[i].first_count; f++) {
                params_add_uuid(params, column == 0 ? &verdicts[i].first[f] : &verdicts[i].next_id);
            }
        }
        params_array_end(params);
    }
}

static void add_pages(struct params *params, const struct verdict *verdicts, size_t count)
{
    static const enum params_type TYPES[] = {PARAMS_UUID, PARAMS_UUID, PARAMS_TEXT, PARAMS_INT4};
    for (int column = 0; column < 4; column++) {
        params_array_begin(params, TYPES[column]);
        for (size_t i = 0; i < count; i++) {
            const struct verdict *verdict = &verdicts[i];
            if (verdict->link != NULL && column < 2) {
                params_add_uuid(params, column == 0 ? &verdict->next_id : &verdict->page);
            } else if (verdict->link != NULL && column == 2) {
                params_add_text(params, verdict->link);
            } else if (verdict->link != NULL) {
                params_add_int(params, verdict->page_generation);
            }
        }
        params_array_end(params);
    }
}

static void add_pending(struct params *params, const struct verdict *verdicts, size_t count)
{
    for (int column = 0; column < 2; column++) {
        params_array_begin(params, PARAMS_UUID);
        for (size_t i = 0; i < count; i++) {
            for (size_t p = 0; p < verdicts[i].pending_count; p++) {
                params_add_uuid(params,
                                column == 0 ? &verdicts[i].pending[p] : &verdicts[i].message_id);
            }
        }
        params_array_end(params);
    }
}

void store_complete(struct lane *lane, const struct verdicts *verdicts, lane_fn *then, void *arg)
{
    struct params *params = params_new();
    add_messages(params, verdicts->all, verdicts->count);
    add_successors(params, verdicts->all, verdicts->count);
    add_facts(params, verdicts->all, verdicts->count);
    add_fingerprints(params, verdicts->all, verdicts->count);
    params_int(params, SUBMISSION_SCHEMA);
    params_uuids(params, (struct uuids){verdicts->later, verdicts->later_count});
    params_uuids(params, (struct uuids){verdicts->uncompared, verdicts->uncompared_count});
    params_int(params, verdicts->compare_ms);
    add_pages(params, verdicts->all, verdicts->count);
    add_qualities(params, verdicts->all, verdicts->count);
    add_settings(params, verdicts->all, verdicts->count);
    add_pending(params, verdicts->all, verdicts->count);
    lane_run(lane, &COMPLETE, params, then, arg);
    params_free(&params);
}

void store_pages(struct lane *lane, const struct page_use *uses, size_t count, lane_fn *then,
                 void *arg)
{
    struct params *params = params_new();
    for (int column = 0; column < 2; column++) {
        params_array_begin(params, PARAMS_UUID);
        for (size_t i = 0; i < count; i++) {
            params_add_uuid(params, column == 0 ? &uses[i].submission_id : &uses[i].page);
        }
        params_array_end(params);
    }
    lane_run(lane, &PAGES, params, then, arg);
    params_free(&params);
}
