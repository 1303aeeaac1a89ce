/*
 * store.c — one function a statement of sql/: it binds the parameters in order and runs it.
 */
#include "reader/store.h"

#include "reader/sql.h"
#include "wire/wire.h"

static const struct statement KNOWN = {"reader_known", SQL_KNOWN};
static const struct statement COMPLETE = {"reader_complete", SQL_COMPLETE};

void store_known(struct lane *lane, const struct hash *hashes, size_t count, lane_fn *then,
                 void *arg)
{
    struct params *params = params_new();
    params_array_begin(params, PARAMS_BYTEA);
    for (size_t i = 0; i < count; i++) {
        params_add_bytes(params, hashes[i].bytes, sizeof(hashes[i].bytes));
    }
    params_array_end(params);
    lane_run(lane, &KNOWN, params, then, arg);
    params_free(&params);
}

static void add_found(struct params *params, const struct found *found, size_t count)
{
    params_array_begin(params, PARAMS_BYTEA);
    for (size_t i = 0; i < count; i++) {
        params_add_bytes(params, found[i].hash.bytes, sizeof(found[i].hash.bytes));
    }
    params_array_end(params);
    params_array_begin(params, PARAMS_TEXT);
    for (size_t i = 0; i < count; i++) {
        params_add_text(params, found[i].media_type);
    }
    params_array_end(params);
    params_array_begin(params, PARAMS_TEXT);
    for (size_t i = 0; i < count; i++) {
        params_add_text(params, found[i].problem);
    }
    params_array_end(params);
    params_array_begin(params, PARAMS_TEXT);
    for (size_t i = 0; i < count; i++) {
        params_add_text(params, found[i].text);
    }
    params_array_end(params);
    params_array_begin(params, PARAMS_TEXT);
    for (size_t i = 0; i < count; i++) {
        params_add_text(params, found[i].facts);
    }
    params_array_end(params);
    params_array_begin(params, PARAMS_BYTEA);
    for (size_t i = 0; i < count; i++) {
        params_add_bytes(params, found[i].photo, found[i].photo_len);
    }
    params_array_end(params);
}

void store_complete(struct lane *lane, const struct read_piece *pieces, size_t count,
                    const struct found *found, size_t found_count, lane_fn *then, void *arg)
{
    struct params *params = params_new();
    params_array_begin(params, PARAMS_UUID);
    for (size_t i = 0; i < count; i++) {
        params_add_uuid(params, &pieces[i].message_id);
    }
    params_array_end(params);
    params_array_begin(params, PARAMS_UUID);
    for (size_t i = 0; i < count; i++) {
        params_add_uuid(params, &pieces[i].next_id);
    }
    params_array_end(params);
    params_array_begin(params, PARAMS_INT4);
    for (size_t i = 0; i < count; i++) {
        params_add_int(params, pieces[i].lease_ms);
    }
    params_array_end(params);
    add_found(params, found, found_count);
    params_int(params, SUBMISSION_SCHEMA);
    lane_run(lane, &COMPLETE, params, then, arg);
    params_free(&params);
}
