/*
 * upload_file.c — see upload_file.h.  A part that has a checksum waits in a file without a name
 * and is added when it is right, so that a kill leaves no byte that was not checked.
 */
#include "gateway/upload_file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sodium.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"

struct upload_job *upload_job_new(enum upload_work work, const char *root, const struct uuid *id,
                                  size_t len)
{
    char name[UUID_TEXT];
    struct upload_job *job = memory_alloc(sizeof(*job) + len);
    memset(job, 0, sizeof(*job));
    job->work = work;
    job->fd = job->fd_checked = -1;
    job->len = len;
    snprintf(job->root, sizeof(job->root), "%s", root);
    int path_len = snprintf(job->path, sizeof(job->path), "%s/%s", root, uuid_print(id, name));
    job->failure = path_len < UPLOAD_PATH ? UPLOAD_DONE : UPLOAD_BROKEN;
    return job;
}

static enum upload_failure failure_of(int failure, const struct upload_job *job)
{
    if (failure == ENOENT) {
        return UPLOAD_GONE;
    }
    if (failure == ENOSPC || failure == EDQUOT || failure == EFBIG) {
        log_error("uploads: no room: %s", strerror(failure));
        return UPLOAD_FULL;
    }
    log_error("uploads: %s: %s", job->path, strerror(failure));
    return UPLOAD_BROKEN;
}

static bool measure(struct upload_job *job)
{
    struct stat stat;
    if (fstat(job->fd, &stat) != 0) {
        return false;
    }
    job->offset = (uint64_t)stat.st_size;
    return true;
}

/* A file that was just made: its entry is durable, and its room reserved where the file system
 * can, so that a full disk is known before a phone has sent everything. */
static enum upload_failure begin_file(struct upload_job *job)
{
    if (job->size > 0 && fallocate(job->fd, FALLOC_FL_KEEP_SIZE, 0, (off_t)job->size) != 0 &&
        errno != EOPNOTSUPP && errno != ENOSYS) {
        return failure_of(errno, job);
    }
    int failure = file_sync_directory(job->root);
    return failure != 0 ? failure_of(failure, job) : UPLOAD_DONE;
}

static enum upload_failure open_for_writing(struct upload_job *job)
{
    job->fd = open(job->path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0640);
    if (job->fd < 0) {
        return failure_of(errno, job);
    }
    if (flock(job->fd, LOCK_EX | LOCK_NB) != 0) {
        return errno == EWOULDBLOCK ? UPLOAD_BUSY : failure_of(errno, job);
    }
    if (!measure(job)) {
        return failure_of(errno, job);
    }
    if (job->has_piece_sum) {
        job->fd_checked = open(job->root, O_TMPFILE | O_RDWR | O_CLOEXEC, 0640);
        if (job->fd_checked < 0) {
            return failure_of(errno, job);
        }
    }
    return job->offset == 0 ? begin_file(job) : UPLOAD_DONE;
}

/* Whether the file has this sum; an error counts as none. */
static bool has_sum(int fd, const unsigned char sum[static UPLOAD_SHA256])
{
    crypto_hash_sha256_state state;
    unsigned char found[UPLOAD_SHA256];
    unsigned char *part = memory_alloc(UPLOAD_CHUNK);
    off_t at = 0;
    crypto_hash_sha256_init(&state);
    for (ssize_t len; (len = pread(fd, part, UPLOAD_CHUNK, at)) > 0; at += len) {
        crypto_hash_sha256_update(&state, part, (unsigned long long)len);
    }
    crypto_hash_sha256_final(&state, found);
    free(part);
    return sodium_memcmp(found, sum, UPLOAD_SHA256) == 0;
}

/* Adds the part that was checked. */
static bool add_checked(struct upload_job *job)
{
    struct stat stat;
    off_t at = 0;
    if (fstat(job->fd_checked, &stat) != 0) {
        return false;
    }
    uint64_t before = job->offset;
    bool is_right = fcntl(job->fd, F_SETFL, O_RDWR) == 0 && lseek(job->fd, 0, SEEK_END) >= 0;
    while (is_right && at < stat.st_size) {
        is_right = sendfile(job->fd, job->fd_checked, &at, (size_t)(stat.st_size - at)) > 0;
    }
    if (!is_right) {
        int failure = errno;
        (void)!ftruncate(job->fd, (off_t)before);
        errno = failure;
    }
    return is_right;
}

static enum upload_failure write_piece(struct upload_job *job)
{
    int fd = job->fd_checked >= 0 ? job->fd_checked : job->fd;
    return file_write(fd, job->data, job->len) ? UPLOAD_DONE : failure_of(errno, job);
}

/* A whole that is not what was announced begins again. */
static enum upload_failure check_whole(struct upload_job *job)
{
    if (!job->has_sum || job->offset < job->size || has_sum(job->fd, job->sum)) {
        return UPLOAD_DONE;
    }
    if (ftruncate(job->fd, 0) != 0 || fsync(job->fd) != 0) {
        return failure_of(errno, job);
    }
    job->offset = 0;
    return UPLOAD_WRONG;
}

static enum upload_failure keep(struct upload_job *job)
{
    if (!measure(job)) {
        return failure_of(errno, job);
    }
    if (job->fd_checked >= 0) {
        if (!has_sum(job->fd_checked, job->piece_sum)) {
            return UPLOAD_WRONG;
        }
        if (!add_checked(job)) {
            return failure_of(errno, job);
        }
    }
    if (fsync(job->fd) != 0 || !measure(job)) {
        return failure_of(errno, job);
    }
    return check_whole(job);
}

static enum upload_failure measure_closed(struct upload_job *job)
{
    job->fd = open(job->path, O_RDWR | O_CLOEXEC);
    if (job->fd < 0) {
        return failure_of(errno, job); /* of a missing one the offset is 0 */
    }
    if (flock(job->fd, LOCK_SH | LOCK_NB) != 0) {
        return errno == EWOULDBLOCK ? UPLOAD_BUSY : failure_of(errno, job);
    }
    return fsync(job->fd) == 0 && measure(job) ? UPLOAD_DONE : failure_of(errno, job);
}

static enum upload_failure open_for_reading(struct upload_job *job)
{
    enum upload_failure failure = measure_closed(job);
    return failure == UPLOAD_DONE ? check_whole(job) : failure;
}

static enum upload_failure drop(const struct upload_job *job)
{
    return unlink(job->path) == 0 || errno == ENOENT ? UPLOAD_DONE : failure_of(errno, job);
}

static void job_close(struct upload_job *job)
{
    if (job->fd >= 0) {
        close(job->fd);
    }
    if (job->fd_checked >= 0) {
        close(job->fd_checked);
    }
    job->fd = job->fd_checked = -1;
}

static void upload_work(struct worker_job *base)
{
    struct upload_job *job = (struct upload_job *)base;
    bool stays_open = false;
    switch (job->work) {
    case UPLOAD_OPEN:
        job->failure = open_for_writing(job);
        stays_open = job->failure == UPLOAD_DONE;
        break;
    case UPLOAD_WRITE:
        job->failure = write_piece(job);
        stays_open = true;
        break;
    case UPLOAD_KEEP:
        job->failure = keep(job);
        break;
    case UPLOAD_MEASURE:
        job->failure = measure_closed(job);
        break;
    case UPLOAD_READ:
        job->failure = open_for_reading(job);
        stays_open = job->failure == UPLOAD_DONE;
        break;
    case UPLOAD_DROP:
        job->failure = drop(job);
        break;
    }
    if (!stays_open) {
        job_close(job);
    }
}

void upload_job_add(struct worker *worker, struct upload_job *job,
                    void (*then)(struct worker_job *job), void *arg)
{
    job->arg = arg;
    job->job.work = upload_work;
    job->job.then = then;
    worker_add(worker, &job->job);
}

void upload_file_leave(int fd, const void *data, size_t len)
{
    if (fd >= 0) {
        (void)file_write(fd, data, len);
        close(fd);
    }
}

void upload_files_clean(const char *root, int age_s)
{
    DIR *directory = opendir(root);
    if (directory == NULL) {
        return;
    }
    for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
        struct stat stat;
        if (entry->d_name[0] != '.' && fstatat(dirfd(directory), entry->d_name, &stat, 0) == 0 &&
            S_ISREG(stat.st_mode) && clock_wall_us() / 1000000 - stat.st_mtime > age_s) {
            unlinkat(dirfd(directory), entry->d_name, 0);
        }
    }
    closedir(directory);
}
