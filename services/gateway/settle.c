/*
 * settle.c — one upload after the other: its file is opened and checked in the worker's thread, its
 * bytes go to ingest chunk by chunk, its hash is stored, and its file goes away.
 */
#include "gateway/settle.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <jansson.h>
#include <sodium.h>

#include "evidence/v1/evidence.pb-c.h"
#include "gateway/request.h"
#include "gateway/upload_file.h"

struct settling {
    struct request *request;
    settle_fn *then;
    struct upload_row *rows;
    size_t count, at;
    int fd; /* of rows[at] */
    uint64_t sent;
    unsigned char upload_id[16]; /* for ingest */
};

static void settle_next(struct settling *self);

static const char *settle_field(const struct settling *self)
{
    return arena_print(self->request->arena, "uploads[%zu].id", self->at);
}

static void settle_refuse(struct settling *self, enum problem_id id)
{
    if (self->fd >= 0) {
        close(self->fd);
    }
    request_refuse_as(self->request, id, settle_field(self));
}

/* ---------------------------------------------------------------- to ingest */

static void settle_stored(void *arg, enum err err, const char *text)
{
    struct settling *self = arg;
    if (err != ERR_NONE) {
        request_refuse_err(self->request, err);
        return;
    }
    if (text == NULL) { /* its account removed it meanwhile */
        settle_refuse(self, PROBLEM_UPLOAD_UNKNOWN);
        return;
    }
    uploads_drop(self->request, &self->rows[self->at].id);
    self->at++;
    settle_next(self);
}

static void settle_done(struct settling *self, const unsigned char *hash)
{
    struct upload_row *row = &self->rows[self->at];
    struct request *request = self->request;
    close(self->fd);
    self->fd = -1;
    memcpy(row->hash, hash, HASH_SIZE);
    row->is_settled = true;
    upload_settle_params(request->params,
                         &(struct upload_settle_params){&row->id, {row->hash, HASH_SIZE}});
    store_text(request->gateway->store, request->who.as, STORE_UPLOAD_SETTLE, request->params,
               settle_stored, self);
}

static void settle_send(struct settling *self);

static void settle_took(void *arg, enum err err, const Bus__V1__Reply *reply)
{
    struct settling *self = arg;
    struct request *request = self->request;
    if (err != ERR_NONE || reply->fault != NULL) {
        close(self->fd);
        self->fd = -1;
        if (err != ERR_NONE) {
            request_refuse_err(request, err);
        } else {
            struct problem problem = problem_of_fault(reply->fault);
            request_refuse(request, &problem);
        }
        return;
    }
    const Evidence__V1__ChunkStored *answer = wire_unpack(
        request->arena, &evidence__v1__chunk_stored__descriptor, reply->body.data, reply->body.len);
    bool is_last = self->sent == self->rows[self->at].size;
    if (answer == NULL || answer->received != self->sent ||
        (is_last && answer->hash.len != HASH_SIZE)) {
        settle_refuse(self, PROBLEM_INTERNAL);
    } else if (is_last) {
        settle_done(self, answer->hash.data);
    } else {
        settle_send(self);
    }
}

/* The bytes were written and checked a moment ago: reading them does not wait for the disk. */
static void settle_send(struct settling *self)
{
    struct request *request = self->request;
    unsigned char *data = memory_alloc(UPLOAD_CHUNK);
    ssize_t len = pread(self->fd, data, UPLOAD_CHUNK, (off_t)self->sent);
    if (len < 0 || (len == 0 && self->sent < self->rows[self->at].size)) {
        free(data);
        settle_refuse(self, PROBLEM_STORAGE_FAILED);
        return;
    }
    Evidence__V1__PutChunk chunk = EVIDENCE__V1__PUT_CHUNK__INIT;
    chunk.upload_id = (ProtobufCBinaryData){sizeof(self->upload_id), self->upload_id};
    chunk.offset = self->sent;
    chunk.data = (ProtobufCBinaryData){(size_t)len, data};
    self->sent += (uint64_t)len;
    chunk.last = self->sent == self->rows[self->at].size;
    size_t size = protobuf_c_message_get_packed_size(&chunk.base);
    unsigned char *bytes = memory_alloc(size);
    (void)protobuf_c_message_pack(&chunk.base, bytes);
    free(data);
    uint64_t sticky;
    memcpy(&sticky, self->upload_id, sizeof(sticky));
    request_ask_raw(request, EVIDENCE__V1__METHOD__METHOD_PUT_CHUNK,
                    (struct wire_bytes){bytes, size}, sticky | 1, settle_took, self);
    free(bytes);
}

static void settle_opened(struct worker_job *base)
{
    struct upload_job *job = (struct upload_job *)base;
    struct settling *self = job->arg;
    const struct upload_row *row = &self->rows[self->at];
    self->fd = job->fd;
    if (job->failure != UPLOAD_DONE) {
        uploads_refuse(self->request, &row->id, job, settle_field(self));
    } else if (job->offset != row->size) {
        settle_refuse(self, PROBLEM_UPLOAD_UNFINISHED);
    } else {
        self->sent = 0;
        randombytes_buf(self->upload_id, sizeof(self->upload_id));
        settle_send(self);
    }
    free(job);
}

static void settle_next(struct settling *self)
{
    self->fd = -1;
    while (self->at < self->count && self->rows[self->at].is_settled) {
        self->at++;
    }
    if (self->at == self->count) {
        self->then(self->request, self->rows, self->count);
        return;
    }
    uploads_do(self->request, uploads_job(self->request, UPLOAD_READ, &self->rows[self->at]),
               settle_opened, self);
}

/* ---------------------------------------------------------------- their rows */

static void settle_found(void *arg, enum err err, const char *text)
{
    struct settling *self = arg;
    if (err != ERR_NONE || text == NULL) {
        request_refuse_err(self->request, err != ERR_NONE ? err : ERR_FATAL);
        return;
    }
    json_t *list = json_loads(text, 0, NULL);
    for (self->at = 0; self->at < self->count; self->at++) {
        const json_t *row = json_array_get(list, self->at);
        if (!json_is_object(row)) {
            settle_refuse(self, PROBLEM_UPLOAD_UNKNOWN);
            json_decref(list);
            return;
        }
        upload_row_read(self->request, row, &self->rows[self->at]);
    }
    json_decref(list);
    self->at = 0;
    settle_next(self);
}

void settle_uploads(struct request *request, const struct uuid *ids, size_t count, settle_fn *then)
{
    if (count == 0) {
        then(request, NULL, 0);
        return;
    }
    struct settling *self = arena_zero(request->arena, sizeof(*self));
    self->request = request;
    self->then = then;
    self->count = count;
    self->fd = -1;
    self->rows = arena_zero(request->arena, count * sizeof(*self->rows));
    if (request->gateway->uploads == NULL) {
        settle_refuse(self, PROBLEM_UPLOAD_UNKNOWN);
        return;
    }
    upload_find_params(request->params, &(struct upload_find_params){{ids, count}});
    store_text(request->gateway->store, request->who.as, STORE_UPLOAD_FIND, request->params,
               settle_found, self);
}

void settle_named(struct request *request, const char *body, const char *list, const char *member,
                  settle_fn *then)
{
    json_t *root = json_loads(body, 0, NULL);
    const json_t *named = json_object_get(root, list), *one;
    struct uuid *ids =
        arena_zero(request->arena, (json_array_size(named) + 1) * sizeof(struct uuid));
    size_t count = 0, at;
    json_array_foreach(named, at, one) {
        const char *text = json_string_value(json_object_get(one, member));
        count += uuid_parse(text, &ids[count]) ? 1 : 0;
    }
    json_decref(root);
    settle_uploads(request, ids, count, then);
}
