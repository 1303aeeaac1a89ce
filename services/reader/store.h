/*
 * store.h — the statements of the reader.
 */
#ifndef READER_STORE_H
#define READER_STORE_H

#include "base/hash.h"
#include "store/lane.h"

/* What was found in one file. */
struct found {
    struct hash hash;
    const char *media_type, *problem, *text, *facts;
    const unsigned char *photo; /* a fingerprint (likeness/photo.h) */
    size_t photo_len;           /* 0: none */
};
struct read_piece {
    struct uuid message_id, next_id;
    int lease_ms;
};
void store_known(struct lane *lane, const struct hash *hashes, size_t count, lane_fn *then,
                 void *arg);
/* Answers the ids of the messages that were ours. */
void store_complete(struct lane *lane, const struct read_piece *pieces, size_t count,
                    const struct found *found, size_t found_count, lane_fn *then, void *arg);

#endif
