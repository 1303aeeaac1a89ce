/*
 * uploads.c — the life of the uploads of a gateway: their folder, their end, the work on a file on
 * behalf of a request.  upload.c takes the bytes of one.
 */
#include "gateway/uploads.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <jansson.h>

#include "base/arena.h"
#include "base/json.h"
#include "gateway/request.h"
#include "gateway/upload_file.h"

enum { EXPIRE_MS = 10 * 60 * 1000, DAY_S = 86400 };

struct uploads {
    struct gateway *gateway;
    struct worker *worker;
    int timer;
};

static void job_done(struct worker_job *job)
{
    free(job);
}

static void uploads_remove(struct uploads *self, const struct uuid *id)
{
    struct upload_job *job = upload_job_new(UPLOAD_DROP, self->gateway->conf->uploads_root, id, 0);
    upload_job_add(self->worker, job, job_done, NULL);
}

static void expired_came(void *arg, enum err err, const char *text)
{
    struct uploads *self = arg;
    json_t *gone = err == ERR_NONE && text != NULL ? json_loads(text, 0, NULL) : NULL;
    size_t i;
    const json_t *value;
    json_array_foreach(gone, i, value) {
        struct uuid id;
        const char *name = json_string_value(value);
        if (name != NULL && uuid_parse(name, &id)) {
            uploads_remove(self, &id);
        }
    }
    json_decref(gone);
}

static void uploads_expire(void *arg)
{
    struct uploads *self = arg;
    struct params *none = params_new();
    store_text(self->gateway->store, (struct lane_as){0}, STORE_UPLOAD_EXPIRE, none, expired_came,
               self);
    params_free(&none);
}

enum err uploads_open(struct uploads **out, struct gateway *gateway)
{
    const char *root = gateway->conf->uploads_root;
    *out = NULL;
    if (root[0] == '\0') {
        return ERR_NONE;
    }
    if ((mkdir(root, 0750) != 0 && errno != EEXIST) || access(root, W_OK | X_OK) != 0) {
        return err_note(ERR_FATAL, "uploads.root: %s: %s", root, strerror(errno));
    }
    upload_files_clean(root, gateway->conf->uploads_ttl_s + DAY_S);
    struct uploads *self = memory_zero(sizeof(*self));
    self->gateway = gateway;
    self->worker = worker_open(gateway->loop);
    self->timer = loop_every(gateway->loop, EXPIRE_MS, uploads_expire, self);
    *out = self;
    return ERR_NONE;
}

void uploads_close(struct uploads **self_p)
{
    struct uploads *self = *self_p;
    if (self != NULL) {
        loop_cancel(self->gateway->loop, self->timer);
        worker_close(&self->worker);
        free(self);
        *self_p = NULL;
    }
}

bool uploads_fit(struct request *request, bool needs_version)
{
    const char *version = request_header(request, "Tus-Resumable");
    request_add_header(request, "Tus-Resumable", UPLOADS_VERSION);
    if (request->gateway->uploads == NULL) {
        request_refuse_as(request, PROBLEM_NOT_FOUND, NULL);
        return false;
    }
    bool is_right = version != NULL ? strcmp(version, UPLOADS_VERSION) == 0 : !needs_version;
    if (!is_right) {
        request_add_header(request, "Tus-Version", UPLOADS_VERSION);
        request_refuse_as(request, PROBLEM_UPLOAD_VERSION, "Tus-Resumable");
    }
    return is_right;
}

/* ---------------------------------------------------------------- rows */

static const char *text_of(struct request *request, const json_t *from, const char *key)
{
    const char *text = json_string_value(json_object_get(from, key));
    return text != NULL ? arena_text(request->arena, text, strlen(text)) : NULL;
}

static bool digest_of(const json_t *from, const char *key, unsigned char into[static HASH_SIZE])
{
    struct hash digest;
    const char *text = json_string_value(json_object_get(from, key));
    if (text == NULL || !hash_parse(text, &digest)) {
        return false;
    }
    memcpy(into, digest.bytes, HASH_SIZE);
    return true;
}

void upload_row_read(struct request *request, const struct json_t *from, struct upload_row *out)
{
    const char *id = json_string_value(json_object_get(from, "id"));
    memset(out, 0, sizeof(*out));
    if (id != NULL) {
        (void)!uuid_parse(id, &out->id);
    }
    out->name = text_of(request, from, "name");
    out->media_type = text_of(request, from, "media_type");
    out->expires = text_of(request, from, "expires");
    out->expires_at = text_of(request, from, "expires_at");
    out->size = (uint64_t)json_integer_value(json_object_get(from, "size"));
    out->has_sum = digest_of(from, "sha256", out->sum);
    out->is_settled = digest_of(from, "hash", out->hash);
}

void upload_row_read_text(struct request *request, const char *json, struct upload_row *out)
{
    json_t *row = json_loads(json, 0, NULL);
    upload_row_read(request, row, out);
    json_decref(row);
}

void uploads_say(struct request *request, const struct upload_row *row, uint64_t offset)
{
    char id[UUID_TEXT];
    struct json json;
    request_add_header(request, "Upload-Offset",
                       arena_print(request->arena, "%llu", (unsigned long long)offset));
    request_add_header(request, "Upload-Expires", row->expires);
    json_start(&json, &request->answer);
    json_object_start(&json, NULL);
    json_text(&json, "id", uuid_print(&row->id, id));
    json_text(&json, "name", row->name);
    json_text(&json, "media_type", row->media_type);
    json_int(&json, "size", (long long)row->size);
    json_int(&json, "offset", (long long)offset);
    json_text(&json, "expires_at", row->expires_at);
    json_object_end(&json);
}

/* ---------------------------------------------------------------- work */

struct upload_job *uploads_job(struct request *request, int work, const struct upload_row *row)
{
    struct upload_job *job =
        upload_job_new((enum upload_work)work, request->gateway->conf->uploads_root, &row->id, 0);
    job->size = row->size;
    job->has_sum = row->has_sum;
    memcpy(job->sum, row->sum, sizeof(job->sum));
    return job;
}

void uploads_do(struct request *request, struct upload_job *job,
                void (*then)(struct worker_job *job), void *arg)
{
    upload_job_add(request->gateway->uploads->worker, job, then, arg);
}

void uploads_drop(struct request *request, const struct uuid *id)
{
    uploads_remove(request->gateway->uploads, id);
}

static enum problem_id problem_of_failure(enum upload_failure failure)
{
    switch (failure) {
    case UPLOAD_BUSY:
        return PROBLEM_UPLOAD_BUSY;
    case UPLOAD_GONE:
        return PROBLEM_UPLOAD_UNFINISHED;
    case UPLOAD_WRONG:
        return PROBLEM_UPLOAD_CHECKSUM;
    case UPLOAD_FULL:
        return PROBLEM_STORAGE_FULL;
    case UPLOAD_DONE:
    case UPLOAD_BROKEN:
        break;
    }
    return PROBLEM_STORAGE_FAILED;
}

/* Its line may be dead. */
static void cut_holder(const struct request *request, const struct uuid *id)
{
    struct upload_hold *hold = NULL;
    LIST_FOREACH(hold, &request->gateway->upload_holds, link)
    {
        if (hold->request != request && uuid_equal(&hold->id, id)) {
            request_cut(hold->request->client);
        }
    }
}

void uploads_refuse(struct request *request, const struct uuid *id, const struct upload_job *job,
                    const char *field)
{
    if (job->failure == UPLOAD_BUSY) {
        cut_holder(request, id);
    }
    request_refuse_as(request, problem_of_failure(job->failure), field);
}
