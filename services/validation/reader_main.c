/*
 * reader_main.c — the reader: a stage of its own before validation, so that a slow
 * file holds up nothing quick.  A piece goes on when all its files were read.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/map.h"
#include "daemon/stage.h"
#include "validation/reader.h"
#include "validation/store.h"
#include "wire/wire.h"

enum { CONF_MAX = 48, NEXT_LEASE_MS = 15000 };

struct service {
    struct daemon *daemon;
    struct reader *reader;
    struct stage *stage;
};

struct reading_batch {
    struct service *service;
    struct batch *batch;
    const Evidence__V1__Submission **pieces;
    struct hash *hashes;           /* different ones, of the whole batch */
    size_t hash_count;
    struct found *found;
    size_t found_count;
    size_t left;                   /* files being read */
    struct read_piece *messages;
    size_t hot;
};

struct file_job {
    struct reading_batch *batch;
    struct hash hash;
};

static struct validation_conf conf;
static const char VALIDATION[] = "validation";

static void send_copies(struct reading_batch *self, const PGresult *result)
{
    struct batch *batch = self->batch;
    const Bus__V1__Envelope **copies =
        arena_alloc(batch->arena, (batch->count + 1) * sizeof(*copies));
    size_t count = 0;
    for (int row = 0; row < PQntuples(result); row++) {
        struct uuid id = column_uuid(result, row, 0);
        for (size_t i = 0; i < self->hot; i++) {
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
    struct bus *bus = daemon_bus(self->service->daemon);
    bus_deliver(bus, VALIDATION, copies, count);
    bus_release(bus, VALIDATION, self->hot - count);
    if (self->hot < batch->count) {
        bus_hint(bus, VALIDATION, STAGE_VALIDATE);
    }
}

static void completed(void *arg, enum err err, const PGresult *result)
{
    struct reading_batch *self = arg;
    if (err != ERR_NONE) {
        bus_release(daemon_bus(self->service->daemon), VALIDATION, self->hot);
        batch_done(self->batch, err, 0);
        return;
    }
    send_copies(self, result);
    batch_done(self->batch, ERR_NONE, (size_t)PQntuples(result));
}

static void complete(struct reading_batch *self)
{
    struct batch *batch = self->batch;
    self->hot = bus_reserve(daemon_bus(self->service->daemon), VALIDATION, batch->count);
    self->messages = arena_zero(batch->arena, batch->count * sizeof(*self->messages));
    for (size_t i = 0; i < batch->count; i++) {
        (void)!wire_get_uuid(&batch->envelopes[i]->message_id, &self->messages[i].message_id);
        self->messages[i].next_id = uuid_new();
        self->messages[i].lease_ms = i < self->hot ? NEXT_LEASE_MS : 0;
    }
    store_read_complete(batch->lane, self->messages, batch->count, self->found, self->found_count,
                        completed, self);
}

static void file_read(void *arg, const struct file_content *content)
{
    struct file_job *job = arg;
    struct reading_batch *self = job->batch;
    struct arena *arena = self->batch->arena;
    self->found[self->found_count++] = (struct found){
        job->hash, arena_print(arena, "%s", content->media_type),
        arena_print(arena, "%s", content->problem), arena_print(arena, "%s", content->text),
        arena_print(arena, "%s", content->facts),
        arena_copy(arena, content->photo != NULL ? content->photo : (const void *)"",
                   content->photo_len),
        content->photo_len};
    if (--self->left == 0) {
        complete(self);
    }
}

static bool is_listed(const PGresult *result, const struct hash *hash)
{
    for (int row = 0; row < PQntuples(result); row++) {
        struct bytes known = column_bytes(result, row, 0);
        if (known.len == HASH_SIZE && memcmp(known.data, hash->bytes, HASH_SIZE) == 0) {
            return true;
        }
    }
    return false;
}

/* Each content is read once, however many pieces cite it. */
static void known_loaded(void *arg, enum err err, const PGresult *result)
{
    struct reading_batch *self = arg;
    if (err != ERR_NONE) {
        batch_done(self->batch, err, 0);
        return;
    }
    self->left = 1;                /* holds the end back until all have been started */
    for (size_t i = 0; i < self->hash_count; i++) {
        if (!is_listed(result, &self->hashes[i])) {
            struct file_job *job = arena_alloc(self->batch->arena, sizeof(*job));
            *job = (struct file_job){self, self->hashes[i]};
            self->left++;
            reader_read(self->service->reader, &job->hash, file_read, job);
        }
    }
    if (--self->left == 0) {
        complete(self);
    }
}

static void add_hash(struct reading_batch *self, const ProtobufCBinaryData *field)
{
    if (field->len != HASH_SIZE) {
        return;                    /* the door lets no other through */
    }
    for (size_t i = 0; i < self->hash_count; i++) {
        if (memcmp(self->hashes[i].bytes, field->data, HASH_SIZE) == 0) {
            return;
        }
    }
    memcpy(self->hashes[self->hash_count++].bytes, field->data, HASH_SIZE);
}

static void work(void *arg, struct batch *batch)
{
    struct reading_batch *self = arena_zero(batch->arena, sizeof(*self));
    size_t files = 0;
    self->service = arg;
    self->batch = batch;
    self->pieces = arena_alloc(batch->arena, batch->count * sizeof(*self->pieces));
    for (size_t i = 0; i < batch->count; i++) {
        self->pieces[i] = wire_unpack(batch->arena, &evidence__v1__submission__descriptor,
                                      batch->envelopes[i]->body.data,
                                      batch->envelopes[i]->body.len);
        if (self->pieces[i] == NULL || batch->envelopes[i]->schema != VALIDATION_SCHEMA) {
            batch_done(batch,
                       err_note(ERR_REJECT, "not a submission of schema %d", VALIDATION_SCHEMA), 0);
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
    store_read_known(batch->lane, self->hashes, self->hash_count, known_loaded, self);
}

static void delivered(void *arg, const Bus__V1__Envelope *const *envelopes, size_t count)
{
    struct service *self = arg;
    stage_delivered(self->stage, envelopes, count);
}

static void hinted(void *arg, enum stage_id stage)
{
    struct service *self = arg;
    (void)stage;
    stage_hinted(self->stage);
}

static void stop(void *state)
{
    struct service *self = state;
    stage_close(&self->stage);
    reader_close(&self->reader);
    free(self);
}

static enum err start(struct daemon *daemon, void **state)
{
    struct service *self = memory_zero(sizeof(*self));
    *state = self;
    self->daemon = daemon;
    enum err err = reader_open(&self->reader, daemon, &conf);
    if (err != ERR_NONE) {
        return err;
    }
    return stage_open(&self->stage, daemon, STAGE_READ, work, self);
}

static bool is_idle(void *state)
{
    const struct service *self = state;
    return stage_is_idle(self->stage);
}

/* Reading is slow: few pieces at once, with a lease to match. */
static size_t reader_conf(struct conf_entry table[static CONF_MAX])
{
    static const struct {
        const char *key, *initial;
    } OTHER[] = {{"stage.batch", "4"}, {"stage.lease_ms", "600000"}, {"bus.window", "16"}};
    memcpy(table, VALIDATION_CONF, VALIDATION_CONF_COUNT * sizeof(*table));
    for (size_t i = 0; i < VALIDATION_CONF_COUNT; i++) {
        for (size_t o = 0; o < sizeof(OTHER) / sizeof(OTHER[0]); o++) {
            table[i].initial = strcmp(table[i].key, OTHER[o].key) == 0 ? OTHER[o].initial
                                                                       : table[i].initial;
        }
    }
    return VALIDATION_CONF_COUNT;
}

static const struct bus_events EVENTS = {.delivered = delivered, .hinted = hinted};
static const char *const DOWNSTREAM[] = {"validation", NULL};

int main(int argc, char **argv)
{
    static struct conf_entry table[CONF_MAX];
    const struct daemon_service service = {.name = "reader",
                                           .conf_table = table,
                                           .conf_count = reader_conf(table),
                                           .conf = &conf,
                                           .events = &EVENTS,
                                           .start = start,
                                           .is_idle = is_idle,
                                           .stop = stop,
                                           .downstream = DOWNSTREAM};
    return daemon_main(argc, argv, &service);
}
