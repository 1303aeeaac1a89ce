/*
 * store.c — one function a statement of sql/: it binds the parameters in order and runs it.
 */
#include "ingest/store.h"

#include "ingest/sql.h"
#include "wire/wire.h"

static const struct statement DIRECTORY = {"ingest_directory", SQL_DIRECTORY};
static const struct statement ACCEPT = {"ingest_accept", SQL_ACCEPT};
static const struct statement REVISE = {"ingest_revise", SQL_REVISE};
static const struct statement KNOWN = {"ingest_known", SQL_KNOWN};
static const struct statement FILES_KNOWN = {"ingest_files_known", SQL_FILES_KNOWN};
static const struct statement FILE_ADD = {"ingest_file_add", SQL_FILE_ADD};
static const struct statement IMPORT_START = {"ingest_import_start", SQL_IMPORT_START};
static const struct statement IMPORT_CLAIM = {"ingest_import_claim", SQL_IMPORT_CLAIM};
static const struct statement IMPORT_EXTEND = {"ingest_import_extend", SQL_IMPORT_EXTEND};
static const struct statement IMPORT_FINISH = {"ingest_import_finish", SQL_IMPORT_FINISH};
static const struct statement MEMBERS_CLAIM = {"ingest_members_claim", SQL_MEMBERS_CLAIM};
static const struct statement MEMBERS_EXTEND = {"ingest_members_extend", SQL_MEMBERS_EXTEND};
static const struct statement MEMBERS_FINISH = {"ingest_members_finish", SQL_MEMBERS_FINISH};

void store_directory(struct lane *lane, lane_fn *then, void *arg)
{
    lane_run(lane, &DIRECTORY, NULL, then, arg);
}

struct directory *store_directory_read(const struct rows *result)
{
    struct directory *directory = directory_new();
    for (int row = 0; row < rows_count(result); row++) {
        directory_add(directory, column_int(result, row, 0), column_int(result, row, 1),
                      column_int(result, row, 2), column_int(result, row, 3),
                      column_text(result, row, 4));
    }
    return directory;
}

/* Submissions with files go through the reader first. */
static int stage_of(const struct filing *filing)
{
    return filing->file_count > 0 ? STAGE_READ : STAGE_VALIDATE;
}

typedef long long number_fn(const struct filing *filing);
typedef const char *text_fn(const struct filing *filing);

static void add_ints(struct params *params, enum params_type type, struct filing *const *filings,
                     size_t count, number_fn *get)
{
    params_array_begin(params, type);
    for (size_t i = 0; i < count; i++) {
        params_add_int(params, get(filings[i]));
    }
    params_array_end(params);
}

static void add_texts(struct params *params, struct filing *const *filings, size_t count,
                      text_fn *get)
{
    params_array_begin(params, PARAMS_TEXT);
    for (size_t i = 0; i < count; i++) {
        params_add_text(params, get(filings[i]));
    }
    params_array_end(params);
}

static long long get_campaign(const struct filing *filing)
{
    return filing->campaign_id;
}

static long long get_unit(const struct filing *filing)
{
    return filing->unit_id;
}

static long long get_account(const struct filing *filing)
{
    return filing->account_id;
}

static long long get_occurred(const struct filing *filing)
{
    return filing->occurred;
}

static long long get_received(const struct filing *filing)
{
    return filing->received;
}

static long long get_stage(const struct filing *filing)
{
    return stage_of(filing);
}

static const char *get_criteria(const struct filing *filing)
{
    return filing->criteria;
}

static const char *get_kind(const struct filing *filing)
{
    return filing->kind;
}

static const char *get_title(const struct filing *filing)
{
    return filing->title;
}

static const char *get_words(const struct filing *filing)
{
    return filing->words;
}

static const char *get_made_at(const struct filing *filing)
{
    return filing->made_at;
}

static const char *get_client(const struct filing *filing)
{
    return filing->client;
}

static void add_ids(struct params *params, struct filing *const *filings, size_t count)
{
    params_array_begin(params, PARAMS_UUID);
    for (size_t i = 0; i < count; i++) {
        params_add_uuid(params, &filings[i]->id);
    }
    params_array_end(params);
}

static const struct uuid *own_trace(const struct filing *filing)
{
    return uuid_equal(&filing->trace, &filing->id) ? NULL : &filing->trace;
}

static void add_traces(struct params *params, struct filing *const *filings, size_t count)
{
    params_array_begin(params, PARAMS_UUID);
    for (size_t i = 0; i < count; i++) {
        params_add_uuid(params, own_trace(filings[i]));
    }
    params_array_end(params);
}

static void add_bodies(struct params *params, struct filing *const *filings, size_t count)
{
    params_array_begin(params, PARAMS_BYTEA);
    for (size_t i = 0; i < count; i++) {
        params_add_bytes(params, filings[i]->body_hash.bytes, sizeof(filings[i]->body_hash.bytes));
    }
    params_array_end(params);
    params_array_begin(params, PARAMS_BYTEA);
    for (size_t i = 0; i < count; i++) {
        params_add_bytes(params, filings[i]->body, filings[i]->body_len);
    }
    params_array_end(params);
}

void store_accept(struct lane *lane, struct filing *const *filings, const int *lease_ms,
                  size_t count, lane_fn *then, void *arg)
{
    struct params *params = params_new();
    add_ids(params, filings, count);
    add_ints(params, PARAMS_INT4, filings, count, get_campaign);
    add_ints(params, PARAMS_INT4, filings, count, get_unit);
    add_ints(params, PARAMS_INT4, filings, count, get_account);
    add_texts(params, filings, count, get_criteria);
    add_texts(params, filings, count, get_kind);
    add_texts(params, filings, count, get_title);
    add_ints(params, PARAMS_INT4, filings, count, get_occurred);
    add_ints(params, PARAMS_INT4, filings, count, get_received);
    add_bodies(params, filings, count);
    params_array_begin(params, PARAMS_UUID);
    for (size_t i = 0; i < count; i++) {
        params_add_uuid(params, &filings[i]->message_id);
    }
    params_array_end(params);
    add_ints(params, PARAMS_INT2, filings, count, get_stage);
    params_array_begin(params, PARAMS_INT4);
    for (size_t i = 0; i < count; i++) {
        params_add_int(params, lease_ms[i]);
    }
    params_array_end(params);
    params_int(params, SUBMISSION_SCHEMA);
    add_traces(params, filings, count);
    add_texts(params, filings, count, get_words);
    add_texts(params, filings, count, get_made_at);
    add_texts(params, filings, count, get_client);
    lane_run(lane, &ACCEPT, params, then, arg);
    params_free(&params);
}

void store_revise(struct lane *lane, const struct filing *filing, lane_fn *then, void *arg)
{
    struct params *params = params_new();
    params_uuid(params, &filing->id);
    params_int(params, filing->campaign_id);
    params_int(params, filing->unit_id);
    params_int(params, filing->account_id);
    params_text(params, filing->criteria);
    params_text(params, filing->kind);
    params_text(params, filing->title);
    params_int(params, filing->occurred);
    params_int(params, filing->received);
    params_bytes(params, filing->body_hash.bytes, sizeof(filing->body_hash.bytes));
    params_bytes(params, filing->body, filing->body_len);
    params_uuid(params, &filing->message_id);
    params_int(params, stage_of(filing));
    params_int(params, SUBMISSION_SCHEMA);
    params_uuid(params, &filing->evidence_id);
    params_int(params, filing->base_revision);
    params_uuid(params, own_trace(filing));
    params_text(params, filing->words);
    params_text(params, filing->made_at);
    params_text(params, filing->client);
    lane_run(lane, &REVISE, params, then, arg);
    params_free(&params);
}

void store_known(struct lane *lane, struct filing *const *filings, size_t count, lane_fn *then,
                 void *arg)
{
    struct params *params = params_new();
    add_ids(params, filings, count);
    lane_run(lane, &KNOWN, params, then, arg);
    params_free(&params);
}

void store_files_known(struct lane *lane, const struct hash *hashes, size_t count, lane_fn *then,
                       void *arg)
{
    struct params *params = params_new();
    params_array_begin(params, PARAMS_BYTEA);
    for (size_t i = 0; i < count; i++) {
        params_add_bytes(params, hashes[i].bytes, sizeof(hashes[i].bytes));
    }
    params_array_end(params);
    lane_run(lane, &FILES_KNOWN, params, then, arg);
    params_free(&params);
}

void store_file_add(struct lane *lane, const struct hash *hash, uint64_t size, lane_fn *then,
                    void *arg)
{
    struct params *params = params_new();
    params_bytes(params, hash->bytes, sizeof(hash->bytes));
    params_long(params, (long long)size);
    lane_run(lane, &FILE_ADD, params, then, arg);
    params_free(&params);
}

/* ------------------------------------------------------------- imports */

void store_import_start(struct lane *lane, const struct store_import_start *start, lane_fn *then,
                        void *arg)
{
    struct params *params = params_new();
    params_uuid(params, &start->id);
    params_int(params, start->account_id);
    params_int(params, start->campaign_id);
    params_bytes(params, start->file_hash, HASH_SIZE);
    params_text(params, start->file_name);
    params_bool(params, start->is_preview);
    params_int(params, start->access_key);
    lane_run(lane, &IMPORT_START, params, then, arg);
    params_free(&params);
}

void store_import_claim(struct lane *lane, int lease_ms, int attempts, lane_fn *then, void *arg)
{
    struct params *params = params_new();
    params_int(params, lease_ms);
    params_int(params, attempts);
    lane_run(lane, &IMPORT_CLAIM, params, then, arg);
    params_free(&params);
}

static void add_counts(struct params *params, const struct store_import_counts *counts)
{
    params_int(params, counts->rows);
    params_int(params, counts->accepted);
    params_int(params, counts->repeated);
    params_int(params, counts->rejected);
    params_int(params, counts->hidden);
    params_int(params, counts->hidden_sheets);
    params_int(params, counts->empty);
    params_int(params, counts->outside);
}

void store_import_extend(struct lane *lane, const struct store_import *state, int lease_ms)
{
    struct params *params = params_new();
    params_uuid(params, &state->id);
    params_int(params, lease_ms);
    add_counts(params, &state->counts);
    lane_run(lane, &IMPORT_EXTEND, params, NULL, NULL); /* the next one tries again */
    params_free(&params);
}

void store_import_finish(struct lane *lane, const struct store_import *state, lane_fn *then,
                         void *arg)
{
    struct params *params = params_new();
    params_uuid(params, &state->id);
    params_text(params, state->state);
    add_counts(params, &state->counts);
    params_text(params, state->faults);
    params_text(params, state->rows);
    params_int(params, state->version);
    lane_run(lane, &IMPORT_FINISH, params, then, arg);
    params_free(&params);
}

/* ------------------------------------------------------------- exports of the member software */

void store_members_claim(struct lane *lane, int lease_ms, int attempts, lane_fn *then, void *arg)
{
    struct params *params = params_new();
    params_int(params, lease_ms);
    params_int(params, attempts);
    lane_run(lane, &MEMBERS_CLAIM, params, then, arg);
    params_free(&params);
}

void store_members_extend(struct lane *lane, const struct uuid *id, int lease_ms)
{
    struct params *params = params_new();
    params_uuid(params, id);
    params_int(params, lease_ms);
    lane_run(lane, &MEMBERS_EXTEND, params, NULL, NULL); /* the next one tries again */
    params_free(&params);
}

void store_members_finish(struct lane *lane, const struct uuid *id, const char *result_json,
                          lane_fn *then, void *arg)
{
    struct params *params = params_new();
    params_uuid(params, id);
    params_text(params, result_json);
    lane_run(lane, &MEMBERS_FINISH, params, then, arg);
    params_free(&params);
}
