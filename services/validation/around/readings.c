/*
 * readings.c — what the reader found in the files of the pieces.
 */
#include <string.h>

#include "validation/around/around.h"
#include "validation/store.h"

/* Until the reader's word is attached a file is missing. */
static void attach_missing(struct around *around, struct piece *piece)
{
    struct context *context = &piece->context;
    const Evidence__V1__Submission *submission = piece->submission;
    context->reading_count = submission->n_files;
    context->readings =
        arena_alloc(around->arena, (submission->n_files + 1) * sizeof(struct reading));
    for (size_t i = 0; i < submission->n_files; i++) {
        context->readings[i] = (struct reading){.name = submission->files[i]->name,
                                                .media_type = "",
                                                .problem = "missing",
                                                .text = "",
                                                .facts = ""};
    }
}

static bool readings_ask(struct around *around, lane_fn *then, void *arg)
{
    size_t count = 0;
    for (size_t i = 0; i < around->count; i++) {
        attach_missing(around, &around->pieces[i]);
        count += around->pieces[i].submission->n_files;
    }
    struct hash *hashes = arena_alloc(around->arena, (count + 1) * sizeof(*hashes));
    count = 0;
    for (size_t i = 0; i < around->count; i++) {
        const Evidence__V1__Submission *submission = around->pieces[i].submission;
        for (size_t f = 0; f < submission->n_files; f++) {
            memcpy(hashes[count++].bytes, submission->files[f]->hash.data, HASH_SIZE);
        }
    }
    if (count > 0) {
        store_readings(around->lane, hashes, count, then, arg);
    }
    return count > 0;
}

static struct reading *readings_keep(const struct around *around, const struct rows *result,
                                     int row)
{
    struct reading *reading = arena_zero(around->arena, sizeof(*reading));
    struct bytes photo = column_bytes(result, row, 5);
    reading->media_type = around_text(around, result, row, 1);
    reading->problem = around_text(around, result, row, 2);
    reading->text = around_text(around, result, row, 3);
    reading->len = strlen(reading->text);
    reading->facts = around_text(around, result, row, 4);
    reading->photo = arena_copy(around->arena, photo.data, photo.len);
    reading->photo_len = photo.len;
    return reading;
}

static void readings_take(struct around *around, const struct rows *result)
{
    struct map *readings = map_new();
    for (int row = 0; row < rows_count(result); row++) {
        struct bytes hash = column_bytes(result, row, 0);
        map_put(readings, hash.data, hash.len, readings_keep(around, result, row));
    }
    for (size_t i = 0; i < around->count; i++) {
        const Evidence__V1__Submission *submission = around->pieces[i].submission;
        for (size_t f = 0; f < submission->n_files; f++) {
            const struct reading *known =
                map_get(readings, submission->files[f]->hash.data, submission->files[f]->hash.len);
            if (known != NULL) {
                struct reading *reading = &around->pieces[i].context.readings[f];
                *reading = *known;
                reading->name = submission->files[f]->name;
            }
        }
    }
    map_free(&readings);
}

const struct around_source AROUND_READINGS = {readings_ask, readings_take};
