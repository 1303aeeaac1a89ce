/*
 * files.h — the file store: contents by their hash, `<root>/aa/bb/<64 digits>`.
 *
 * A file arrives in parts and in order, is hashed on the way, and gets its name only when its bytes
 * and its directory entry are durable; a file with a name is complete. The slow part (fsync) runs
 * in a thread of its own.
 */
#ifndef INGEST_FILES_H
#define INGEST_FILES_H

#include <stdint.h>

#include "ingest/ingest.h"

struct files;

/* `is_stored`: the file is durable under `hash`; else `fault` is the reason. The part itself was
 * accepted whenever fault is PROBLEM_NONE. */
struct piece_outcome {
    enum problem_id fault; /* PROBLEM_NONE: none */
    uint64_t received;     /* bytes of this upload so far */
    bool is_stored;
    struct hash hash;
};
typedef void piece_fn(void *arg, const struct bus_from *from, const struct piece_outcome *outcome);

/* ERR_FATAL: the root cannot be made or written. */
MUST_CHECK enum err files_open(struct files **out, struct daemon *daemon,
                               const struct ingest_conf *conf, piece_fn *then, void *arg);
void files_close(struct files **self);
bool files_is_idle(const struct files *self);

/* Adds the next part of an upload of `account_id`; `then` is called once for it. */
void files_put(struct files *self, uint32_t account_id, const struct bus_from *from,
               const Evidence__V1__PutChunk *piece);

/* The path of a content, e.g. "/srv/files/ab/cd/abcd...", in the arena. */
const char *files_path(const struct files *self, const struct hash *hash, struct arena *arena);

#endif
