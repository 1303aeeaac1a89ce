/*
 * multipart.c — a multipart body in small memory: parts.c takes it apart, text goes to the
 * request's body buffer, a file is sent to ingest chunk by chunk.
 */
#include "gateway/multipart.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "base/text.h"
#include "evidence/v1/evidence.pb-c.h"

#include "gateway/parts.h"
#include "gateway/request.h"

enum { CHUNK = 256 * 1024, NAME_LEN_MAX = 64 };

enum part { PART_NONE, PART_TEXT, PART_FILE };

struct multipart {
    struct request *request;
    struct parts *parts;
    enum part part;    /* the open one */
    bool has_text;     /* the part "evidence", or "campaign", has been seen */
    size_t file_count; /* the last one is open while part is PART_FILE */
    struct multipart_file files[MULTIPART_FILES];
    unsigned char upload[16]; /* of the open file */
    uint64_t sent;            /* its bytes that are sent or stored */
    struct buf chunk;
    bool is_kept; /* the file is no evidence: its bytes stay in `chunk` */
};

/* The file of an answer. */
struct stored {
    struct multipart *multipart;
    size_t file;
    uint64_t end; /* bytes of the file once this chunk is stored */
    bool is_last;
};

static void multipart_on_begin(void *arg, const struct part_head *head);
static void multipart_on_data(void *arg, const char *data, size_t len);
static void multipart_on_end(void *arg);

struct multipart *multipart_new(struct request *request)
{
    static const struct parts_events EVENTS = {
        .begin = multipart_on_begin, .data = multipart_on_data, .end = multipart_on_end};
    struct multipart *self = memory_zero(sizeof(*self));
    self->request = request;
    self->is_kept = request->route->body == BODY_EXPORT;
    request->gateway->exports += self->is_kept ? 1 : 0;
    self->parts = parts_new(request_header(request, "Content-Type"), &EVENTS, self);
    if (self->parts == NULL) {
        multipart_free(&self);
    }
    return self;
}

void multipart_free(struct multipart **self_p)
{
    struct multipart *self = *self_p;
    if (self == NULL) {
        return;
    }
    parts_free(&self->parts);
    self->request->gateway->exports -= self->is_kept ? 1 : 0;
    buf_free(&self->chunk);
    free(self);
    *self_p = NULL;
}

size_t multipart_count(const struct multipart *self)
{
    return self->file_count;
}

const struct multipart_file *multipart_file(const struct multipart *self, size_t index)
{
    assert(index < self->file_count);
    return &self->files[index];
}

const struct buf *multipart_kept(const struct multipart *self)
{
    return &self->chunk;
}

const char *multipart_base_name(const char *name)
{
    for (const char *at = name; *at != '\0'; at++) {
        if (*at == '/' || *at == '\\') {
            name = at + 1;
        }
    }
    size_t len = strlen(name);
    if (len == 0 || len >= MULTIPART_NAME || !text_is_utf8(name, len, NULL)) {
        return NULL;
    }
    for (size_t i = 0; i < len; i++) {
        if ((unsigned char)name[i] < 0x20 || name[i] == 0x7f) {
            return NULL;
        }
    }
    return name;
}

static void multipart_refuse(struct multipart *self, enum problem_id id, const char *field)
{
    if (!self->request->has_answer) {
        request_refuse_as(self->request, id, field);
    }
}

static void refuse_file_count(struct multipart *self)
{
    struct problem problem =
        problem_at_most(self->request->arena, PROBLEM_FILES_TOO_MANY, "file", self->file_count);
    if (!self->request->has_answer) {
        request_refuse(self->request, &problem);
    }
}

/* ---------------------------------------------------------------- to ingest */

static void judge_chunk(const struct stored *stored, const Bus__V1__Reply *reply)
{
    struct multipart *self = stored->multipart;
    struct request *request = self->request;
    if (reply->fault != NULL) {
        struct problem problem = problem_of_fault(reply->fault);
        request_refuse(request, &problem);
        return;
    }
    const Evidence__V1__ChunkStored *answer = wire_unpack(
        request->arena, &evidence__v1__chunk_stored__descriptor, reply->body.data, reply->body.len);
    bool is_right = answer != NULL && answer->received == stored->end &&
                    (!stored->is_last || answer->hash.len == HASH_SIZE);
    if (!is_right) {
        request_refuse_as(request, PROBLEM_INTERNAL, NULL);
    } else if (stored->is_last) {
        memcpy(self->files[stored->file].hash.bytes, answer->hash.data, HASH_SIZE);
    }
}

static void chunk_stored(void *arg, enum err err, const Bus__V1__Reply *reply)
{
    const struct stored *stored = arg;
    struct multipart *self = stored->multipart;
    self->request->uploads--;
    if (!self->request->has_answer) {
        if (err != ERR_NONE) {
            request_refuse_err(self->request, err);
        } else {
            judge_chunk(stored, reply);
        }
    }
    if (self->request->uploads == 0) {
        request_wake(self->request);
    }
}

static void send_chunk(struct multipart *self, size_t len, bool is_last)
{
    struct request *request = self->request;
    Evidence__V1__PutChunk chunk = EVIDENCE__V1__PUT_CHUNK__INIT;
    chunk.upload_id.data = self->upload;
    chunk.upload_id.len = sizeof(self->upload);
    chunk.offset = self->sent;
    chunk.data.data = (unsigned char *)self->chunk.data;
    chunk.data.len = len;
    chunk.last = is_last;
    size_t size = protobuf_c_message_get_packed_size(&chunk.base);
    unsigned char *bytes = memory_alloc(size);
    (void)protobuf_c_message_pack(&chunk.base, bytes);
    self->sent += len;
    struct stored *stored = arena_alloc(request->arena, sizeof(*stored));
    *stored = (struct stored){self, self->file_count - 1, self->sent, is_last};
    request->uploads++;
    uint64_t sticky;
    memcpy(&sticky, self->upload, sizeof(sticky));
    request_ask_raw(request, EVIDENCE__V1__METHOD__METHOD_PUT_CHUNK,
                    (struct wire_bytes){bytes, size}, sticky | 1, chunk_stored, stored);
    free(bytes);
    buf_consume(&self->chunk, len);
}

/* ---------------------------------------------------------------- parts */

static void begin_file(struct multipart *self, const char *name)
{
    self->part = PART_FILE;
    const char *base = name != NULL ? multipart_base_name(name) : NULL;
    if (base == NULL) {
        multipart_refuse(self, PROBLEM_FILE_NAME, "file");
        return;
    }
    if (self->file_count == (self->is_kept ? 1 : MULTIPART_FILES)) {
        refuse_file_count(self);
        return;
    }
    struct multipart_file *file = &self->files[self->file_count++];
    memset(file, 0, sizeof(*file));
    snprintf(file->name, sizeof(file->name), "%s", base);
    randombytes_buf(self->upload, sizeof(self->upload));
    self->sent = 0;
    buf_clear(&self->chunk);
}

/* Appends to the one part that is text: the evidence item, the campaign of an import, the
 * description of an export. */
static const char *text_part(const struct multipart *self)
{
    return self->is_kept                                  ? "export"
           : self->request->route->body == BODY_MULTIPART ? "campaign"
                                                          : "evidence";
}

static void multipart_on_begin(void *arg, const struct part_head *head)
{
    struct multipart *self = arg;
    const char *key = head->key;
    if (self->request->has_answer) {
        return; /* refused: the rest is only discarded */
    }
    if (strcmp(key, "file") == 0) {
        begin_file(self, head->file);
    } else if (strcmp(key, text_part(self)) == 0 && !self->has_text) {
        self->part = PART_TEXT;
        self->has_text = true;
    } else {
        multipart_refuse(self, PROBLEM_MULTIPART_PART,
                         arena_text(self->request->arena, key, strnlen(key, NAME_LEN_MAX)));
    }
}

static void take_file(struct multipart *self, const char *data, size_t len)
{
    struct multipart_file *file = &self->files[self->file_count - 1];
    file->size += len;
    if (file->size > self->request->gateway->conf->http_max_file ||
        (self->is_kept && file->size > MULTIPART_EXPORT_MAX)) {
        multipart_refuse(self, PROBLEM_FILE_TOO_LARGE, "file");
        return;
    }
    buf_add(&self->chunk, data, len);
    while (self->chunk.len >= CHUNK && !self->is_kept) {
        send_chunk(self, CHUNK, false);
    }
}

static void take_text(struct multipart *self, const char *data, size_t len)
{
    if (self->request->body.len + len > self->request->gateway->conf->http_max_json) {
        multipart_refuse(self, PROBLEM_BODY_TOO_LARGE, text_part(self));
    } else {
        buf_add(&self->request->body, data, len);
    }
}

static void multipart_on_data(void *arg, const char *data, size_t len)
{
    struct multipart *self = arg;
    if (self->request->has_answer) {
        return;
    }
    if (self->part == PART_FILE) {
        take_file(self, data, len);
    } else if (self->part == PART_TEXT) {
        take_text(self, data, len);
    }
}

static void multipart_on_end(void *arg)
{
    struct multipart *self = arg;
    if (self->part == PART_FILE && !self->request->has_answer && !self->is_kept) {
        send_chunk(self, self->chunk.len, true);
    }
    self->part = PART_NONE;
}

void multipart_take(struct multipart *self, const char *data, size_t len)
{
    if (!parts_take(self->parts, data, len)) {
        multipart_refuse(self, PROBLEM_MULTIPART_BROKEN, NULL);
    }
}

void multipart_finish(struct multipart *self)
{
    if (!parts_is_whole(self->parts)) {
        multipart_refuse(self, PROBLEM_MULTIPART_BROKEN, NULL);
    }
}
