/*
 * upload.c — takes the bytes of one part: gathered to UPLOAD_CHUNK, written in the worker's
 * thread, while the connection is suspended.
 *
 * While a job runs the request is suspended, so it outlives the job.  When the connection ends in
 * the middle, upload_free writes what has arrived; the client asks for the offset and goes on.
 */
#include "gateway/upload.h"

#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/text.h"
#include "gateway/multipart.h"
#include "gateway/request.h"
#include "gateway/upload_file.h"
#include "gateway/upload_head.h"
#include "gateway/uploads.h"

struct upload {
    struct upload_hold hold; /* while its file is open */
    struct request *request;
    struct upload_row row;
    int fd, fd_checked;
    bool has_piece_sum;
    unsigned char piece_sum[UPLOAD_SHA256];
    uint64_t start;    /* where the part begins */
    uint64_t taken;    /* bytes of it that have come */
    struct buf chunk;  /* those that no job has yet */
    unsigned end_with; /* not 0: the body has ended, and with this status it is answered */
};

static void upload_refuse(struct upload *self, enum problem_id id, const char *field)
{
    buf_clear(&self->chunk); /* what comes after a gap is of no use */
    request_refuse_as(self->request, id, field);
}

/* The job's failure as the answer; false: there is none. */
static bool upload_fails(struct upload *self, const struct upload_job *job)
{
    if (job->failure == UPLOAD_DONE) {
        return false;
    }
    buf_clear(&self->chunk);
    uploads_refuse(self->request, &self->row.id, job, NULL);
    return true;
}

void upload_free(struct upload **self_p)
{
    struct upload *self = *self_p;
    if (self == NULL) {
        return;
    }
    bool is_plain = self->fd_checked < 0;
    if (!is_plain) {
        close(self->fd_checked);
    }
    upload_file_leave(self->fd, self->chunk.data, is_plain ? self->chunk.len : 0);
    if (self->hold.request != NULL) {
        LIST_REMOVE(&self->hold, link);
    }
    buf_free(&self->chunk);
    free(self);
    *self_p = NULL;
}

/* ---------------------------------------------------------------- before the body */

/* Goes on with the body, or with the answer. */
static void stop_waiting(struct request *request)
{
    request->is_waiting = false;
    request_wake(request);
}

static bool piece_fits(struct upload *self)
{
    const char *length = request_header(self->request, MHD_HTTP_HEADER_CONTENT_LENGTH);
    uint64_t announced = 0;
    if (length != NULL && upload_head_count(length, &announced) &&
        announced > self->row.size - self->start) {
        upload_refuse(self, PROBLEM_UPLOAD_EXCESS, MHD_HTTP_HEADER_CONTENT_LENGTH);
        return false;
    }
    return true;
}

static void upload_opened(struct worker_job *base)
{
    struct upload_job *job = (struct upload_job *)base;
    struct upload *self = job->arg;
    struct request *request = self->request;
    self->fd = job->fd;
    self->fd_checked = job->fd_checked;
    if (upload_fails(self, job)) {
        /* refused */
    } else if (job->offset != self->start || job->offset > self->row.size) {
        upload_refuse(self, PROBLEM_UPLOAD_CONFLICT, "Upload-Offset");
    } else if (piece_fits(self)) {
        self->hold = (struct upload_hold){.request = request, .id = self->row.id};
        LIST_INSERT_HEAD(&request->gateway->upload_holds, &self->hold, link);
    }
    free(job);
    stop_waiting(request);
}

static void upload_open(struct upload *self)
{
    struct upload_job *job = uploads_job(self->request, UPLOAD_OPEN, &self->row);
    job->has_piece_sum = self->has_piece_sum;
    uploads_do(self->request, job, upload_opened, self);
}

/* A settled upload has no file any more and stands at its end. */
static void upload_found(void *arg, enum err err, const char *text)
{
    struct request *request = arg;
    struct upload *self = request->upload;
    if (err != ERR_NONE || text == NULL) {
        if (err != ERR_NONE) {
            request_refuse_err(request, err);
        } else {
            request_refuse_as(request, PROBLEM_NOT_FOUND, NULL);
        }
        stop_waiting(request);
        return;
    }
    upload_row_read_text(request, text, &self->row);
    if (!self->row.is_settled) {
        upload_open(self);
        return;
    }
    if (self->start != self->row.size) {
        upload_refuse(self, PROBLEM_UPLOAD_CONFLICT, "Upload-Offset");
    }
    stop_waiting(request);
}

static void upload_made(void *arg, enum err err, const char *text)
{
    struct request *request = arg;
    struct upload *self = request->upload;
    struct upload_row made = {0};
    if (err == ERR_NONE && text != NULL) {
        upload_row_read_text(request, text, &made);
    }
    if (made.expires != NULL) {
        self->row.expires = made.expires;
        self->row.expires_at = made.expires_at;
        upload_open(self);
        return;
    }
    if (err != ERR_NONE) {
        request_refuse_err(request, err);
    } else {
        request_refuse_as(request, PROBLEM_UPLOAD_QUOTA, NULL);
    }
    stop_waiting(request);
}

static bool read_head(struct request *request, struct upload_row *row, const char **sha256)
{
    const char *metadata = request_header(request, "Upload-Metadata");
    struct upload_head head;
    if (!upload_head_count(request_header(request, "Upload-Length"), &row->size)) {
        request_refuse_as(request, PROBLEM_UPLOAD_LENGTH, "Upload-Length");
        return false;
    }
    if (row->size > request->gateway->conf->http_max_file) {
        request_refuse_as(request, PROBLEM_FILE_TOO_LARGE, "Upload-Length");
        return false;
    }
    if (metadata == NULL || !upload_head_read(request->arena, metadata, &head) ||
        head.name == NULL) {
        request_refuse_as(request, PROBLEM_UPLOAD_METADATA, "Upload-Metadata");
        return false;
    }
    row->name = multipart_base_name(text_nfc(request->arena, head.name, strlen(head.name)));
    if (row->name == NULL) {
        request_refuse_as(request, PROBLEM_FILE_NAME, "Upload-Metadata");
        return false;
    }
    row->media_type = head.media_type;
    *sha256 = head.sha256;
    struct hash digest;
    row->has_sum = head.sha256 != NULL && hash_parse(head.sha256, &digest);
    if (row->has_sum) {
        memcpy(row->sum, digest.bytes, sizeof(row->sum));
    }
    return true;
}

static void upload_make(struct upload *self)
{
    struct request *request = self->request;
    const struct gateway_conf *conf = request->gateway->conf;
    const char *sha256;
    if (!read_head(request, &self->row, &sha256)) {
        return;
    }
    self->row.id = uuid_new();
    upload_create_params(request->params, &(struct upload_create_params){
                                              .id = &self->row.id,
                                              .name = self->row.name,
                                              .media_type = self->row.media_type,
                                              .size = (long long)self->row.size,
                                              .sha256 = sha256,
                                              .ttl_s = conf->uploads_ttl_s,
                                              .most_count = conf->uploads_account_count,
                                              .most_bytes = (long long)conf->uploads_account_bytes,
                                          });
    request->is_waiting = true;
    store_text(request->gateway->store, request->who.as, STORE_UPLOAD_CREATE, request->params,
               upload_made, request);
}

static void upload_find(struct upload *self)
{
    struct request *request = self->request;
    if (!upload_head_count(request_header(request, "Upload-Offset"), &self->start)) {
        request_refuse_as(request, PROBLEM_UPLOAD_OFFSET, "Upload-Offset");
        return;
    }
    if (!uuid_parse(request->match.segments[0], &self->row.id)) {
        request_refuse_as(request, PROBLEM_NOT_FOUND, NULL);
        return;
    }
    upload_one_params(request->params, &(struct upload_one_params){&self->row.id});
    request->is_waiting = true;
    store_text(request->gateway->store, request->who.as, STORE_UPLOAD_ONE, request->params,
               upload_found, request);
}

void upload_begin(struct request *request)
{
    if (!uploads_fit(request, true)) {
        return;
    }
    struct upload *self = memory_zero(sizeof(*self));
    request->upload = self;
    self->request = request;
    self->fd = self->fd_checked = -1;
    const char *sum = request_header(request, "Upload-Checksum");
    self->has_piece_sum = sum != NULL;
    if (sum != NULL && !upload_head_checksum(sum, self->piece_sum)) {
        request_refuse_as(request, PROBLEM_UPLOAD_CHECKSUM_FORMAT, "Upload-Checksum");
    } else if (strcmp(request->route->method, "POST") == 0) {
        upload_make(self);
    } else {
        upload_find(self);
    }
}

/* ---------------------------------------------------------------- the body and its end */

static void upload_answer(struct upload *self, uint64_t offset)
{
    uploads_say(self->request, &self->row, offset);
    if (self->end_with == MHD_HTTP_NO_CONTENT) {
        buf_clear(&self->request->answer);
    }
    request_answer(self->request, self->end_with);
}

static void upload_kept(struct worker_job *base)
{
    struct upload_job *job = (struct upload_job *)base;
    struct upload *self = job->arg;
    if (!upload_fails(self, job)) {
        upload_answer(self, job->offset);
    }
    free(job);
}

static void upload_keep(struct upload *self)
{
    struct upload_job *job = uploads_job(self->request, UPLOAD_KEEP, &self->row);
    job->fd = self->fd;
    job->fd_checked = self->fd_checked;
    memcpy(job->piece_sum, self->piece_sum, sizeof(job->piece_sum));
    self->fd = self->fd_checked = -1;
    uploads_do(self->request, job, upload_kept, self);
}

static void upload_written(struct worker_job *base)
{
    struct upload_job *job = (struct upload_job *)base;
    struct upload *self = job->arg;
    struct request *request = self->request;
    bool is_refused = upload_fails(self, job);
    free(job);
    request->uploads--;
    if (!is_refused && self->end_with != 0) {
        upload_keep(self);
    } else if (request->uploads == 0) {
        request_wake(request);
    }
}

static void upload_write(struct upload *self)
{
    struct upload_job *job = upload_job_new(
        UPLOAD_WRITE, self->request->gateway->conf->uploads_root, &self->row.id, self->chunk.len);
    memcpy(job->data, self->chunk.data, self->chunk.len);
    buf_clear(&self->chunk);
    job->fd = self->fd;
    job->fd_checked = self->fd_checked;
    self->request->uploads++;
    uploads_do(self->request, job, upload_written, self);
}

void upload_take(struct request *request, const char *data, size_t len)
{
    struct upload *self = request->upload;
    if (self->fd < 0 || len > self->row.size - self->start - self->taken) {
        upload_refuse(self, PROBLEM_UPLOAD_EXCESS, NULL);
        return;
    }
    self->taken += len;
    buf_add(&self->chunk, data, len);
    if (self->chunk.len >= UPLOAD_CHUNK) {
        upload_write(self);
    }
}

void upload_finish(struct request *request, unsigned status)
{
    struct upload *self = request->upload;
    self->end_with = status;
    if (self->fd < 0) { /* settled: nothing came, nothing is to be kept */
        upload_answer(self, self->start);
    } else if (self->chunk.len > 0) {
        upload_write(self);
    } else {
        upload_keep(self);
    }
}

const struct uuid *upload_own_id(const struct request *request)
{
    return &request->upload->row.id;
}
