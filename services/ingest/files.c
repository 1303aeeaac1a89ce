/*
 * files.c — uploads in progress.
 *
 * Each upload writes to a file under <root>/incoming and is hashed as it arrives. After its last
 * part the finisher makes it durable and renames it to its hash; then its row is stored, and only
 * then does the sender get the hash.
 */
#include "ingest/files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"
#include "base/map.h"
#include "base/metrics.h"
#include "ingest/finisher.h"
#include "ingest/store.h"
#include "wire/wire.h"

enum {
    IDLE_MS = 10 * 60 * 1000, /* an upload without a part for so long is dropped */
    LOOK_MS = 30 * 1000
};

struct upload {
    struct files *files;
    struct uuid id;
    uint32_t account_id;
    int fd;
    uint64_t received;
    struct hash_state hashing;
    struct hash hash;
    int64_t touched_ms;
    bool is_finishing;
    struct bus_from from; /* of the last part */
    char path[512];
};

struct files {
    struct daemon *daemon;
    const struct ingest_conf *conf;
    piece_fn *then;
    void *arg;
    struct lane *lane;
    struct worker *finisher;
    struct map *uploads; /* by id and account */
    size_t finishing;
    struct metric *stored, *refused;
};

struct upload_key {
    struct uuid id;
    uint32_t account_id;
};

static struct upload_key key_of(const struct upload *upload)
{
    struct upload_key key;
    memset(&key, 0, sizeof(key));
    key.id = upload->id;
    key.account_id = upload->account_id;
    return key;
}

static void files_forget(struct files *self, struct upload *upload)
{
    struct upload_key key = key_of(upload);
    map_take(self->uploads, &key, sizeof(key));
    free(upload);
}

static void give_up(struct files *self, struct upload *upload)
{
    close(upload->fd);
    unlink(upload->path);
    files_forget(self, upload);
}

static void files_answer(struct files *self, const struct bus_from *from, enum problem_id fault,
                         uint64_t received)
{
    struct piece_outcome outcome = {.fault = fault, .received = received};
    metric_add(self->refused, fault != PROBLEM_NONE ? 1 : 0);
    self->then(self->arg, from, &outcome);
}

static enum problem_id fault_of(int failure)
{
    log_error("file store: %s", strerror(failure));
    return failure == ENOSPC || failure == EDQUOT ? PROBLEM_STORAGE_FULL : PROBLEM_STORAGE_FAILED;
}

const char *files_path(const struct files *self, const struct hash *hash, struct arena *arena)
{
    char name[HASH_TEXT];
    hash_print(hash, name);
    return arena_print(arena, "%s/%.2s/%.2s/%s", self->conf->files_root, name, name + 2, name);
}

/* ------------------------------------------------------------- the end of an upload */

static void files_on_registered(void *arg, enum err err, const struct rows *result)
{
    struct upload *upload = arg;
    struct files *self = upload->files;
    (void)result;
    if (err != ERR_NONE) {
        files_answer(self, &upload->from, PROBLEM_STORAGE_FAILED, upload->received);
    } else {
        struct piece_outcome outcome = {.fault = PROBLEM_NONE,
                                        .received = upload->received,
                                        .is_stored = true,
                                        .hash = upload->hash};
        metric_add(self->stored, 1);
        self->then(self->arg, &upload->from, &outcome);
    }
    self->finishing--;
    files_forget(self, upload);
}

static void files_on_finished(struct worker_job *base)
{
    struct finish_job *job = (struct finish_job *)base;
    struct upload *upload = job->arg;
    struct files *self = upload->files;
    int failure = job->failure;
    free(job);
    if (failure == 0) {
        store_file_add(self->lane, &upload->hash, upload->received, files_on_registered, upload);
        return;
    }
    files_answer(self, &upload->from, fault_of(failure), upload->received);
    self->finishing--;
    files_forget(self, upload);
}

static void files_finish(struct files *self, struct upload *upload)
{
    upload->hash = hash_end(&upload->hashing);
    upload->is_finishing = true;
    self->finishing++;
    char name[HASH_TEXT];
    hash_print(&upload->hash, name);
    struct finish_job *job = memory_zero(sizeof(*job));
    job->fd = upload->fd;
    snprintf(job->from, sizeof(job->from), "%s", upload->path);
    snprintf(job->directory, sizeof(job->directory), "%s/%.2s/%.2s", self->conf->files_root, name,
             name + 2);
    snprintf(job->to, sizeof(job->to), "%s/%.2s/%.2s/%s", self->conf->files_root, name, name + 2,
             name);
    job->arg = upload;
    finisher_add(self->finisher, job, files_on_finished);
}

/* ------------------------------------------------------------- parts */

static struct upload *files_begin(struct files *self, const struct upload_key *key, int *failure)
{
    char name[UUID_TEXT];
    struct upload *upload = memory_zero(sizeof(*upload));
    upload->files = self;
    upload->id = key->id;
    upload->account_id = key->account_id;
    struct uuid unique = uuid_new();
    snprintf(upload->path, sizeof(upload->path), "%s/incoming/%s", self->conf->files_root,
             uuid_print(&unique, name));
    upload->fd = open(upload->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0640);
    *failure = upload->fd < 0 ? errno : 0;
    if (*failure != 0) {
        free(upload);
        return NULL;
    }
    hash_start(&upload->hashing);
    map_put(self->uploads, key, sizeof(*key), upload);
    return upload;
}

static void files_append(struct files *self, struct upload *upload, const struct bus_from *from,
                         const Evidence__V1__PutChunk *piece)
{
    upload->touched_ms = clock_steady_ms();
    if (upload->received + piece->data.len > self->conf->file_max) {
        give_up(self, upload);
        files_answer(self, from, PROBLEM_FILE_TOO_LARGE, 0);
        return;
    }
    if (!file_write(upload->fd, piece->data.data, piece->data.len)) {
        int failure = errno;
        give_up(self, upload);
        files_answer(self, from, fault_of(failure), 0);
        return;
    }
    hash_add(&upload->hashing, piece->data.data, piece->data.len);
    upload->received += piece->data.len;
    if (piece->last) {
        upload->from = *from;
        files_finish(self, upload);
    } else {
        files_answer(self, from, PROBLEM_NONE, upload->received);
    }
}

void files_put(struct files *self, uint32_t account_id, const struct bus_from *from,
               const Evidence__V1__PutChunk *piece)
{
    struct upload_key key;
    memset(&key, 0, sizeof(key));
    key.account_id = account_id;
    if (!wire_get_uuid(&piece->upload_id, &key.id)) {
        files_answer(self, from, PROBLEM_UPLOAD_INVALID, 0);
        return;
    }
    struct upload *upload = map_get(self->uploads, &key, sizeof(key));
    if (upload == NULL && piece->offset != 0) {
        files_answer(self, from, PROBLEM_UPLOAD_LOST, 0);
        return;
    }
    if (upload == NULL && map_count(self->uploads) >= self->conf->uploads_max) {
        files_answer(self, from, PROBLEM_BUSY, 0);
        return;
    }
    int failure = 0;
    upload = upload != NULL ? upload : files_begin(self, &key, &failure);
    if (upload == NULL) {
        files_answer(self, from, fault_of(failure), 0);
    } else if (upload->is_finishing || piece->offset != upload->received) {
        files_answer(self, from, PROBLEM_UPLOAD_INVALID, upload->received);
    } else {
        files_append(self, upload, from, piece);
    }
}

/* ------------------------------------------------------------- life */

static void look_idle(void *arg)
{
    struct files *self = arg;
    size_t at = 0, len;
    const void *key;
    void *value;
    while (map_next(self->uploads, &at, &key, &len, &value)) {
        struct upload *upload = value;
        if (!upload->is_finishing && clock_steady_ms() - upload->touched_ms > IDLE_MS) {
            give_up(self, upload);
            at = 0; /* the map has changed */
        }
    }
}

/* Removes files that a dead process left half written. Another instance may be writing into the
 * same directory, so only those that were untouched for long are removed. */
static void files_clean(const char *incoming)
{
    DIR *directory = opendir(incoming);
    if (directory == NULL) {
        return;
    }
    for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
        struct stat stat;
        if (entry->d_name[0] != '.' && fstatat(dirfd(directory), entry->d_name, &stat, 0) == 0 &&
            clock_wall_us() / 1000000 - stat.st_mtime > 2 * IDLE_MS / 1000) {
            unlinkat(dirfd(directory), entry->d_name, 0);
        }
    }
    closedir(directory);
}

static enum err make_root(const char *root)
{
    char incoming[512];
    int len = snprintf(incoming, sizeof(incoming), "%s/incoming", root);
    if (len < 0 || len > 400) {
        return err_note(ERR_FATAL, "files.root: too long");
    }
    if ((mkdir(root, 0750) != 0 && errno != EEXIST) ||
        (mkdir(incoming, 0750) != 0 && errno != EEXIST) || access(incoming, W_OK) != 0) {
        return err_note(ERR_FATAL, "files.root: %s: %s", incoming, strerror(errno));
    }
    files_clean(incoming);
    return ERR_NONE;
}

enum err files_open(struct files **out, struct daemon *daemon, const struct ingest_conf *conf,
                    piece_fn *then, void *arg)
{
    *out = NULL;
    enum err err = make_root(conf->files_root);
    if (err != ERR_NONE) {
        return err;
    }
    struct files *self = memory_zero(sizeof(*self));
    self->daemon = daemon;
    self->conf = conf;
    self->then = then;
    self->arg = arg;
    self->lane = daemon_lane(daemon, "files");
    self->finisher = worker_open(daemon_loop(daemon));
    self->uploads = map_new();
    self->stored = metric_counter("mc_files_stored_total", "", "files stored");
    self->refused = metric_counter("mc_files_refused_total", "", "parts of files refused");
    loop_every(daemon_loop(daemon), LOOK_MS, look_idle, self);
    *out = self;
    return ERR_NONE;
}

void files_close(struct files **pointer)
{
    struct files *self = *pointer;
    if (self == NULL) {
        return;
    }
    worker_close(&self->finisher);
    size_t at = 0, len;
    const void *key;
    void *value;
    while (map_next(self->uploads, &at, &key, &len, &value)) {
        struct upload *upload = value;
        if (!upload->is_finishing) {
            close(upload->fd);
            unlink(upload->path);
        }
        free(upload);
    }
    map_free(&self->uploads);
    free(self);
    *pointer = NULL;
}

bool files_is_idle(const struct files *self)
{
    return self->finishing == 0;
}
