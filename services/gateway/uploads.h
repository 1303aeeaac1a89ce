/*
 * uploads.h — files that arrive part by part by the tus protocol 1.0.0 (https://tus.io), each to
 * <uploads.root>/<id>.  An upload survives a cut, a restart and a reboot; it goes to ingest when a
 * request names it (settle.h), and goes away when its time is over.
 */
#ifndef GATEWAY_UPLOADS_H
#define GATEWAY_UPLOADS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/queue.h>

#include "base/err.h"
#include "base/uuid.h"

#define UPLOADS_VERSION "1.0.0"

struct gateway;
struct request;
struct upload_job;
struct uploads;
struct worker_job;

/* ERR_FATAL: uploads.root cannot be made or written.  NULL, if it is not set. */
MUST_CHECK enum err uploads_open(struct uploads **out, struct gateway *gateway);
void uploads_close(struct uploads **self); /* ends the work on files; NULL-safe */

/* False, and the request is refused: not the version, or there are no uploads here. */
MUST_CHECK bool uploads_fit(struct request *request, bool needs_version);

/* A request that writes to the file of an upload. */
struct upload_hold {
    LIST_ENTRY(upload_hold) link; /* of the gateway's */
    struct request *request;
    struct uuid id;
};

/* An upload as the store prints it, read into the arena of the request. */
struct upload_row {
    struct uuid id;
    const char *name, *media_type, *expires, *expires_at;
    uint64_t size;
    bool has_sum, is_settled;
    unsigned char sum[32], hash[32];
};
struct json_t;
void upload_row_read(struct request *request, const struct json_t *from, struct upload_row *out);
void upload_row_read_text(struct request *request, const char *json, struct upload_row *out);

/* How far it is: in the headers, and in the answer's body for a status that has one. */
void uploads_say(struct request *request, const struct upload_row *row, uint64_t offset);

/* Work on the file of an upload; `then` frees the job. */
struct upload_job *uploads_job(struct request *request, int work, const struct upload_row *row);
void uploads_do(struct request *request, struct upload_job *job,
                void (*then)(struct worker_job *job), void *arg);
/* Removes the file, some time. */
void uploads_drop(struct request *request, const struct uuid *id);
/* Refuses for what became of the work on the file; a connection that still holds it is cut. */
void uploads_refuse(struct request *request, const struct uuid *id, const struct upload_job *job,
                    const char *field);

#endif
