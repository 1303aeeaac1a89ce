/*
 * work.c — a batch of submissions with files.
 *
 * The hashes of the batch that the store does not know are read, each once; one statement then
 * stores what was found, deletes the messages and enqueues validation.
 */
#include "reader/work.h"

#include <string.h>

#include "base/arena.h"
#include "evidence/v1/evidence.pb-c.h"
#include "reader/store.h"
#include "wire/wire.h"

struct reading_batch {
    struct work *work;
    struct batch *batch;
    const Evidence__V1__Submission **pieces;
    struct hash *hashes; /* the distinct ones of the whole batch */
    size_t hash_count;
    struct found *found;
    size_t found_count;
    size_t left; /* files being read */
    struct read_piece *messages;
    size_t pushed;
};

struct file_job {
    struct reading_batch *batch;
    struct hash hash;
};

static const char VALIDATION[] = "validation";

static void send_copies(struct reading_batch *self, const struct rows *result)
{
    struct batch *batch = self->batch;
    const Bus__V1__Envelope **copies =
        arena_alloc(batch->arena, (batch->count + 1) * sizeof(*copies));
    size_t count = 0;
    for (int row = 0; row < rows_count(result); row++) {
        struct uuid id = column_uuid(result, row, 0);
        for (size_t i = 0; i < self->pushed; i++) {
            if (!uuid_equal(&id, &self->messages[i].message_id)) {
                continue;
            }
            Bus__V1__Envelope *copy = arena_alloc(batch->arena, sizeof(*copy));
            *copy = *batch->envelopes[i];
            copy->message_id = wire_uuid(&self->messages[i].next_id);
            copy->stage = STAGE_VALIDATE;
            copy->attempt = 1;
            copies[count++] = copy;
            break;
        }
    }
    struct bus *bus = daemon_bus(self->work->daemon);
    bus_deliver(bus, VALIDATION, copies, count);
    bus_release(bus, VALIDATION, self->pushed - count);
    if (self->pushed < batch->count) {
        bus_wake(bus, VALIDATION, STAGE_VALIDATE);
    }
}

static void reader_work_on_completed(void *arg, enum err err, const struct rows *result)
{
    struct reading_batch *self = arg;
    if (err != ERR_NONE) {
        bus_release(daemon_bus(self->work->daemon), VALIDATION, self->pushed);
        batch_done(self->batch, err, 0);
        return;
    }
    send_copies(self, result);
    batch_done(self->batch, ERR_NONE, (size_t)rows_count(result));
}

static void list_files(struct arena *arena, const Evidence__V1__Submission *piece,
                       struct read_piece *into)
{
    struct hash *files = arena_alloc(arena, (piece->n_files + 1) * sizeof(*files));
    for (size_t f = 0; f < piece->n_files; f++) {
        if (piece->files[f]->hash.len == HASH_SIZE) {
            memcpy(files[into->file_count++].bytes, piece->files[f]->hash.data, HASH_SIZE);
        }
    }
    into->files = files;
}

static void reader_work_complete(struct reading_batch *self)
{
    struct batch *batch = self->batch;
    self->pushed = bus_reserve(daemon_bus(self->work->daemon), VALIDATION, batch->count);
    self->messages = arena_zero(batch->arena, batch->count * sizeof(*self->messages));
    for (size_t i = 0; i < batch->count; i++) {
        (void)!wire_get_uuid(&batch->envelopes[i]->message_id, &self->messages[i].message_id);
        self->messages[i].next_id = uuid_new();
        self->messages[i].lease_ms =
            i < self->pushed ? daemon_conf(self->work->daemon)->lease_ms : 0;
        list_files(batch->arena, self->pieces[i], &self->messages[i]);
    }
    store_complete(batch->lane, self->messages, batch->count, self->found, self->found_count,
                   reader_work_on_completed, self);
}

static void file_read(void *arg, const struct file_content *content)
{
    struct file_job *job = arg;
    struct reading_batch *self = job->batch;
    struct arena *arena = self->batch->arena;
    self->found[self->found_count++] =
        (struct found){job->hash,
                       arena_print(arena, "%s", content->media_type),
                       arena_print(arena, "%s", content->problem),
                       arena_print(arena, "%s", content->text),
                       arena_print(arena, "%s", content->facts),
                       arena_copy(arena, content->photo != NULL ? content->photo : (const void *)"",
                                  content->photo_len),
                       content->photo_len};
    if (--self->left == 0) {
        reader_work_complete(self);
    }
}

/* Each content is read once, however many submissions have it. */
static void known_loaded(void *arg, enum err err, const struct rows *result)
{
    struct reading_batch *self = arg;
    if (err != ERR_NONE) {
        batch_done(self->batch, err, 0);
        return;
    }
    self->left = 1; /* holds the end back until all are started */
    for (size_t i = 0; i < self->hash_count; i++) {
        if (!rows_have_hash(result, &self->hashes[i])) {
            struct file_job *job = arena_alloc(self->batch->arena, sizeof(*job));
            *job = (struct file_job){self, self->hashes[i]};
            self->left++;
            file_pool_read(self->work->pool, &job->hash, file_read, job);
        }
    }
    if (--self->left == 0) {
        reader_work_complete(self);
    }
}

static void add_hash(struct reading_batch *self, const ProtobufCBinaryData *field)
{
    if (field->len != HASH_SIZE) {
        return; /* admission accepts no other */
    }
    for (size_t i = 0; i < self->hash_count; i++) {
        if (memcmp(self->hashes[i].bytes, field->data, HASH_SIZE) == 0) {
            return;
        }
    }
    memcpy(self->hashes[self->hash_count++].bytes, field->data, HASH_SIZE);
}

void work_start(void *arg, struct batch *batch)
{
    struct reading_batch *self = arena_zero(batch->arena, sizeof(*self));
    size_t files = 0;
    self->work = arg;
    self->batch = batch;
    self->pieces = arena_alloc(batch->arena, batch->count * sizeof(*self->pieces));
    for (size_t i = 0; i < batch->count; i++) {
        self->pieces[i] =
            wire_unpack(batch->arena, &evidence__v1__submission__descriptor,
                        batch->envelopes[i]->body.data, batch->envelopes[i]->body.len);
        if (self->pieces[i] == NULL || batch->envelopes[i]->schema != SUBMISSION_SCHEMA) {
            batch_done(batch,
                       err_note(ERR_REJECT, "not a submission of schema %d", SUBMISSION_SCHEMA), 0);
            return;
        }
        files += self->pieces[i]->n_files;
    }
    self->hashes = arena_alloc(batch->arena, (files + 1) * sizeof(*self->hashes));
    self->found = arena_alloc(batch->arena, (files + 1) * sizeof(*self->found));
    for (size_t i = 0; i < batch->count; i++) {
        for (size_t f = 0; f < self->pieces[i]->n_files; f++) {
            add_hash(self, &self->pieces[i]->files[f]->hash);
        }
    }
    store_known(batch->lane, self->hashes, self->hash_count, known_loaded, self);
}
