/*
 * store.c — one function a statement of sql/: it binds the parameters in order and runs it.
 */
#include "reader/store.h"

#include "daemon/poller.h"
#include "reader/sql.h"
#include "wire/wire.h"

static const struct statement KNOWN = {"reader_known", SQL_KNOWN};
static const struct statement COMPLETE = {"reader_complete", SQL_COMPLETE};
static const struct statement OCR_CLAIM = {"reader_ocr_claim", SQL_OCR_CLAIM};
static const struct statement OCR_RENEW = {"reader_ocr_renew", SQL_OCR_RENEW};
static const struct statement OCR_DONE = {"reader_ocr_done", SQL_OCR_DONE};
static const struct statement PENDING_CLAIM = {"reader_pending_claim", SQL_PENDING_CLAIM};
static const struct statement PENDING_RENEW = {"reader_pending_renew", SQL_PENDING_RENEW};

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

/* Two arrays: the message, and the hash of one of its files. */
static void add_files(struct params *params, const struct read_piece *pieces, size_t count)
{
    for (int column = 0; column < 2; column++) {
        params_array_begin(params, column == 0 ? PARAMS_UUID : PARAMS_BYTEA);
        for (size_t i = 0; i < count; i++) {
            for (size_t f = 0; f < pieces[i].file_count; f++) {
                if (column == 0) {
                    params_add_uuid(params, &pieces[i].message_id);
                } else {
                    params_add_bytes(params, pieces[i].files[f].bytes, HASH_SIZE);
                }
            }
        }
        params_array_end(params);
    }
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
    add_files(params, pieces, count);
    lane_run(lane, &COMPLETE, params, then, arg);
    params_free(&params);
}

void store_ocr_claim(struct lane *lane, const struct uuid *claim, int lease_ms, int pages_a_day,
                     lane_fn *then, void *arg)
{
    struct params *params = params_new();
    params_uuid(params, claim);
    params_int(params, lease_ms);
    params_int(params, pages_a_day);
    lane_run(lane, &OCR_CLAIM, params, then, arg);
    params_free(&params);
}

void store_ocr_renew(struct lane *lane, struct uuids claims, int lease_ms)
{
    poller_renew(lane, &OCR_RENEW, claims, lease_ms);
}

void store_ocr_done(struct lane *lane, const struct hash *hash, const struct uuid *claim,
                    const char *text, bool is_done, lane_fn *then, void *arg)
{
    struct params *params = params_new();
    params_bytes(params, hash->bytes, sizeof(hash->bytes));
    params_uuid(params, claim);
    params_text(params, text);
    params_bool(params, is_done);
    lane_run(lane, &OCR_DONE, params, then, arg);
    params_free(&params);
}

void store_pending_claim(struct lane *lane, const struct uuid *claim, int lease_ms, lane_fn *then,
                         void *arg)
{
    struct params *params = params_new();
    params_uuid(params, claim);
    params_int(params, lease_ms);
    lane_run(lane, &PENDING_CLAIM, params, then, arg);
    params_free(&params);
}

void store_pending_renew(struct lane *lane, struct uuids claims, int lease_ms)
{
    poller_renew(lane, &PENDING_RENEW, claims, lease_ms);
}
