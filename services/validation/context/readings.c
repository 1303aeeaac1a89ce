/*
 * readings.c — what the reader found in the files of the batch.
 */
#include <string.h>

#include "validation/context/context.h"
#include "validation/store.h"

/* A file is missing until the reader's result is attached. */
static void attach_missing(struct context_load *load, struct piece *piece)
{
    struct context *context = &piece->context;
    const Evidence__V1__Submission *submission = piece->submission;
    context->reading_count = submission->n_files;
    context->readings =
        arena_alloc(load->arena, (submission->n_files + 1) * sizeof(struct reading));
    for (size_t i = 0; i < submission->n_files; i++) {
        context->readings[i] = (struct reading){.name = submission->files[i]->name,
                                                .media_type = "",
                                                .problem = "missing",
                                                .text = "",
                                                .facts = ""};
    }
}

static bool readings_ask(struct context_load *load, lane_fn *then, void *arg)
{
    size_t count = 0;
    for (size_t i = 0; i < load->count; i++) {
        attach_missing(load, &load->pieces[i]);
        count += load->pieces[i].submission->n_files;
    }
    struct hash *hashes = arena_alloc(load->arena, (count + 1) * sizeof(*hashes));
    count = 0;
    for (size_t i = 0; i < load->count; i++) {
        const Evidence__V1__Submission *submission = load->pieces[i].submission;
        for (size_t f = 0; f < submission->n_files; f++) {
            memcpy(hashes[count++].bytes, submission->files[f]->hash.data, HASH_SIZE);
        }
    }
    if (count > 0) {
        store_readings(load->lane, hashes, count, then, arg);
    }
    return count > 0;
}

static enum scan_state scan_state_of(const struct rows *result, int row)
{
    static const enum scan_state STATES[] = {SCAN_WAITS, SCAN_READ, SCAN_GIVEN_UP};
    size_t state = column_is_null(result, row, 6) ? SIZE_MAX : (size_t)column_int(result, row, 6);
    return state < sizeof(STATES) / sizeof(STATES[0]) ? STATES[state] : SCAN_NONE;
}

static struct reading *readings_keep(const struct context_load *load, const struct rows *result,
                                     int row)
{
    struct reading *reading = arena_zero(load->arena, sizeof(*reading));
    struct bytes photo = column_bytes(result, row, 5);
    reading->media_type = column_copy(result, row, 1, load->arena);
    reading->problem = column_copy(result, row, 2, load->arena);
    reading->text = column_copy(result, row, 3, load->arena);
    reading->len = strlen(reading->text);
    reading->facts = column_copy(result, row, 4, load->arena);
    reading->photo = arena_copy(load->arena, photo.data, photo.len);
    reading->photo_len = photo.len;
    reading->scan = scan_state_of(result, row);
    reading->scan_text =
        reading->scan == SCAN_READ ? column_copy(result, row, 7, load->arena) : NULL;
    return reading;
}

static void readings_take(struct context_load *load, const struct rows *result)
{
    struct map *readings = map_new();
    for (int row = 0; row < rows_count(result); row++) {
        struct bytes hash = column_bytes(result, row, 0);
        map_put(readings, hash.data, hash.len, readings_keep(load, result, row));
    }
    for (size_t i = 0; i < load->count; i++) {
        const Evidence__V1__Submission *submission = load->pieces[i].submission;
        for (size_t f = 0; f < submission->n_files; f++) {
            const struct reading *known =
                map_get(readings, submission->files[f]->hash.data, submission->files[f]->hash.len);
            if (known != NULL) {
                struct reading *reading = &load->pieces[i].context.readings[f];
                *reading = *known;
                reading->name = submission->files[f]->name;
            }
        }
    }
    map_free(&readings);
}

const struct context_source CONTEXT_READINGS = {readings_ask, readings_take};
