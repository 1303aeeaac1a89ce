/*
 * upload_file.h — the bytes of an upload: a file <uploads.root>/<id> that grows, worked on in the
 * thread of a worker.
 *
 * The length of the file is the upload's offset, and is answered only after fsync: what was
 * answered is on disk.  One connection writes at a time; a lock on the file says so to every
 * gateway.
 */
#ifndef GATEWAY_UPLOAD_FILE_H
#define GATEWAY_UPLOAD_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/hash.h"
#include "base/uuid.h"
#include "daemon/worker.h"

enum { UPLOAD_PATH = 512, UPLOAD_SHA256 = 32, UPLOAD_CHUNK = 256 * 1024 };

enum upload_failure {
    UPLOAD_DONE,
    UPLOAD_BUSY,  /* another connection writes */
    UPLOAD_GONE,  /* no file */
    UPLOAD_WRONG, /* it is not what the checksum says; nothing of it was kept */
    UPLOAD_FULL,  /* no room on the disk; what was there before is still there */
    UPLOAD_BROKEN /* the disk failed; it was logged */
};

enum upload_work {
    UPLOAD_OPEN,    /* for writing: locked, made if missing */
    UPLOAD_WRITE,   /* `data` at the end */
    UPLOAD_KEEP,    /* what was written is durable; with `is_checked` only if it is right */
    UPLOAD_MEASURE, /* as KEEP, of a file that no connection has open */
    UPLOAD_READ,    /* for reading: whole, and right if a sum was announced */
    UPLOAD_DROP     /* removes it */
};

struct upload_job {
    struct worker_job job;
    enum upload_work work;
    char root[UPLOAD_PATH], path[UPLOAD_PATH];
    int fd;         /* given and taken: -1 none */
    int fd_checked; /* bytes that wait for their checksum; -1: there is none for this part */
    uint64_t size;  /* of the whole, as announced */
    uint64_t offset;
    bool has_sum, has_piece_sum;
    unsigned char sum[UPLOAD_SHA256], piece_sum[UPLOAD_SHA256];
    enum upload_failure failure;
    void *arg;
    size_t len;
    unsigned char data[];
};

/* Room for `len` bytes of data; the caller fills what the work needs. */
struct upload_job *upload_job_new(enum upload_work work, const char *root, const struct uuid *id,
                                  size_t len);
/* `then` gets the job, and frees it. */
void upload_job_add(struct worker *worker, struct upload_job *job,
                    void (*then)(struct worker_job *job), void *arg);

/* For a connection that has ended: writes at the end without waiting for the disk, as far as it
 * goes, and closes. */
void upload_file_leave(int fd, const void *data, size_t len);

/* Removes files that no upload of the last `age_s` seconds can own. */
void upload_files_clean(const char *root, int age_s);

#endif
